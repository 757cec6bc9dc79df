#include "core/data/mixtures.hpp"

#include <algorithm>

#include "core/data/directions.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

constexpr ClusterLaw every_law[] = {ClusterLaw::gaussian,
                                    ClusterLaw::cube,
                                    ClusterLaw::laplace,
                                    ClusterLaw::exponential,
                                    ClusterLaw::negative_exponential,
                                    ClusterLaw::ball,
                                    ClusterLaw::simplex};

double distance(std::span<const double> a, std::span<const double> b) {
  double total = 0;
  for (std::size_t k = 0; k < a.size(); ++k) total += square(a[k] - b[k]);
  return std::sqrt(total);
}

}  // namespace

// 20,000 draws: a mean is off by less than 5 / sqrt(20000) = 0.036 standard deviations, a second
// moment by less than 5 sqrt(kurtosis) / sqrt(20000) < 0.11, with probability above 1 - 1e-6.
TEST_CASE("cluster laws are centred with the covariance asked for") {
  constexpr int draws = 20000;
  for (const ClusterLaw law : every_law) {
    Stream stream(2, "cluster law", static_cast<std::uint64_t>(law));
    Vector<double> z(3), mean(3, 0.0);
    Matrix<double> covariance(3, 3);
    double cubes = 0;
    for (int k = 0; k < draws; ++k) {
      draw_cluster(law, 2, stream, z);
      for (std::size_t i = 0; i < 3; ++i) {
        mean[i] += z[i] / draws;
        for (std::size_t j = 0; j < 3; ++j) covariance(i, j) += z[i] * z[j] / draws;
        cubes += z[i] * z[i] * z[i] / (3 * draws);
      }
    }
    INFO(cluster_law_names[static_cast<std::size_t>(law)]);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(std::fabs(mean[i]) < 2 * 0.036);
      for (std::size_t j = 0; j < 3; ++j) {
        CHECK(std::fabs(covariance(i, j) - (i == j ? 4 : 0)) < 4 * 0.11);
      }
    }
    const bool right = law == ClusterLaw::exponential || law == ClusterLaw::simplex;
    const bool left = law == ClusterLaw::negative_exponential;
    CHECK((cubes > 1.5) == right);
    CHECK((cubes < -1.5) == left);
  }
}

TEST_CASE("the Gaussian mixture flips the labels of a share of its samples") {
  Stream stream(3, "mixture", 0);
  const LabelledSample sample = gaussian_mixture(4000, {3, 0}, 0.15, stream);
  int flipped = 0, separated = 0;
  for (std::size_t i = 0; i < 4000; ++i) {
    flipped += sample.y[i] != sample.clean[i];
    separated += (sample.x(i, 0) > 0) == (sample.clean[i] == 1);
    CHECK((sample.cluster[i] == 0) == (sample.clean[i] == 1));
  }
  CHECK(std::abs(flipped - 600) < 5 * 23);
  CHECK(separated > 3980);
}

TEST_CASE("XOR clusters sit at the four means with crossed labels") {
  Stream stream(3, "xor", 0);
  XorModel model{{1, 0, 0}, {0, 1, 0}, ClusterLaw::exponential, 0, 0.1};
  const LabelledSample sample = xor_clusters(2000, model, stream);
  std::array<int, 4> sizes{};
  int flipped = 0;
  for (std::size_t i = 0; i < 2000; ++i) {
    const std::size_t k = sample.cluster[i];
    ++sizes[k];
    flipped += sample.y[i] != sample.clean[i];
    const double sign = k % 2 == 0 ? 1 : -1;
    CHECK(sample.x(i, k / 2) == sign);
    CHECK(sample.x(i, 1 - k / 2) == 0);
    CHECK(sample.clean[i] == (k < 2 ? 1 : -1));
  }
  for (const int size : sizes) CHECK(std::abs(size - 500) < 100);
  CHECK(std::abs(flipped - 200) < 70);
  model.mu2 = {1};
  CHECK_THROWS_AS(xor_clusters(1, model, stream), std::invalid_argument);
}

