// A confidence sequence for the mean p of outcomes in [0, 1]: an interval that holds at all times
// at once.
//
// After n outcomes x_k with sum s, p0 is excluded when the mixture martingale
//   M_n(p0) = B(s + 1/2, n - s + 1/2) / (B(1/2, 1/2) p0^s (1 - p0)^(n - s))
// reaches 1 / level. By Ville's inequality the true p is ever excluded with probability at most
// `level`, so one may stop as soon as the answer is known (Robbins 1970; Howard et al. 2021). For
// Bernoulli outcomes M is a martingale under p0 = p; for others in [0, 1] a supermartingale, since
//   (q/p)^x ((1 - q)/(1 - p))^(1 - x) <= x q/p + (1 - x) (1 - q)/(1 - p),
// whose mean is 1 for every q that the mixture runs over.
#pragma once

#include <cstdint>

namespace claimcheck {

class ConfidenceSequence {
 public:
  /// level in (0, 1): the chance that the interval ever excludes the truth.
  /// @throws std::invalid_argument otherwise.
  explicit ConfidenceSequence(double level);

  /// An outcome in [0, 1]; independent of those before, or at least of mean p given them.
  void add(double outcome) {
    ++trials_;
    sum_ += outcome;
  }
  std::int64_t trials() const { return trials_; }
  double mean() const { return trials_ == 0 ? 0 : sum_ / static_cast<double>(trials_); }
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
  double sum_ = 0;
};

}  // namespace claimcheck
