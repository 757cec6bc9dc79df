// du2019, theorem 3.3: gradient flow on both layers converges at a linear rate.
//
// Reading. Explicit instances: |y_i| <= 1, m >= n^6 log(m/delta) / (16 lambda_0^4 delta^3); n = 1,
// where this width stays moderate; the flow is integrated through its kinks in double and compared
// with the bound at eight times up to 8. Two prints are taken as they stand and fail. S2: with
// probability at least delta, |y - u(0)|^2 <= C n / delta for a constant C: 1 - delta is meant; for
// delta near 1 no constant serves (tested with C = 2). S3: the choice of m ensures R_a < R'_a; it
// ensures R'_a < R_a, the opposite. S1 repeats the printed direction as what suffices; its formulas
// are tested.

#include "core/dynamics/joint_flow.hpp"
#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  Vector<double> y;           // n
  double delta = 0.5;
  std::vector<int> a;  // m signs, drawn
  Matrix<double> W0;   // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 1)
        .axis("m", 1, 12)
        .axis("d", 1, 2)
        .matrix("directions", &Setting::directions, "n", "d")
        .vector("y", &Setting::y, "n", within(-1, 1))
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .signs("a", &Setting::a, "m")
        .drawn()
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

constexpr std::size_t times = 8;

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  R n, m, delta, lambda_0;
  Vector<R> outer, y;
  Matrix<R> z0;
  R squared_start;                         // |y - u(0)|^2
  R reach_w, radius_w, reach_a, radius_a;  // R'_w, R_w, R'_a, R_a
  R log_ratio;                             // log(mn / delta)

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.a.size())),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        outer(lift<R>(s.a)),
        y(lift<R>(s.y)),
        z0(inputs.preactivations(lift<R>(s.W0))),
        squared_start(0),
        log_ratio(log(m * n / delta)) {
    const Vector<R> u = outputs(relu_of_paper<R>(), scaled_signs<R>(s.a), z0);
    for (std::size_t i = 0; i < y.size(); ++i) squared_start += square(y[i] - u[i]);
    reach_w = 4 * sqrt(n / m) * sqrt(squared_start) / lambda_0;
    radius_w = root_two_pi<R>() * lambda_0 * delta / (32 * square(n));
    reach_a = 2 * reach_w * sqrt(log_ratio);
    radius_a = lambda_0 / (16 * square(n));
  }

  /// |u(t) - y|^2 <= e^{-share lambda_0 t} |u(0) - y|^2, t = 1 .. 8; only double follows the flow.
  Judgement<R> linear_rate(int share) const {
    if constexpr (std::same_as<R, double>) {
      // With both layers multiplied by m^{-1/4} the prefactor of (1) goes away and time runs by
      // sqrt(m) more slowly.
      const double fourth = std::pow(m, -0.25);
      Vector<double> a = outer;
      Matrix<double> z = z0;
      for (double& weight : a) weight *= fourth;
      for (double& value : z.entries()) value *= fourth;
      JointFlow flow({0.0, a, y, inputs.gram, z}, 1e-9);
      return every(times, [&](auto k) {
        const double t = static_cast<double>(k + 1);
        const bool arrived = flow.advance_to(t / std::sqrt(m));
        // The distance from the exact flow counts against the claim.
        const double now = arrived ? norm(flow.pulls()) + norm(flow.output_errors()) : std::nan("");
        return le(square(now), std::exp(-share * lambda_0 * t) * squared_start);
      });
    }
    return fact<R>(Truth::unknown);
  }
};

void redraw(Setting& s, std::size_t width, Stream& random) {
  s.W0 = random.normal_matrix(width, s.W0.cols());
  s.a.assign(width, 1);
  for (int& sign : s.a) sign = random.sign();
}

/// The least width for delta.
void wide_enough(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth())) return;
  s.delta = random.chance(0.2) ? 0.96875 : random.uniform(0.5, 0.9375);
  double width = 1;
  for (int k = 0; k < 20; ++k) width = std::ceil(std::log(width / s.delta) / std::pow(s.delta, 3));
  redraw(s, static_cast<std::size_t>(std::fmax(1, width + random.integer(0, 4))), random);
}

/// y = u(0): nothing moves, so R'_a = 0; and a delta near 1 for S2.
const Setting at_rest = {
    Matrix<double>(1, 1, 1.0), {0}, 0.984375, std::vector<int>(1, 1), Matrix<double>(1, 1, 0.0)};
const Setting wide = {
    Matrix<double>(1, 1, 1.0), {1}, 0.5, std::vector<int>(64, 1), Matrix<double>(64, 1, 1.0)};
const Setting near_one = {
    Matrix<double>(1, 1, 1.0), {1}, 0.9375, std::vector<int>(1, 1), Matrix<double>(1, 1, 1.0)};

using Theorem = Claim<Setting, Observation>;

constexpr auto delta_of = [](const auto& o) { return o.delta; };