TEST_CASE("four clusters are unit vectors near their centres, classes apart") {
  Stream stream(3, "four", 0);
  const LabelledSample sample = four_clusters({{5, 6, 7, 8}, 4, 0.1, 0.2}, stream);
  REQUIRE(sample.y.size() == 26);
  for (std::size_t i = 0; i < 26; ++i) {
    CHECK(norm(sample.x.row(i)) == Approx(1));
    CHECK(sample.y[i] == (sample.cluster[i] < 2 ? 1 : -1));
    for (std::size_t j = 0; j < i; ++j) {
      const double inner = dot(std::as_const(sample.x).row(i), std::as_const(sample.x).row(j));
      if (sample.cluster[i] == sample.cluster[j]) {
        CHECK(distance(sample.x.row(i), sample.x.row(j)) <= 0.2 + 1e-12);
      } else if (sample.y[i] != sample.y[j]) {
        CHECK(inner <= 0.2 + 2 * 0.1 + 0.01 + 1e-12);
      }
    }
  }
  CHECK_THROWS_AS(four_clusters({{1, 1, 1, 1}, 2, 0.1, -1.1}, stream), std::invalid_argument);
  CHECK_THROWS_AS(four_clusters({{1, 1, 1, 1}, 2, 2.0, 0.5}, stream), std::invalid_argument);
}

TEST_CASE("caps on the sphere keep classes apart and components small") {
  Stream stream(3, "caps", 0);
  const SphereMixture model{3, 2, 5, 0.5, 1.0 / 16};
  const LabelledSample sample = sphere_mixture(60, model, stream);
  for (std::size_t i = 0; i < 60; ++i) {
    CHECK(norm(sample.x.row(i)) == Approx(1));
    CHECK(static_cast<std::size_t>(sample.y[i]) == sample.cluster[i] / 2);
    for (std::size_t j = 0; j < i; ++j) {
      const double apart = distance(sample.x.row(i), sample.x.row(j));
      if (sample.y[i] != sample.y[j]) CHECK(apart >= 0.5 - 1e-12);
      if (sample.cluster[i] == sample.cluster[j]) CHECK(apart <= 0.5 / 16 + 1e-12);
    }
  }
  CHECK_THROWS_AS(sphere_mixture(1, {40, 1, 2, 1.0, 0.1}, stream), std::invalid_argument);
}

TEST_CASE("Gaussian components scatter around their means") {
  Stream stream(3, "components", 0);
  const GaussianComponents model{10, 2, 400, 5, 1};
  const Matrix<double> means = component_means(model, stream);
  const LabelledSample sample = gaussian_components(50, model, means, stream);
  for (std::size_t i = 0; i < 50; ++i) {
    CHECK(static_cast<std::size_t>(sample.y[i]) == sample.cluster[i] / 2);
    CHECK(distance(sample.x.row(i), means.row(sample.cluster[i])) == Approx(1).margin(0.2));
  }
  CHECK(norm(means.row(0)) == Approx(5).margin(1));
}

TEST_CASE("structured directions have the inner products they promise") {
  const Matrix<double> simplex = gram(simplex_directions(5));
  CHECK(simplex(0, 0) == 20);
  CHECK(simplex(1, 3) == -5);
  const Matrix<double> hadamard = gram(hadamard_rows(5, 8));
  CHECK(hadamard(2, 2) == 8);
  CHECK(hadamard(4, 1) == 0);
  CHECK_THROWS_AS(hadamard_rows(3, 6), std::invalid_argument);
  const Matrix<double> pairs = gram(antipodal_basis_pairs(4));
  CHECK(pairs(0, 1) == -1);
  CHECK(pairs(0, 2) == 0);
  CHECK_THROWS_AS(antipodal_basis_pairs(3), std::invalid_argument);
  const Matrix<double> near = gram(antipodal_pairs(simplex_directions(3), 0.5));
  CHECK(near(0, 1) == -6 + 0.5 * -3);
  const Matrix<double> circle = gram(equally_spaced(6, true));
  CHECK(circle(0, 1) == Approx(0.5));
  CHECK(gram(equally_spaced(4, false))(0, 2) == Approx(0).margin(1e-15));
  Stream stream(3, "sphere", 0);
  const Matrix<double> sphere = gram(sphere_points(4, 7, stream));
  CHECK(sphere(3, 3) == Approx(1).epsilon(1e-15));
}
