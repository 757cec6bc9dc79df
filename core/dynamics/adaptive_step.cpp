#include "core/dynamics/adaptive_step.hpp"

#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>
#include <cmath>
#include <stdexcept>

namespace claimcheck {
namespace {

constexpr double smallest = 1e-300;

using Fehlberg = boost::numeric::odeint::runge_kutta_fehlberg78<AdaptiveStep::State>;

/// Largest error of an entry in units of max(1, |x_k|); infinite when one is not finite.
double weighted_maximum(const AdaptiveStep::State& error, const AdaptiveStep::State& x) {
  double out = 0;
  for (std::size_t k = 0; k < x.size(); ++k) {
    if (!std::isfinite(error[k]) || !std::isfinite(x[k])) return HUGE_VAL;
    out = std::fmax(out, error[k] / std::fmax(1.0, std::fabs(x[k])));
  }
  return out;
}

}  // namespace

AdaptiveStep::AdaptiveStep(double tolerance) : tolerance_(tolerance) {
  if (!(tolerance > 0)) throw std::invalid_argument("an adaptive step needs a tolerance > 0");
}

void AdaptiveStep::advance_by(const Field& field, State& x, double length) {
  const auto system = [&](const State& at, State& rate, double) { field(at, rate); };
  error_.assign(x.size(), 0);
  Fehlberg().do_step(system, x, 0.0, length, error_);
  for (double& value : error_) value = std::fabs(value);
}

double AdaptiveStep::advance(const Field& field, State& x, double most) {
  const State before = x;
  double length = std::fmin(length_, most);
  while (length > smallest) {
    advance_by(field, x, length);
    const double share = weighted_maximum(error_, x) / tolerance_;
    if (share <= 1) {
      const double longer = length * std::fmin(5.0, 0.9 * std::pow(share, -1.0 / 8));
      // A step cut by `most` says nothing against the longer one proposed before.
      length_ = length < length_ ? std::fmax(length_, longer) : longer;
      return length;
    }
    x = before;
    length *= std::fmax(0.1, 0.9 * std::pow(share, -1.0 / 8));
    length_ = length;
  }
  return 0;
}

}  // namespace claimcheck
