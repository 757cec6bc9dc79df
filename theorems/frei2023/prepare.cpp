#include "theorems/frei2023/prepare.hpp"

#include <algorithm>
#include <cmath>

#include "theorems/frei2023/assumptions.hpp"

namespace claimcheck::frei2023 {
namespace {

constexpr int border_bits = 256;

double log_term(const Training& s) {
  return std::log(4 * static_cast<double>(s.W.rows()) / s.delta);
}

}  // namespace

double near_bound(double bound, Stream& random) {
  switch (random.below(8)) {
    case 0:
      return bound * random.uniform();
    case 1:
      return bound * std::ldexp(1.0, -random.integer(1, 30));
    case 2:
      return bound * (1 - std::ldexp(1.0, -random.integer(1, 40)));
    case 3:
      return bound * std::ldexp(1.0, random.integer(0, 20));
    default:
      return bound;
  }
}

double border(double guess, const std::function<Truth(double)>& holds) {
  if (!std::isfinite(guess) || !(guess > 0)) return 0;
  const BallPrecision precision(border_bits);
  const double low = guess * (1 - 0x1p-40), high = guess * (1 + 0x1p-40);
  return certainly(holds(low)) ? last_inside(low, high, holds) : 0;
}

double last_inside(double inside, double outside, const std::function<Truth(double)>& holds) {
  while (std::nextafter(inside, outside) < outside) {
    const double middle = inside + (outside - inside) / 2;
    (certainly(holds(middle)) ? inside : outside) = middle;
  }
  return inside;
}

void shorten_step(Training& s, Stream& random) {
  const Problem<double> net(s);
  const bool holds = certainly(step_is_short(net, s.alpha).truth());
  if (random.chance(holds ? 0.5 : 0.2)) return;
  const Relation<double> unit = step_is_short(net, 1.0);  // linear in alpha
  const BallPrecision precision(border_bits);
  const Problem<Ball> exact(s);
  const double bound = border(
      unit.rhs / unit.lhs, [&](double alpha) { return step_is_short(exact, Ball(alpha)).truth(); });
  if (bound > 0) s.alpha = near_bound(bound, random);
}

void shrink_initialisation(Training& s, Stream& random) {
  const Problem<double> net(s);
  const bool holds =
      certainly(initialisation_is_small(net, s.alpha, s.omega_init, log_term(s)).truth());
  if (random.chance(holds ? 0.5 : 0.2)) return;
  const Relation<double> unit =
      initialisation_is_small(net, s.alpha, 1.0, log_term(s));  // linear in omega_init
  const BallPrecision precision(border_bits);
  const Problem<Ball> exact(s);
  const Ball alpha(s.alpha), log_ball = log(4 * exact.m / Ball(s.delta));
  const double bound = border(unit.rhs / unit.lhs, [&](double omega) {
    return initialisation_is_small(exact, alpha, Ball(omega), log_ball).truth();
  });
  s.omega_init = random.chance(0.1) ? 0 : near_bound(bound, random);
}

void gaussian_weights(Training& s, Stream& random) {
  s.W = random.normal_matrix(s.W.rows(), s.W.cols(), s.omega_init);
}

void place_initial_weights(Training& s, Stream& random) {
  if (random.chance(0.3)) return gaussian_weights(s, random);
  if (random.chance(0.1)) {
    std::fill(s.W.entries().begin(), s.W.entries().end(), 0.0);
    return;
  }
  const auto d = static_cast<double>(s.W.cols());
  const double most = s.omega_init * std::sqrt(5 * d * log_term(s));
  const double norm_wanted = most * (random.chance(0.7) ? 1 - 0x1p-40 : random.uniform());
  const std::size_t aim = random.below(3);
  const std::size_t against = random.below(s.X.rows());
  for (std::size_t j = 0; j < s.W.rows(); ++j) {
    for (std::size_t k = 0; k < s.W.cols(); ++k) {
      const double towards = -s.sign[j] * s.y[against] * s.X(against, k);
      s.W(j, k) = aim == 0 ? random.normal() : aim == 1 ? towards : -towards;
    }
    const double length = norm(s.W.row(j));
    for (double& entry : s.W.row(j)) entry *= length > 0 ? norm_wanted / length : 0;
  }
}

void place_against_mean(Training& s, Stream& random) {
  const std::size_t d = s.W.cols();
  Vector<double> mean(d, 0.0);
  for (std::size_t i = 0; i < s.X.rows(); ++i) {
    for (std::size_t k = 0; k < d; ++k) mean[k] += s.y[i] * s.X(i, k);
  }
  const double length = norm(mean);
  if (!(length > 0)) return;
  const double along = 2 * s.omega_init * std::sqrt(log_term(s)) * (1 - 0x1p-40);
  const double most =
      s.omega_init * std::sqrt(5 * static_cast<double>(d) * log_term(s)) * (1 - 0x1p-40);
  for (std::size_t j = 0; j < s.W.rows(); ++j) {
    Vector<double> across = random.normals(d);
    const double overlap = dot(across, mean) / length;
    for (std::size_t k = 0; k < d; ++k) across[k] -= overlap * mean[k] / length;
    const double rest = d > 1 ? std::sqrt(most * most - along * along) / norm(across) : 0;
    for (std::size_t k = 0; k < d; ++k) {
      s.W(j, k) = -s.sign[j] * along * mean[k] / length + rest * across[k];
    }
  }
}

void prepare_training(Training& s, Stream& random) {
  make_nearly_orthogonal(s, random);
  shorten_step(s, random);
  shrink_initialisation(s, random);
  const bool inside =
      certainly(initial_norms_are_small(Problem<double>(s), s.omega_init, log_term(s)).truth());
  if (!inside || random.chance(0.3)) place_initial_weights(s, random);
}

}  // namespace claimcheck::frei2023