Theorem statement() {
  return {
      .card = {.id = "du2019/theorem-3.3",
               .title = "Linear convergence of gradient flow on both layers",
               .label = "Theorem 3.3",
               .place = "Section 3.2",
               .kind = Kind::probability,
               .statement = R"(Under the assumptions of Theorem 3.2, with
$m=\Omega\big(\frac{n^6\log(m/\delta)}{\lambda_0^4\delta^3}\big)$ and both layers trained, with
probability at least $1-\delta$ $$\|u(t)-y\|_2^2\le e^{-\lambda_0t}\|u(0)-y\|_2^2.$$)",
               .reading = R"(Explicit instances: $C=1$, $m\ge\frac{n^6\log(m/\delta)}{16\lambda_0^4
\delta^3}$, $n=1$, eight times up to 8. The proof prints "with probability at least $\delta$" (S2) and
$R_a<R'_a$ (S3): both false; $1-\delta$ and $R'_a<R_a$ are meant.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"H4", R"($m\ge\frac{n^6\log(m/\delta)}{16\lambda_0^4\delta^3}$)",
                      [](const auto& o) {
                        return ge(16 * o.m * pow(o.lambda_0, 4) * pow(o.delta, 3),
                                  pow(o.n, 6) * log(o.m / o.delta));
                      }}},
      .conclusions =
          {Theorem::Clause::probable(
               "C1", R"($\|u(t)-y\|_2^2\le e^{-\lambda_0t}\|u(0)-y\|_2^2$ for $t=1,\dots,8$)",
               delta_of, [](const auto& o) { return o.linear_rate(1); }),
           {"S1",
            R"($R'_w<R_w$ is $\sqrt m>\frac{128n^{5/2}\|y-u(0)\|}{\sqrt{2\pi}\lambda_0^2\delta}$,
and $R'_a<R_a$ is $\sqrt{\frac m{\log(mn/\delta)}}>\frac{128n^{5/2}\|y-u(0)\|}{\lambda_0^2}$)",
            [](const auto& o) {
              const auto unit =
                  128 * square(o.n) * sqrt(o.n) * sqrt(o.squared_start) / square(o.lambda_0);
              using R = std::decay_t<decltype(o.n)>;
              return eq(o.reach_w / o.radius_w * sqrt(o.m) + 1,
                        unit / (root_two_pi<R>() * o.delta) + 1) &
                     eq(o.reach_a / o.radius_a * sqrt(o.m) + 1, unit * sqrt(o.log_ratio) + 1);
            }},
           Theorem::Clause::probable(
               "S2", R"(printed: with probability at least $\delta$,
$\|y-u(0)\|_2^2\le\frac{2n}\delta$)",
               [](const auto& o) { return 1 - o.delta; },
               [](const auto& o) { return le(o.squared_start * o.delta, 2 * o.n); }),
           {"S3",
            R"(printed: when $m$ is large enough for $R'_w<R_w$ and $R'_a<R_a$, then $R_a<R'_a$)",
            given([](const auto& o) {
              return lt(o.reach_w, o.radius_w) & lt(o.reach_a, o.radius_a);
            }),
            [](const auto& o) { return lt(o.radius_a, o.reach_a); }}},
      .prepare = wide_enough,
      .draw = [](Setting& s, Stream& random) { redraw(s, s.W0.rows(), random); },
      .tight = {near_one, wide, at_rest},
      .mutants = {Theorem::Wrong::probable("sixteen times the rate", "C1", delta_of,
                                           [](const auto& o) { return o.linear_rate(16); }),
                  {"64 instead of 128", "S1",
                   [](const auto& o) {
                     const auto unit =
                         64 * square(o.n) * sqrt(o.n) * sqrt(o.squared_start) / square(o.lambda_0);
                     return eq(o.reach_a / o.radius_a * sqrt(o.m), unit * sqrt(o.log_ratio));
                   }},
                  {"log(m) alone", "S1",
                   [](const auto& o) {
                     const auto unit =
                         128 * square(o.n) * sqrt(o.n) * sqrt(o.squared_start) / square(o.lambda_0);
                     return eq(o.reach_a / o.radius_a * sqrt(o.m), unit * sqrt(log(o.m)));
                   }}},
      .refuted = {"S2", "S3"},
      .untestable = {"all-t: times beyond 8"},
      .cost = 8};
}

}  // namespace

AnyClaim theorem_3_3() { return statement(); }

AnyClaim theorem_3_3_corrected() {
  Theorem theorem = statement();
  theorem.card.id += "_corrected";
  theorem.card.corrects = R"(S2 with probability at least $1-\delta$; S3 with $R'_a<R_a$.)";
  theorem.replace(Theorem::Clause::probable(
      "S2", R"($\|y-u(0)\|_2^2\le\frac{2n}\delta$ with probability at least $1-\delta$)", delta_of,
      [](const auto& o) { return le(o.squared_start * o.delta, 2 * o.n); }));
  theorem.replace(
      {"S3", R"($R'_w<R_w$ and $R'_a<R_a$ when $\sqrt m$ exceeds both thresholds of S1)",
       given([](const auto& o) {
         using R = std::decay_t<decltype(o.n)>;
         const auto unit =
             128 * square(o.n) * sqrt(o.n) * sqrt(o.squared_start) / square(o.lambda_0);
         return gt(sqrt(o.m) * root_two_pi<R>() * o.delta, unit) &
                gt(sqrt(o.m), unit * sqrt(o.log_ratio));
       }),
       [](const auto& o) { return lt(o.reach_w, o.radius_w) & lt(o.reach_a, o.radius_a); }});
  theorem.mutants = {{"without the condition for the output layer", "S3",
                      [](const auto& o) { return lt(o.reach_a, o.radius_a); }},
                     Theorem::Wrong::probable(
                         "n/4 instead of 2n", "S2", [](const auto& o) { return o.delta / 4; },
                         [](const auto& o) { return le(4 * o.squared_start * o.delta, o.n); })};
  theorem.refuted.clear();
  return theorem;
}

}  // namespace claimcheck::du2019
