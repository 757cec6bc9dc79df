#include "theorems/frei2023/one_step.hpp"

#include <cmath>

#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

/// Pre-activations with the label's sign: every margin is positive.
Matrix<double> aligned_preactivations(const NetworkOnData& s, Stream& random) {
  const std::size_t m = s.W.rows(), n = s.X.rows();
  const double scale = std::ldexp(1.0, random.integer(-6, 4));
  const bool curved = random.chance(0.5);
  Matrix<double> z(m, n);
  for (std::size_t i = 0; i < n; ++i) {
    const double size = scale * std::ldexp(1.0, -random.integer(0, 10));
    for (std::size_t j = 0; j < m; ++j) {
      z(j, i) = s.sign[j] * s.y[i] * size * (curved ? s.s : 1) *
                (random.chance(0.5) ? 1 : random.uniform(0.25, 1));
    }
  }
  return z;
}

}  // namespace

void place_step(Step& s, Stream& random) {
  make_nearly_orthogonal(s, random);
  switch (random.below(4)) {
    case 0:
      return spread_slopes(s, random);
    case 1:
      return;
    default:
      place_preactivations(s, aligned_preactivations(s, random));
  }
}

void place_interpolating_step(Step& s, Stream& random) {
  make_nearly_orthogonal(s, random);
  if (random.chance(0.9)) place_preactivations(s, aligned_preactivations(s, random));
}

void choose_smoothness(Step& s, Stream& random) {
  const double least = Activation<double>{s.phi, s.gamma, s.s}.smoothness();
  s.H = std::fmax(least * (1 + 0x1p-50), std::ldexp(1.0, random.integer(-30, 10)));
  if (random.chance(0.5) && least > 0) s.H = least * (1 + 0x1p-50);
}

void choose_constants(PersistentStep& s, Stream& random) {
  choose_smoothness(s, random);
  const OneStep<double> o(s);
  double persistence = HUGE_VAL, orthogonality = HUGE_VAL;
  for (std::size_t i = 0; i < o.samples(); ++i) {
    persistence = std::fmin(persistence, o.products(i, i) / o.K(i, i));
    orthogonality =
        std::fmin(orthogonality, o.products(i, i) / (o.n * max_correlation(o.products, i)));
  }
  s.c = random.chance(0.3) ? s.gamma * s.gamma : persistence * (1 - 0x1p-48);
  if (!(s.c > 0 && s.c <= 1)) s.c = s.gamma * s.gamma;
  const double needed = 25 * (o.x.squared_ratio() / s.c + 1) * (1 + 0x1p-48);
  if (!std::isfinite(needed)) return;  // a sample is 0, or nearly
  const bool room = std::isfinite(orthogonality) && orthogonality > 1;
  s.C = room && random.chance(0.7) ? orthogonality * (1 - 0x1p-48) : needed;
  const double bound = s.c / (50 * s.H * o.x.max_squared_norm * o.n * (o.x.squared_ratio() + s.c));
  if (bound > 0 && random.chance(0.8)) s.alpha = near_bound(bound * (1 - 0x1p-48), random);
}

void choose_ratio(BoundedRatioStep& s, Stream& random) {
  const OneStep<double> o(s);
  const double least = 5 * (o.x.squared_ratio() / s.c + 1) * (1 + 0x1p-48);
  const double ratio = std::exp(max_entry(o.q()) - min_entry(o.q())) * (1 + 0x1p-40);
  if (std::isfinite(least)) s.rho = std::fmax(least, std::isfinite(ratio) ? ratio : 1);
  if (!(o.x.max_squared_norm > 0) || random.chance(0.6)) return;
  const double most = o.n / (11 * o.x.max_squared_norm) * (1 - 0x1p-40);
  s.alpha = std::fmin(s.alpha, near_bound(most, random));
}

}  // namespace claimcheck::frei2023
