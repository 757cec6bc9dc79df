#include "properties/trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace claimcheck {
namespace {

// Trials are made where a clause fails most often: of so many candidates for each setting tried, by
// so many draws.
constexpr std::int64_t candidates_a_trial = 4, screening_draws = 8;
// Draws where rare events happen take the place of plain ones below this delta, where plain ones
// take more than ten thousand to tell a failure probability of nearly delta from delta.
constexpr double rare_delta = 0.01;

std::string counted_settings(std::size_t count) {
  return fmt::format("{} setting{}", count, count == 1 ? "" : "s");
}

/// The clause's verdict is the worst over its settings.
void settle(ClauseRecord& record, std::vector<TrialOutcome>& outcomes, std::size_t hopeless) {
  std::stable_sort(
      outcomes.begin(), outcomes.end(),
      [](const TrialOutcome& a, const TrialOutcome& b) { return a.verdict > b.verdict; });
  record.verdict = !outcomes.empty() ? outcomes.front().verdict
                   : hopeless > 0    ? Verdict::undecided
                                     : Verdict::vacuous;
  record.applicable = static_cast<std::int64_t>(outcomes.size());
  for (const TrialOutcome& outcome : outcomes) {
    record.trials.push_back(outcome.record);
    record.violated += outcome.verdict == Verdict::refuted ? 1 : 0;
    record.undecided += outcome.verdict == Verdict::undecided ? 1 : 0;
  }
  if (record.verdict != Verdict::vacuous) record.note.clear();
  if (record.undecided > 0) {
    record.note = fmt::format("{} of {} undecided by trials at this budget", record.undecided,
                              counted_settings(outcomes.size()));
  }
  if (hopeless > 0) {
    record.note += fmt::format(
        "{}{} with too small a failure probability allowed to be judged by "
        "trials at this budget",
        record.note.empty() ? "" : "; ", counted_settings(hopeless));
  }
}

/// A setting that may be put to trial.
struct Candidate {
  Document setting;
  double allowed = 0;
  std::optional<RareEvents> rare{};  ///< where plain draws cannot judge it
  double failures = 0;               ///< over allowed ones, of a few draws that no trial uses

  /// Failures that are expected in one draw when exactly the allowed ones happen.
  double expected() const { return rare ? allowed / rare->total() : allowed; }
};

/// All trials of one clause.
class Trials {
 public:
  Trials(Examiner& examiner, std::size_t k, const TrialBudget& budget)
      : examiner_(examiner),
        claim_(examiner.claim()),
        clause_(claim_.conclusions[k]),
        record_(examiner.conclusions()[k].record(claim_.layout)),
        budget_(budget) {
    const auto clauses = std::count_if(claim_.conclusions.begin(), claim_.conclusions.end(),
                                       [](const Clause& c) { return c.is_probable(); });
    share_ = budget.error_level /
             static_cast<double>(clauses * std::max<std::int64_t>(1, budget.settings));
  }

  TrialResult run() {
    collect();
    screen();
    std::vector<TrialOutcome> outcomes;
    std::vector<Document> settings;
    for (const Candidate& candidate : candidates_) {
      settings.push_back(candidate.setting);
      examiner_.tick();
      outcomes.push_back(
          put_to_trial(claim_, clause_, candidate.setting, plan(candidate, outcomes.size())));
      examiner_.spend(outcomes.back().evaluations);
    }
    settle(record_, outcomes, hopeless_);
    return {std::move(record_), std::move(settings)};
  }

 private:
  /// Admissible settings on which the clause can be judged; known hard ones were examined first
  /// and are tried first.
  void collect() {
    std::vector<Document> pool = examiner_.admissible_settings();
    Stream random(budget_.seed, claim_.card.id + "/trial-settings", 0);
    const auto wanted = static_cast<std::size_t>(budget_.settings * candidates_a_trial);
    while (!pool.empty() && candidates_.size() < wanted) {
      const std::size_t at = candidates_.size() < known() ? 0 : random.below(pool.size());
      const Document setting = pool[at];
      pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(at));
      const Observed observed = claim_.observe(setting, Arithmetic::binary64());
      const Outcome event = clause_.judge(observed, false);
      if (certainly_not(event.applicable)) continue;
      if (event.margin < -rounding_margin) check_rare_events(claim_, clause_, setting);
      Candidate candidate{setting, clause_.allowed_failure(observed)};
      const RareFailure* rare = rare_failure(clause_);
      const bool small = is_hopeless(candidate) || candidate.allowed < rare_delta;
      if (small && rare != nullptr) candidate.rare = rare->events(observed);
      if (candidate.rare && !(candidate.rare->total() < 1)) candidate.rare.reset();
      if (is_hopeless(candidate)) {
        ++hopeless_;
      } else {
        candidates_.push_back(std::move(candidate));
      }
    }
  }

  /// Fewer than about log(1/share) expected failures cannot support the clause.
  bool is_hopeless(const Candidate& candidate) const {
    return candidate.expected() * static_cast<double>(budget_.trials) < -2 * std::log(share_);
  }

  TrialPlan plan(const Candidate& candidate, std::size_t number) const {
    return {budget_.seed,          number,           budget_.trials, share_,
            examiner_.precision(), examiner_.stop(), candidate.rare};
  }

  /// Keeps the known settings and of the others those that fail most often in a few draws.
  void screen() {
    Clause screening = clause_;  // a name of its own selects streams of its own
    screening.name += "/screening";
    for (std::size_t c = known(); c < candidates_.size(); ++c) {
      Candidate& candidate = candidates_[c];
      if (candidate.rare && candidate.expected() >= 1) continue;  // decided without draws
      for (std::int64_t k = 0; k < screening_draws; ++k) {
        examiner_.tick();
        const TrialDraw draw =
            trial_draw(claim_, screening, candidate.setting, plan(candidate, c), k);
        const Outcome quick =
            clause_.judge(claim_.observe(draw.setting, Arithmetic::binary64()), false);
        candidate.failures += certainly_not(quick.truth) ? draw.weight / candidate.expected() : 0;
      }
    }
    const auto first =
        candidates_.begin() + static_cast<std::ptrdiff_t>(std::min(known(), candidates_.size()));
    std::stable_sort(first, candidates_.end(), [](const Candidate& a, const Candidate& b) {
      return a.failures > b.failures;
    });
    const auto most = static_cast<std::size_t>(budget_.settings);
    if (candidates_.size() > most) candidates_.resize(most);
  }

  std::size_t known() const { return claim_.tight.size(); }

  Examiner& examiner_;
  const AnyClaim& claim_;
  const Clause& clause_;
  ClauseRecord record_;
  const TrialBudget& budget_;
  double share_ = 0;
  std::vector<Candidate> candidates_;
  std::size_t hopeless_ = 0;
};

}  // namespace

TrialResult judged_by_trials(Examiner& examiner, std::size_t k, const TrialBudget& budget) {
  return Trials(examiner, k, budget).run();
}

}  // namespace claimcheck
