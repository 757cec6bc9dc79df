#include "core/data/geometry.hpp"

#include <cmath>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// P(U >= 0 and V >= 0) for standard Gaussians of correlation rho, |rho| < 1: Simpson's rule on
/// the integral over t > 0 of phi(t) Phi(rho t / sqrt(1 - rho^2)).
double orthant_probability(double rho) {
  const double slope = rho / std::sqrt(1 - rho * rho);
  const auto f = [&](double t) {
    return std::exp(-t * t / 2) * std::erfc(-slope * t / std::sqrt(2.0)) / 2;
  };
  const int steps = 4000;
  const double h = 12.0 / steps;
  double sum = f(0) + f(12);
  for (int k = 1; k < steps; ++k) sum += (k % 2 == 0 ? 2 : 4) * f(k * h);
  return sum * h / 3 / std::sqrt(2 * 3.14159265358979323846);
}

TEST_CASE("data geometry is what its definition says") {
  const Matrix<double> k = gram([] {
    Matrix<double> x(3, 2);
    x(0, 0) = 3;
    x(0, 1) = 4;
    x(1, 0) = -1;
    x(2, 1) = -2;
    return x;
  }());
  const DataGeometry<double> g = data_geometry(k);
  CHECK(g.min_squared_norm == 1);
  CHECK(g.max_squared_norm == 25);
  CHECK(g.max_off_diagonal == 8);
  CHECK(g.squared_ratio() == 25);
  CHECK(max_correlation(k, 1) == 3);
  CHECK(data_geometry(Matrix<double>(1, 1, 4)).max_off_diagonal == 0);
  CHECK(max_correlation(Matrix<double>(1, 1, 4), 0) == 0);
}

TEST_CASE("the mean direction through the Gram matrix is the one through the samples") {
  Stream random(1, "geometry_test", 0);
  const Matrix<double> x = random.normal_matrix(4, 3);
  const Vector<double> y = {1, -1, -1, 1};
  CHECK(mean_direction_squared_norm(gram(x), y) ==
        Approx(squared_norm(transposed_product(x, y))).epsilon(1e-13));
}

TEST_CASE("the infinite-width Gram matrix is the Gaussian expectation it stands for") {
  Stream random(1, "geometry_test", 1);
  const Matrix<double> k = gram(random.normal_matrix(5, 4));
  const Matrix<double> h = infinite_width_gram(k);
  const Matrix<Ball> enclosed = infinite_width_gram(lift<Ball>(k));
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(h(i, i) == k(i, i) / 2);
    for (std::size_t j = 0; j < 5; ++j) {
      if (i == j) continue;
      const double rho = k(i, j) / std::sqrt(k(i, i) * k(j, j));
      CHECK(h(i, j) == Approx(k(i, j) * orthant_probability(rho)).epsilon(1e-9));
      CHECK(enclosed(i, j).mid() == Approx(h(i, j)).epsilon(1e-14));
      CHECK(enclosed(i, j).radius() < 1e-14);
    }
  }
}

TEST_CASE("the infinite-width Gram matrix of parallel, antipodal, orthogonal and zero samples") {
  Matrix<double> x(5, 2);
  x(0, 0) = 0.3;
  x(0, 1) = 0.7;
  x(1, 0) = 0.6;
  x(1, 1) = 1.4;
  x(2, 0) = -0.3;
  x(2, 1) = -0.7;
  x(3, 0) = 0.7;
  x(3, 1) = -0.3;
  const Matrix<Ball> k = gram(lift<Ball>(x));
  const Matrix<Ball> h = infinite_width_gram(k);
  CHECK(h(1, 0).is_finite());
  CHECK(h(1, 0).overlaps(k(1, 0) / 2));
  CHECK(h(1, 0).radius() < 1e-8);
  CHECK(h(2, 0).is_finite());
  CHECK(h(2, 0).contains(0));
  CHECK(h(3, 0).contains(0));
  for (std::size_t j = 0; j < 5; ++j) CHECK(certainly(equal(h(4, j), Ball(0))));

  const BallPrecision enough(256);  // for exact products
  const Matrix<Ball> exact_k = gram(lift<Ball>(x)), exact_h = infinite_width_gram(exact_k);
  CHECK(certainly(equal(exact_h(1, 0), exact_k(1, 0) / 2)));
  CHECK(certainly(equal(exact_h(2, 0), Ball(0))));
}

TEST_CASE("the probability that two samples are active together") {
  Matrix<double> x(5, 2);
  x(0, 0) = 3;
  x(1, 1) = 2;
  x(2, 0) = -1;
  x(3, 0) = 1;
  x(3, 1) = 1;
  const Matrix<Ball> p = joint_activation(gram(lift<Ball>(x)));
  const Ball half = Ball(1) / 2;
  CHECK(certainly(equal(p(0, 0), half)));
  CHECK(p(0, 1).contains(0.25));
  CHECK(p(0, 2).contains(0));
  CHECK(p(0, 3).contains(0.375));
  CHECK(certainly(equal(p(4, 4), Ball(1))));
  for (std::size_t j = 0; j < 4; ++j) CHECK(certainly(equal(p(4, j), half)));
  CHECK(p(1, 0).radius() < 1e-17);
}

}  // namespace
}  // namespace claimcheck
