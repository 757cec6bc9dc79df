// A polynomial path of the impulse over one step of gradient flow under the logistic or exponential
// loss, and the bound on its defect. The argument stands in impulse_series.hpp.
#pragma once

#include <vector>

#include "core/linear/matrix.hpp"
#include "core/network/loss.hpp"

namespace claimcheck {

/// What the parameter s of a step is: time, or the progress sum_i |p_i| dt.
enum class Clock { time, progress };

/// P~(s) = unit (c_1 x + c_2 x^2 + ...) with x = s/unit, and dt/ds = T~' = b_0 + b_1 x + ...
template <Enclosure R>
struct ImpulsePath {
  double reach = 0;                ///< holds on [0, reach], positive, in units of s
  R unit = R(1);                   ///< of s, a power of two
  std::vector<Vector<R>> impulse;  ///< n: c_1, c_2, ...
  Vector<R> pace;                  ///< b_0, b_1, ...
  Vector<R> defect;                ///< n: bounds on |P~_i' - p_i(f + H P~) T~'|
};

/// The path from outputs f under the loss l(y_i f_i), y_i = +-1; H is n x n.
/// In balls the coefficients have the working precision.
/// @throws std::domain_error when enclosures are too wide.
ImpulsePath<Ball> impulse_path(LossFamily loss, const Vector<Ball>& y, const Vector<Ball>& f,
                               const Matrix<Ball>& h, Clock clock);
/// In intervals they are doubles, found in plain arithmetic; an a-priori bound on its rounding is
/// part of the defect. The last terms are to be 2^-bits of the first.
/// @throws std::domain_error also when weights leave the range of doubles.
ImpulsePath<Interval> impulse_path(LossFamily loss, const Vector<Interval>& y,
                                   const Vector<Interval>& f, const Matrix<Interval>& h,
                                   Clock clock, int bits = 42);

/// a_0 + a_1 x + a_2 x^2 + ...
template <Enclosure R>
R polynomial(const Vector<R>& a, const R& x) {
  R out(0);
  for (std::size_t k = a.size(); k-- > 0;) out = out * x + a[k];
  return out;
}

}  // namespace claimcheck
