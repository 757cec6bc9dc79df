// Sums of decaying exponentials and their first zero.
//
//   f(t) = c + sum_k b_k psi(r_k, t),   psi(r, t) = int_0^t e^{-r s} ds = (1 - e^{-r t}) / r
#pragma once

#include <optional>

#include "core/linear/matrix.hpp"

namespace claimcheck {

struct ExponentialSum {
  double constant = 0;
  Vector<double> weights;  ///< b_k
  Vector<double> rates;    ///< r_k >= 0; psi(0, t) = t

  double operator()(double t) const;
  double slope(double t) const;  ///< f'(t) = sum b_k e^{-r_k t}

  /// The first t in (0, limit] where f, positive just after 0, comes down to zero; nothing if it
  /// does not. Positive just after 0 by its value, slope or curvature there, else the zero is 0.
  ///
  /// |f''| on [t, inf) is at most D = sum |b_k| r_k e^{-r_k t}, so no zero lies within
  /// (f' + sqrt(f'^2 + 2 D f)) / D of t: repeated, this is Newton's method that never oversteps.
  /// Zeros are exact to rounding; a dip that stays above zero by less than rounding may count.
  std::optional<double> first_zero(double limit) const;

 private:
  double curvature_bound(double t) const;
  std::optional<double> leave_flat_start() const;
};

/// psi(r, t), also for r t near 0.
double decay_integral(double rate, double t);

}  // namespace claimcheck
