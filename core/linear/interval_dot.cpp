#include "core/linear/interval_dot.hpp"

#ifdef __FMA__
#include <immintrin.h>
#endif

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <cstring>

namespace claimcheck {
namespace {

using Lanes = double __attribute__((vector_size(32)));
using Bits = std::int64_t __attribute__((vector_size(32)));
static_assert(sizeof(Interval) == 2 * sizeof(double));

constexpr std::size_t width = 4;
/// A sum this small next to its error has lost 24 bits to cancellation.
constexpr double cancelled = 0x1p28;

inline Lanes absolute(Lanes x) {
  constexpr std::int64_t all_but_sign = 0x7fffffffffffffff;
  return (Lanes)((Bits)x & Bits{all_but_sign, all_but_sign, all_but_sign, all_but_sign});
}
inline Lanes fused(Lanes a, Lanes b, Lanes c) {
#ifdef __FMA__
  return _mm256_fmadd_pd(a, b, c);
#else
  return Lanes{std::fma(a[0], b[0], c[0]), std::fma(a[1], b[1], c[1]), std::fma(a[2], b[2], c[2]),
               std::fma(a[3], b[3], c[3])};
#endif
}

/// Four intervals; the order is the same for both factors, so it does not matter.
struct Block {
  Lanes mid, radius;
  explicit Block(const Interval* x) {
    Lanes low, high;
    std::memcpy(&low, x, sizeof low);
    std::memcpy(&high, x + 2, sizeof high);
    mid = __builtin_shufflevector(low, high, 0, 4, 2, 6);
    radius = __builtin_shufflevector(low, high, 1, 5, 3, 7);
  }
};

struct Sums {
  Lanes value{}, error{};

  void add(const Block& x, const Block& y) {
    const Lanes product = x.mid * y.mid;
    const Lanes lost = absolute(fused(x.mid, y.mid, -product));
    const Lanes next = value + product, tail = next - value;
    const Lanes dropped = absolute((value - (next - tail)) + (product - tail));
    value = next;
    error += dropped + fused(absolute(x.mid), y.radius,
                             fused(absolute(y.mid), x.radius, fused(x.radius, y.radius, lost)));
  }
};

/// A midpoint and a radius, and the same sums for what is left over after the blocks.
struct Point {
  double mid, radius;
  explicit Point(const Interval& x) { std::memcpy(this, &x, sizeof x); }
};

struct Rest {
  double value = 0, error = 0;

  void add(const Point& x, const Point& y) {
    const double product = x.mid * y.mid;
    const rounding::Split next = rounding::two_sum(value, product);
    value = next.value;
    error +=
        std::fabs(next.error) +
        std::fma(
            std::fabs(x.mid), y.radius,
            std::fma(std::fabs(y.mid), x.radius,
                     std::fma(x.radius, y.radius, std::fabs(std::fma(x.mid, y.mid, -product)))));
  }
};

Interval term_by_term(std::span<const Interval> x, std::span<const Interval> y) {
  if (x.empty()) return 0;
  Interval out = x[0];
  out *= y[0];
  for (std::size_t k = 1; k < x.size(); ++k) out.add_product(x[k], y[k]);
  return out;
}

/// Points of which no product can underflow.
bool safe_points(std::span<const Interval> x) {
  for (const Interval& value : x) {
    const Point point(value);
    if (point.radius != 0 || (point.mid != 0 && std::fabs(point.mid) < 0x1p-480)) return false;
  }
  return true;
}

/// For safe points, with the sum of all errors added on: the error is that of rounding once, next
/// to u^2 times the terms, so that what cancels exactly is exactly 0.
Interval compensated(std::span<const Interval> x, std::span<const Interval> y) {
  double high = 0, low = 0, dropped = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    const Point a(x[k]), b(y[k]);
    const double product = a.mid * b.mid;
    const rounding::Split next = rounding::two_sum(high, product);
    const rounding::Split lost = rounding::two_sum(next.error, std::fma(a.mid, b.mid, -product));
    const rounding::Split tail = rounding::two_sum(low, lost.value);
    high = next.value;
    low = tail.value;
    dropped += std::fabs(lost.error) + std::fabs(tail.error);
  }
  const rounding::Split total = rounding::two_sum(high, low);
  return Interval::around(total.value, (dropped + std::fabs(total.error)) *
                                           (1 + static_cast<double>(2 * x.size() + 8) * 0x1p-52));
}

}  // namespace

Interval interval_dot(std::span<const Interval> x, std::span<const Interval> y) {
  assert(x.size() == y.size());
  const std::size_t n = x.size(), whole = n - n % width;
  if (n < 2) return term_by_term(x, y);
  Rest total;
  if (whole > 0) {
    Sums sums;
    for (std::size_t k = 0; k < whole; k += width) sums.add(Block(&x[k]), Block(&y[k]));
    const rounding::Split a = rounding::two_sum(sums.value[0], sums.value[1]);
    const rounding::Split b = rounding::two_sum(sums.value[2], sums.value[3]);
    const rounding::Split both = rounding::two_sum(a.value, b.value);
    total.value = both.value;
    total.error = (sums.error[0] + sums.error[1]) + (sums.error[2] + sums.error[3]) +
                  std::fabs(a.error) + std::fabs(b.error) + std::fabs(both.error);
  }
  for (std::size_t k = whole; k < n; ++k) total.add(Point(x[k]), Point(y[k]));
  if (total.error < rounding::doubtful) {
    if (!(safe_points(x) && safe_points(y))) return term_by_term(x, y);
  } else if (std::fabs(total.value) < cancelled * total.error && safe_points(x) && safe_points(y)) {
    return compensated(x, y);
  }
  // At most n/4 + 24 roundings of non-negative terms.
  return Interval::around(total.value, total.error * (1 + static_cast<double>(n + 32) * 0x1p-52));
}

Interval interval_squared_norm(std::span<const Interval> x) {
  const Interval out = interval_dot(x, x);
  return certainly(less_equal(Interval(0), out)) || !out.is_finite()
             ? out
             : Interval::between(0, out.upper());
}

}  // namespace claimcheck
