#include "core/network/activation_rows.hpp"

#include <bit>
#include <cassert>
#include <cmath>
#include <cstdint>

// This file is compiled with -O3 -fno-trapping-math -fno-math-errno, so that the loops below become
// vector code. No value changes by it: the options only say that nobody reads the exception flags
// or errno.

// A second copy for 512-bit registers is chosen at run time where the processor has them. It takes
// the same IEEE operations on every entry, hence gives the same bits.
#if defined(__x86_64__)
#define CLAIMCHECK_WIDE_CLONE [[gnu::target_clones("arch=x86-64-v4", "default")]]
#else
#define CLAIMCHECK_WIDE_CLONE
#endif

namespace claimcheck {
namespace {

struct ValueAndSlope {
  double value, slope;
};

/// e^r - 1 - r for |r| <= log(2)/2: the Taylor series to r^13, whose remainder is below 1e-17 r^2.
inline double exponential_tail(double r) {
  const double r2 = r * r, r4 = r2 * r2;
  const double low = std::fma(std::fma(1.0 / 120, r, 1.0 / 24), r2, std::fma(1.0 / 6, r, 1.0 / 2));
  const double mid =
      std::fma(std::fma(1.0 / 362880, r, 1.0 / 40320), r2, std::fma(1.0 / 5040, r, 1.0 / 720));
  const double high = std::fma(std::fma(1.0 / 6227020800, r, 1.0 / 479001600), r2,
                               std::fma(1.0 / 39916800, r, 1.0 / 3628800));
  return r2 * std::fma(std::fma(high, r4, mid), r4, low);
}

/// 2 artanh(t) for |t| <= (sqrt 2 - 1) / (sqrt 2 + 1): the series to t^21, remainder below 1e-16 t.
inline double twice_artanh(double t) {
  const double s = t * t, s2 = s * s, s4 = s2 * s2;
  const double low = std::fma(std::fma(1.0 / 9, s, 1.0 / 7), s2, std::fma(1.0 / 5, s, 1.0 / 3));
  const double high =
      std::fma(std::fma(1.0 / 17, s, 1.0 / 15), s2, std::fma(1.0 / 13, s, 1.0 / 11));
  const double top = std::fma(1.0 / 21, s, 1.0 / 19);
  return 2 * std::fma(t * s, std::fma(std::fma(top, s4, high), s4, low), t);
}

/// log((1 + e^x) / 2) and e^x / (1 + e^x), both to full relative precision.
///
/// With e = e^{-|x|} the first is max(x, 0) + log((1 + e)/2). Near x = 0 the logarithm is
/// log(1 + (e - 1)/2) from e - 1 without cancellation, far from it log(1 + e) - log 2; both are
/// 2 artanh(u / (2 + u)) of their own u.
inline ValueAndSlope centred_softplus(double x) {
  constexpr double log2_e = 1.4426950408889634, round_shift = 0x1.8p52;
  constexpr double log_2 = 0x1.62e42fefa39efp-1, log_2_rest = 0x1.abc9e3b39803fp-56;
  const double size = std::fabs(x);
  const double y = size > 708 ? -708.0 : -size;  // e^-708 is still a normal number; NaN stays
  const double shifted = std::fma(y, log2_e, round_shift);
  const double k = shifted - round_shift;
  const double r = std::fma(-k, log_2_rest, std::fma(-k, log_2, y));
  const double scale = std::bit_cast<double>((std::bit_cast<std::int64_t>(shifted) + 1023) << 52);
  const double tail = r + exponential_tail(r);
  const double e = std::fma(scale, tail, scale);
  const double e_minus_1 = std::fma(scale, tail, scale - 1);
  const bool far = e < 0.41421356237309503;
  const double u = far ? e : e_minus_1 / 2;
  const double logarithm = twice_artanh(u / (2 + u)) - (far ? log_2 : 0.0);
  return {(x < 0 ? 0.0 : x) + logarithm, (x > 0 ? 1.0 : e) / (1 + e)};
}

// Inlined, so that the loop is compiled once for each clone of the caller.
template <class Function>
[[gnu::always_inline]] inline void each(std::span<const double> z, std::span<double> value,
                                        std::span<double> slope, Function function) {
  const double* in = z.data();
  double* v = value.data();
  double* s = slope.data();
  for (std::size_t i = 0; i < z.size(); ++i) {
    const ValueAndSlope out = function(in[i]);
    v[i] = out.value;
    s[i] = out.slope;
  }
}

}  // namespace

CLAIMCHECK_WIDE_CLONE
void activate(const Activation<double>& phi, std::span<const double> z, std::span<double> value,
              std::span<double> slope) {
  assert(z.size() == value.size() && z.size() == slope.size());
  const double gamma = phi.gamma, scale = phi.scale;
  const double at_kink = phi.kink == Kink::right ? 1.0 : 0.0;
  // 0 * x keeps a NaN visible.
  const auto step = [at_kink](double x) { return x > 0 ? 1.0 : (x < 0 ? 0.0 : at_kink + 0 * x); };
  switch (phi.family) {
    case ActivationFamily::identity:
      return each(z, value, slope, [](double x) { return ValueAndSlope{x, 1.0}; });
    case ActivationFamily::linear:
      return each(z, value, slope, [=](double x) { return ValueAndSlope{gamma * x, gamma}; });
    case ActivationFamily::relu:
      return each(z, value, slope, [=](double x) {
        return ValueAndSlope{x < 0 ? 0.0 : x, step(x)};
      });
    case ActivationFamily::leaky_relu:
      return each(z, value, slope, [=](double x) {
        const double on = step(x);
        return ValueAndSlope{x < 0 ? gamma * x : x, on + (1 - on) * gamma};
      });
    case ActivationFamily::smoothed_leaky:
      return each(z, value, slope, [=, inverse = 1 / scale](double x) {
        const ValueAndSlope soft = centred_softplus(x * inverse);
        return ValueAndSlope{std::fma(gamma, x, (1 - gamma) * scale * soft.value),
                             std::fma(1 - gamma, soft.slope, gamma)};
      });
    case ActivationFamily::sqrt_leaky:
      return each(z, value, slope, [=](double x) {
        const double root = std::sqrt(x * x + scale * scale);
        const double up = (1 + gamma) / 2, down = (1 - gamma) / 2;
        return ValueAndSlope{up * x + down * (x * x / (root + scale)), up + down * (x / root)};
      });
    case ActivationFamily::huberized_relu:
      return each(z, value, slope, [=](double x) {
        const double positive = x < 0 ? 0.0 : x;
        const bool straight = positive > scale;
        return ValueAndSlope{straight ? positive - scale / 2 : positive * positive / (2 * scale),
                             straight ? 1.0 : positive / scale};
      });
    case ActivationFamily::arctan_leaky:
      break;
  }
  each(z, value, slope, [&](double x) { return ValueAndSlope{phi(x), phi.derivative(x)}; });
}

}  // namespace claimcheck
