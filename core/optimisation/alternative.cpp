#include "core/optimisation/alternative.hpp"

#include <stdexcept>

namespace claimcheck {
namespace {

/// Rows: the d equations of A^T y = 0 and b^T y = 1. Columns: y, one artificial variable a row, the
/// right side. The last row holds the reduced costs of the sum of the artificial variables.
class Tableau {
 public:
  Tableau(const Matrix<Rational>& a, const Vector<Rational>& b)
      : variables_(a.rows()), rows_(a.cols() + 1), t_(rows_ + 1, variables_ + rows_ + 1) {
    for (std::size_t j = 0; j < variables_; ++j) {
      for (std::size_t k = 0; k + 1 < rows_; ++k) t_(k, j) = a(j, k);
      t_(rows_ - 1, j) = b[j];
    }
    for (std::size_t k = 0; k < rows_; ++k) {
      t_(k, variables_ + k) = 1;
      basis_.push_back(variables_ + k);
    }
    t_(rows_ - 1, variables_ + rows_) = 1;
    for (std::size_t k = 0; k < rows_; ++k) {
      for (std::size_t j = 0; j < t_.cols(); ++j) {
        if (j < variables_ || j + 1 == t_.cols()) t_(rows_, j) -= t_(k, j);
      }
    }
  }

  void minimise() {
    for (;;) {
      const std::size_t entering = entering_column();
      if (entering == t_.cols()) return;
      pivot(leaving_row(entering), entering);
    }
  }

  bool reached_zero() const { return t_(rows_, t_.cols() - 1).sign() == 0; }

  Vector<Rational> multipliers() const {
    Vector<Rational> y(variables_);
    for (std::size_t k = 0; k < rows_; ++k) {
      if (basis_[k] < variables_) y[basis_[k]] = t_(k, t_.cols() - 1);
    }
    return y;
  }

  /// Prices p = 1 - (reduced costs of the artificial variables) have A p_x + b p_t <= 0, p_t > 0.
  Vector<Rational> point() const {
    const auto price = [&](std::size_t k) { return 1 - t_(rows_, variables_ + k); };
    Vector<Rational> x;
    for (std::size_t k = 0; k + 1 < rows_; ++k) x.push_back(-price(k) / price(rows_ - 1));
    return x;
  }

 private:
  /// Bland: the first column with a negative reduced cost; cols() when there is none.
  std::size_t entering_column() const {
    for (std::size_t j = 0; j + 1 < t_.cols(); ++j) {
      if (t_(rows_, j).sign() < 0) return j;
    }
    return t_.cols();
  }

  /// Bland: least ratio, then least basic variable. There is one, as the sum is bounded below.
  std::size_t leaving_row(std::size_t entering) const {
    std::size_t best = rows_;
    Rational least;
    for (std::size_t k = 0; k < rows_; ++k) {
      if (t_(k, entering).sign() <= 0) continue;
      const Rational ratio = t_(k, t_.cols() - 1) / t_(k, entering);
      const int order = best == rows_ ? -1 : (ratio - least).sign();
      if (order < 0 || (order == 0 && basis_[k] < basis_[best])) {
        best = k;
        least = ratio;
      }
    }
    return best;
  }

  void pivot(std::size_t row, std::size_t column) {
    const Rational scale = 1 / t_(row, column);
    for (Rational& entry : t_.row(row)) entry *= scale;
    for (std::size_t k = 0; k <= rows_; ++k) {
      const Rational factor = t_(k, column);
      if (k == row || factor.sign() == 0) continue;
      for (std::size_t j = 0; j < t_.cols(); ++j) t_(k, j) -= factor * t_(row, j);
    }
    basis_[row] = column;
  }

  std::size_t variables_, rows_;
  Matrix<Rational> t_;
  std::vector<std::size_t> basis_;
};

}  // namespace

Alternative feasible_or_refuted(const Matrix<Rational>& a, const Vector<Rational>& b) {
  if (a.rows() != b.size()) throw std::invalid_argument("one right side a row is needed");
  Tableau tableau(a, b);
  tableau.minimise();
  if (tableau.reached_zero()) return {std::nullopt, tableau.multipliers()};
  return {tableau.point(), std::nullopt};
}

}  // namespace claimcheck
