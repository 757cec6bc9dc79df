#include "core/dynamics/gradient_descent.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Case {
  ActivationFamily family;
  Objective objective;
  double step;
  int bits;
};

/// n = m = 8 in dimension 32, entries of X and W(0) exact doubles.
template <Scalar R>
GradientDescent<R> descent(const Case& c) {
  Stream draw(17, "certified trajectory", 0);
  const Matrix<R> x = lift<R>(draw.normal_matrix(8, 32, 0.1767578125));
  const Matrix<R> w = lift<R>(draw.normal_matrix(8, 32));
  Vector<R> a, y;
  for (std::size_t j = 0; j < 8; ++j) a.push_back((j % 2 == 0 ? 1 : -1) / sqrt(R(8)));
  for (std::size_t i = 0; i < 8; ++i) y.push_back(R(draw.sign()));
  const Activation<R> phi{c.family, R(1) / 10, R(1), Kink::right};
  return {phi, a, y, gram(x), row_products(w, x), R(c.step), c.objective};
}

template <Scalar R>
GradientDescent<R> after(const Case& c, int steps) {
  GradientDescent<R> out = descent<R>(c);
  for (int t = 0; t < steps; ++t) out.advance();
  return out;
}

const Case cases[] = {
    {ActivationFamily::smoothed_leaky, Objective::mean_logistic, 4, 128},
    {ActivationFamily::leaky_relu, Objective::mean_exponential, 0.5, 128},
    {ActivationFamily::relu, Objective::sum_of_squares, 0.5, 192},
};

}  // namespace

TEST_CASE("enclosures after 200 steps are narrow, decide every sign and contain the trajectory") {
  for (const Case& c : cases) {
    const BallPrecision fine(512);
    const GradientDescent<Ball> reference = after<Ball>(c, 200);
    const BallPrecision coarse(c.bits);
    const GradientDescent<Ball> at = after<Ball>(c, 200);
    for (std::size_t k = 0; k < 64; ++k) {
      const Ball& z = at.preactivations().entries()[k];
      CHECK(z.contains(reference.preactivations().entries()[k].midpoint()));
      CHECK(z.radius() < 1e-20);
      CHECK_FALSE(unknown(less(Ball(0), z)));
    }
    CHECK(at.risk().contains(reference.risk().midpoint()));
  }
}

// Arb and MPFR share no arithmetic: the second is plain floating point with 60 digits.
TEST_CASE("the certified trajectory agrees with plain floating point of many digits") {
  const ExtendedDigits digits(60);
  const BallPrecision precision(192);
  const Case& c = cases[0];
  const GradientDescent<Extended> plain = after<Extended>(c, 60);
  const GradientDescent<Ball> at = after<Ball>(c, 60);
  for (std::size_t k = 0; k < 64; ++k) {
    const double difference =
        at.preactivations().entries()[k].mid() - plain.preactivations().entries()[k].mid();
    CHECK(std::fabs(difference) < 1e-15);
  }
  CHECK(at.risk().mid() == Approx(plain.risk().mid()).epsilon(1e-15));
}
