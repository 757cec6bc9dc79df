#include "core/function/exponential_sum.hpp"

#include <cmath>
#include <limits>

namespace claimcheck {

double decay_integral(double rate, double t) {
  return rate * t == 0 ? t : -std::expm1(-rate * t) / rate;
}

double ExponentialSum::operator()(double t) const {
  double out = constant;
  for (std::size_t k = 0; k < rates.size(); ++k) out += weights[k] * decay_integral(rates[k], t);
  return out;
}

double ExponentialSum::slope(double t) const {
  double out = 0;
  for (std::size_t k = 0; k < rates.size(); ++k) out += weights[k] * std::exp(-rates[k] * t);
  return out;
}

double ExponentialSum::curvature_bound(double t) const {
  double out = 0;
  for (std::size_t k = 0; k < rates.size(); ++k) {
    out += std::fabs(weights[k]) * rates[k] * std::exp(-rates[k] * t);
  }
  return out;
}

// From f = f' = 0 and f'' > 0 at 0: f(t) >= f'' t^2 / 2 - D_3 t^3 / 6 > 0 for t < 3 f'' / D_3.
std::optional<double> ExponentialSum::leave_flat_start() const {
  double second = 0, third = 0, scale = 0;
  for (std::size_t k = 0; k < rates.size(); ++k) {
    second -= weights[k] * rates[k];
    scale += std::fabs(weights[k]) * rates[k];
    third += std::fabs(weights[k]) * rates[k] * rates[k];
  }
  if (!(second > 1e-12 * scale)) return std::nullopt;
  return 1.5 * second / third;
}

std::optional<double> ExponentialSum::first_zero(double limit) const {
  constexpr double negligible = 1e-14;
  double scale = std::fabs(constant), speed = 0;
  for (std::size_t k = 0; k < rates.size(); ++k) {
    speed += std::fabs(weights[k]);
    scale += std::fabs(weights[k]) * decay_integral(rates[k], limit);
  }
  double t = 0;
  if (constant <= negligible * scale && slope(0) <= negligible * speed) {
    if (slope(0) < -negligible * speed) return 0;
    const std::optional<double> start = leave_flat_start();
    if (!start) return 0;
    t = *start;
  }
  for (int step = 0; step < 1000; ++step) {
    if (t >= limit) return std::nullopt;
    const double value = std::fmax(0.0, (*this)(t)), rate = slope(t), bend = curvature_bound(t);
    double rest = 0;  // the most that f can still fall
    for (std::size_t k = 0; k < rates.size(); ++k) {
      rest += std::fabs(weights[k]) * std::exp(-rates[k] * t) * decay_integral(rates[k], limit - t);
    }
    if (value > rest) return std::nullopt;
    if (bend == 0) {
      if (!(rate < 0)) return std::nullopt;
      t += value / -rate;
      return t <= limit ? std::optional<double>(t) : std::nullopt;
    }
    const double root = std::sqrt(rate * rate + 2 * bend * value);
    const double safe = rate < 0 ? 2 * value / (root - rate) : (rate + root) / bend;
    const bool tiny = safe <= negligible * t || value <= negligible * scale;
    if (tiny && rate < 0) return t;
    if (tiny && safe <= negligible * t) return t;
    t += safe;
  }
  return t;
}

}  // namespace claimcheck
