#include "core/number/natural.hpp"

#include <gmp.h>

#include <algorithm>
#include <bit>
#include <type_traits>
#include <vector>

namespace claimcheck {
namespace {

static_assert(std::is_same_v<Limb, mp_limb_t> && GMP_NAIL_BITS == 0);

auto length(Limbs a) { return static_cast<mp_size_t>(a.size()); }

}  // namespace

Limb* Natural::reserve(std::size_t size) {
  if (size > near_limbs) {
    far_ = std::make_unique<Limb[]>(size);
    data_ = far_.get();
  }
  return data_;
}
void Natural::trim(std::size_t size) {
  while (size > 0 && data_[size - 1] == 0) --size;
  size_ = size;
}

void Natural::assign(Limbs a) {
  std::copy(a.begin(), a.end(), reserve(a.size()));
  size_ = a.size();
}
void Natural::multiply(Limbs a, Limbs b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (b.empty()) return trim(0);
  mpn_mul(reserve(a.size() + b.size()), a.data(), length(a), b.data(), length(b));
  trim(a.size() + b.size());
}
void Natural::shift_left(Limbs a, std::size_t bits) {
  if (a.empty()) return trim(0);
  const std::size_t whole = bits / limb_bits;
  const auto rest = static_cast<unsigned>(bits % limb_bits);
  Limb* out = reserve(a.size() + whole + 1);
  std::fill(out, out + whole, Limb{0});
  if (rest == 0) {
    std::copy(a.begin(), a.end(), out + whole);
    return trim(a.size() + whole);
  }
  out[a.size() + whole] = mpn_lshift(out + whole, a.data(), length(a), rest);
  trim(a.size() + whole + 1);
}
void Natural::add(Limbs a, Limbs b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (b.empty()) return assign(a);
  Limb* out = reserve(a.size() + 1);
  out[a.size()] = mpn_add(out, a.data(), length(a), b.data(), length(b));
  trim(a.size() + 1);
}
bool Natural::subtract(Limbs a, Limbs b) {
  const bool negative = compare(a, b) < 0;
  if (negative) std::swap(a, b);
  if (b.empty()) {
    assign(a);
  } else {
    mpn_sub(reserve(a.size()), a.data(), length(a), b.data(), length(b));
    trim(a.size());
  }
  return negative;
}
void Natural::divide(Limbs a, Limbs b, Natural& remainder) {
  if (a.size() < b.size()) {
    remainder.assign(a);
    return trim(0);
  }
  mpn_tdiv_qr(reserve(a.size() - b.size() + 1), remainder.reserve(b.size()), 0, a.data(), length(a),
              b.data(), length(b));
  trim(a.size() - b.size() + 1);
  remainder.trim(b.size());
}
void Natural::common_divisor(Limbs a, Limbs b) {
  if (compare(a, b) < 0) std::swap(a, b);
  // Both are overwritten.
  std::vector<Limb> larger(a.begin(), a.end()), smaller(b.begin(), b.end());
  const mp_size_t size =
      mpn_gcd(reserve(b.size()), larger.data(), length(a), smaller.data(), length(b));
  trim(static_cast<std::size_t>(size));
}

std::size_t Natural::strip() {
  std::size_t whole = 0;
  while (data_[whole] == 0) ++whole;
  const auto rest = static_cast<unsigned>(std::countr_zero(data_[whole]));
  size_ -= whole;
  if (rest != 0) {
    mpn_rshift(data_, data_ + whole, static_cast<mp_size_t>(size_), rest);
  } else if (whole != 0) {
    std::copy(data_ + whole, data_ + whole + size_, data_);
  }
  trim(size_);
  return whole * limb_bits + rest;
}

std::size_t bit_length(Limbs a) {
  return a.empty() ? 0
                   : a.size() * limb_bits - static_cast<std::size_t>(std::countl_zero(a.back()));
}
int compare(Limbs a, Limbs b) {
  if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  return a.empty() ? 0 : mpn_cmp(a.data(), b.data(), length(a));
}

}  // namespace claimcheck
