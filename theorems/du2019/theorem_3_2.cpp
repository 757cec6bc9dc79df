// du2019, theorem 3.2: gradient flow converges at a linear rate (first layer).
//
// Reading. Explicit instances of the unspecified constants: |y_i| <= 1, m >= n^6 / (16 lambda_0^4
// delta^3); n <= 2, where this width stays moderate. The flow is followed in closed form between
// kinks and compared with the bound at sixteen times up to 16. S2 prints E|y - u(0)|^2 = sum (y_i^2
// + 1); with unit inputs E f^2 = E max(0, z)^2 = 1/2, so the last "=" is "<=" (and the middle term
// lacks its factor -2, which E f = 0 forgives). The value 1/2 is tested on draws (S2-half): by
// Chebyshev the mean over units of max(0, z)^2, of variance 5/4 each, is within sqrt(5/(4 m
// delta)).

#include "core/dynamics/exponential_flow.hpp"
#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  Vector<double> y;           // n
  double c = 0.125, delta = 0.5;
  std::vector<int> a;  // m signs, drawn
  Matrix<double> W0;   // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 2)
        .axis("m", 1, 12)
        .axis("d", 1, 2)
        .matrix("directions", &Setting::directions, "n", "d")
        .vector("y", &Setting::y, "n", within(-1, 1))
        .real("c", &Setting::c, above_up_to(0, 0.15625))
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .signs("a", &Setting::a, "m")
        .drawn()
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

constexpr double horizon = 16;
constexpr std::size_t times = 16;

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  R n, m, c, delta, lambda_0;
  Vector<R> outer, y;
  Matrix<R> z0;
  R squared_start;  // |y - u(0)|^2
  R labels;         // sum_i y_i^2
  R reach, radius;  // R', R

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.a.size())),
        c(s.c),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        outer(scaled_signs<R>(s.a)),
        y(lift<R>(s.y)),
        z0(inputs.preactivations(lift<R>(s.W0))),
        squared_start(0),
        labels(squared_norm(y)) {
    const Vector<R> u = outputs(relu_of_paper<R>(), outer, z0);
    for (std::size_t i = 0; i < y.size(); ++i) squared_start += square(y[i] - u[i]);
    reach = sqrt(n / m) * sqrt(squared_start) / lambda_0;
    radius = c * delta * lambda_0 / square(n);
  }

  /// |u(t) - y|^2 <= e^{-share lambda_0 t} |u(0) - y|^2 on the grid; only double follows the flow.
  Judgement<R> linear_rate(int share) const {
    if constexpr (std::same_as<R, double>) {
      ExponentialFlow flow({0.0, outer, y, inputs.gram, z0});
      return every(times, [&](auto k) {
        const double t = horizon * static_cast<double>(k + 1) / times;
        const bool arrived = flow.advance_to(t);
        const double now = arrived ? squared_norm(flow.residual()) : std::nan("");
        return le(now, std::exp(-share * lambda_0 * t) * squared_start);
      });
    }
    return fact<R>(Truth::unknown);
  }
  /// |1/m sum_r max(0, z_ri)^2 - half| <= sqrt(5 / (4 m delta)) for i = 1
  Relation<R> second_moment(const R& half) const {
    R total(0);
    for (std::size_t r = 0; r < z0.rows(); ++r) {
      total += select(less_equal(R(0), z0(r, 0)), square(z0(r, 0)), R(0));
    }
    return le(abs(total / m - half), sqrt(5 / (4 * m * delta)));
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
  const double unit = std::pow(n, 6) / (16 * std::pow(lambda_0, 4));
  if (random.chance(0.8)) s.delta = random.uniform(0.25, 0.9375);
  const double most = 400;
  s.delta = std::max(s.delta, std::min(0.9375, std::cbrt(unit / most)));
  const double width = std::ceil(unit / std::pow(s.delta, 3));
  if (width <= most) redraw(s, static_cast<std::size_t>(width), random);
}

const Setting wide = {Matrix<double>(1, 1, 1.0), {1}, 0.125, 0.25, std::vector<int>(64, 1),
                      Matrix<double>(64, 1, 1.0)};

/// The least width for delta = 15/16.
const Setting narrow = {Matrix<double>(1, 1, 1.0), {1}, 0.125, 0.9375, {1, 1},
                        Matrix<double>(2, 1, 1.0)};
/// Two orthogonal inputs, so that powers of n show.
Setting two_inputs() {
  Setting s{Matrix<double>(2, 2, 0.0), {1, -1}, 0.125, 0.9375, std::vector<int>(80, 1),
            Matrix<double>(80, 2, 1.0)};
  s.directions(0, 0) = s.directions(1, 1) = 1;
  return s;
}

using Theorem = Claim<Setting, Observation>;

constexpr auto delta_of = [](const auto& o) { return o.delta; };

