// One output f(x) = sum_j a_j phi(<w_j, x>) under one of the objectives, in double.
//
// Everything here is a function of the pre-activations Z = W X^T (m x n), whoever keeps them.
#pragma once

#include <utility>

#include "core/linear/row_blocks.hpp"
#include "core/network/activation_rows.hpp"
#include "core/network/objective.hpp"

namespace claimcheck {

class ScalarOutput {
 public:
  /// a has m entries, y has n. @throws std::invalid_argument when a or y is empty.
  ScalarOutput(Activation<double> phi, Vector<double> a, Vector<double> y, Objective objective);

  std::size_t neurons() const { return a_.size(); }
  std::size_t samples() const { return y_.size(); }

  /// Takes in Z: refreshes slopes, outputs and pulls.
  void read(const Matrix<double>& z, int threads = 1);

  /// Rows of D (m x n), d_ji = a_j phi'(z_ji) p_i with the pulls p = -dL/df, so that
  /// -grad_W L = D X. Writes `rows.count` rows of `out` from row 0 on.
  void direction(Rows rows, Matrix<double>& out) const;
  /// The columns of D that belong to a mini-batch of size b, as the mean over the batch (n/b times
  /// the share in a mean objective; a sum stays a sum). m x b.
  Matrix<double> direction(std::span<const std::size_t> batch) const;
  /// -dL/da_j = sum_i p_i phi(z_ji)
  Vector<double> output_direction(const Matrix<double>& z) const;
  /// a += step v. Call read() afterwards.
  void move_outputs(double step, const Vector<double>& v);
  /// a = values, m of them. Call read() afterwards.
  void set_outputs(Vector<double> values) { a_ = std::move(values); }

  const Activation<double>& activation() const { return phi_; }
  const Vector<double>& a() const { return a_; }
  const Vector<double>& y() const { return y_; }
  Objective objective() const { return objective_; }
  const Matrix<double>& slopes() const { return slopes_; }  ///< phi'(z_ji), m x n
  const Vector<double>& outputs() const { return f_; }      ///< f(x_i)
  const Vector<double>& pulls() const { return pulls_; }    ///< -dL/df_i
  double risk() const { return objective_value(objective_, f_, y_); }

 private:
  Activation<double> phi_;
  Vector<double> a_, y_;
  Objective objective_;
  Matrix<double> slopes_;
  Vector<double> f_, pulls_;
};

}  // namespace claimcheck
