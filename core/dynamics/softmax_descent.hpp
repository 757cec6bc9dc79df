// Gradient descent on a two-layer network with k softmax outputs, in the span of the data, over
// every scalar: full batch or mini-batch, the first layer or both (li2018, section 2).
//
//   f_c(x) = sum_j a_cj phi(<w_j, x>),   o_c = e^{f_c} / sum_b e^{f_b},   L = -sum_i p_i log
//   o_{y_i}
//
// As in gradient_descent.hpp: Z <- Z + s D K, C <- C + s D, with d_ji = phi'(z_ji) sum_c a_cj P_ci
// and the pulls P_ci = p_i (1{c = y_i} - o_c(x_i)) = -dL/df_c(x_i). In balls this is a certified
// trajectory. GramDescent<SoftmaxOutput> is the fast form in double.
#pragma once

#include <stdexcept>

#include "core/dynamics/span_step.hpp"
#include "core/network/two_layer.hpp"

namespace claimcheck {

template <Scalar R>
struct SoftmaxProblem {
  Activation<R> phi;
  Matrix<R> a;                       ///< output weights, k x m
  std::vector<std::size_t> classes;  ///< y_i in {0, ..., k-1}, n
  Vector<R> weights;                 ///< p_i >= 0, n; 1/n each for the mean over the samples
};

template <Scalar R>
class SoftmaxDescent {
 public:
  /// gram = X X^T (n x n), z = W(0) X^T (m x n).
  /// @throws std::invalid_argument when the shapes do not fit or a class is out of range.
  SoftmaxDescent(SoftmaxProblem<R> problem, Matrix<R> gram, Matrix<R> z)
      : problem_(std::move(problem)),
        gram_(std::move(gram)),
        z_(std::move(z)),
        c_(z_.rows(), z_.cols()) {
    bool fits = problem_.a.rows() > 0 && problem_.a.cols() == z_.rows() &&
                problem_.classes.size() == z_.cols() && problem_.weights.size() == z_.cols() &&
                gram_.rows() == z_.cols() && gram_.cols() == z_.cols();
    for (const std::size_t y : problem_.classes) fits = fits && y < problem_.a.rows();
    if (!fits) throw std::invalid_argument("softmax descent: shapes do not fit");
    refresh();
  }

  /// One full-batch step of length `step`.
  void advance(const R& step) {
    move(step, pulls_);
    refresh();
  }
  /// One step on a mini-batch of distinct samples, whose weights are scaled to sum to 1.
  void advance(const R& step, std::span<const std::size_t> batch) {
    R total(0);
    for (const std::size_t i : batch) total += problem_.weights[i];
    Matrix<R> pulls(pulls_.rows(), pulls_.cols());
    for (const std::size_t i : batch) {
      for (std::size_t k = 0; k < pulls.rows(); ++k) pulls(k, i) = pulls_(k, i) / total;
    }
    move(step, pulls);
    refresh();
  }
  /// One full-batch step on both layers at once, both gradients taken at the old point:
  /// a_cj <- a_cj + output_step sum_i P_ci phi(z_ji).
  void advance_both(const R& step, const R& output_step) {
    const Matrix<R> v = row_products(pulls_, activations());
    move(step, pulls_);
    for (std::size_t k = 0; k < v.entries().size(); ++k) {
      problem_.a.entries()[k] += output_step * v.entries()[k];
    }
    refresh();
  }

  const Matrix<R>& preactivations() const { return z_; }          ///< Z(t), m x n
  const Matrix<R>& coefficients() const { return c_; }            ///< C(t): W = W(0) + C X
  const Matrix<R>& output_weights() const { return problem_.a; }  ///< a(t), k x m
  const Matrix<R>& outputs() const { return f_; }                 ///< f_c(x_i), k x n
  const Matrix<R>& probabilities() const { return o_; }           ///< o_c(x_i), k x n
  const Matrix<R>& pulls() const { return pulls_; }               ///< P, k x n
  /// -log o_y = log(1 + sum_{c != y} e^{f_c - f_y})
  R risk() const {
    R total(0);
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      const std::size_t y = problem_.classes[i];
      total += problem_.weights[i] * log1p(odds_against(y, i));
    }
    return total;
  }

 private:
  /// 1 / o_c - 1 = sum_{b != c} e^{f_b - f_c}
  R odds_against(std::size_t k, std::size_t i) const {
    R total(0);
    for (std::size_t b = 0; b < f_.rows(); ++b) {
      if (b != k) total += exp(f_(b, i) - f_(k, i));
    }
    return total;
  }

  Matrix<R> activations() const {
    Matrix<R> out = z_;
    for (R& value : out.entries()) value = problem_.phi(value);
    return out;
  }

  void refresh() {
    const Matrix<R> values = activations();
    f_ = o_ = pulls_ = Matrix<R>(problem_.a.rows(), z_.cols());
    for (std::size_t k = 0; k < f_.rows(); ++k) {
      for (std::size_t j = 0; j < z_.rows(); ++j) {
        for (std::size_t i = 0; i < f_.cols(); ++i) f_(k, i) += problem_.a(k, j) * values(j, i);
      }
    }
    for (std::size_t i = 0; i < f_.cols(); ++i) {
      for (std::size_t k = 0; k < f_.rows(); ++k) {
        const R odds = odds_against(k, i);
        o_(k, i) = 1 / (1 + odds);
        // 1 - o_y without cancellation when o_y is near 1.
        const R pull = k == problem_.classes[i] ? odds * o_(k, i) : -o_(k, i);
        pulls_(k, i) = problem_.weights[i] * pull;
      }
    }
  }

  void move(const R& step, const Matrix<R>& pulls) {
    Matrix<R> d = slopes(problem_.phi, z_);
    for (std::size_t j = 0; j < d.rows(); ++j) {
      for (std::size_t i = 0; i < d.cols(); ++i) {
        R back(0);
        for (std::size_t k = 0; k < pulls.rows(); ++k) back += problem_.a(k, j) * pulls(k, i);
        d(j, i) *= back;
      }
    }
    step_in_span(step, d, gram_, z_, c_);
  }

  SoftmaxProblem<R> problem_;
  Matrix<R> gram_, z_, c_;
  Matrix<R> f_, o_, pulls_;
};

}  // namespace claimcheck