Theorem statement() {
  return {
      .card = {.id = "du2019/theorem-3.2",
               .title = "Linear convergence of gradient flow",
               .label = "Theorem 3.2",
               .place = "Section 3",
               .kind = Kind::probability,
               .statement = R"(If Assumption 3.1 holds, $\|x_i\|_2=1$, $|y_i|\le C$,
$m=\Omega\big(\frac{n^6}{\lambda_0^4\delta^3}\big)$, $w_r\sim N(0,I)$ and
$a_r\sim\mathrm{unif}\{-1,1\}$ i.i.d., then with probability at least $1-\delta$
$$\|u(t)-y\|_2^2\le e^{-\lambda_0t}\|u(0)-y\|_2^2.$$)",
               .reading = R"(Explicit instances: $C=1$, $m\ge\frac{n^6}{16\lambda_0^4\delta^3}$;
$n\le2$, sixteen times up to $16$. S2's last equality is false: $\mathbb E f(W(0),a,x_i)^2=\frac12$, not 1.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"H4", R"($m\ge\frac{n^6}{16\lambda_0^4\delta^3}$)",
                      [](const auto& o) {
                        return ge(16 * o.m * pow(o.lambda_0, 4) * pow(o.delta, 3), pow(o.n, 6));
                      }}},
      .conclusions =
          {Theorem::Clause::probable(
               "C1", R"($\|u(t)-y\|_2^2\le e^{-\lambda_0t}\|u(0)-y\|_2^2$ for $t=1,2,\dots,16$)",
               delta_of, [](const auto& o) { return o.linear_rate(1); }),
           {"S1", R"($R'<R$ is equivalent to $m>\frac{n^5\|y-u(0)\|_2^2}{c^2\lambda_0^4\delta^2}$:
$\frac{R'^2}{R^2}=\frac{n^5\|y-u(0)\|_2^2}{mc^2\lambda_0^4\delta^2}$)",
            [](const auto& o) {
              const auto threshold =
                  pow(o.n, 5) * o.squared_start / square(o.c * square(o.lambda_0) * o.delta);
              return eq(square(o.reach / o.radius) * o.m + 1, threshold + 1);
            }},
           {"S2", R"($\mathbb E\|y-u(0)\|_2^2=\sum_i(y_i^2+\mathbb E f^2)=\sum_i(y_i^2+1)$)",
            [](const auto& o) { return eq(o.labels + o.n / 2, o.labels + o.n); }},
           {"S2-n", R"($\sum_i(y_i^2+1)\le(C^2+1)n=O(n)$)",
            [](const auto& o) { return le(o.labels + o.n, 2 * o.n); }},
           Theorem::Clause::probable(
               "S2-half",
               R"($|\frac1m\sum_r\sigma(w_r^\top x_1)^2-\frac12|\le\sqrt{\frac5{4m\delta}}$)",
               delta_of, [](const auto& o) { return o.second_moment(o.n / o.n / 2); }),
           Theorem::Clause::probable(
               "S3", R"($\|y-u(0)\|_2^2\le\frac{(C^2+1)n}\delta$)", delta_of,
               [](const auto& o) { return le(o.squared_start * o.delta, 2 * o.n); }),
           {"S4", R"(with S3's bound, $\frac{n^5\|y-u(0)\|_2^2}{c^2\lambda_0^4\delta^2}\le
\frac{2n^6}{c^2\lambda_0^4\delta^3}$)",
            given([](const auto& o) { return le(o.squared_start * o.delta, 2 * o.n); }),
            [](const auto& o) {
              const auto unit = square(o.c * square(o.lambda_0) * o.delta);
              return le(pow(o.n, 5) * o.squared_start / unit, 2 * pow(o.n, 6) / (unit * o.delta));
            }}},
      .prepare = wide_enough,
      .draw = [](Setting& s, Stream& random) { redraw(s, s.W0.rows(), random); },
      .tight = {narrow, wide, two_inputs()},
      .mutants = {Theorem::Wrong::probable("eight times the rate", "C1", delta_of,
                                           [](const auto& o) { return o.linear_rate(8); }),
                  Theorem::Wrong::probable(
                      "E f^2 = 1", "S2-half", [](const auto& o) { return o.delta / 8; },
                      [](const auto& o) { return o.second_moment(o.n / o.n); }),
                  {"n^4 in the threshold", "S1",
                   [](const auto& o) {
                     const auto threshold =
                         pow(o.n, 4) * o.squared_start / square(o.c * square(o.lambda_0) * o.delta);
                     return eq(square(o.reach / o.radius) * o.m + 1, threshold + 1);
                   }},
                  {"delta^2 in the width", "S4",
                   given([](const auto& o) { return le(o.squared_start * o.delta, 2 * o.n); }),
                   [](const auto& o) {
                     const auto unit = square(o.c * square(o.lambda_0) * o.delta);
                     return le(4 * pow(o.n, 5) * o.squared_start / unit, 2 * pow(o.n, 6) / unit);
                   }}},
      .refuted = {"S2"},
      .untestable = {"C2: that the exponent does not contain m is visible in C1, which is tested "
                     "across widths",
                     "all-t: times beyond 16"},
      .cost = 8};
}

}  // namespace

AnyClaim theorem_3_2() { return statement(); }

AnyClaim theorem_3_2_corrected() {
  Theorem theorem = statement();
  theorem.card.id += "_corrected";
  theorem.card.corrects =
      R"(S2: $\mathbb E\|y-u(0)\|_2^2=\sum_i(y_i^2+\frac12)\le\sum_i(y_i^2+1)$.)";
  theorem.replace({"S2", R"($\sum_i(y_i^2+\frac12)\le\sum_i(y_i^2+1)$)",
                   [](const auto& o) { return le(o.labels + o.n / 2, o.labels + o.n); }});
  theorem.mutants = {{"a quarter is enough", "S2",
                      [](const auto& o) { return le(o.labels + o.n / 2, o.labels + o.n / 4); }}};
  theorem.refuted.clear();
  return theorem;
}

}  // namespace claimcheck::du2019
