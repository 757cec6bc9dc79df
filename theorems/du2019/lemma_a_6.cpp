// du2019, lemma A.6: if R'_w < R_w and R'_a < R_a, the conditions hold for all time.
//
// Reading. Joint flow up to t or to the first change of pattern, on flows that obey (14), on the
// events of the section: lambda_min(H(0)) >= 3/4 lambda_0 (E1), Lemma A.3 through the flip
// fractions within R_w (E2), Lemma A.5's |w_r(0) . x_i| <= 3 sqrt(log(mn/delta)) and R_w <=
// sqrt(log(mn/delta)) (E3). The proof looks at the first time at which a conclusion fails; there is
// none, so its steps have no instance. (They also print |w_r(t) - w_r(0)| <= R'_w and |a_r(t) -
// a_r(0)| <= R'_a for the failure of C2 and C3: the negations are meant.)

#include "theorems/du2019/joint_training.hpp"
#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {
namespace {

template <class R>
struct Bootstrap : JointTraining<R> {
  R least_at_start;  // lambda_min(H(0))
  R flips;           // sum_ij F_ij within R_w
  R largest, root;   // max |w_r(0) . x_i|, sqrt(log(mn / delta))

  explicit Bootstrap(const JointSetting& s)
      : JointTraining<R>(s), largest(0), root(sqrt(log(this->m * this->n / this->delta))) {
    const Matrix<R> z = this->inputs.preactivations(lift<R>(s.W0));
    least_at_start = least_eigenvalue(gram_matrix(this->inputs.gram, closed_indicator(z)));
    flips = total(flip_fraction(flip_indicator(z, this->radius_w())));
    for (const R& entry : z.entries()) largest = max(largest, abs(entry));
  }
  /// n^2 (2 R_a + R_a^2)
  R outer_bound() const {
    return square(this->n) * (2 * this->radius_a() + square(this->radius_a()));
  }
};

using Lemma = Claim<JointSetting, Bootstrap>;

/// Residuals so small that R'_w and R'_a are around R_w and R_a.
void small_residual(JointSetting& s, Stream& random) {
  joint_start(s, random);
  if (random.chance(0.5)) s.delta = random.uniform(0.25, 0.96875);
  if (random.chance(0.5)) {
    for (double& entry : s.W0.entries()) {
      if (std::fabs(entry) > 3) entry = random.normal();
    }
  }
  const Bootstrap<double> o(s);
  const double most = std::fmin(o.radius_w() / o.reach_w(), o.radius_a() / o.reach_a());
  if (!std::isfinite(most) || !(o.start_length > 0)) return;
  for (std::size_t i = 0; i < s.y.size(); ++i) {
    const double share =
        random.chance(0.8) ? random.uniform(0.1, 0.9375) : random.uniform(0.9, 1.2);
    s.y[i] = s.y[i] - o.start[i] * (1 - most * share);
  }
}

/// One unit, on the side where it sees nothing: H(0) = 0.
JointSetting inactive_unit() {
  return {{Matrix<double>(1, 1, -1.0), Matrix<double>(1, 1, 1.0), {1}, {0x1p-9}}, 0.5, 1};
}

}  // namespace

AnyClaim lemma_a_6() {
  return Lemma{
      .card = {.id = "du2019/lemma-A.6",
               .title = "Bootstrapping, joint training",
               .label = "Lemma A.6",
               .place = "Appendix A.1",
               .kind = Kind::flow,
               .statement = R"(If $R'_w<R_w$ and $R'_a<R_a$, then for all $t\ge0$
$\lambda_{\min}(H(t))\ge\frac12\lambda_0$, $\|w_r(t)-w_r(0)\|_2\le R'_w$, $|a_r(t)-a_r(0)|\le R'_a$ for all
$r\in[m]$ and $\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$.)",
               .reading =
                   R"(On the events of Lemmas 3.1, A.3 and A.5, for flows that obey (14), up to
the first change of pattern at most.)"},
      .hypotheses =
          {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
            [](const auto& o) { return o.inputs.normalisable(); }},
           {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
           {"flow",
            R"(one flow leaves the start, $y\ne u(0)$; it obeys (14) and is followed to $t\ge\frac1{64\lambda_0}$)",
            [](const auto& o) { return o.followed() & o.obeys_14(); }},
           {"E1", R"($\lambda_{\min}(H(0))\ge\frac34\lambda_0$)",
            [](const auto& o) { return ge(4 * o.least_at_start, 3 * o.lambda_0); }},
           {"E2", R"(Lemma A.3: $\sum F_{ij}+n^2(2R_a+R_a^2)\le\frac{\lambda_0}4$)",
            [](const auto& o) { return le(4 * (o.flips + o.outer_bound()), o.lambda_0); }},
           {"E3", R"(Lemma A.5: $|w_r(0)^\top x_i|\le3\sqrt{\log(mn/\delta)}$,
$R_w\le\sqrt{\log(mn/\delta)}$)",
            [](const auto& o) { return le(o.largest, 3 * o.root) & le(o.radius_w(), o.root); }},
           {"H1", R"($R'_w<R_w$)", [](const auto& o) { return lt(o.reach_w(), o.radius_w()); }},
           {"H2", R"($R'_a<R_a$)", [](const auto& o) { return lt(o.reach_a(), o.radius_a()); }}},
      .conclusions = {{"C1", R"($\lambda_{\min}(H(s))\ge\frac12\lambda_0$, $0\le s\le t$)",
                       [](const auto& o) { return o.well_conditioned(); }},
                      {"C2", R"($\|w_r(t)-w_r(0)\|_2\le R'_w$)",
                       [](const auto& o) { return o.first_layer_within(o.reach_w()); }},
                      {"C3", R"($|a_r(t)-a_r(0)|\le R'_a$)",
                       [](const auto& o) { return o.output_layer_within(o.reach_a()); }},
                      {"C4", R"($\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$)",
                       [](const auto& o) { return o.decays(o.lambda_0); }}},
      .prepare = small_residual,
      .tight = {some_active(1, 2, 0.0625, 0x1p-9), some_active(0, 1, 1, 0x1p-9), inactive_unit()},
      .mutants = {{"a fifth of R'_w", "C2",
                   [](const auto& o) { return o.first_layer_within(o.reach_w() / 5); }},
                  {"eight times the rate", "C4",
                   [](const auto& o) { return o.decays(8 * o.lambda_0); }},
                  Lemma::Wrong::without({"E1"}, "C1")},
      .untestable =
          {"S1: no conclusion fails at any time, so there is no first such time",
           "S2: the case lambda_min(H(t)) < lambda_0 / 2 of S1; Lemma A.3 is its own claim",
           "S3: the other cases of S1; Lemmas A.4 and A.5 are their own claims"},
      .cost = 8};
}

}  // namespace claimcheck::du2019
