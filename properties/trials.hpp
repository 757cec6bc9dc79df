// Trials: P(event) >= 1 - delta judged by repeated draws and a confidence sequence.
#pragma once

#include <atomic>
#include <optional>
#include <vector>

#include "core/evidence/record.hpp"
#include "properties/claim.hpp"
#include "properties/examiner.hpp"
#include "properties/rare_events.hpp"

namespace claimcheck {

struct TrialPlan {
  std::uint64_t seed = 1;
  std::uint64_t setting_index = 0;  ///< selects the streams of this setting's draws
  std::int64_t most_trials = 1000;
  double error_level = 1e-3;  ///< of this one confidence sequence
  Precision precision{};
  const std::atomic<bool>* stop = nullptr;
  /// If given, draws are taken where one of these events happens, and weighted.
  std::optional<RareEvents> rare{};
};

/// What the trials say of one setting.
struct TrialOutcome {
  TrialRecord record;
  Verdict verdict = Verdict::undecided;  ///< refuted, supported or undecided
  std::int64_t evaluations = 0;
};

/// Draws until the failure probability is certainly above or below what the clause allows, or the
/// plan is spent; not at all where the rare events are not more probable than that. A draw whose
/// event cannot be decided counts for neither side. @throws Interrupted between two draws once the
/// stop flag is true; std::runtime_error when a plain draw fails outside the clause's rare events.
TrialOutcome put_to_trial(const AnyClaim& claim, const Clause& clause, const Document& setting,
                          const TrialPlan& plan);

/// A draw and how much it counts, in [0, 1].
struct TrialDraw {
  Document setting;
  double weight = 1;
};

/// Draw number `draw` on the setting with that number: what put_to_trial() looked at.
TrialDraw trial_draw(const AnyClaim& claim, const Clause& clause, const Document& setting,
                     const TrialPlan& plan, std::int64_t draw);

/// @throws std::runtime_error when the clause has rare events and none of them happens on the draw,
/// on which it fails.
void check_rare_events(const AnyClaim& claim, const Clause& clause, const Document& drawn);

/// As readable(), without the drawn fields.
std::string without_drawn(const Layout& layout, const Document& setting);

struct TrialBudget {
  std::uint64_t seed = 1;
  std::int64_t settings = 6;
  std::int64_t trials = 1000;
  double error_level = 1e-3;  ///< of all probability clauses of the claim together
};

struct TrialResult {
  ClauseRecord record;
  std::vector<Document> settings;  ///< by number
};

/// Puts conclusion k of the examined claim to trial on some of the admissible settings. The error
/// level is shared evenly over the claim's probability clauses and settings. Settings that allow
/// too few failures to be judged by plain draws within the budget are tried where the clause's rare
/// events happen, if it has some; the others are counted in the note, not tried; a clause with no
/// other settings is undecided.
TrialResult judged_by_trials(Examiner& examiner, std::size_t k, const TrialBudget& budget);

}  // namespace claimcheck
