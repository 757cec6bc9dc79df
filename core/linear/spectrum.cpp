#include "core/linear/spectrum.hpp"

#include <Eigen/Eigenvalues>
#include <stdexcept>

namespace claimcheck {
namespace {

template <class R>
void require_square(const Matrix<R>& a) {
  if (a.rows() == 0 || a.rows() != a.cols()) {
    throw std::invalid_argument("eigenvalues need a square, non-empty matrix");
  }
}

template <class R>
struct Extremes {
  R least, largest;
};

Extremes<double> extremes(const Matrix<double>& a) {
  require_square(a);
  using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(a.rows());
  const Dense dense = Eigen::Map<const Dense>(a.entries().data(), n, n);
  const Eigen::SelfAdjointEigenSolver<Dense> solver(dense, Eigen::EigenvaluesOnly);
  return {solver.eigenvalues()(0), solver.eigenvalues()(n - 1)};
}

/// Cyclic Jacobi rotations on a symmetric matrix; Q holds the eigenvectors as columns.
/// Stops when the off-diagonal part no longer shrinks. Not rigorous: the result is verified.
template <class R>
Matrix<R> jacobi_basis(Matrix<R> a) {
  const std::size_t n = a.rows();
  Matrix<R> q(n, n);
  for (std::size_t i = 0; i < n; ++i) q(i, i) = R(1);
  const auto rotate = [&](R& x, R& y, const R& c, const R& s) {
    const R next = c * x - s * y;
    y = s * x + c * y;
    x = next;
  };
  double previous = std::numeric_limits<double>::infinity();
  for (int sweep = 0; sweep < 60; ++sweep) {
    R off(0), diagonal(0);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) off += square(a(i, j));
      diagonal += square(a(i, i));
    }
    if (certainly(equal(off, R(0)))) break;
    const double ratio = mid(off / (diagonal + off));
    if (!(ratio < previous)) break;
    previous = ratio;
    for (std::size_t p = 0; p < n; ++p) {
      for (std::size_t r = p + 1; r < n; ++r) {
        if (certainly(equal(a(r, p), R(0)))) continue;
        const R theta = (a(r, r) - a(p, p)) / (2 * a(r, p));
        const R root = abs(theta) + sqrt(square(theta) + 1);
        const R t = select(less(theta, R(0)), R(-1) / root, R(1) / root);
        const R c = R(1) / sqrt(square(t) + 1);
        const R s = t * c;
        for (std::size_t k = 0; k < n; ++k) rotate(a(k, p), a(k, r), c, s);
        for (std::size_t k = 0; k < n; ++k) rotate(a(p, k), a(r, k), c, s);
        for (std::size_t k = 0; k < n; ++k) rotate(q(k, p), q(k, r), c, s);
      }
    }
  }
  return q;
}

/// Jacobi on midpoints: every operation is followed by dropping the radius.
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

Matrix<Ball> approximate_basis(const Matrix<Ball>& a) {
  const std::size_t n = a.rows();
  Matrix<Midpoint> mid(n, n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      mid(i, j) = Midpoint(a(i, j));
      mid(j, i) = mid(i, j);
    }
  }
  const Matrix<Midpoint> q = jacobi_basis(std::move(mid));
  Matrix<Ball> basis(n, n);
  for (std::size_t k = 0; k < n * n; ++k) basis.entries()[k] = q.entries()[k].ball();
  return basis;
}

/// Columns of q as rows, so that products are inner products of rows.
Matrix<Ball> transpose(const Matrix<Ball>& q) {
  Matrix<Ball> out(q.cols(), q.rows());
  for (std::size_t i = 0; i < q.rows(); ++i) {
    for (std::size_t j = 0; j < q.cols(); ++j) out(j, i) = q(i, j);
  }
  return out;
}

Matrix<Ball> symmetric(const Matrix<Ball>& a) {
  Matrix<Ball> out = a;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < i; ++j) out(j, i) = out(i, j);
  }
  return out;
}

