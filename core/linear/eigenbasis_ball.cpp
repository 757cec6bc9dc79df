#include "core/linear/eigenbasis_ball.hpp"

#include "core/linear/eigenbasis.hpp"
#include "core/linear/jacobi.hpp"
#include "core/linear/spectrum_inline.hpp"

namespace claimcheck {
namespace {

/// Arithmetic of midpoints: every operation is followed by dropping the radius.
class Midpoint {
 public:
  Midpoint() = default;
  template <std::integral Integer>
  Midpoint(Integer value) : value_(value) {}  // NOLINT
  explicit Midpoint(double value) : value_(value) {}
  explicit Midpoint(const Ball& value) : value_(value.midpoint()) {}
  Midpoint& operator+=(const Midpoint& b) { return *this = Midpoint(value_ + b.value_); }
  Midpoint& operator-=(const Midpoint& b) { return *this = Midpoint(value_ - b.value_); }
  Midpoint& operator*=(const Midpoint& b) { return *this = Midpoint(value_ * b.value_); }
  Midpoint& operator/=(const Midpoint& b) { return *this = Midpoint(value_ / b.value_); }
  double mid() const { return value_.mid(); }
  const Ball& ball() const { return value_; }

 private:
  Ball value_;
};
Midpoint operator+(Midpoint a, const Midpoint& b) { return a += b; }
Midpoint operator-(Midpoint a, const Midpoint& b) { return a -= b; }
Midpoint operator*(Midpoint a, const Midpoint& b) { return a *= b; }
Midpoint operator/(Midpoint a, const Midpoint& b) { return a /= b; }
Midpoint abs(const Midpoint& a) { return Midpoint(abs(a.ball())); }
[[maybe_unused]] Midpoint max(const Midpoint& a, const Midpoint& b) {
  return Midpoint(max(a.ball(), b.ball()));
}
Midpoint sqrt(const Midpoint& a) { return Midpoint(sqrt(a.ball())); }
Midpoint square(const Midpoint& a) { return Midpoint(square(a.ball())); }
Truth less(const Midpoint& a, const Midpoint& b) { return less(a.ball(), b.ball()); }
[[maybe_unused]] Truth less_equal(const Midpoint& a, const Midpoint& b) {
  return less_equal(a.ball(), b.ball());
}
Truth equal(const Midpoint& a, const Midpoint& b) { return equal(a.ball(), b.ball()); }

/// V^T A V on midpoints, for the rows of V.
Matrix<Midpoint> compressed(const Matrix<Ball>& a, const Matrix<Ball>& v) {
  const Matrix<Ball> b = row_products(row_products(v, mirrored(a)), v);
  Matrix<Midpoint> out(b.rows(), b.rows());
  for (std::size_t i = 0; i < b.rows(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      out(i, j) = Midpoint(b(i, j));
      out(j, i) = out(i, j);
    }
  }
  return out;
}

Matrix<Ball> midpoints(Matrix<Ball> a) {
  for (Ball& entry : a.entries()) entry = entry.midpoint();
  return a;
}

/// Rows made orthonormal to the working precision, from the precision of double: each step of
/// V <- (3 I - V V^T) V / 2 doubles the digits (Newton and Schulz).
Matrix<Ball> orthonormal(Matrix<Ball> v) {
  for (int right_bits = 40; right_bits < BallPrecision::bits(); right_bits *= 2) {
    Matrix<Ball> step = Ball(-0.5) * gram(v);
    for (std::size_t i = 0; i < v.rows(); ++i) step(i, i) += Ball(1.5);
    v = midpoints(row_products(midpoints(std::move(step)), transposed(v)));
  }
  return v;
}

}  // namespace

Matrix<Ball> approximate_eigenbasis(const Matrix<Ball>& a) {
  const std::size_t n = a.rows();
  Matrix<double> rough(n, n);
  for (std::size_t k = 0; k < n * n; ++k) rough.entries()[k] = a.entries()[k].mid();
  const Matrix<Ball> v = orthonormal(lift<Ball>(eigenvectors(rough)));
  const Matrix<Midpoint> q = jacobi_basis(compressed(a, v));
  Matrix<Ball> turn(n, n);  // rows: the columns of q
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) turn(j, i) = q(i, j).ball();
  }
  return midpoints(row_products(turn, transposed(v)));
}

}  // namespace claimcheck
