#include "properties/trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "properties/confidence.hpp"

namespace claimcheck {
namespace {

// Trials are made where a clause fails most often: of so many candidates for each setting tried, by
// so many draws.
constexpr std::int64_t candidates_a_trial = 4, screening_draws = 8;

// Draw k of setting s uses stream index s * 2^32 + k, so any draw can be reproduced alone.
std::uint64_t draw_index(std::uint64_t setting, std::int64_t draw) {
  return (setting << 32) + static_cast<std::uint64_t>(draw);
}

/// The truth of the event on one draw: double when the margin is clear of rounding, else balls.
Truth event_truth(const AnyClaim& claim, const Clause& clause, const Document& drawn,
                  const Precision& precision) {
  const Outcome quick = clause.judge(claim.observe(drawn, Arithmetic::binary64()), false);
  if (std::fabs(quick.margin) > rounding_margin && !quick.undefined()) return quick.truth;
  for (int bits = precision.first_bits; bits <= precision.most_bits; bits *= 2) {
    const Outcome out = clause.judge(claim.observe(drawn, Arithmetic::ball(bits)), false);
    if (!unknown(out.truth)) return out.truth;
  }
  return Truth::unknown;
}

std::string without_drawn_fields(const AnyClaim& claim, const Document& setting) {
  Layout layout;
  Document kept;
  for (std::size_t k = 0; k < claim.layout.fields.size(); ++k) {
    if (claim.layout.fields[k].drawn) continue;
    layout.fields.push_back(claim.layout.fields[k]);
    kept.values.push_back(setting.values[k]);
  }
  return readable(layout, kept);
}

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
  double failures = 0;  ///< over allowed ones, of a few draws that no trial uses
};

/// All trials of one clause.
class Trials {
 public:
  Trials(Examiner& examiner, std::size_t k, const TrialBudget& budget)
      : examiner_(examiner),
        claim_(examiner.claim()),
        clause_(claim_.conclusions[k]),
        record_(examiner.conclusions()[k].record(claim_.layout)),
        budget_(budget),
        streams_(claim_.card.id + "/" + clause_.name) {
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
      outcomes.push_back(put_to_trial(claim_, clause_, candidate.setting,
                                      {budget_.seed, outcomes.size(), budget_.trials, share_,
                                       examiner_.precision(), examiner_.stop()}));
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
      if (certainly_not(clause_.judge(observed, false).applicable)) continue;
      const double allowed = clause_.allowed_failure(observed);
      // Fewer than about log(1/share) expected failures cannot support the clause.
      if (allowed * static_cast<double>(budget_.trials) < -2 * std::log(share_)) {
        ++hopeless_;
      } else {
        candidates_.push_back({setting, allowed});
      }
    }
  }

  /// Keeps the known settings and of the others those that fail most often in a few draws.
  void screen() {
    for (std::size_t c = known(); c < candidates_.size(); ++c) {
      Candidate& candidate = candidates_[c];
      for (std::int64_t k = 0; k < screening_draws; ++k) {
        examiner_.tick();
        Stream random(budget_.seed, streams_ + "/screening", draw_index(c, k));
        const Document drawn =
            claim_.draw ? claim_.draw(candidate.setting, random) : candidate.setting;
        const Outcome quick = clause_.judge(claim_.observe(drawn, Arithmetic::binary64()), false);
        candidate.failures += certainly_not(quick.truth) ? 1 / candidate.allowed : 0;
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
  std::string streams_;
  double share_ = 0;
  std::vector<Candidate> candidates_;
  std::size_t hopeless_ = 0;
};

}  // namespace

Document trial_draw(const AnyClaim& claim, const Clause& clause, const Document& setting,
                    std::uint64_t seed, std::uint64_t number, std::int64_t draw) {
  Stream random(seed, claim.card.id + "/" + clause.name, draw_index(number, draw));
  return claim.draw ? claim.draw(setting, random) : setting;
}

TrialOutcome put_to_trial(const AnyClaim& claim, const Clause& clause, const Document& setting,
                          const TrialPlan& plan) {
  TrialOutcome out;
  const double allowed = clause.allowed_failure(claim.observe(setting, Arithmetic::binary64()));
  // Two sequences, so that an undecided draw can be held against either verdict.
  ConfidenceSequence least(plan.error_level / 2), most(plan.error_level / 2);
  for (std::int64_t k = 0; k < plan.most_trials; ++k) {
    if (plan.stop != nullptr && plan.stop->load(std::memory_order_relaxed)) throw Interrupted();
    const Document drawn = trial_draw(claim, clause, setting, plan.seed, plan.setting_index, k);
    const Truth truth = event_truth(claim, clause, drawn, plan.precision);
    least.add(certainly_not(truth));
    most.add(!certainly(truth));
    const double trials = static_cast<double>(k + 1);
    if (least.excludes(allowed) && static_cast<double>(least.successes()) > allowed * trials) {
      out.verdict = Verdict::refuted;
      break;
    }
    if (most.excludes(allowed) && static_cast<double>(most.successes()) < allowed * trials) {
      out.verdict = Verdict::supported;
      break;
    }
  }
  out.evaluations = least.trials();
  out.record = {without_drawn_fields(claim, setting),
                least.trials(),
                least.successes(),
                allowed,
                least.lower(),
                most.upper(),
                plan.error_level,
                static_cast<std::int64_t>(plan.setting_index)};
  return out;
}

TrialResult judged_by_trials(Examiner& examiner, std::size_t k, const TrialBudget& budget) {
  return Trials(examiner, k, budget).run();
}

}  // namespace claimcheck
