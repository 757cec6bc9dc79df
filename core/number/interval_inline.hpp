// The operations of Interval that have to be inlined. Included by interval.hpp only.
//
// Radii are sums of non-negative terms computed to nearest and multiplied by rounding::up, which
// exceeds the few roundings of the sum. A term that is NaN or infinite makes the radius so too.
#pragma once

#include "core/number/interval.hpp"

namespace claimcheck {

inline Interval Interval::from(long value) {
  const auto rounded = static_cast<double>(value);
  constexpr long exact = 1L << 53;
  return {rounded,
          -exact <= value && value <= exact ? 0 : 0x1p10};  // more than half a unit at 2^63
}

/// |a + b - fl(a + b)| is known exactly. Sums of subnormal radii are exact and need no widening.
inline Interval& Interval::operator+=(const Interval& b) {
  const rounding::Split sum = rounding::two_sum(mid_, b.mid_);
  mid_ = sum.value;
  radius_ = (radius_ + b.radius_ + std::fabs(sum.error)) * rounding::up;
  return *this;
}

// The rare cases, kept out of line.
namespace detail {
/// What underflow may have eaten of the radius of a product: nothing if a factor is exactly 0.
double underflow_of_product(Interval a, Interval b);
Interval abs_around_zero(Interval x);
Interval overlapping_min(Interval a, Interval b);
Interval overlapping_max(Interval a, Interval b);
Interval nonnegative_part(Interval x);
/// sqrt of an interval that is not certainly positive.
Interval sqrt_at_zero(Interval x);
}  // namespace detail

/// |ab - m| <= |m_a| r_b + |m_b| r_a + r_a r_b + |m_a m_b - m|, the last by a fused multiply-add.
inline Interval& Interval::operator*=(const Interval& b) {
  const double product = mid_ * b.mid_;
  const double error = std::fma(mid_, b.mid_, -product);
  double radius = std::fma(
      std::fabs(mid_), b.radius_,
      std::fma(std::fabs(b.mid_), radius_, std::fma(radius_, b.radius_, std::fabs(error))));
  if (radius < rounding::doubtful) {
    const bool points = radius_ == 0 && b.radius_ == 0;
    if (!(points && std::fabs(product) >= rounding::safe_product)) {
      radius += detail::underflow_of_product(*this, b);
    }
  }
  mid_ = product;
  radius_ = radius * rounding::up;
  return *this;
}

/// |a/b - q| = |a - q b| / |b| <= (|m_a - q m_b| + r_a + |q| r_b) / (|m_b| - r_b).
inline Interval& Interval::operator/=(const Interval& b) {
  const double least = std::fabs(b.mid_) - b.radius_;
  if (!(least > 0)) return *this = everything();
  const double quotient = mid_ / b.mid_;
  const double remainder = std::fma(-quotient, b.mid_, mid_);
  const double gap = std::fma(std::fabs(quotient), b.radius_, std::fabs(remainder) + radius_);
  double radius = gap / least + rounding::tiny;
  if (gap < rounding::doubtful) {
    const bool exact = radius_ == 0 && (mid_ == 0 || (b.radius_ == 0 && remainder == 0 &&
                                                      std::fabs(mid_) >= rounding::safe_product));
    // Without the remainder, which may have underflown: |m_a/m_b - q| <= u |q| + 2^-1075.
    const double rounded = std::fabs(quotient) * 0x1p-52 + rounding::tiny;
    radius = exact ? 0
                   : std::fabs(quotient) * (b.radius_ / least) + radius_ / least +
                         rounded * (std::fabs(b.mid_) / least);
  }
  mid_ = quotient;
  radius_ = radius * rounding::up;
  return *this;
}

inline Interval& Interval::add_product(const Interval& a, const Interval& b) {
  Interval product = a;
  return *this += product *= b;
}

inline double Interval::lower() const {
  return is_finite() ? rounding::add_down(mid_, -radius_) : -rounding::infinity;
}
inline double Interval::upper() const {
  return is_finite() ? rounding::add_up(mid_, radius_) : rounding::infinity;
}

namespace detail {
/// The sign of (b - a) - s for the exact values, if b - a and s are given as rounded value and
/// error: rounding is monotone, so the values decide unless they are the same.
inline bool exceeds(const rounding::Split& difference, const rounding::Split& s) {
  return difference.value > s.value || (difference.value == s.value && difference.error > s.error);
}
inline bool reaches(const rounding::Split& difference, const rounding::Split& s) {
  return difference.value > s.value || (difference.value == s.value && difference.error >= s.error);
}
}  // namespace detail

/// Rounding is monotone: a rounded difference above a bound of r_a + r_b is one.
inline Truth less(const Interval& a, const Interval& b) {
  const double difference = b.mid_ - a.mid_, bound = (a.radius_ + b.radius_) * rounding::up;
  if (difference > bound) return Truth::yes;
  if (-difference > bound) return Truth::no;
  const rounding::Split radii = rounding::two_sum(a.radius_, b.radius_);
  if (detail::exceeds(rounding::two_sum(b.mid_, -a.mid_), radii)) return Truth::yes;
  return detail::reaches(rounding::two_sum(a.mid_, -b.mid_), radii) ? Truth::no : Truth::unknown;
}
inline Truth less_equal(const Interval& a, const Interval& b) { return !less(b, a); }
inline Truth equal(const Interval& a, const Interval& b) {
  if (a.radius_ == 0 && b.radius_ == 0) return truth(a.mid_ == b.mid_);
  const rounding::Split radii = rounding::two_sum(a.radius_, b.radius_);
  const bool apart = detail::exceeds(rounding::two_sum(b.mid_, -a.mid_), radii) ||
                     detail::exceeds(rounding::two_sum(a.mid_, -b.mid_), radii);
  return apart ? Truth::no : Truth::unknown;
}

inline Interval abs(Interval x) {
  if (std::fabs(x.mid_) >= x.radius_) return {std::fabs(x.mid_), x.radius_};
  return detail::abs_around_zero(x);
}

inline Interval min(Interval a, Interval b) {
  const Truth order = less_equal(a, b);
  if (!unknown(order)) return certainly(order) ? a : b;
  return detail::overlapping_min(a, b);
}
inline Interval max(Interval a, Interval b) {
  const Truth order = less_equal(a, b);
  if (!unknown(order)) return certainly(order) ? b : a;
  return detail::overlapping_max(a, b);
}

inline Interval square(Interval x) {
  Interval out = x;
  out *= x;
  return out.mid_ >= out.radius_ ? out : detail::nonnegative_part(out);
}

/// |sqrt(x) - s| = |x - s^2| / (sqrt(x) + s) <= (|m - s^2| + r) / s.
inline Interval sqrt(Interval x) {
  if (!(x.mid_ - x.radius_ > 0)) return detail::sqrt_at_zero(x);
  const double root = std::sqrt(x.mid_);
  const double remainder = std::fma(-root, root, x.mid_);
  const double gap = std::fabs(remainder) + x.radius_;
  double radius = gap / root + rounding::tiny;
  if (gap < rounding::doubtful) {
    const bool exact = gap == 0 && x.mid_ >= rounding::safe_product;
    // Without the remainder, which may have underflown: |sqrt(m) - s| <= u s.
    radius = exact ? 0 : root * 0x1p-52 + x.radius_ / root + rounding::tiny;
  }
  return {root, radius * rounding::up};
}

}  // namespace claimcheck
