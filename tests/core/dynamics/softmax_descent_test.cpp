#include "core/dynamics/softmax_descent.hpp"

#include "core/dynamics/gram_descent.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

constexpr std::size_t samples = 8, neurons = 8, outputs_each = 4;
const std::vector<std::size_t> classes = {0, 1, 2, 3, 3, 2, 1, 0};

Matrix<double> inputs() {
  Stream draw(23, "softmax descent", 0);
  return draw.normal_matrix(samples, 16, 0.25);
}
Matrix<double> first_layer() {
  Stream draw(23, "softmax descent", 1);
  return draw.normal_matrix(neurons, 16);
}
Matrix<double> second_layer() {
  Stream draw(23, "softmax descent", 2);
  return draw.normal_matrix(outputs_each, neurons);
}
template <Scalar R>
Activation<R> phi(ActivationFamily family) {
  return {family, R(1) / 10, R(1), Kink::right};
}
/// 1/36, 2/36, ..., 8/36.
template <Scalar R>
Vector<R> weights() {
  Vector<R> out;
  for (int i = 1; i <= int(samples); ++i) out.push_back(R(i) / 36);
  return out;
}

template <Scalar R>
SoftmaxDescent<R> descent(ActivationFamily family) {
  const Matrix<R> x = lift<R>(inputs()), w = lift<R>(first_layer());
  return {{phi<R>(family), lift<R>(second_layer()), classes, weights<R>()},
          gram(x),
          row_products(w, x)};
}
GramDescent<SoftmaxOutput> fast(ActivationFamily family) {
  const Matrix<double> x = inputs();
  return {SoftmaxOutput(phi<double>(family), second_layer(), classes, weights<double>()), gram(x),
          row_products(first_layer(), x)};
}

double largest_gap(const Matrix<double>& a, const Matrix<double>& b) {
  double out = 0;
  for (std::size_t k = 0; k < a.entries().size(); ++k) {
    out = std::fmax(out, std::fabs(a.entries()[k] - b.entries()[k]));
  }
  return out;
}

}  // namespace

TEST_CASE("softmax descent over every scalar and in fast double agree") {
  SoftmaxDescent<double> at = descent<double>(ActivationFamily::relu);
  GramDescent<SoftmaxOutput> other = fast(ActivationFamily::relu);
  const std::vector<std::size_t> batch = {1, 4, 6};
  for (int t = 0; t < 20; ++t) {
    at.advance(0.5);
    other.advance(0.5);
    at.advance(0.25, batch);
    other.advance(0.25, batch);
    at.advance_both(0.25, 0.125);
    other.advance_both(0.25, 0.125);
  }
  CHECK(largest_gap(at.preactivations(), other.preactivations()) < 1e-12);
  CHECK(largest_gap(at.coefficients(), other.coefficients()) < 1e-12);
  CHECK(largest_gap(at.output_weights(), other.output().a()) < 1e-12);
  CHECK(largest_gap(at.probabilities(), other.output().probabilities()) < 1e-12);
  CHECK(at.risk() == Approx(other.risk()).epsilon(1e-12));
}

TEST_CASE("softmax trajectories of 200 steps in balls stay narrow and contain the exact one") {
  for (const ActivationFamily family : {ActivationFamily::relu, ActivationFamily::smoothed_leaky}) {
    const auto after = [&](int bits) {
      const BallPrecision precision(bits);
      SoftmaxDescent<Ball> at = descent<Ball>(family);
      for (int t = 0; t < 200; ++t) at.advance(Ball(0.5));
      return at;
    };
    const SoftmaxDescent<Ball> coarse = after(160), fine = after(320);
    const BallPrecision precision(320);
    for (std::size_t k = 0; k < neurons * samples; ++k) {
      const Ball& z = coarse.preactivations().entries()[k];
      CHECK(z.contains(fine.preactivations().entries()[k].midpoint()));
      CHECK(z.radius() < 1e-20);
      CHECK_FALSE(unknown(less(Ball(0), z)));
    }
    CHECK(coarse.risk().contains(fine.risk().midpoint()));
    CHECK(fine.risk().mid() < 0.1 * descent<Ball>(family).risk().mid());
  }
}

// A risk of e^-200 and its pulls keep their digits.
TEST_CASE("softmax pulls do not cancel where the label is nearly certain") {
  const BallPrecision precision(64);
  const SoftmaxDescent<Ball> at({{ActivationFamily::relu, Ball(0), Ball(1), Kink::right},
                                 lift<Ball>(Matrix<double>(2, 1)),
                                 {0},
                                 {Ball(1)}},
                                Matrix<Ball>(1, 1, Ball(1)), Matrix<Ball>(1, 1, Ball(200)));
  CHECK(at.risk().overlaps(log(Ball(2))));
  Matrix<Ball> a(2, 1);
  a(0, 0) = Ball(1);
  const SoftmaxDescent<Ball> sure(
      {{ActivationFamily::relu, Ball(0), Ball(1), Kink::right}, a, {0}, {Ball(1)}},
      Matrix<Ball>(1, 1, Ball(1)), Matrix<Ball>(1, 1, Ball(200)));
  CHECK(sure.risk().overlaps(log1p(exp(Ball(-200)))));
  CHECK(sure.risk().relative_bits() > 50);
  CHECK(sure.pulls()(0, 0).relative_bits() > 50);
  CHECK(sure.pulls()(0, 0).overlaps(-sure.pulls()(1, 0)));
}

TEST_CASE("softmax descent refuses what does not fit") {
  const Matrix<double> one(1, 1, 1.0);
  const SoftmaxProblem<double> problem{
      phi<double>(ActivationFamily::relu), Matrix<double>(2, 1), {2}, {1}};
  CHECK_THROWS_AS(SoftmaxDescent<double>(problem, one, one), std::invalid_argument);
  CHECK_THROWS_AS(
      SoftmaxDescent<double>({problem.phi, problem.a, {1}, {1}}, one, Matrix<double>(2, 1)),
      std::invalid_argument);
}
