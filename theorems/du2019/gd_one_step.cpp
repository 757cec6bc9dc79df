// du2019, section 4.1: one step of gradient descent contracts the residual (the induction step).
//
// Reading. Pathwise, from any W(k): the bounds of Lemmas 3.2 and 4.1 (C = 2 / sqrt(2 pi)) and R' <
// R are hypotheses, eta <= lambda_0 / (4 n^2) is the explicit instance of H4, and R = c lambda_0 /
// n^2 with any c in (0, 1]. As printed R does not contain delta, and then no constant c works: with
// R inserted, S6 needs 2 C c (1 + n^{-1/2}) / delta + eta n^2 / lambda_0 <= 1/2, which fails for
// every delta < 4 C c whatever eta > 0 (clause no-c). With it falls C2: at such delta the event of
// Lemma 4.1 allows every unit to flip. With R = c delta lambda_0 / n^2, as in section 3, all holds
// for c <= sqrt(2 pi) / 32; the width that R' < R then asks for is the one that theorem 4.1 states.

#include "theorems/du2019/descent_step.hpp"
#include "theorems/du2019/network_setting.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : NetworkSetting {
  Matrix<double> moves;  // m x d, W(k) = W(0) + moves
  double eta = 0.125, c = 0.0625, delta = 0.5;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(3, 5, 3)
        .matrix("moves", &Setting::moves, "m", "d")
        .real("eta", &Setting::eta, positive())
        .real("c", &Setting::c, above_up_to(0, 1))
        .real("delta", &Setting::delta, strictly_within(0, 1));
  }
};

/// R = c lambda_0 / n^2, times delta if so asked.
template <class R>
struct Step : DescentStep<R> {
  UnitInputs<R> inputs;
  R lambda_0, c, delta;
  R N;      // n
  R least;  // lambda_min(H(k))
  R squared_residual;
  R quadratic, quadratic_perp, cross;  // rho^T H rho, rho^T H-perp rho, rho^T I_2
  R matrix_term, unit_term;            // 2 C n^2 R / delta, 2 C n^{3/2} R / delta

  Step(const Setting& s, bool with_delta) : Step(s, UnitInputs<R>(s.directions), with_delta) {}

  /// 1 - eta lambda_0 + 2 C eta n^2 R / delta + 2 C eta n^{3/2} R / delta + eta^2 n^2
  R factor() const {
    const R& step = this->eta;
    return 1 - step * lambda_0 + step * (matrix_term + unit_term) + square(step * N);
  }
  R small_factor() const { return 1 - this->eta * lambda_0 / 2; }
  /// 4 C c
  R least_delta() const { return 4 * this->flip_constant() * c; }

 private:
  Step(const Setting& s, const UnitInputs<R>& x, bool with_delta)
      : Step(s, x, with_delta, x.lambda_0()) {}
  Step(const Setting& s, const UnitInputs<R>& x, bool with_delta, const R& lambda)
      : DescentStep<R>(x, lift<R>(s.W0), lift<R>(s.W0) + lift<R>(s.moves), s.a, lift<R>(s.y),
                       R(s.eta),
                       R(s.c) * lambda / R(x.n() * x.n()) * (with_delta ? R(s.delta) : R(1))),
        inputs(x),
        lambda_0(lambda),
        c(s.c),
        delta(s.delta),
        N(R(x.n())),
        least(least_eigenvalue(this->H)),
        squared_residual(square(this->residual)),
        quadratic(dot(this->rho, this->H * this->rho)),
        quadratic_perp(dot(this->rho, this->H_perp * this->rho)),
        cross(dot(this->rho, this->I2)),
        matrix_term(2 * this->flip_constant() * square(N) * this->radius / delta),
        unit_term(matrix_term / sqrt(N)) {}
};

template <class R>
struct Observation : Step<R> {
  explicit Observation(const Setting& s) : Step<R>(s, false) {}
};
template <class R>
struct WithDelta : Step<R> {
  explicit WithDelta(const Setting& s) : Step<R>(s, true) {}
};

