#include "properties/confidence.hpp"

#include <cmath>
#include <stdexcept>

namespace claimcheck {
namespace {

double log_beta(double a, double b) {
  // lgamma_r, because lgamma writes a global that other threads read.
  int sign = 0;
  return ::lgamma_r(a, &sign) + ::lgamma_r(b, &sign) - ::lgamma_r(a + b, &sign);
}

/// x log(p) with 0 log 0 = 0
double weighted_log(double x, double p) { return x == 0 ? 0 : x * std::log(p); }

}  // namespace

ConfidenceSequence::ConfidenceSequence(double level) : level_(level) {
  if (!(level > 0 && level < 1)) throw std::invalid_argument("confidence level outside (0, 1)");
}

double ConfidenceSequence::log_martingale(double p0) const {
  const double s = sum_, f = static_cast<double>(trials_) - sum_;
  return log_beta(s + 0.5, f + 0.5) - log_beta(0.5, 0.5) - weighted_log(s, p0) -
         weighted_log(f, 1 - p0);
}

bool ConfidenceSequence::excludes(double p0) const {
  return trials_ > 0 && log_martingale(p0) >= -std::log(level_);
}

double ConfidenceSequence::end(double inside, double outside) const {
  if (!excludes(outside)) return outside;
  for (int k = 0; k < 60; ++k) {
    const double middle = (inside + outside) / 2;
    (excludes(middle) ? outside : inside) = middle;
  }
  return outside;
}

double ConfidenceSequence::lower() const { return trials_ == 0 ? 0 : end(mean(), 0); }
double ConfidenceSequence::upper() const { return trials_ == 0 ? 1 : end(mean(), 1); }

}  // namespace claimcheck
