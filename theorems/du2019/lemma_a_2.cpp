// du2019, lemma A.2: linear convergence when both layers are trained.
//
// Reading. The joint flow as a differential inclusion, enclosed up to the first change of pattern
// or to t, whatever comes first; H and G are (12) and (13), H with the closed indicator. As
// lemma-3.3 it fails for a unit that a kink holds: n = m = 1, w(0) = 0, a(0) = -1, y = 1 does not
// move at all, while H = a^2 = 1. The repair is that the flow obeys (14).

#include "theorems/du2019/joint_training.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

template <class R>
struct Decay : JointTraining<R> {
  R slope;         // d|y - u|^2/dt at t = 0, from the flow
  Matrix<R> H, G;  // at t = 0

  explicit Decay(const JointSetting& s)
      : JointTraining<R>(s),
        slope(0),
        H(gram_matrix(this->inputs.gram, this->a_start, this->active)),
        G(output_gram(this->origin.preactivations(this->initial()))) {
    const Vector<R> rate = this->origin.rate(this->initial());
    std::vector<Series<R>> moved(this->initial().begin(), this->initial().end());
    for (std::size_t k = 0; k < moved.size(); ++k) moved[k].push_back(rate[k]);
    for (const Series<R>& p : this->origin.residual(moved)) slope += 2 * p[0] * p[1];
  }
  R form(const Matrix<R>& a) const { return dot(this->start, a * this->start); }
};

using Lemma = Claim<JointSetting, Decay>;

constexpr auto regular = [](const auto& o) { return o.obeys_14(); };

Lemma statement() {
  return {
      .card = {.id = "du2019/lemma-A.2",
               .title = "Linear convergence, joint training",
               .label = "Lemma A.2",
               .place = "Appendix A.1",
               .kind = Kind::flow,
               .statement = R"(If $\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$ for $0\le s\le t$, then
$\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$.)",
               .reading = R"(Joint flow as a differential inclusion, up to the first change of
pattern at most. False for a unit that a kink holds: it counts in $H$ and learns nothing ($n=m=1$,
$w(0)=0$, $a(0)=-1$, $y=1$).)"},
      .hypotheses =
          {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
            [](const auto& o) { return o.inputs.normalisable(); }},
           {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
           {"flow",
            R"(one flow leaves the start, $y\ne u(0)$, and it is followed to $t\ge\frac1{64\lambda_0}$)",
            [](const auto& o) { return o.followed(); }},
           {"H1", R"($\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$, $0\le s\le t$)",
            [](const auto& o) { return o.well_conditioned(); }}},
      .conclusions =
          {{"C1", R"($\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$)",
            [](const auto& o) { return o.decays(o.lambda_0); }},
           {"S1", R"($\frac d{dt}\|y-u\|^2=-2(y-u)^\top(H+G)(y-u)\le-2(y-u)^\top H(y-u)\le-\lambda_0
\|y-u\|^2$ at $t=0$)",
            [](const auto& o) {
              const auto scale = square(o.start_length) + o.form(o.H) + o.form(o.G);
              return eq_next_to(scale, o.slope, -2 * (o.form(o.H) + o.form(o.G))) &
                     le_next_to(scale, o.form(o.H), o.form(o.H) + o.form(o.G)) &
                     le_next_to(scale, o.lambda_0 * square(o.start_length), 2 * o.form(o.H));
            }},
           {"S2", R"($e^{\lambda_0s}\|y-u(s)\|^2$ does not increase over the steps of the flow)",
            [](const auto& o) { return o.decays_step_by_step(o.lambda_0); }},
           {"S3", R"($\|y-u(s)\|^2\le e^{-\lambda_0s}\|y-u(0)\|^2$ after the first step)",
            [](const auto& o) { return o.decays_at_first(o.lambda_0); }}},
      .prepare = joint_start,
      .tight = {held_unit(), third_active()},
      .mutants = {{"H alone", "S1",
                   [](const auto& o) {
                     const auto scale = square(o.start_length) + o.form(o.H) + o.form(o.G);
                     return eq_next_to(scale, o.slope, -2 * o.form(o.H));
                   }},
                  {"G twice", "S1",
                   [](const auto& o) {
                     const auto scale = square(o.start_length) + o.form(o.H) + o.form(o.G);
                     return eq_next_to(scale, o.slope, -2 * o.form(o.H) - 4 * o.form(o.G));
                   }},
                  Lemma::Wrong::without({"H1"}, "C1")},
      .refuted = {"C1", "S1", "S2", "S3"},
      .cost = 8};
}

}  // namespace

AnyClaim lemma_a_2() { return statement(); }

AnyClaim lemma_a_2_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = "For flows that obey (14): no unit stays on a kink.";
  lemma.hypotheses.push_back({"regular", "no unit stays on a kink, so (14) holds", regular});
  lemma.mutants.push_back(Lemma::Wrong::without({"regular"}, "C1"));
  lemma.mutants.push_back({"half as fast again", "S2", [](const auto& o) {
                             return o.decays_step_by_step(3 * o.lambda_0 / 2);
                           }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
