// du2019, lemma A.4: the first layer moves little when both layers are trained.
//
// Reading. Joint flow up to t or to the first change of pattern, on flows that obey (14) (see
// lemma-A.2). S1 prints |a_r(0) + R_a|, which for a_r(0) = -1 is 1 - R_a, less than |a_r(s)| may
// be: false at once, n = m = 1, a = -1. |a_r(0)| + R_a is meant; it is below 2, so S2 and the lemma
// stand.

#include "theorems/du2019/joint_training.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

template <class R>
struct FirstLayerMovement : JointTraining<R> {
  using JointTraining<R>::JointTraining;

  /// sum_i |y_i - u_i| and |y - u|, at t
  R total() const {
    R out(0);
    for (const R& value : this->path->residual) out += abs(value);
    return out;
  }
  R length() const { return norm(this->path->residual); }
  /// sqrt(m) |dw_r/dt| at t
  Vector<R> pull() const {
    return row_lengths(descent_coefficients(this->path->a, this->active, this->path->residual),
                       this->inputs.gram);
  }
  /// |dw_r/dt| <= |a_r(0) + R_a| sum_i |y_i - u_i| / sqrt(m), or with |a_r(0)| + R_a
  Judgement<R> speed(bool printed) const {
    const Vector<R> pull = this->pull();
    const R total = this->total(), length = this->length();
    return every(this->units, [&](auto r) {
      const R weight = printed ? abs(this->a_start[r] + this->radius_a()) : 1 + this->radius_a();
      return le(pull[r] + length, weight * total + length);
    });
  }
};

using Lemma = Claim<JointSetting, FirstLayerMovement>;

Lemma statement() {
  return {
      .card = {.id = "du2019/lemma-A.4",
               .title = "Movement of the first layer, joint training",
               .label = "Lemma A.4",
               .place = "Appendix A.1",
               .kind = Kind::flow,
               .statement = R"(If for $0\le s\le t$ $\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$ and
$|a_r(s)-a_r(0)|\le R_a$, then $\|w_r(t)-w_r(0)\|_2\le R'_w=\frac{4\sqrt n\|y-u(0)\|_2}{\sqrt m
\lambda_0}$.)",
               .reading =
                   R"(Flows that obey (14), up to the first change of pattern at most. S1 prints
$|a_r(0)+R_a|$, which is $1-R_a$ for $a_r(0)=-1$: false; $|a_r(0)|+R_a$ is meant.)"},
      .hypotheses =
          {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
            [](const auto& o) { return o.inputs.normalisable(); }},
           {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
           {"flow",
            R"(one flow leaves the start, $y\ne u(0)$; it obeys (14) and is followed to $t\ge\frac1{64\lambda_0}$)",
            [](const auto& o) { return o.followed() & o.obeys_14(); }},
           {"H1", R"($\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$, $0\le s\le t$)",
            [](const auto& o) { return o.well_conditioned(); }},
           {"H2", R"($|a_r(s)-a_r(0)|\le R_a$, $0\le s\le t$)",
            [](const auto& o) { return o.outputs_near(); }}},
      .conclusions =
          {{"C1", R"($\|w_r(t)-w_r(0)\|_2\le R'_w$)",
            [](const auto& o) { return o.first_layer_within(o.reach_w()); }},
           {"S1", R"($\|\dot w_r\|_2\le\frac1{\sqrt m}\sum_i|y_i-u_i|\,|a_r(0)+R_a|$ at $t$)",
            [](const auto& o) { return o.speed(true); }},
           {"S2", R"($\sum_i|y_i-u_i||a_r(0)+R_a|\le2\sqrt n\|y-u\|_2\le2\sqrt ne^{-\lambda_0t/2}
\|y-u(0)\|_2$)",
            [](const auto& o) {
              const auto length = o.length();
              return le_next_to(length, (1 + o.radius_a()) * o.total(), 2 * sqrt(o.n) * length) &
                     Judgement(o.decays(o.lambda_0));
            }},
           {"S3", R"($\|w_r(t)-w_r(0)\|_2\le\int_0^\infty\frac{2\sqrt n}{\sqrt m}e^{-\lambda_0s/2}
\|y-u(0)\|_2ds=R'_w$)",
            [](const auto& o) {
              const auto bound = 2 * sqrt(o.n / o.m) * o.start_length * 2 / o.lambda_0;
              return eq_next_to(o.start_length, bound, o.reach_w()) & o.first_layer_within(bound);
            }}},
      .prepare = small_joint_residual,
      .tight = {third_active(), one_negative(), two_orthogonal()},
      .mutants = {{"without the root of n", "S2",
                   [](const auto& o) { return le(o.total(), o.length()); }},
                  {"a quarter of R'_w", "C1",
                   [](const auto& o) { return o.first_layer_within(o.reach_w() / 4); }},
                  {"0.35 of R'_w over the root of n", "C1",
                   [](const auto& o) {
                     return o.first_layer_within(7 * o.reach_w() / (20 * sqrt(o.n)));
                   }}},
      .refuted = {"S1"},
      .cost = 8};
}

}  // namespace

AnyClaim lemma_a_4() { return statement(); }

AnyClaim lemma_a_4_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S1 with $|a_r(0)|+R_a$.)";
  lemma.replace({"S1",
                 R"($\|\dot w_r\|_2\le\frac1{\sqrt m}\sum_i|y_i-u_i|\,(|a_r(0)|+R_a)$ at $t$)",
                 [](const auto& o) { return o.speed(false); }});
  lemma.mutants.push_back({"|a_r(0)| alone", "S1", [](const auto& o) {
                             const auto pull = o.pull();
                             return every(o.units, [&](auto r) { return le(pull[r], o.total()); });
                           }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
