#include "core/data/wishart.hpp"

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Moments {
  double mean = 0, variance = 0;
};

template <class Draw>
Moments moments(int count, Draw draw) {
  double sum = 0, squares = 0;
  for (int k = 0; k < count; ++k) {
    const double value = draw();
    sum += value;
    squares += value * value;
  }
  const double mean = sum / count;
  return {mean, squares / count - mean * mean};
}

}  // namespace

TEST_CASE("chi-squared has mean k and variance 2k") {
  Stream random(1, "chi", 0);
  for (const double k : {0.5, 1.0, 2.0, 7.0, 1e6}) {
    constexpr int count = 20000;
    const Moments m = moments(count, [&] { return chi_squared(k, random); });
    // Five standard errors; the fourth central moment is 12 k^2 + 48 k.
    CHECK(std::fabs(m.mean - k) < 5 * std::sqrt(2 * k / count));
    CHECK(std::fabs(m.variance - 2 * k) < 5 * std::sqrt((8 * k * k + 48 * k) / count));
  }
  CHECK_THROWS_AS(chi_squared(0, random), std::invalid_argument);
}

TEST_CASE("Wishart matrices have the moments of Gaussian Gram matrices") {
  Stream random(1, "wishart", 0);
  constexpr int count = 20000;
  constexpr double d = 5;
  const Moments norm = moments(count, [&] { return wishart(3, d, random)(2, 2); });
  CHECK(std::fabs(norm.mean - d) < 5 * std::sqrt(2 * d / count));
  CHECK(std::fabs(norm.variance - 2 * d) < 0.6);
  const Moments inner = moments(count, [&] { return wishart(3, d, random)(2, 1); });
  CHECK(std::fabs(inner.mean) < 5 * std::sqrt(d / count));
  CHECK(std::fabs(inner.variance - d) < 0.4);
}

TEST_CASE("more points than dimensions give a singular Gram matrix") {
  Stream random(1, "singular", 0);
  const Matrix<double> k = wishart(3, 1, random);
  // Rank one: every 2 x 2 minor vanishes.
  CHECK(k(0, 0) * k(1, 1) == Approx(k(0, 1) * k(1, 0)));
  CHECK(k(2, 2) * k(0, 0) == Approx(k(0, 2) * k(2, 0)));
  CHECK_THROWS_AS(wishart(2, 0.5, random), std::invalid_argument);
}
