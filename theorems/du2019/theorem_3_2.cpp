// du2019, theorem 3.2: gradient flow converges at a linear rate (first layer).
//
// Reading. The labels are y_i = C t_i with |t_i| <= 1, C <= 16, and Omega has the explicit constant
// of random_start.hpp; n <= 3, where this width stays below 1200. The flow is followed in closed
// form between kinks and compared with the bound at sixteen times up to 16. S2 prints E|y - u(0)|^2
// = sum (y_i^2 + 1); with unit inputs E f^2 = E max(0, z)^2 = 1/2, so the last "=" is "<=" (and the
// middle term lacks its factor -2, which E f = 0 forgives). The value 1/2 is tested on draws
// (S2-half): by Chebyshev the mean over units of max(0, z)^2, of variance 5/4 each, is within
// sqrt(5/(4 m delta)).

#include "core/dynamics/exponential_flow.hpp"
#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/random_start.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : RandomStart {
  double c = 0.125;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(3).real("c", &Setting::c, above_up_to(0, 0.15625));
  }
};

constexpr double horizon = 16;
constexpr std::size_t times = 16;

template <class R>
struct Observation : StartedAtRandom<R> {
  R c;
  R reach, radius;  // R' / (|y - u(0)| / lambda_0), R / lambda_0
  R labels;         // sum_i y_i^2

  explicit Observation(const Setting& s)
      : StartedAtRandom<R>(s),
        c(s.c),
        reach(sqrt(this->n / this->m)),
        radius(c * this->delta / square(this->n)),
        labels(squared_norm(this->y)) {}

  /// |u(t) - y|^2 <= e^{-share lambda_0 t} |u(0) - y|^2 on the grid; only double follows the flow.
  Judgement<R> linear_rate(int share) const {
    if constexpr (std::same_as<R, double>) {
      ExponentialFlow flow({0.0, this->outer(), this->y, this->inputs.gram, this->z0()});
      return every(times, [&](auto k) {
        const double t = horizon * static_cast<double>(k + 1) / times;
        const bool arrived = flow.advance_to(t);
        const double now = arrived ? squared_norm(flow.residual()) : std::nan("");
        return le(now, std::exp(-share * this->lambda_0() * t) * this->squared_start());
      });
    }
    return fact<R>(Truth::unknown);
  }
  /// |1/m sum_r max(0, z_ri)^2 - half| <= sqrt(5 / (4 m delta)) for i = 1
  Relation<R> second_moment(const R& half) const {
    R total(0);
    const Matrix<R> z = this->z0();
    for (std::size_t r = 0; r < z.rows(); ++r) total += square(relu(z(r, 0)));
    return le(abs(total / this->m - half), sqrt(5 / (4 * this->m * this->delta)));
  }
};

void wide_enough(Setting& s, Stream& random) {
  constexpr double most = 1200;
  const auto width = [](double unit, double delta) { return std::ceil(unit / std::pow(delta, 3)); };
  widen(s, most, width, random);
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
               .reading =
                   R"(Explicit instance: $m\ge\frac{(1+C^2)n^6}{32\lambda_0^4\delta^3}$, $C\le16$;
$n\le3$, sixteen times up to $16$. S2's last equality is false: $\mathbb E f(W(0),a,x_i)^2=\frac12$, not 1.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0(), 0); }},
                     {"H4", R"($m\ge\frac{(1+C^2)n^6}{32\lambda_0^4\delta^3}$)",
                      [](const auto& o) { return o.wide_enough(1 + 0 * o.n); }}},
      .conclusions =
          {Theorem::Clause::probable(
               "C1", R"($\|u(t)-y\|_2^2\le e^{-\lambda_0t}\|u(0)-y\|_2^2$ for $t=1,2,\dots,16$)",
               delta_of, [](const auto& o) { return o.linear_rate(1); }),
           {"S1", R"($R'<R$ is equivalent to $m>\frac{n^5\|y-u(0)\|_2^2}{c^2\lambda_0^4\delta^2}$:
$\frac{R'^2}{R^2}=\frac{n^5\|y-u(0)\|_2^2}{mc^2\lambda_0^4\delta^2}$)",
            [](const auto& o) {
              // Both sides over |y - u(0)|^2 / lambda_0^4, which both of them have as a factor.
              return eq(square(o.reach / o.radius) * o.m, pow(o.n, 5) / square(o.c * o.delta));
            }},
           {"S2", R"($\mathbb E\|y-u(0)\|_2^2=\sum_i(y_i^2+\mathbb E f^2)=\sum_i(y_i^2+1)$)",
            [](const auto& o) { return eq(o.labels + o.n / 2, o.labels + o.n); }},
           {"S2-n", R"($\sum_i(y_i^2+1)\le(C^2+1)n=O(n)$)",
            [](const auto& o) { return le(o.labels + o.n, o.label_bound()); }},
           Theorem::Clause::probable(
               "S2-half",
               R"($|\frac1m\sum_r\sigma(w_r^\top x_1)^2-\frac12|\le\sqrt{\frac5{4m\delta}}$)",
               delta_of, [](const auto& o) { return o.second_moment(o.n / o.n / 2); }),
           Theorem::Clause::probable("S3", R"($\|y-u(0)\|_2^2\le\frac{(C^2+1)n}\delta$)", delta_of,
                                     [](const auto& o) { return o.small_start(); }),
           {"S4", R"(with S3's bound, $\frac{n^5\|y-u(0)\|_2^2}{c^2\lambda_0^4\delta^2}\le
\frac{(C^2+1)n^6}{c^2\lambda_0^4\delta^3}$)",
            given([](const auto& o) { return o.small_start(); }),
            [](const auto& o) {
              const auto unit = square(o.c * square(o.lambda_0()) * o.delta);
              return le(pow(o.n, 5) * o.squared_start() / unit,
                        pow(o.n, 5) * o.label_bound() / (unit * o.delta));
            }}},
      .prepare = wide_enough,
      .draw = [](Setting& s, Stream& random) { redraw(s, s.W0.rows(), random); },
      .tight = {{orthonormal_start(1, 1, 0.9375, 2)},  // the least width for delta = 15/16
                {orthonormal_start(1, 1, 0.25, 64)},
                {orthonormal_start(2, 1, 0.9375, 80)},
                {orthonormal_start(3, 0.5, 0.9375, 560)}},
      .mutants = {Theorem::Wrong::probable("eight times the rate", "C1", delta_of,
                                           [](const auto& o) { return o.linear_rate(8); }),
                  Theorem::Wrong::probable(
                      "E f^2 = 1", "S2-half", [](const auto& o) { return o.delta / 8; },
                      [](const auto& o) { return o.second_moment(o.n / o.n); }),
                  {"n^4 in the threshold", "S1",
                   [](const auto& o) {
                     return eq(square(o.reach / o.radius) * o.m,
                               pow(o.n, 4) / square(o.c * o.delta));
                   }},
                  {"delta^2 in the width", "S4",
                   given([](const auto& o) { return o.small_start(); }),
                   [](const auto& o) {
                     const auto unit = square(o.c * square(o.lambda_0()) * o.delta);
                     return le(4 * pow(o.n, 5) * o.squared_start() / unit,
                               pow(o.n, 5) * o.label_bound() / unit);
                   }}},
      .refuted = {"S2"},
      .untestable = {"C2: that the exponent does not contain m is visible in C1, which is tested "
                     "across widths",
                     "all-t: times beyond 16"},
      .cost = 1};
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
