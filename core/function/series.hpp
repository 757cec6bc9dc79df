// Truncated power series c_0 + c_1 t + c_2 t^2 + ..., as a number type for formulas made of sums,
// differences and products.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "core/number/scalar.hpp"

namespace claimcheck {

/// A product keeps as many coefficients as its longer factor has, so that constants (one
/// coefficient) do not shorten anything; what a series does not have counts as zero.
template <Scalar R>
class Series {
 public:
  Series(int value = 0) : c_{R(value)} {}  // NOLINT: integers convert, as to every scalar
  explicit Series(R constant) : c_{std::move(constant)} {}

  std::size_t size() const { return c_.size(); }
  R operator[](std::size_t k) const { return k < c_.size() ? c_[k] : R(0); }
  void push_back(R c) { c_.push_back(std::move(c)); }
  void replace_last(R c) { c_.back() = std::move(c); }

  /// The value at t.
  R at(const R& t) const { return sum_from(0, t); }
  /// (value at t - value at 0) / t = c_1 + c_2 t + ...
  R mean_rate(const R& t) const { return size() > 1 ? sum_from(1, t) : R(0); }

  Series& operator+=(const Series& b) {
    if (b.size() > size()) c_.resize(b.size(), R(0));
    for (std::size_t k = 0; k < b.size(); ++k) c_[k] += b.c_[k];
    return *this;
  }
  Series& operator-=(const Series& b) {
    if (b.size() > size()) c_.resize(b.size(), R(0));
    for (std::size_t k = 0; k < b.size(); ++k) c_[k] -= b.c_[k];
    return *this;
  }
  Series& operator*=(const Series& b) { return *this = *this * b; }

  friend Series operator+(Series a, const Series& b) { return a += b; }
  friend Series operator-(Series a, const Series& b) { return a -= b; }
  friend Series operator*(const Series& a, const Series& b) {
    Series out;
    out.c_.assign(std::max(a.size(), b.size()), R(0));
    for (std::size_t i = 0; i < a.size(); ++i) {
      for (std::size_t j = 0; j < b.size() && i + j < out.size(); ++j) {
        out.c_[i + j] += a.c_[i] * b.c_[j];
      }
    }
    return out;
  }

 private:
  /// c_first + c_{first + 1} t + ...
  R sum_from(std::size_t first, const R& t) const {
    R out = c_.back();
    for (std::size_t k = c_.size() - 1; k-- > first;) out = out * t + c_[k];
    return out;
  }

  std::vector<R> c_;
};

}  // namespace claimcheck
