#include "core/dynamics/flow_error.hpp"

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {
double relu(double z) { return z > 0 ? z : 0; }
}  // namespace

// One neuron, w = 1.5 and a = 2 on x = 3; the worst of all weights at distance 0.1.
TEST_CASE("the bound on the outputs holds for all weights at the stated distance, barely") {
  constexpr double distance = 0.1, w = 1.5, a = 2, x = 3;
  const double bound = output_errors(distance, {a}, Matrix<double>(1, 1, relu(w * x)),
                                     Matrix<double>(1, 1, x * x))[0];
  double worst = 0;
  for (int k = 0; k < 360; ++k) {
    const double angle = k * 0.0174533;
    const double moved =
        (a + distance * std::sin(angle)) * relu((w + distance * std::cos(angle)) * x);
    worst = std::fmax(worst, std::fabs(moved - a * relu(w * x)));
  }
  CHECK(worst <= bound);
  CHECK(worst > 0.7 * bound);  // |(6, 4.5)| instead of 6 + 4.5
}
