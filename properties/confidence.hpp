// A confidence sequence for a Bernoulli probability: an interval that holds at all times at once.
//
// After s successes in n trials, p0 is excluded when the mixture martingale
//   M_n(p0) = B(s + 1/2, n - s + 1/2) / (B(1/2, 1/2) p0^s (1 - p0)^(n - s))
// reaches 1 / level. By Ville's inequality the true p is ever excluded with probability at most
// `level`, so one may stop as soon as the answer is known (Robbins 1970; Howard et al. 2021).
#pragma once

#include <cstdint>

namespace claimcheck {

class ConfidenceSequence {
 public:
  /// level in (0, 1): the chance that the interval ever excludes the truth.
  /// @throws std::invalid_argument otherwise.
  explicit ConfidenceSequence(double level);

  void add(bool success) {
    ++trials_;
    successes_ += success ? 1 : 0;
  }
  std::int64_t trials() const { return trials_; }
  std::int64_t successes() const { return successes_; }
  double level() const { return level_; }

  /// True once p0 is excluded.
  bool excludes(double p0) const;
  /// Ends of the interval of all p0 not excluded, widened to be safe against rounding.
  double lower() const;
  double upper() const;

 private:
  double log_martingale(double p0) const;
  double end(double inside, double outside) const;

  double level_;
  std::int64_t trials_ = 0;
  std::int64_t successes_ = 0;
};

}  // namespace claimcheck
