// Bounds on polynomials a_0 + a_1 x + ... over [0, h], from the magnitudes |a_k| h^k in double.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Most that a margin may move in one step: e^6 is about what it may change the weights by.
inline constexpr double largest_move = 6;

/// At least the sum of magnitudes that are known to 1e-13 each, of at most 1000.
inline double total(const Vector<double>& magnitudes) { return sum(magnitudes) * (1 + 1e-12); }

/// At least the sum of the terms of order `first` and up of a product of polynomials.
inline double product_tail(const Vector<double>& a, const Vector<double>& b, std::size_t first) {
  Vector<double> suffix(b.size() + 1, 0.0);
  for (std::size_t k = b.size(); k-- > 0;) suffix[k] = suffix[k + 1] + b[k];
  double out = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    const std::size_t rest = j < first ? first - j : 0;
    if (rest < b.size()) out += a[j] * suffix[rest];
  }
  return out * (1 + 1e-12) + 1e-300;
}

/// Whether the polynomial is certainly positive on [0, h]: mostly because its negative terms are
/// small, otherwise by its values on sixteenths. `magnitudes` bound |a_k| h^k from above.
template <Enclosure R>
bool stays_positive(const Vector<R>& a, const Vector<double>& magnitudes, const R& h) {
  double negative = 0;
  for (std::size_t k = 1; k < a.size(); ++k) {
    if (a[k].lower() < 0) negative += magnitudes[k];
  }
  if (negative * (1 + 1e-12) < a[0].lower()) return true;
  for (int piece = 0; piece < 16; ++piece) {
    const R part = h * R::between(piece, piece + 1) / 16;
    if (!certainly(less(R(0), polynomial(a, part)))) return false;
  }
  return true;
}

}  // namespace claimcheck