/// Active units near W(0) and small residuals, so that the iterates stay within R; a step size up
/// to the border of H4.
template <template <class> class O, class File = O<double>>
void near_the_start(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth()) || !(inputs.lambda_0() > 1e-6)) return;
  const double n = static_cast<double>(inputs.n());
  if (random.chance(0.8)) {
    s.eta = inputs.lambda_0() / (4 * n * n) * (random.chance(0.5) ? 1 : random.uniform());
  }
  wake_units(s, 0.8, random);
  const double radius = O<double>(s).radius;
  for (double& entry : s.moves.entries()) entry = random.chance(0.5) ? 0 : radius * entry / 16;
  if (random.chance(0.9)) {
    const O<double> o(s);
    for (std::size_t i = 0; i < s.y.size(); ++i) {
      const double gap = radius / s.eta / n * random.uniform(-1, 1);
      s.y[i] = o.u[i] + gap;
    }
  }
}

/// A unit on its kink that the step puts to sleep, so that nothing is learned.
const Setting asleep = {one_unit(0, -1, 0.125), Matrix<double>(1, 1), 0.125, 0.0625, 0.015625};
/// n = 1: a quarter of the units is active, so H = lambda_0 / 2 exactly.
const Setting quarter = {one_input(1, 4, 1, 0.03125), Matrix<double>(4, 1), 0.125, 1, 0.5};
/// delta = 10 C c, which a small step size makes enough.
const Setting slow = {one_unit(1, 1, 1.0009765625), Matrix<double>(1, 1), 0.015625, 0.0625, 0.5};

constexpr auto R_of = [](const auto& o) { return std::decay_t<decltype(o.eta)>(0); };

template <template <class> class O, class File = O<double>>
Claim<Setting, O> statement() {
  using Claimed = Claim<Setting, O>;
  return Claimed{
      .card = {.id = "du2019/gd-one-step",
               .title = "One-step contraction",
               .label = "Section 4.1, the induction step",
               .place = "Section 4.1",
               .kind = Kind::trajectory,
               .statement =
                   R"(With $R=\frac{c\lambda_0}{n^2}$ for some small positive constant $c$ and
$\eta=O(\lambda_0/n^2)$,
$$\|y-u(k+1)\|_2^2\le\Big(1-\eta\lambda_0+\frac{2C\eta n^2R}\delta+\frac{2C\eta n^{3/2}R}\delta+
\eta^2n^2\Big)\|y-u(k)\|_2^2\le\Big(1-\frac{\eta\lambda_0}2\Big)\|y-u(k)\|_2^2.$$)",
               .reading = R"(One step from any $W(k)$ on the events of Lemmas 3.2 and 4.1
($C=\frac2{\sqrt{2\pi}}$), $\eta\le\frac{\lambda_0}{4n^2}$, any $c\in(0,1]$. Since $R$ as printed does not
contain $\delta$, no constant $c$ serves all $\delta$: S6 fails whenever $\delta<4Cc$ (no-c), and C2 with
it.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"H1", R"($\lambda_{\min}(H(k))\ge\frac{\lambda_0}2$)",
                      [](const auto& o) { return ge(2 * o.least, o.lambda_0); }},
                     {"H2", R"(Lemma 4.1: $\sum_i|S_i^\perp|\le\frac{CmnR}\delta$)",
                      [](const auto& o) { return o.few_flips(o.delta); }},
                     {"H3", R"($R'<R$: $w_r(k)$ and $w_r(k+1)$ are within $R$ of $w_r(0)$)",
                      [](const auto& o) { return o.inside_balls(); }},
                     {"H4", R"($\eta\le\frac{\lambda_0}{4n^2}$)",
                      [](const auto& o) { return le(4 * square(o.N) * o.eta, o.lambda_0); }}},
      .conclusions =
          {{"C1", R"(the first inequality)",
            [](const auto& o) {
              return le_next_to(square(o.scale), o.squared_residual_after(),
                                o.factor() * o.squared_residual);
            }},
           {"C2", R"($\|y-u(k+1)\|_2^2\le(1-\frac{\eta\lambda_0}2)\|y-u(k)\|_2^2$)",
            [](const auto& o) {
              return le_next_to(square(o.scale), o.squared_residual_after(),
                                o.small_factor() * o.squared_residual);
            }},
           {"S1", R"($\|y-u(k+1)\|^2=\|y-u(k)\|^2-2(y-u(k))^\top(u(k+1)-u(k))+\|u(k+1)-u(k)\|^2$)",
            [](const auto& o) {
              auto inner = R_of(o);
              for (std::size_t i = 0; i < o.n; ++i) inner += o.rho[i] * (o.u_next[i] - o.u[i]);
              return eq_next_to(square(o.scale), o.squared_residual_after(),
                                o.squared_residual - 2 * inner + o.squared_change());
            }},
           {"S2",
            R"($=\|y-u\|^2-2\eta(y-u)^\top H(y-u)+2\eta(y-u)^\top H^\perp(y-u)-2(y-u)^\top I_2+
\|u(k+1)-u(k)\|^2$)",
            [](const auto& o) {
              return eq_next_to(square(o.scale), o.squared_residual_after(),
                                o.squared_residual - 2 * o.eta * o.quadratic +
                                    2 * o.eta * o.quadratic_perp - 2 * o.cross +
                                    o.squared_change());
            }},
           {"S3", R"($-2\eta(y-u)^\top H(y-u)\le-\eta\lambda_0\|y-u\|_2^2$)",
            [](const auto& o) {
              return le_next_to(square(o.scale), o.lambda_0 * o.squared_residual, 2 * o.quadratic);
            }},
           {"S4", R"($2\eta(y-u)^\top H^\perp(y-u)\le\frac{2C\eta n^2R}\delta\|y-u\|_2^2$)",
            [](const auto& o) {
              return le_next_to(square(o.scale), 2 * o.quadratic_perp,
                                o.matrix_term * o.squared_residual);
            }},
           {"S5", R"($-2(y-u)^\top I_2\le\frac{2C\eta n^{3/2}R}\delta\|y-u\|_2^2$)",
            [](const auto& o) {
              return le_next_to(square(o.scale), -2 * o.cross,
                                o.eta * o.unit_term * o.squared_residual);
            }},
           {"S6",
            R"($1-\eta\lambda_0+\frac{2C\eta n^2R}\delta+\frac{2C\eta n^{3/2}R}\delta+\eta^2n^2\le
1-\frac{\eta\lambda_0}2$)",
            [](const auto& o) { return le(o.factor(), o.small_factor()); }}},
      .prepare = near_the_start<O>,
      .tight = {asleep, quarter, slow},
      .cost = 4};
}

}  // namespace

