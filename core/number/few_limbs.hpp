// Integers of up to six limbs, by hand: a call costs more than what it does for them.
#pragma once

#include <algorithm>
#include <bit>
#include <utility>

#include "core/number/natural.hpp"

namespace claimcheck {

inline constexpr std::size_t few = 6;

/// Up to `few` limbs and a carry, without leading zeros; zeros beyond its size.
struct FewLimbs {
  Limb limb[few + 1] = {};
  std::size_t size = 0;
  bool negative = false;

  operator Limbs() const { return {limb, size}; }  // NOLINT: reads as one everywhere
};

/// a 2^shift + b or, when `minus`, a 2^shift - b; a 2^shift has less than `few` limbs, b up to so
/// many.
inline FewLimbs shifted_sum(Limbs a, std::size_t shift, Limbs b, bool minus) {
  FewLimbs out;
  const std::size_t whole = shift / limb_bits, rest = shift % limb_bits;
  const std::size_t length = std::max(a.size() + whole + (rest != 0 ? 1 : 0), b.size());
  Limb below = 0, carry = 0;
  for (std::size_t k = 0; k < length; ++k) {
    const Limb next = k >= whole && k - whole < a.size() ? a[k - whole] : 0;
    const Limb x = next << rest | below, y = k < b.size() ? b[k] : 0;
    below = next >> 1 >> (limb_bits - 1 - rest);
    const TwoLimbs term = minus ? TwoLimbs{x} - y - carry : TwoLimbs{x} + y + carry;
    out.limb[k] = static_cast<Limb>(term);
    carry = static_cast<Limb>(term >> limb_bits) & 1;
  }
  out.size = length;
  if (minus && carry != 0) {
    // What is there is 2^(64 length) - |a 2^shift - b|.
    out.negative = true;
    for (std::size_t k = 0; k < length; ++k) {
      const TwoLimbs term = TwoLimbs{~out.limb[k]} + carry;
      out.limb[k] = static_cast<Limb>(term);
      carry = static_cast<Limb>(term >> limb_bits);
    }
  } else {
    out.limb[out.size++] = carry;
  }
  while (out.size > 0 && out.limb[out.size - 1] == 0) --out.size;
  return out;
}
/// Without its factors of two, of which it says how many; x > 0.
inline long strip(FewLimbs& x) {
  std::size_t whole = 0;
  while (x.limb[whole] == 0) ++whole;
  const int rest = std::countr_zero(x.limb[whole]);
  for (std::size_t k = whole; k < x.size; ++k) {
    const Limb above = k + 1 < x.size ? x.limb[k + 1] : 0;
    x.limb[k - whole] = x.limb[k] >> rest | above << 1 << (limb_bits - 1 - rest);
  }
  for (std::size_t k = x.size - whole; k < x.size; ++k) x.limb[k] = 0;
  x.size -= whole;
  if (x.limb[x.size - 1] == 0) --x.size;
  return static_cast<long>(whole) * limb_bits + rest;
}

/// out = a b, with room for all limbs; returns how many they are. Neither is 0.
inline std::size_t multiply(Limb* out, Limbs a, Limbs b) {
  if (a.size() < b.size()) std::swap(a, b);
  Limb carry = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    const TwoLimbs term = TwoLimbs{a[j]} * b[0] + carry;
    out[j] = static_cast<Limb>(term);
    carry = static_cast<Limb>(term >> limb_bits);
  }
  out[a.size()] = carry;
  for (std::size_t i = 1; i < b.size(); ++i) {
    carry = 0;
    for (std::size_t j = 0; j < a.size(); ++j) {
      // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1
      const TwoLimbs term = TwoLimbs{a[j]} * b[i] + out[i + j] + carry;
      out[i + j] = static_cast<Limb>(term);
      carry = static_cast<Limb>(term >> limb_bits);
    }
    out[i + a.size()] = carry;
  }
  return a.size() + b.size() - (carry == 0 ? 1 : 0);
}

}  // namespace claimcheck
