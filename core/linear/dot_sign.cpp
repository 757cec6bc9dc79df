#include "core/linear/dot_sign.hpp"

#include <cassert>
#include <cmath>

#include "core/linear/matrix.hpp"

namespace claimcheck {

int dot_sign(std::span<const double> x, std::span<const double> y) {
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
  const Rational exact = dot(lift<Rational>(x), lift<Rational>(y)), zero(0);
  return certainly(less(zero, exact)) ? 1 : certainly(less(exact, zero)) ? -1 : 0;
}

}  // namespace claimcheck