AnyClaim gd_one_step() {
  auto step = statement<Observation>();
  step.conclusions.push_back(
      {"no-c",
       R"(for $\delta<4Cc$ the factor exceeds $1-\frac{\eta\lambda_0}2$, whatever $\eta>0$)",
       given([](const auto& o) { return lt(o.delta, o.least_delta()); }),
       [](const auto& o) { return gt(o.factor(), o.small_factor()); }});
  step.refuted = {"C2", "S6"};
  step.mutants = {{"without the term of the loose units", "C1",
                   [](const auto& o) {
                     return le_next_to(square(o.scale), o.squared_residual_after(),
                                       (1 - 2 * o.eta * o.lambda_0) * o.squared_residual);
                   }},
                  {"lambda_0 instead of lambda_0 / 2 from H(k)", "S3",
                   [](const auto& o) {
                     return le_next_to(square(o.scale), o.lambda_0 * o.squared_residual,
                                       o.quadratic);
                   }},
                  {"no c below 2Cc only", "no-c",
                   given([](const auto& o) { return lt(o.delta, 3 * o.least_delta()); }),
                   [](const auto& o) { return gt(o.factor(), o.small_factor()); }}};
  return step;
}

AnyClaim gd_one_step_corrected() {
  auto step = statement<WithDelta>();
  step.card.id += "_corrected";
  step.card.corrects = R"(With $R=\frac{c\delta\lambda_0}{n^2}$, $c\le\frac{\sqrt{2\pi}}{32}$.)";
  step.hypotheses.push_back({"c", R"($c\le\frac{\sqrt{2\pi}}{32}$)",
                             [](const auto& o) { return le(16 * o.flip_constant() * o.c, 1); }});
  step.prepare = [](Setting& s, Stream& random) {
    s.c = random.chance(0.5) ? 0.078125 : s.c / 16;
    near_the_start<WithDelta>(s, random);
  };
  step.tight.clear();
  using Wrong = decltype(step)::Wrong;
  step.mutants = {{"five per cent less room", "S6",
                   [](const auto& o) { return le(o.factor(), 1 - 21 * o.eta * o.lambda_0 / 40); }},
                  Wrong::without({"c"}, "S6"),
                  Wrong::without({"H4"}, "S6"),
                  Wrong::without({"H1"}, "C2")};
  return step;
}

}  // namespace claimcheck::du2019
