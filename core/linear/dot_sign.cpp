#include "core/linear/dot_sign.hpp"

#include "core/linear/matrix.hpp"

namespace claimcheck::detail {

int exact_dot_sign(std::span<const double> x, std::span<const double> y) {
  const Rational exact = dot(lift<Rational>(x), lift<Rational>(y)), zero(0);
  return certainly(less(zero, exact)) ? 1 : certainly(less(exact, zero)) ? -1 : 0;
}

}  // namespace claimcheck::detail
