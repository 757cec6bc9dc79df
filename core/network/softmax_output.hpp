// k outputs f_c(x) = sum_j a_cj phi(<w_j, x>) under the softmax cross-entropy (li2018, section 2).
//
//   o_c(x) = e^{f_c(x)} / sum_b e^{f_b(x)},   L = -1/n sum_i log o_{y_i}(x_i)
//
// Everything here is a function of the pre-activations Z = W X^T (m x n), whoever keeps them.
#pragma once

#include "core/linear/row_blocks.hpp"
#include "core/network/activation_rows.hpp"

namespace claimcheck {

class SoftmaxOutput {
 public:
  /// a is k x m; classes has n entries in {0, ..., k-1}; weights has n entries p_i >= 0 with sum 1
  /// (the mixture weights of li2018, case (S)), or none for 1/n each: L = -sum_i p_i log o_{y_i}.
  /// @throws std::invalid_argument when something is empty or out of range.
  SoftmaxOutput(Activation<double> phi, Matrix<double> a, std::vector<std::size_t> classes,
                Vector<double> weights = {});

  std::size_t neurons() const { return a_.cols(); }
  std::size_t samples() const { return classes_.size(); }
  std::size_t outputs_per_sample() const { return a_.rows(); }

  /// Takes in Z: refreshes slopes, outputs, probabilities and pulls.
  void read(const Matrix<double>& z, int threads = 1);

  /// Rows of D (m x n), d_ji = phi'(z_ji) sum_c a_cj p_ci with the pulls p = -dL/df, so that
  /// -grad_W L = D X (li2018, eq. 1). Writes `rows.count` rows of `out` from row 0 on.
  void direction(Rows rows, Matrix<double>& out) const;
  /// The columns of D that belong to a mini-batch of size b, as the mean over the batch; m x b.
  Matrix<double> direction(std::span<const std::size_t> batch) const;
  /// -dL/da_cj = sum_i p_ci phi(z_ji), k x m.
  Matrix<double> output_direction(const Matrix<double>& z) const;
  /// a += step v. Call read() afterwards.
  void move_outputs(double step, const Matrix<double>& v);

  const Activation<double>& activation() const { return phi_; }
  const Matrix<double>& a() const { return a_; }
  const std::vector<std::size_t>& classes() const { return classes_; }
  const Matrix<double>& slopes() const { return slopes_; }              ///< phi'(z_ji), m x n
  const Matrix<double>& outputs() const { return f_; }                  ///< f_c(x_i), k x n
  const Matrix<double>& probabilities() const { return probability_; }  ///< o_c(x_i), k x n
  const Matrix<double>& pulls() const { return pulls_; }  ///< p_i (1{c = y_i} - o_c(x_i)), k x n
  double risk() const;

 private:
  Activation<double> phi_;
  Matrix<double> a_;
  std::vector<std::size_t> classes_;
  Vector<double> weights_;
  Matrix<double> slopes_, f_, probability_, pulls_;
};

}  // namespace claimcheck