/// Encloses both extreme eigenvalues of A from the pencil (Q^T A Q, Q^T Q). By Ostrowski each
/// eigenvalue of Q^T A Q is theta * eigenvalue of A with theta in the spectrum of Q^T Q.
Extremes<Ball> extremes(const Matrix<Ball>& a) {
  require_square(a);
  const std::size_t n = a.rows();
  const Matrix<Ball> rows = transpose(approximate_basis(a));
  const Matrix<Ball> b = row_products(row_products(rows, symmetric(a)), rows);
  const Matrix<Ball> g = gram(rows);
  Ball defect(0);
  Ball low, high, low_ritz, high_ritz;
  for (std::size_t i = 0; i < n; ++i) {
    Ball disc(0), tilt = abs(g(i, i) - 1);
    for (std::size_t j = 0; j < n; ++j) {
      if (j == i) continue;
      disc += abs(b(i, j));
      tilt += abs(g(i, j));
    }
    defect = max(defect, tilt);
    const Ball bottom = b(i, i) - disc, top = b(i, i) + disc;
    const Ball ritz = b(i, i) / g(i, i);
    low = i == 0 ? bottom : min(low, bottom);
    high = i == 0 ? top : max(high, top);
    low_ritz = i == 0 ? ritz : min(low_ritz, ritz);
    high_ritz = i == 0 ? ritz : max(high_ritz, ritz);
  }
  if (!certainly(less(defect, Ball(1)))) return {Ball(HUGE_VAL), Ball(HUGE_VAL)};
  // lambda_min(A) in [min over theta of low / theta, smallest Ritz value], and mirrored.
  const Ball spread = Ball::around(Ball(1), defect);
  return {Ball::hull(min(low / spread, low_ritz), low_ritz),
          Ball::hull(max(high / spread, high_ritz), high_ritz)};
}

Extremes<Extended> extremes(const Matrix<Extended>& a) {
  require_square(a);
  Matrix<Extended> full = a;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < i; ++j) full(j, i) = full(i, j);
  }
  const Matrix<Extended> q = jacobi_basis(full);
  Extremes<Extended> out{Extended(0), Extended(0)};
  for (std::size_t i = 0; i < a.rows(); ++i) {
    Vector<Extended> v(a.rows());
    for (std::size_t k = 0; k < a.rows(); ++k) v[k] = q(k, i);
    const Extended ritz = dot(v, full * v) / squared_norm(v);
    out.least = i == 0 ? ritz : min(out.least, ritz);
    out.largest = i == 0 ? ritz : max(out.largest, ritz);
  }
  return out;
}

}  // namespace

double least_eigenvalue(const Matrix<double>& a) { return extremes(a).least; }
Ball least_eigenvalue(const Matrix<Ball>& a) { return extremes(a).least; }
Extended least_eigenvalue(const Matrix<Extended>& a) { return extremes(a).least; }
double largest_eigenvalue(const Matrix<double>& a) { return extremes(a).largest; }
Ball largest_eigenvalue(const Matrix<Ball>& a) { return extremes(a).largest; }
Extended largest_eigenvalue(const Matrix<Extended>& a) { return extremes(a).largest; }
namespace norms {
template <class R>
R norm_from_gram(const Matrix<R>& a) {
  if (a.entries().empty()) return R(0);
  if (a.rows() <= a.cols()) return sqrt(max(R(0), largest_eigenvalue(gram(a))));
  Matrix<R> t(a.cols(), a.rows());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < a.cols(); ++j) t(j, i) = a(i, j);
  }
  return sqrt(max(R(0), largest_eigenvalue(gram(t))));
}
}  // namespace norms

double spectral_norm(const Matrix<double>& a) { return norms::norm_from_gram(a); }
Ball spectral_norm(const Matrix<Ball>& a) { return norms::norm_from_gram(a); }
Extended spectral_norm(const Matrix<Extended>& a) { return norms::norm_from_gram(a); }

}  // namespace claimcheck
