// Binomial and Poisson weights in intervals by their distance from the mean, which keeps the
// exponent small (C. Loader, Fast and accurate computation of binomial probabilities, 2000).
//
//   Gamma(a + 1) = sqrt(2 pi a) (a/e)^a e^{c(a)},  c(a) = 1/(12 a) - 1/(360 a^3) + ...
#include <array>

#include "core/number/scalar.hpp"
#include "core/number/weights.hpp"

namespace claimcheck {
namespace {

constexpr int first_by_series = 32;  // twice 16

/// c(a) for a = `doubled` / 2 >= 16: Stirling's series is enveloping, so the first term left out,
/// 691 / (360360 a^11), bounds the rest. The sizes of all terms add up to less than 1.01 times the
/// first, and each goes through fewer than 16 roundings.
Interval correction_by_series(long doubled) {
  const double a = static_cast<double>(doubled) / 2, x = 1 / (a * a), x2 = x * x;
  const double sum =
      (1.0 / 12 - x * (1.0 / 360 - x * (1.0 / 1260 - x * (1.0 / 1680 - x * (1.0 / 1188))))) / a;
  const double rest = (691.0 / 360360) * (x2 * x2 * x) / a;
  return Interval::around(sum, (rest + sum * 0x1p-48) * rounding::up);
}

/// c(a) for a = 1/2, 1, ..., 31/2, downwards: c(a) = c(a + 1) + (a + 1/2) log(1 + 1/a) - 1.
std::array<Interval, first_by_series> small_corrections() {
  std::array<Interval, first_by_series> out{};
  for (int doubled = first_by_series - 1; doubled > 0; --doubled) {
    const Interval next = doubled + 2 < first_by_series ? out[static_cast<std::size_t>(doubled) + 2]
                                                        : correction_by_series(doubled + 2);
    out[static_cast<std::size_t>(doubled)] =
        next + (Interval(doubled + 1) / 2) * log1p(Interval(2) / doubled) - 1;
  }
  return out;
}

/// c(a) for a = `doubled` / 2 > 0.
Interval correction(long doubled) {
  static const std::array<Interval, first_by_series> small = small_corrections();
  return doubled < first_by_series ? small[static_cast<std::size_t>(doubled)]
                                   : correction_by_series(doubled);
}

}  // namespace

/// With g = m p - k: the exponent is -k log(k / (m p)) - (m - k) log((m - k) / (m q)) plus
/// corrections, and k / (m p) = 1 - g / (m p), (m - k) / (m q) = 1 + g / (m q). A relative error of
/// g costs that error times g, not times m p.
Interval binomial_weight(int m, const Success& s, long k) {
  if (k == 0) return exp(m * (s.complement ? log(s.q) : log1p(-s.p)));
  if (k == m) return exp(m * (s.complement ? log1p(-s.q) : log(s.p)));
  const double gap = s.excess(m, k);
  const Interval g = Interval::around(gap, std::fabs(gap) * 0x1p-53 + rounding::tiny);
  const Interval divergence = k * log1p(-g / (m * s.p)) + (m - k) * log1p(g / (m * s.q));
  const Interval exponent =
      correction(2L * m) - correction(2 * k) - correction(2 * (m - k)) - divergence;
  return exp(exponent) * sqrt(m / (2 * pi<Interval>() * k * (m - k)));
}

/// With g = a - z: the exponent is -a log(a / z) - z + a - c(a) = g - a log(1 + g / z) - c(a).
Interval poisson_weight(int doubled, double z) {
  if (doubled == 0) return exp(-Interval(z));
  const Interval a = Interval(doubled) / 2, gap = a - Interval(z);
  const Interval exponent = gap - a * log1p(gap / Interval(z)) - correction(doubled);
  return exp(exponent) / sqrt(pi<Interval>() * doubled);
}

}  // namespace claimcheck
