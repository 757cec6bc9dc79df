#include "core/number/tail.hpp"

#include <arb.h>
#include <arb_hypgeom.h>

#include <algorithm>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/multiprecision/mpfr.hpp>
#include <new>

namespace claimcheck {
namespace {

arb_ptr arb(Ball& b) { return static_cast<arb_ptr>(b.storage()); }
arb_srcptr arb(const Ball& b) { return static_cast<arb_srcptr>(b.storage()); }

// The type that extended.cpp stores.
using Float = boost::multiprecision::number<boost::multiprecision::mpfr_float_backend<0>,
                                            boost::multiprecision::et_off>;

/// Exactly the number, as a ball of radius zero.
Ball exact(const Extended& x) {
  Ball out;
  const Float& value = *std::launder(static_cast<const Float*>(x.storage()));
  arf_set_mpfr(arb_midref(arb(out)), value.backend().data());
  return out;
}

/// The midpoint, rounded to the working digits.
Extended rounded(const Ball& x) {
  Extended out;
  Float& value = *std::launder(static_cast<Float*>(out.storage()));
  arf_get_mpfr(value.backend().data(), arb_midref(arb(x)), MPFR_RNDN);
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

/// P(K <= k) below the mean: terms t_j = C(m, j) p^j q^{m-j} fall from j = k down by the factor
/// j q / ((m - j + 1) p) < 1, so once j t_j is negligible it bounds what is left.
Ball lower_tail(int m, const Ball& p, long k) {
  const Ball q = 1 - p;
  Ball term;
  arb_bin_uiui(arb(term), static_cast<ulong>(m), static_cast<ulong>(k), BallPrecision::bits());
  term *= pow(p, static_cast<int>(k)) * pow(q, static_cast<int>(m - k));
  const Ball odds = q / p, grain = pow(Ball(2), -BallPrecision::bits());
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

/// Arb subtracts the other tail where this one is small, which loses digits: it is asked for more
/// until the answer is about as good as the working precision and x allow.
Ball incomplete_gamma(void (*function)(arb_t, const arb_t, const arb_t, int, slong), int d,
                      const Ball& x) {
  const int bits = BallPrecision::bits();
  const long wanted = std::min<long>(bits, x.relative_bits()) - 20;
  const Ball shape = Ball(d) / 2, at = x / 2;
  Ball out;
  for (int more = bits; more <= 16 * bits; more *= 2) {
    function(arb(out), arb(shape), arb(at), 1, more);
    if (out.relative_bits() >= wanted) break;
  }
  return out;
}

}  // namespace

double chi_square_below(int d, const double& x) {
  return std::isnan(x) ? x : boost::math::gamma_p(d / 2.0, std::max(0.0, x) / 2, Quiet());
}
double chi_square_above(int d, const double& x) {
  return std::isnan(x) ? x : boost::math::gamma_q(d / 2.0, std::max(0.0, x) / 2, Quiet());
}
Ball chi_square_below(int d, const Ball& x) {
  return incomplete_gamma(arb_hypgeom_gamma_lower, d, x);
}
Ball chi_square_above(int d, const Ball& x) {
  return incomplete_gamma(arb_hypgeom_gamma_upper, d, x);
}
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

}  // namespace claimcheck
