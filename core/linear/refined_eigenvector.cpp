#include "core/linear/refined_eigenvector.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "core/linear/jacobi.hpp"

namespace claimcheck {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// A sum of products in two doubles, without error bounds.
struct Sum {
  double high = 0, low = 0;

  void add(const DoubleDouble& a, double b) {
    const double product = a.high * b;
    const rounding::Split next = rounding::two_sum(high, product);
    high = next.value;
    low += next.error + std::fma(a.high, b, -product) + a.low * b;
  }
  DoubleDouble value() const {
    const rounding::Split out = rounding::two_sum(high, low);
    return {out.value, out.error, 0};
  }
};

/// Eigenvectors of double as columns, and what A makes of them.
class Refinement {
 public:
  explicit Refinement(const Matrix<DoubleDouble>& a) : a_(a), n_(a.rows()) {
    Dense rough(n_, n_);
    for (std::size_t k = 0; k < n_ * n_; ++k) rough.data()[k] = a.entries()[k].high;
    solver_.compute(rough);
  }

  double value(std::size_t i) const { return solver_.eigenvalues()(index(i)); }

  LeastEigenvector least() const {
    std::size_t close = 1;
    const double reach = std::max(std::fabs(value(0)), std::fabs(value(n_ - 1))) * 0x1p-20;
    while (close < n_ && value(close) - value(0) <= reach) ++close;
    std::vector<Vector<DoubleDouble>> images;
    for (std::size_t j = 0; j < close; ++j) images.push_back(image(j));
    const Vector<double> mix = least_combination(images);
    Vector<Sum> x(n_);
    Vector<double> residual(n_, 0.0);
    for (std::size_t j = 0; j < close; ++j) {
      for (std::size_t i = 0; i < n_; ++i) {
        x[i].add({entry(i, j), 0, 0}, mix[j]);
        residual[i] += mix[j] * images[j][i].high;
      }
    }
    for (std::size_t j = close; j < n_; ++j) {
      double part = 0;
      for (std::size_t i = 0; i < n_; ++i) part += entry(i, j) * residual[i];
      part /= value(0) - value(j);
      for (std::size_t i = 0; i < n_; ++i) x[i].add({entry(i, j), 0, 0}, part);
    }
    LeastEigenvector out{value(0), {}};
    for (const Sum& sum : x) out.vector.push_back(sum.value());
    return out;
  }

 private:
  static Eigen::Index index(std::size_t i) { return static_cast<Eigen::Index>(i); }
  double entry(std::size_t i, std::size_t j) const {
    return solver_.eigenvectors()(index(i), index(j));
  }

  /// (A - value(0)) v_j
  Vector<DoubleDouble> image(std::size_t j) const {
    Vector<DoubleDouble> out;
    for (std::size_t i = 0; i < n_; ++i) {
      Sum sum;
      sum.add({-value(0), 0, 0}, entry(i, j));
      for (std::size_t k = 0; k < n_; ++k) sum.add(a_(i, k), entry(k, j));
      out.push_back(sum.value());
    }
    return out;
  }

  /// The eigenvector of the least eigenvalue of A - value(0), compressed to the first columns.
  /// Jacobi rotations are accurate for each small entry by itself.
  Vector<double> least_combination(const std::vector<Vector<DoubleDouble>>& images) const {
    const std::size_t count = images.size();
    if (count == 1) return {1};
    Matrix<double> c(count, count);
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        Sum sum;
        for (std::size_t k = 0; k < n_; ++k) sum.add(images[j][k], entry(k, i));
        c(i, j) = c(j, i) = sum.high + sum.low;
      }
    }
    const Matrix<double> q = jacobi_basis(c);
    Vector<double> best(count);
    double least = rounding::infinity;
    for (std::size_t j = 0; j < count; ++j) {
      Vector<double> v(count);
      for (std::size_t i = 0; i < count; ++i) v[i] = q(i, j);
      const double ritz = dot(v, c * v);
      if (!(ritz < least)) continue;
      least = ritz;
      best = v;
    }
    return best;
  }

  const Matrix<DoubleDouble>& a_;
  std::size_t n_;
  Eigen::SelfAdjointEigenSolver<Dense> solver_;
};

}  // namespace

LeastEigenvector refined_least_eigenvector(const Matrix<DoubleDouble>& a) {
  return Refinement(a).least();
}

}  // namespace claimcheck
