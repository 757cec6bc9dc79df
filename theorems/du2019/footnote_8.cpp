// du2019, footnote 8: a positive definite G speeds up the convergence of joint training.
//
// Reading. The footnote gives no rate; its quantitative form is lemma A.2 with lambda_min(G(s)) >=
// g in addition: |y - u(t)|^2 <= e^{-(lambda_0 + 2g) t} |y - u(0)|^2, g the least eigenvalue of G
// over the flow. For flows that obey (14), see lemma-A.2.

#include "theorems/du2019/joint_training.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

template <class R>
struct FasterDecay : JointTraining<R> {
  R g_start;       // lambda_min(G(0))
  R g;             // a lower bound of lambda_min(G(s)), without width
  Matrix<R> H, G;  // at t = 0
  R squared;       // |y - u|^2 at t = 0

  explicit FasterDecay(const JointSetting& s)
      : JointTraining<R>(s),
        g_start(least(this->initial())),
        g(g_start),
        H(gram_matrix(this->inputs.gram, this->a_start, this->active)),
        G(output_gram(this->origin.preactivations(this->initial()))),
        squared(squared_norm(this->start)) {
    for (const FlowStep<R>& step : this->path->flow.steps()) g = min(g, least(step.range));
    if constexpr (Enclosure<R>) g = R(g.lower());
  }
  /// (y - u)^T (H + G) (y - u) >= (lambda_0 / 2 + factor g) |y - u|^2 at t = 0
  Relation<R> form_bound(int factor) const {
    // For n = 1 both sides have the factor |y - u|^2 and the term G = g; without them equality is
    // exact.
    if (this->inputs.n() == 1) return ge(H(0, 0), this->lambda_0 / 2 + (factor - 1) * g_start);
    return ge(dot(this->start, (H + G) * this->start) + squared,
              (this->lambda_0 / 2 + factor * g_start) * squared + squared);
  }
  R least(const Vector<R>& state) const {
    return least_eigenvalue(output_gram(this->origin.preactivations(state)));
  }
};

using Footnote = Claim<JointSetting, FasterDecay>;

}  // namespace

AnyClaim footnote_8() {
  return Footnote{
      .card = {.id = "du2019/footnote-8",
               .title = "Positive definite $G$ speeds up convergence",
               .label = "Footnote 8",
               .place = "Appendix A.1",
               .kind = Kind::flow,
               .statement = R"(If $G(t)$ is strictly positive definite, the convergence is even
faster.)",
               .reading = R"(With $\lambda_{\min}(G(s))\ge g>0$ and the hypothesis of Lemma A.2:
$\|y-u(t)\|^2\le e^{-(\lambda_0+2g)t}\|y-u(0)\|^2$.)"},
      .hypotheses =
          {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
            [](const auto& o) { return o.inputs.normalisable(); }},
           {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
           {"flow",
            R"(one flow leaves the start, $y\ne u(0)$; it obeys (14) and is followed to $t\ge\frac1{64\lambda_0}$)",
            [](const auto& o) { return o.followed() & o.obeys_14(); }},
           {"A.2", R"($\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$, $0\le s\le t$)",
            [](const auto& o) { return o.well_conditioned(); }},
           {"H1", R"($G(s)\succ0$ on $[0,t]$)", [](const auto& o) { return gt(o.g, 0); }}},
      .conclusions = {{"C1", R"($\|y-u(t)\|^2\le e^{-(\lambda_0+2g)t}\|y-u(0)\|^2$)",
                       [](const auto& o) { return o.decays(o.lambda_0 + 2 * o.g); }},
                      {"S1", R"($(y-u)^\top(H+G)(y-u)\ge(\frac{\lambda_0}2+g)\|y-u\|^2$ at $t=0$)",
                       [](const auto& o) { return o.form_bound(1); }}},
      .prepare = joint_start,
      .tight = {third_active()},
      .mutants = {{"four times g", "C1",
                   [](const auto& o) { return o.decays(o.lambda_0 + 8 * o.g); }},
                  {"four times g in the form", "S1", [](const auto& o) { return o.form_bound(4); }},
                  Footnote::Wrong::without({"A.2"}, "C1")},
      .cost = 8};
}

}  // namespace claimcheck::du2019
