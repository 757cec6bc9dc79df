// du2019, theorem 4.1: gradient descent converges at a linear rate.
//
// Reading. Explicit instances of the unspecified constants: |y_i| <= 1, m >= n^6 / (16 lambda_0^4
// delta^3), eta <= lambda_0 / (4 n^2); n <= 2, where this width stays moderate, and the first 40
// steps. The constant in Omega depends on the bound on the labels. C2 of the catalogue, that the
// conditions are those of the flow, says nothing to evaluate.

#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

constexpr int horizon = 40;

struct Setting {
  Matrix<double> directions;  // n x d
  Vector<double> y;           // n
  double eta = 0.125, delta = 0.5;
  std::vector<int> a;  // m signs, drawn
  Matrix<double> W0;   // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 2)
        .axis("m", 1, 12)
        .axis("d", 1, 2)
        .matrix("directions", &Setting::directions, "n", "d")
        .vector("y", &Setting::y, "n", within(-1, 1))
        .real("eta", &Setting::eta, positive())
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .signs("a", &Setting::a, "m")
        .drawn()
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  R n, m, eta, delta, lambda_0;
  Vector<R> squared_residual;  // |y - u(k)|^2 for k <= horizon

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.a.size())),
        eta(s.eta),
        delta(s.delta),
        lambda_0(inputs.lambda_0()) {
    GradientDescent<R> run(relu_of_paper<R>(), scaled_signs<R>(s.a), lift<R>(s.y), inputs.gram,
                           inputs.preactivations(lift<R>(s.W0)), eta, Objective::sum_of_squares);
    squared_residual.push_back(squared_norm(run.pulls()));
    for (int k = 1; k <= horizon; ++k) {
      run.advance();
      squared_residual.push_back(squared_norm(run.pulls()));
    }
  }

  /// |y - u(k)|^2 <= (1 - eta lambda_0 share)^k |y - u(0)|^2 for k = 1 .. horizon
  Judgement<R> linear_rate(const R& share) const {
    const R base = 1 - eta * lambda_0 * share;
    return every(horizon, [&](auto j) {
      return le(squared_residual[j + 1], pow(base, static_cast<int>(j) + 1) * squared_residual[0]);
    });
  }
};

void redraw(Setting& s, std::size_t width, Stream& random) {
  s.W0 = random.normal_matrix(width, s.W0.cols());
  s.a.assign(width, 1);
  for (int& sign : s.a) sign = random.sign();
}

/// The least width for delta, or a delta that the width allows.
void wide_enough(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth()) || !(inputs.lambda_0() > 0.05)) return;
  const double n = static_cast<double>(inputs.n()), lambda_0 = inputs.lambda_0();
  s.eta = lambda_0 / (4 * n * n) * (random.chance(0.5) ? 1 : random.uniform());
  const double unit = std::pow(n, 6) / (16 * std::pow(lambda_0, 4));
  if (random.chance(0.8)) s.delta = random.uniform(0.25, 0.9375);
  const double most = 400;
  s.delta = std::max(s.delta, std::min(0.9375, std::cbrt(unit / most)));
  const double width = std::ceil(unit / std::pow(s.delta, 3));
  if (width <= most) redraw(s, static_cast<std::size_t>(width), random);
}

/// 64 units on one input; eta = 8 is far beyond H6, for the mutant without it.
Setting wide(double eta) {
  return {Matrix<double>(1, 1, 1.0), {1}, eta, 0.25, std::vector<int>(64, 1),
          Matrix<double>(64, 1, 1.0)};
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
               .reading = R"(Explicit instances: $C=1$, $m\ge\frac{n^6}{16\lambda_0^4\delta^3}$,
$\eta\le\frac{\lambda_0}{4n^2}$; $n\le2$, $k\le40$.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"H4", R"($m\ge\frac{n^6}{16\lambda_0^4\delta^3}$)",
                      [](const auto& o) {
                        return ge(16 * o.m * pow(o.lambda_0, 4) * pow(o.delta, 3), pow(o.n, 6));
                      }},
                     {"H6", R"($\eta\le\frac{\lambda_0}{4n^2}$)",
                      [](const auto& o) { return le(4 * square(o.n) * o.eta, o.lambda_0); }}},
      .conclusions = {Theorem::Clause::probable(
          "C1", R"($\|u(k)-y\|_2^2\le(1-\frac{\eta\lambda_0}2)^k\|u(0)-y\|_2^2$ for all $k\le40$)",
          [](const auto& o) { return o.delta; },
          [](const auto& o) {
            using R = std::decay_t<decltype(o.eta)>;
            return o.linear_rate(R(1) / 2);
          })},
      .prepare = wide_enough,
      .draw = [](Setting& s, Stream& random) { redraw(s, s.W0.rows(), random); },
      .tight = {wide(0.125), wide(8)},
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
      .cost = 3};
}

}  // namespace claimcheck::du2019
