// Tally: what a campaign has seen of one clause so far.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/evidence/record.hpp"
#include "properties/decide.hpp"

namespace claimcheck {

/// A setting with the margin that a clause had on it.
struct Scored {
  double margin = 0;
  Document setting;
};

/// What a search has used up.
struct Spent {
  std::int64_t evaluations = 0;
  double seconds = 0;
};

struct Violation {
  Document setting;
  Spent spent{};  ///< when it was found
};

class Tally {
 public:
  Tally(const Clause& clause, bool expects_refutation)
      : clause_(&clause), expects_refutation_(expects_refutation) {}

  /// Counts a rigorous decision on an admissible setting.
  void count(const ClauseDecision& decision, const Document& setting, const Spent& spent);
  /// Offers a setting to the pool of the worst ones, from which the attack restarts.
  /// True when it is worse than all before.
  bool offer(double margin, const Document& setting);

  /// What further decisions can change of the verdict.
  Stake stake() const {
    if (violated_ > 0) return Stake::nothing;
    return consistent_ + undecided_ > 0 ? Stake::violation : Stake::certificate;
  }

  const Clause& clause() const { return *clause_; }
  const std::vector<Scored>& worst() const { return worst_; }
  const std::optional<Violation>& violation() const { return violation_; }
  /// The setting nearest to equality on which the clause holds, or its sides agree to 100 bits.
  const std::optional<Scored>& tightest() const { return tightest_; }

  /// Counts, quantiles, tightest setting and verdict; witness and trials are the caller's.
  ClauseRecord record(const Layout& layout) const;

 private:
  Verdict verdict() const;

  const Clause* clause_;
  bool expects_refutation_;
  std::int64_t applicable_ = 0, certified_ = 0, fast_ = 0, exact_ = 0, consistent_ = 0,
               left_open_ = 0, undecided_ = 0, violated_ = 0;
  std::vector<double> margins_;
  std::vector<Scored> worst_;  ///< sorted, at most pool_size
  std::optional<Scored> tightest_;
  double tightness_ = 0;
  std::optional<Violation> violation_;
};

}  // namespace claimcheck
