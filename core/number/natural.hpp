// Natural: a non-negative integer while one operation on exact fractions lasts.
//
// Integers are limbs, words of 64 bits, least significant first and without leading zeros; zero has
// none. Carried by GMP's functions on limbs; up to 2,048 bits a Natural lives on the stack.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace claimcheck {

using Limb = std::uint64_t;
using Limbs = std::span<const Limb>;
inline constexpr int limb_bits = 64;

__extension__ typedef unsigned __int128 TwoLimbs;  // NOLINT: __extension__ takes no using

class Natural {
 public:
  Natural() {}  // NOLINT: the limbs are written before they are read
  Natural(const Natural&) = delete;
  Natural& operator=(const Natural&) = delete;

  Limbs limbs() const { return {data_, size_}; }
  operator Limbs() const { return limbs(); }  // NOLINT: reads as one everywhere
  bool is_zero() const { return size_ == 0; }

  // Each replaces the value; the arguments must not be limbs of this number.
  void assign(Limbs a);
  void multiply(Limbs a, Limbs b);
  void shift_left(Limbs a, std::size_t bits);
  void add(Limbs a, Limbs b);
  /// |a - b|; returns whether a < b.
  bool subtract(Limbs a, Limbs b);
  /// Quotient and remainder. b > 0
  void divide(Limbs a, Limbs b, Natural& remainder);
  /// The greatest common divisor of two odd numbers.
  void common_divisor(Limbs a, Limbs b);

  /// Takes all factors of two out and returns how many; the number must not be 0.
  std::size_t strip();

 private:
  Limb* reserve(std::size_t size);
  void trim(std::size_t size);

  static constexpr std::size_t near_limbs = 32;
  std::size_t size_ = 0;
  Limb* data_ = near_;
  Limb near_[near_limbs];
  std::unique_ptr<Limb[]> far_;
};

/// How many bits an integer has; 0 for 0.
std::size_t bit_length(Limbs a);
/// -1, 0, 1 as a < b, a = b, a > b.
int compare(Limbs a, Limbs b);

}  // namespace claimcheck
