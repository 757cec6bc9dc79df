#include "core/network/two_layer.hpp"

#include <cmath>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

/// A small problem in many digits: X is n x d, W is m x d.
struct Problem {
  Matrix<Extended> x, w;
  Vector<Extended> a, y;
  Activation<Extended> phi;
  LossFamily family;

  std::size_t n() const { return x.rows(); }
  Extended risk(const Matrix<Extended>& weights) const {
    return empirical_risk(family, margins(y, outputs(phi, a, row_products(weights, x))));
  }
  Matrix<Extended> coefficients() const {
    const Matrix<Extended> z = row_products(w, x);
    const Vector<Extended> g = sigmoid_losses(family, margins(y, outputs(phi, a, z)));
    return descent_coefficients(a, slopes(phi, z), g, y);
  }
};

Problem problem(ActivationFamily activation, LossFamily family) {
  Stream random(1, "two_layer_test", 0);
  return {.x = lift<Extended>(random.normal_matrix(3, 4)),
          .w = lift<Extended>(random.normal_matrix(2, 4)),
          .a = lift<Extended>(std::vector<double>{0.5, -0.75}),
          .y = lift<Extended>(std::vector<int>{1, -1, -1}),
          .phi = {.family = activation, .gamma = Extended(0.25), .scale = Extended(0.5)},
          .family = family};
}

constexpr ActivationFamily activations[] = {ActivationFamily::relu, ActivationFamily::leaky_relu,
                                            ActivationFamily::smoothed_leaky,
                                            ActivationFamily::huberized_relu};

/// C X
Matrix<Extended> in_span(const Matrix<Extended>& c, const Matrix<Extended>& x) {
  Matrix<Extended> out(c.rows(), x.cols());
  for (std::size_t j = 0; j < c.rows(); ++j) {
    for (std::size_t i = 0; i < c.cols(); ++i) {
      for (std::size_t k = 0; k < x.cols(); ++k) out(j, k) += c(j, i) * x(i, k);
    }
  }
  return out;
}

/// dL/dw_jk = 1/n sum_i l'(q_i) y_i a_j phi'(<w_j, x_i>) x_ik, sample by sample from the
/// definition; l' through tanh for the logistic loss.
Extended slope_by_hand(const Problem& p, std::size_t j, std::size_t k) {
  Extended total(0);
  for (std::size_t i = 0; i < p.n(); ++i) {
    Extended f(0);
    for (std::size_t l = 0; l < p.w.rows(); ++l) f += p.a[l] * p.phi(dot(p.w.row(l), p.x.row(i)));
    const Extended q = p.y[i] * f;
    const Extended slope =
        p.family == LossFamily::logistic ? (tanh(q / 2) - 1) / 2 : Extended(-exp(-q));
    total += slope * p.y[i] * p.a[j] * p.phi.derivative(dot(p.w.row(j), p.x.row(i))) * p.x(i, k);
  }
  return total / Extended(p.n());
}

double gap(const Extended& a, const Extended& b) { return std::fabs(mid(a - b)); }

TEST_CASE("the risk gradient agrees with difference quotients and with the chain rule by hand") {
  const ExtendedDigits digits(60);
  const Extended h(1e-15);
  for (const ActivationFamily activation : activations) {
    for (const LossFamily family : {LossFamily::logistic, LossFamily::exponential}) {
      const Problem p = problem(activation, family);
      const Matrix<Extended> descent = in_span(p.coefficients(), p.x);
      for (std::size_t j = 0; j < 2; ++j) {
        for (std::size_t k = 0; k < 4; ++k) {
          Matrix<Extended> right = p.w, left = p.w;
          right(j, k) += h;
          left(j, k) -= h;
          CHECK(gap((p.risk(left) - p.risk(right)) / (2 * h), descent(j, k)) < 1e-20);
          CHECK(gap(-slope_by_hand(p, j, k), descent(j, k)) < 1e-50);
        }
      }
    }
  }
}

TEST_CASE("norms in the span of the data need only the Gram matrix") {
  const ExtendedDigits digits(60);
  const Problem p = problem(ActivationFamily::smoothed_leaky, LossFamily::logistic);
  const Matrix<Extended> c = p.coefficients();
  CHECK(gap(squared_norm_in_span(c, gram(p.x)), squared_norm(in_span(c, p.x))) < 1e-55);
}

TEST_CASE("the Gram matrix of output gradients is the one of the gradients written out") {
  const ExtendedDigits digits(60);
  const Problem p = problem(ActivationFamily::smoothed_leaky, LossFamily::logistic);
  const Matrix<Extended> slope = slopes(p.phi, row_products(p.w, p.x));
  Matrix<Extended> gradients(p.n(), 2 * 4);  // row i is the gradient of f(x_i)
  for (std::size_t i = 0; i < p.n(); ++i) {
    for (std::size_t j = 0; j < 2; ++j) {
      for (std::size_t k = 0; k < 4; ++k) {
        gradients(i, 4 * j + k) = p.a[j] * slope(j, i) * p.x(i, k);
      }
    }
  }
  const Matrix<Extended> direct = gram(gradients);
  const Matrix<Extended> short_form = gradient_gram(p.a, slope, gram(p.x));
  for (std::size_t k = 0; k < direct.entries().size(); ++k) {
    CHECK(gap(direct.entries()[k], short_form.entries()[k]) < 1e-55);
  }
}

}  // namespace
}  // namespace claimcheck
