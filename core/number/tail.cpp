#include "core/number/tail.hpp"

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/mpfr.hpp>
#include <new>

#include "core/number/arb_form.hpp"
#include "core/number/weights.hpp"

namespace claimcheck {
namespace {

// The type that extended.cpp stores.
using Float = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>,
                                            boost::multiprecision::et_off>;

/// Exactly the number, as a ball of radius zero.
Ball exact(const Extended& x) {
  ArbResult out;
  const Float& value = *std::launder(static_cast<const Float*>(x.storage()));
  arf_set_mpfr(arb_midref(arb_ptr(out)), value.backend().data());
  return out.take();
}

/// The midpoint, rounded to the working digits.
Extended rounded(const Ball& x) {
  Extended out;
  Float& value = *std::launder(static_cast<Float*>(out.storage()));
  arf_get_mpfr(value.backend().data(), arb_midref(arb_srcptr(ArbArgument(x))), MPFR_RNDN);
  return out;
}

/// f in balls wide enough for the working digits.
template <class F>
Extended by_ball(F&& f) {
  const double digits = Float::default_precision();
  const BallPrecision bits(static_cast<int>(3.33 * digits) + 128);
  return rounded(f());
}

// Errors surface as NaN, never as exceptions out of a search.
using Quiet = boost::math::policies::policy<
    boost::math::policies::domain_error<boost::math::policies::ignore_error>,
    boost::math::policies::overflow_error<boost::math::policies::ignore_error>,
    boost::math::policies::evaluation_error<boost::math::policies::ignore_error>,
    boost::math::policies::promote_double<false>>;

}  // namespace

Ball binomial_weight(int m, const Ball& p, long k) {
  ArbResult out;
  arb_bin_uiui(out, static_cast<ulong>(m), static_cast<ulong>(k), BallPrecision::bits());
  return out.take() * (pow(p, static_cast<int>(k)) * pow(1 - p, static_cast<int>(m - k)));
}

Ball poisson_weight(const Ball& a, const Ball& z) {
  ArbResult gamma;
  const Ball shape = a + 1;
  arb_gamma(gamma, ArbArgument(shape), BallPrecision::bits());
  return exp(a * log(z) - z) / gamma.take();
}

namespace {

/// P(K <= k) below the mean: terms t_j = C(m, j) p^j q^{m-j} fall from j = k down by the factor
/// j q / ((m - j + 1) p) < 1, so once j t_j is negligible it bounds what is left.
Ball lower_tail(int m, const Ball& p, long k) {
  Ball term = binomial_weight(m, p, k);
  const Ball odds = (1 - p) / p, grain = pow(Ball(2), -BallPrecision::bits());
  Ball total = term;
  for (long j = k; j > 0; --j) {
    const bool falling = certainly(less(j * odds, Ball(m - j + 1)));
    if (falling && certainly(less(j * term, total * grain))) {
      return Ball::hull(total, total + j * term);
    }
    // Multiplied out first: C(m, j) j is divisible by m - j + 1, which keeps dyadic p exact.
    term = term * j * odds / (m - j + 1);
    total += term;
  }
  return total;
}

// Chi-square tails with s = d/2 and z = x/2. Arb's incomplete gamma functions integrate numerically
// for such s, a thousand times slower, and lose the smaller tail; these sums have positive terms
// only.

/// P(s, z) = w(s) (1 + z/(s+1) + z^2/((s+1)(s+2)) + ...), w the Poisson weight. The factors fall,
/// so the rest is below a geometric series.
Ball lower_gamma(const Ball& s, const Ball& z) {
  const Ball grain = pow(Ball(2), -BallPrecision::bits());
  Ball term(1), total(1);
  for (long k = 1;; ++k) {
    const Ball factor = z / (s + k);
    term *= factor;
    if (!certainly(less(total * grain, term)) && certainly(less(factor, Ball(1)))) {
      return poisson_weight(s, z) * Ball::hull(total, total + term / (1 - factor));
    }
    if (!term.is_finite()) return term;
    total += term;
  }
}

/// Q(s, z) = w(s-1) + w(s-2) + ... down to w(0) for even d; for odd d down to w(1/2), then
/// Q(1/2, z) = erfc(sqrt z) <= w(-1/2). For z > s the factors (s - k)/z fall below 1.
Ball upper_gamma(int d, const Ball& s, const Ball& z) {
  const Ball grain = pow(Ball(2), -BallPrecision::bits());
  Ball term = poisson_weight(s - 1, z), total(0);
  for (long k = 1; k <= d / 2; ++k) {
    total += term;
    const Ball factor = (s - k) / z;
    term *= factor;
    if (certainly(less(term, total * grain)) && certainly(less(factor, Ball(1)))) {
      return Ball::hull(total, total + term / (1 - factor));
    }
  }
  return d % 2 == 0 ? total : total + erfc(sqrt(z));
}

/// The smaller tail from its own sum, the other as what is left.
Ball chi_square_tail(int d, const Ball& x, bool upper) {
  const Ball s = Ball(d) / 2, z = x / 2;
  if (certainly(less_equal(x, Ball(0)))) return upper ? 1 : 0;
  if (z.mid() < s.mid()) return upper ? 1 - lower_gamma(s, z) : lower_gamma(s, z);
  return upper ? upper_gamma(d, s, z) : 1 - upper_gamma(d, s, z);
}

}  // namespace

double chi_square_below(int d, const double& x) {
  return std::isnan(x) ? x : boost::math::gamma_p(d / 2.0, std::max(0.0, x) / 2, Quiet());
}
double chi_square_above(int d, const double& x) {
  return std::isnan(x) ? x : boost::math::gamma_q(d / 2.0, std::max(0.0, x) / 2, Quiet());
}
Ball chi_square_below(int d, const Ball& x) { return chi_square_tail(d, x, false); }
Ball chi_square_above(int d, const Ball& x) { return chi_square_tail(d, x, true); }
Extended chi_square_below(int d, const Extended& x) {
  return by_ball([&] { return chi_square_below(d, exact(x)); });
}
Extended chi_square_above(int d, const Extended& x) {
  return by_ball([&] { return chi_square_above(d, exact(x)); });
}

double binomial_at_most(int m, const double& p, long k) {
  if (std::isnan(p)) return p;
  if (k < 0) return 0;
  if (k >= m) return 1;
  return boost::math::ibetac(static_cast<double>(k + 1), static_cast<double>(m - k),
                             std::clamp(p, 0.0, 1.0), Quiet());
}
Ball binomial_at_most(int m, const Ball& p, long k) {
  if (k < 0) return 0;
  if (k >= m) return 1;
  if (certainly(equal(p, Ball(0)))) return 1;
  if (certainly(equal(p, Ball(1)))) return 0;
  if (static_cast<double>(k) <= m * p.mid()) return lower_tail(m, p, k);
  return 1 - lower_tail(m, 1 - p, m - k - 1);
}
Extended binomial_at_most(int m, const Extended& p, long k) {
  return by_ball([&] { return binomial_at_most(m, exact(p), k); });
}

double binomial_more_than(int m, const double& p, long k) {
  if (std::isnan(p)) return p;
  if (k < 0) return 1;
  if (k >= m) return 0;
  return boost::math::ibeta(static_cast<double>(k + 1), static_cast<double>(m - k),
                            std::clamp(p, 0.0, 1.0), Quiet());
}
Ball binomial_more_than(int m, const Ball& p, long k) {
  return binomial_at_most(m, 1 - p, m - k - 1);
}
Extended binomial_more_than(int m, const Extended& p, long k) {
  return by_ball([&] { return binomial_more_than(m, exact(p), k); });
}

double scaled_erfc(const double& x) { return scaled_erfc(Interval(x)).mid(); }
Ball scaled_erfc(const Ball& x) { return exp(square(x)) * erfc(x); }
Extended scaled_erfc(const Extended& x) {
  return by_ball([&] { return scaled_erfc(exact(x)); });
}

}  // namespace claimcheck
