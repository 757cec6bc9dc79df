// du2019, theorem 4.1: gradient descent converges at a linear rate.
//
// Reading. The labels are y_i = C t_i with |t_i| <= 1, C <= 16, Omega has the explicit constant of
// random_start.hpp, and eta <= lambda_0 / (4 n^2); n <= 3, where this width stays below 1200, and
// the first 40 steps. C2 of the catalogue, that the conditions are those of the flow, says nothing
// to evaluate.

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/random_start.hpp"

namespace claimcheck::du2019 {
namespace {

constexpr int horizon = 40;

struct Setting : RandomStart {
  double eta = 0.125;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(3).real("eta", &Setting::eta, positive());
  }
};

template <class R>
struct Observation : StartedAtRandom<R> {
  R eta;

  explicit Observation(const Setting& s) : StartedAtRandom<R>(s), eta(s.eta) {}

  /// |y - u(k)|^2 for k <= horizon; only draws ask for it.
  Vector<R> squared_residuals() const {
    GradientDescent<R> run(relu_of_paper<R>(), this->outer(), this->y, this->inputs.gram,
                           this->z0(), eta, Objective::sum_of_squares);
    Vector<R> out{squared_norm(run.pulls())};
    for (int k = 1; k <= horizon; ++k) {
      run.advance();
      out.push_back(squared_norm(run.pulls()));
    }
    return out;
  }

  /// |y - u(k)|^2 <= (1 - eta lambda_0 share)^k |y - u(0)|^2 for k = 1 .. horizon
  Judgement<R> linear_rate(const R& share) const {
    const R base = 1 - eta * this->lambda_0() * share;
    const Vector<R> squared_residual = squared_residuals();
    return every(horizon, [&](auto j) {
      return le(squared_residual[j + 1], pow(base, static_cast<int>(j) + 1) * squared_residual[0]);
    });
  }
};

/// The least width for delta, or a delta that the width allows; a step up to the border of H6.
void wide_enough(Setting& s, Stream& random) {
  constexpr double most = 1200;
  const auto width = [](double unit, double delta) { return std::ceil(unit / std::pow(delta, 3)); };
  widen(s, most, width, random);
  const double n = static_cast<double>(s.directions.rows());
  const double lambda_0 = UnitInputs<double>(s.directions).lambda_0();
  if (lambda_0 > 0) s.eta = lambda_0 / (4 * n * n) * (random.chance(0.5) ? 1 : random.uniform());
}

using Theorem = Claim<Setting, Observation>;

}  // namespace

AnyClaim theorem_4_1() {
  return Theorem{
      .card = {.id = "du2019/theorem-4.1",
               .title = "Linear convergence of gradient descent",
               .label = "Theorem 4.1",
               .place = "Section 4",
               .kind = Kind::probability,
               .statement = R"(If Assumption 3.1 holds, $\|x_i\|_2=1$, $|y_i|\le C$,
$m=\Omega\big(\frac{n^6}{\lambda_0^4\delta^3}\big)$, $w_r\sim N(0,I)$ and
$a_r\sim\mathrm{unif}\{-1,1\}$ i.i.d. and $\eta=O\big(\frac{\lambda_0}{n^2}\big)$, then with probability at
least $1-\delta$, for $k=0,1,2,\dots$
$$\|u(k)-y\|_2^2\le\Big(1-\frac{\eta\lambda_0}2\Big)^k\|u(0)-y\|_2^2.$$)",
               .reading = R"(Explicit instances: $m\ge\frac{(1+C^2)n^6}{32\lambda_0^4\delta^3}$,
$C\le16$, $\eta\le\frac{\lambda_0}{4n^2}$; $n\le3$, $k\le40$.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0(), 0); }},
                     {"H4", R"($m\ge\frac{(1+C^2)n^6}{32\lambda_0^4\delta^3}$)",
                      [](const auto& o) { return o.wide_enough(1 + 0 * o.n); }},
                     {"H6", R"($\eta\le\frac{\lambda_0}{4n^2}$)",
                      [](const auto& o) { return le(4 * square(o.n) * o.eta, o.lambda_0()); }}},
      .conclusions = {Theorem::Clause::probable(
          "C1", R"($\|u(k)-y\|_2^2\le(1-\frac{\eta\lambda_0}2)^k\|u(0)-y\|_2^2$ for all $k\le40$)",
          [](const auto& o) { return o.delta; },
          [](const auto& o) {
            using R = std::decay_t<decltype(o.eta)>;
            return o.linear_rate(R(1) / 2);
          })},
      .prepare = wide_enough,
      .draw = [](Setting& s, Stream& random) { redraw(s, s.W0.rows(), random); },
      // eta = 8 is far beyond H6, for the mutant without it.
      .tight = {{orthonormal_start(1, 1, 0.25, 64), 0.125},
                {orthonormal_start(1, 1, 0.25, 64), 8},
                {orthonormal_start(3, 0.5, 0.9375, 560), 0x1p-7}},
      .mutants = {Theorem::Wrong::probable(
                      "three times lambda_0 in the place of lambda_0 / 2", "C1",
                      [](const auto& o) { return o.delta; },
                      [](const auto& o) {
                        using R = std::decay_t<decltype(o.eta)>;
                        return o.linear_rate(R(3));
                      }),
                  Theorem::Wrong::probable(
                      "lambda_0 / 2 on |u - y| instead of its square: twice the rate", "C1",
                      [](const auto& o) { return o.delta / 4; },
                      [](const auto& o) {
                        using R = std::decay_t<decltype(o.eta)>;
                        return o.linear_rate(R(2));
                      }),
                  Theorem::Wrong::without({"H6"}, "C1")},
      .untestable = {"C2: that the conditions are those of gradient flow compares two statements",
                     "S1: an induction; its base is condition-4.1, its step gd-one-step",
                     "all-k: steps beyond the horizon of 40"},
      .cost = 1};
}

}  // namespace claimcheck::du2019
