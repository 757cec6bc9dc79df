// Trials: P(event) >= 1 - delta judged by repeated draws and a confidence sequence.
#pragma once

#include "core/evidence/record.hpp"
#include "properties/claim.hpp"
#include "properties/decide.hpp"

namespace claimcheck {

struct TrialPlan {
  std::uint64_t seed = 1;
  std::uint64_t setting_index = 0;  ///< selects the streams of this setting's draws
  std::int64_t most_trials = 1000;
  double error_level = 1e-3;  ///< of this one confidence sequence
  Precision precision;
};

/// What the trials say of one setting.
struct TrialOutcome {
  TrialRecord record;
  Verdict verdict = Verdict::undecided;  ///< refuted, supported or undecided
  std::int64_t evaluations = 0;
};

/// Draws until the failure probability is certainly above or below what the clause allows, or the
/// plan is spent. A draw whose event cannot be decided counts for neither side.
TrialOutcome put_to_trial(const AnyClaim& claim, const Clause& clause, const Document& setting,
                          const TrialPlan& plan);

}  // namespace claimcheck
