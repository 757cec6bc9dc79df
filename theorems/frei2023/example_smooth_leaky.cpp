// frei2023, section 4 and figure 3: the model smooth leaky activation.
//
// Reading. phi(z) = gamma z + (1 - gamma) log((1 + e^z)/2) for every real z and gamma in (0, 1].
// 1 - phi' and the like are evaluated without cancellation, so that |z| may be in the thousands.
// S1 by Taylor's theorem: the remainders of first order are at most half the square of the step
// times a bound of the next derivative, |phi''| <= (1 - gamma)/4, |phi'''| <= (1 - gamma)/8.

#include "core/network/taylor_remainder.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  double gamma, z, step;

  static Schema<Setting> schema() {
    Domain slope = above_up_to(0, 1), argument = anything();
    slope.landmarks = {1, 0.5, 0x1p-10};
    argument.landmarks = {0, 40, -40, 1000, -1000};
    return Schema<Setting>()
        .real("gamma", &Setting::gamma, slope)
        .real("z", &Setting::z, argument)
        .real("step", &Setting::step, within(-4, 4));
  }
};

template <class R>
struct Observation {
  R gamma, step;
  R at_zero;            // phi(0) by the formula of the paper
  R curvature;          // phi''(z)
  R remainder;          // phi(z + step) - phi(z) - step phi'(z)
  R sigma, sigma_left;  // 1/(1 + e^-z) and 1/(1 + e^z)
  R next_sigma;         // at z + step

  explicit Observation(const Setting& s) : gamma(s.gamma), step(s.step) {
    const R z(s.z), one(1);
    at_zero = gamma * 0 + (1 - gamma) * log((one + exp(R(0))) / 2);
    sigma = logistic<R>(z);
    sigma_left = logistic<R>(-z);
    next_sigma = logistic<R>(z + step);
    const Activation<R> phi{ActivationFamily::smoothed_leaky, gamma, one};
    curvature = phi.second_derivative(z);
    remainder = taylor_remainder(phi, z, R(z + step), step);
  }

  /// phi'(z + step) - phi'(z) - (1 - gamma) step slope: the gamma of both phi' is left out.
  R slope_remainder(const R& slope) const {
    return (1 - gamma) * (next_sigma - sigma - step * slope);
  }
};

}  // namespace

AnyClaim example_smooth_leaky() {
  using Example = Claim<Setting, Observation>;
  return Example{
      .card = {.id = "frei2023/example-smooth-leaky",
               .title = "The model smooth activation is gamma-leaky and 1/4-smooth",
               .label = "Example in Section 4, Figure 3",
               .place = "Section 4",
               .statement = R"($\phi(z)=\gamma z+(1-\gamma)\log\left(\frac12(1+e^z)\right)$ is
$\gamma$-leaky and $\frac14$-smooth: $\phi(0)=0$, $\gamma\le\phi'\le1$ and $|\phi''|\le\frac14$.)",
               .reading = R"(The best constant in $|\phi''|\le H$ is $\frac{1-\gamma}4$, attained at
0. $\phi'$ reaches neither bound unless $\gamma=1$. S1 is tested by the remainders of first order
Taylor expansions.)"},
      .conclusions =
          {{"C1", R"($\phi(0)=0$)", [](const auto& o) { return eq(o.at_zero, 0); }},
           {"C2", R"($\gamma\le\phi'(z)\le1$: $\phi'-\gamma=(1-\gamma)\sigma(z)\ge0$ and
$1-\phi'=(1-\gamma)\sigma(-z)\ge0$)",
            [](const auto& o) {
              return ge((1 - o.gamma) * o.sigma, 0) & ge((1 - o.gamma) * o.sigma_left, 0);
            }},
           {"C3", R"($|\phi''(z)|\le\frac14$)",
            [](const auto& o) { return le(abs(o.curvature), (1 - o.gamma) / 4 + o.gamma / 4); }},
           {"S1", R"($\phi'=\gamma+(1-\gamma)\sigma$, $\phi''=(1-\gamma)\sigma(1-\sigma)$, by
difference quotients over a step that is not 0)",
            given([](const auto& o) { return gt(square(o.step), 0); }),
            [](const auto& o) {
              const auto square_step = square(o.step) * (1 - o.gamma);
              return le(8 * abs(o.remainder), square_step) &
                     le(16 * abs(o.slope_remainder(o.sigma * o.sigma_left)), square_step);
            }}},
      .tight = {{0.5, 0, 0.5}, {0x1p-10, 0, 0x1p-20}},
      .mutants = {
          {"0.24 for 1/4", "C3", [](const auto& o) { return le(100 * abs(o.curvature), 24); }},
          {"slope at least 1/2", "S1",
           [](const auto& o) { return le(10 * abs(o.remainder), square(o.step) * (1 - o.gamma)); }},
          {"not shifted by log 2", "C1",
           [](const auto& o) { return eq(o.at_zero + 1 - o.gamma, 0); }},
          {"phi'' with sigma squared", "S1", [](const auto& o) {
             return le(16 * abs(o.slope_remainder(square(o.sigma))),
                       square(o.step) * (1 - o.gamma));
           }}}};
}

}  // namespace claimcheck::frei2023
