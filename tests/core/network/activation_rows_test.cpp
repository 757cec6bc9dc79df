#include "core/network/activation_rows.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

constexpr ActivationFamily every_family[] = {
    ActivationFamily::identity,   ActivationFamily::linear,         ActivationFamily::relu,
    ActivationFamily::leaky_relu, ActivationFamily::smoothed_leaky, ActivationFamily::arctan_leaky,
    ActivationFamily::sqrt_leaky, ActivationFamily::huberized_relu};

/// All sizes from 1e-300 to 700, both signs, the kinks and the edges of the reductions.
Vector<double> points() {
  Stream draw(7, "activation rows", 0);
  Vector<double> out = {0.0, -0.0, 0.25, -0.25, 1, -1, 745, -745, 1e4, -1e4};
  for (int k = 0; k < 500; ++k) out.push_back(draw.sign() * std::exp(draw.uniform(-30, 6.5)));
  for (int k = 0; k < 300; ++k) out.push_back(draw.uniform(-3, 3));
  return out;
}

double relative_error(double value, const Ball& exact) {
  const Ball error = abs(Ball(value) - exact);
  return exact.contains(0.0) ? error.upper() : (error / abs(exact)).upper();
}

}  // namespace

TEST_CASE("a row of activations is right to a few units in the last place") {
  const BallPrecision precision(200);
  const Vector<double> z = points();
  // With the tiny least slope nothing hides the relative error of the exponential.
  const double gamma = GENERATE(0.125, 0x1p-60);
  for (const ActivationFamily family : every_family) {
    const Activation<double> phi{family, gamma, 0.25, Kink::right};
    const Activation<Ball> exact{family, Ball(gamma), Ball(0.25), Kink::right};
    Vector<double> value(z.size()), slope(z.size());
    activate(phi, z, value, slope);
    double worst_value = 0, worst_slope = 0;
    for (std::size_t k = 0; k < z.size(); ++k) {
      // Beyond e^-150 a slope is nothing beside the least slope of any network.
      worst_value = max(worst_value, relative_error(value[k], exact(Ball(z[k]))));
      if (z[k] > -150 * 0.25) {
        worst_slope = max(worst_slope, relative_error(slope[k], exact.derivative(Ball(z[k]))));
      }
    }
    INFO("family " << activation_names[static_cast<std::size_t>(family)] << " gamma " << gamma);
    // (1 + gamma)/2 - (1 - gamma)/2 cancels for z < 0, in any formula: only the size is kept.
    if (family == ActivationFamily::arctan_leaky || family == ActivationFamily::sqrt_leaky) {
      if (gamma == 0.125) CHECK(max(worst_value, worst_slope) < 1e-13);
      continue;
    }
    CHECK(worst_value < 1e-15);
    CHECK(worst_slope < 1e-15);
  }
}

TEST_CASE("vector and remainder lanes give the same bits") {
  const Vector<double> z = points();
  for (const ActivationFamily family : every_family) {
    const Activation<double> phi{family, 0.1, 1.0, Kink::left};
    Vector<double> value(z.size()), slope(z.size());
    activate(phi, z, value, slope);
    for (std::size_t k = 0; k < z.size(); ++k) {
      double one_value = 0, one_slope = 0;
      activate(phi, {&z[k], 1}, {&one_value, 1}, {&one_slope, 1});
      REQUIRE(one_value == value[k]);
      REQUIRE(one_slope == slope[k]);
    }
  }
}

TEST_CASE("NaN stays visible") {
  const Vector<double> z(5, std::numeric_limits<double>::quiet_NaN());
  for (const ActivationFamily family : every_family) {
    Vector<double> value(5), slope(5);
    activate({family, 0.1, 1.0, Kink::right}, z, value, slope);
    for (const double v : value) CHECK(is_nan(v));
  }
}
