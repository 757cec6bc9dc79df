#include "core/dynamics/dense_classifier.hpp"

#include <stdexcept>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

constexpr std::size_t inputs = 3, neurons = 4, classes = 3, samples = 5;

DenseClassifier network() {
  Stream random(1, "dense classifier", 0);
  return {random.normal_matrix(neurons, inputs), random.normals(neurons),
          random.normal_matrix(classes, neurons), random.normals(classes)};
}

const std::vector<std::size_t> labels = {0, 1, 2, 1, 0};

Matrix<double> sample() {
  Stream random(2, "dense classifier", 0);
  return random.normal_matrix(samples, inputs);
}

/// The difference quotient of the risk in one parameter, named by a change of the layers.
template <class Change>
double slope(Change change) {
  constexpr double h = 1e-6;
  const auto risk = [&](double by) {
    const DenseClassifier at = network();
    Matrix<double> w = at.first_layer(), a = at.second_layer();
    Vector<double> b = at.first_bias(), c = at.second_bias();
    change(w, b, a, c, by);
    return DenseClassifier(w, b, a, c).risk(sample(), labels);
  };
  return (risk(h) - risk(-h)) / (2 * h);
}

}  // namespace

TEST_CASE("a step of the dense classifier follows the gradient of its risk") {
  DenseClassifier moved = network();
  moved.advance(sample(), labels, 1);
  const DenseClassifier start = network();
  CHECK(start.first_layer()(1, 2) - moved.first_layer()(1, 2) ==
        Approx(slope([](auto& w, auto&, auto&, auto&, double by) { w(1, 2) += by; })));
  CHECK(start.first_layer()(3, 0) - moved.first_layer()(3, 0) ==
        Approx(slope([](auto& w, auto&, auto&, auto&, double by) { w(3, 0) += by; })));
  CHECK(start.first_bias()[2] - moved.first_bias()[2] ==
        Approx(slope([](auto&, auto& b, auto&, auto&, double by) { b[2] += by; })));
  CHECK(start.second_layer()(2, 1) - moved.second_layer()(2, 1) ==
        Approx(slope([](auto&, auto&, auto& a, auto&, double by) { a(2, 1) += by; })));
  CHECK(start.second_bias()[0] - moved.second_bias()[0] ==
        Approx(slope([](auto&, auto&, auto&, auto& c, double by) { c[0] += by; })));
}

TEST_CASE("the dense classifier learns a small sample") {
  DenseClassifier net = network();
  const Matrix<double> x = sample();
  const double before = net.risk(x, labels);
  for (int t = 0; t < 3000; ++t) net.advance(x, labels, 0.2);
  CHECK(net.risk(x, labels) < 0.05 * before);
  CHECK(net.accuracy(x, labels) == 1);
}

TEST_CASE("the dense classifier refuses what does not fit") {
  DenseClassifier net = network();
  const std::vector<std::size_t> foreign = {0, 1, 2, 1, 3};
  CHECK_THROWS_AS(net.advance(sample(), foreign, 0.1), std::invalid_argument);
  CHECK_THROWS_AS(net.risk(Matrix<double>(samples, inputs + 1), labels), std::invalid_argument);
  CHECK_THROWS_AS(DenseClassifier(Matrix<double>(2, 2), {0}, Matrix<double>(1, 2), {0}),
                  std::invalid_argument);
}
