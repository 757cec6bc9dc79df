#include "core/linear/least_eigenvalue_ball.hpp"

#include <algorithm>
#include <cmath>

#include "core/linear/eigenbasis.hpp"
#include "core/linear/eigenbasis_ball.hpp"
#include "core/linear/refined_eigenvector.hpp"
#include "core/linear/shifted_elimination.hpp"
#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

/// Bounds in double describe what is left at this precision; balls go further.
constexpr int most_bits = 800;

/// The midpoint to the precision of two doubles.
DoubleDouble shortened(const Ball& x) {
  if (const DoubleDouble* native = BallForm::two_doubles(x)) return {native->high, native->low, 0};
  const Ball middle = x.midpoint();
  const double high = middle.mid();
  return {high, (middle - Ball(high)).mid(), 0};
}

/// sum_j p_ij w_j / w_i for the radii p of A.
Vector<double> weighted_radii(const Matrix<Ball>& a, const Vector<double>& weights) {
  Vector<double> out(a.rows(), 0.0);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const double radius = a(i, j).radius();
      if (radius == 0) continue;
      out[i] += radius * (weights[j] / weights[i]);
      out[j] += radius * (weights[i] / weights[j]);
    }
    out[i] += a(i, i).radius();
  }
  return out;
}

/// sum_i s_i x_i^2 / |x|^2
double mean_over(const Vector<double>& s, const Vector<Ball>& x) {
  double total = 0, length = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double square = x[i].mid() * x[i].mid();
    total += s[i] * square;
    length += square;
  }
  return total / length;
}

class LeastEigenvalue {
 public:
  explicit LeastEigenvalue(const Matrix<Ball>& a) : a_(a), rough_(a.rows(), a.rows()) {
    Matrix<DoubleDouble> middle(a.rows(), a.rows(), DoubleDouble{});
    for (std::size_t i = 0; i < a.rows(); ++i) {
      for (std::size_t j = 0; j <= i; ++j) {
        middle(i, j) = middle(j, i) = shortened(a(i, j));
        rough_(i, j) = rough_(j, i) = middle(i, j).high;
        scale_ = std::max(scale_, std::fabs(rough_(i, j)));
      }
    }
    const LeastEigenvector start = refined_least_eigenvector(middle);
    for (const DoubleDouble& x : start.vector) vector_.push_back(Ball(x.high) + Ball(x.low));
  }

  Ball enclosure() {
    Ball best(rounding::infinity);
    const int bits = std::max(BallPrecision::bits(), Ball::native_bits);
    // Twice what an operation of either kind rounds, for every row.
    const double unit = std::ldexp(static_cast<double>(a_.rows()), 1 - bits);
    const Vector<double> spread = weighted_radii(a_, Vector<double>(a_.rows(), 1.0));
    const double goal = 16 * unit * scale_ + 2 * max_entry(spread);
    quotient_ = rayleigh_quotient();
    if (bits > Ball::native_bits) improve();
    for (int attempt = 0; attempt < 4; ++attempt) {
      const Ball found = verified(unit, spread);
      if (!best.is_finite() || found.radius() < best.radius()) best = found;
      if (best.radius() <= goal) break;
      improve();
    }
    return best;
  }

 private:
  /// One step of inverse iteration, with the Rayleigh quotient as shift.
  void improve() {
    const ShiftedElimination factors(a_, quotient_.midpoint(), Vector<double>(a_.rows(), 0.0));
    vector_ = factors.solve(vector_);
    quotient_ = rayleigh_quotient();
  }

  Ball rayleigh_quotient() const {
    Ball form(0), length(0);
    for (std::size_t i = 0; i < a_.rows(); ++i) {
      Ball below(0);
      for (std::size_t j = 0; j < i; ++j) below.add_product(a_(i, j), vector_[j]);
      below *= Ball(2);
      below.add_product(a_(i, i), vector_[i]);
      form.add_product(below, vector_[i]);
      length += square(vector_[i]);
    }
    return form / length;
  }

  /// From the Rayleigh quotient down to what elimination certifies. The slack is what rounding and
  /// the radii of A will cost in row i; by the weights 1 / sqrt(|m_ii - shift|) a graded matrix
  /// keeps the accuracy of its small eigenvalues.
  Ball verified(double unit, const Vector<double>& spread) const {
    const std::size_t n = a_.rows();
    const double rough = quotient_.mid();
    Vector<double> weights(n), size(n);
    for (std::size_t i = 0; i < n; ++i) {
      size[i] = std::max(std::fabs(rough_(i, i) - rough), 0x1p-200 * scale_);
      weights[i] = 1 / std::sqrt(size[i]);
    }
    Vector<double> slack = weighted_radii(a_, weights);
    if (!(mean_over(slack, vector_) <= 2 * mean_over(spread, vector_))) {
      slack = spread;
      std::fill(weights.begin(), weights.end(), 1.0);
    }
    for (std::size_t i = 0; i < n; ++i) slack[i] = slack[i] * (1 + 0x1p-20) + unit * size[i];
    const Ball below(1.125 * mean_over(slack, vector_));
    const Ball shift = (quotient_.midpoint() - below).midpoint();
    const ShiftedElimination elimination(a_, shift, slack);
    const Ball low = shift + Ball(elimination.least(weights));
    if (!low.is_finite()) return low;
    const Ball half(std::max(0.0, (quotient_ - low).upper()) / 2);
    return Ball::around(low + half, half);
  }

  const Matrix<Ball>& a_;
  Matrix<double> rough_;
  double scale_ = 0;
  Vector<Ball> vector_;
  Ball quotient_;
};

/// The least e with |x| < 2^e, or one more; the ball may be far outside the range of doubles.
long exponent_of(const Ball& x) {
  const ArbArgument argument(x);
  arf_t bound;
  arf_init(bound);
  arb_get_abs_ubound_arf(bound, argument, 30);
  const long out = arf_abs_bound_lt_2exp_si(bound);
  arf_clear(bound);
  return out;
}

/// The same of the largest entry, 0 for the zero matrix; nothing when an entry is not finite.
std::optional<int> exponent_of(const Matrix<Ball>& a) {
  constexpr long most = 1L << 30;
  long out = -most;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      if (!a(i, j).is_finite()) return std::nullopt;
      out = std::max(out, exponent_of(a(i, j)));
    }
  }
  if (out >= most) return std::nullopt;
  return out == -most ? 0 : static_cast<int>(out);
}

}  // namespace

Ball enclosed_least_eigenvalue(const Matrix<Ball>& a) {
  const std::optional<int> exponent = exponent_of(a);
  if (!exponent) return Ball(rounding::infinity);
  if (BallPrecision::bits() > most_bits) {
    return enclose_extremes(a, approximate_eigenbasis(a)).least;
  }
  if (std::abs(*exponent) <= 40) return LeastEigenvalue(a).enclosure();
  const Ball down = pow(Ball(2), -*exponent), up = pow(Ball(2), *exponent);
  return LeastEigenvalue(down * a).enclosure() * up;
}

}  // namespace claimcheck
