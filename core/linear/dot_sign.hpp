// The sign of an inner product of exact inputs, for branches that no rounding may decide.
#pragma once

#include <cassert>
#include <cmath>
#include <span>

#include "core/number/rounding.hpp"

namespace claimcheck {

namespace detail {
/// The same in rationals.
int exact_dot_sign(std::span<const double> x, std::span<const double> y);
}  // namespace detail

/// -1, 0 or 1: the sign of sum_k x_k y_k, exactly; x and y are finite and of the same length.
inline int dot_sign(std::span<const double> x, std::span<const double> y) {
  assert(x.size() == y.size());
  double sum = 0, size = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const double product = x[k] * y[k];
    sum += product;
    size += std::fabs(product);
  }
  // Twice the bound n u sum |x_k y_k| of all roundings, and what underflows.
  const double error = size * static_cast<double>(x.size() + 2) * 0x1p-52 + rounding::tiny;
  if (std::isfinite(size) && std::fabs(sum) > error) return sum > 0 ? 1 : -1;
  return detail::exact_dot_sign(x, y);
}

}  // namespace claimcheck
