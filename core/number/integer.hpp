// The integers that enter exact numbers.
#pragma once

#include <concepts>
#include <limits>
#include <stdexcept>

namespace claimcheck {

/// `value` unchanged. @throws std::out_of_range when it needs more than 64 bits with sign.
template <std::integral Integer>
constexpr long exact_long(Integer value) {
  if (value > Integer{0} && static_cast<unsigned long>(value) > std::numeric_limits<long>::max()) {
    throw std::out_of_range("integer needs more than 64 bits with sign");
  }
  return static_cast<long>(value);
}

}  // namespace claimcheck
