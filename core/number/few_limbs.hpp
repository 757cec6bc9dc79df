// Integers of up to six limbs, by hand: a call costs more than what it does for them.
#pragma once

#include <algorithm>
#include <bit>

#include "core/number/natural.hpp"

namespace claimcheck {

inline constexpr std::size_t few = 6;

/// Up to `few` limbs and a carry, without leading zeros.
struct FewLimbs {
  Limb limb[few + 1];
  std::size_t size;

  operator Limbs() const { return {limb, size}; }  // NOLINT: reads as one everywhere
  void trim() {
    while (size > 0 && limb[size - 1] == 0) --size;
  }
};

/// a 2^bits, which has room.
inline FewLimbs shifted(Limbs a, std::size_t bits) {
  FewLimbs out;
  const std::size_t whole = bits / limb_bits, rest = bits % limb_bits;
  std::fill(out.limb, out.limb + whole, Limb{0});
  out.size = a.size() + whole + 1;
  Limb carry = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    out.limb[whole + k] = a[k] << rest | carry;
    carry = rest == 0 ? 0 : a[k] >> (limb_bits - rest);
  }
  out.limb[out.size - 1] = carry;
  out.trim();
  return out;
}
/// a + b for a with at least as many limbs.
inline FewLimbs added(Limbs a, Limbs b) {
  FewLimbs out;
  Limb carry = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const TwoLimbs term = TwoLimbs{a[k]} + (k < b.size() ? b[k] : 0) + carry;
    out.limb[k] = static_cast<Limb>(term);
    carry = static_cast<Limb>(term >> limb_bits);
  }
  out.limb[a.size()] = carry;
  out.size = a.size() + 1;
  out.trim();
  return out;
}
/// a - b >= 0
inline FewLimbs subtracted(Limbs a, Limbs b) {
  FewLimbs out;
  Limb borrow = 0;
  for (std::size_t k = 0; k < a.size(); ++k) {
    const TwoLimbs term = TwoLimbs{a[k]} - (k < b.size() ? b[k] : 0) - borrow;
    out.limb[k] = static_cast<Limb>(term);
    borrow = static_cast<Limb>(term >> limb_bits) & 1;
  }
  out.size = a.size();
  out.trim();
  return out;
}
/// Without its factors of two, of which it says how many.
inline long strip(FewLimbs& x) {
  std::size_t whole = 0;
  while (x.limb[whole] == 0) ++whole;
  const int rest = std::countr_zero(x.limb[whole]);
  x.size -= whole;
  for (std::size_t k = 0; k < x.size; ++k) {
    const Limb above =
        k + 1 < x.size && rest != 0 ? x.limb[whole + k + 1] << (limb_bits - rest) : 0;
    x.limb[k] = x.limb[whole + k] >> rest | above;
  }
  x.trim();
  return static_cast<long>(whole) * limb_bits + rest;
}

/// out = a b, with room for all limbs; returns how many they are.
inline std::size_t multiply(Limb* out, Limbs a, Limbs b) {
  std::fill(out, out + a.size() + b.size(), Limb{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    Limb carry = 0;
    for (std::size_t j = 0; j < b.size(); ++j) {
      // (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1
      const TwoLimbs term = TwoLimbs{a[i]} * b[j] + out[i + j] + carry;
      out[i + j] = static_cast<Limb>(term);
      carry = static_cast<Limb>(term >> limb_bits);
    }
    out[i + b.size()] = carry;
  }
  return a.size() + b.size() - (out[a.size() + b.size() - 1] == 0 ? 1 : 0);
}

}  // namespace claimcheck
