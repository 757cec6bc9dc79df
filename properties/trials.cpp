#include "properties/trials.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "properties/confidence.hpp"

namespace claimcheck {
namespace {

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

}  // namespace

TrialOutcome put_to_trial(const AnyClaim& claim, const Clause& clause, const Document& setting,
                          const TrialPlan& plan) {
  TrialOutcome out;
  const double allowed = clause.allowed_failure(claim.observe(setting, Arithmetic::binary64()));
  // Two sequences, so that an undecided draw can be held against either verdict.
  ConfidenceSequence least(plan.error_level / 2), most(plan.error_level / 2);
  const std::string streams = claim.card.id + "/" + clause.name;
  for (std::int64_t k = 0; k < plan.most_trials; ++k) {
    if (plan.stop != nullptr && plan.stop->load(std::memory_order_relaxed)) throw Interrupted();
    Stream random(plan.seed, streams, draw_index(plan.setting_index, k));
    const Document drawn = claim.draw ? claim.draw(setting, random) : setting;
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
                plan.error_level};
  return out;
}

ClauseRecord judged_by_trials(Examiner& examiner, std::size_t k, const TrialBudget& budget) {
  const AnyClaim& claim = examiner.claim();
  const Clause& clause = claim.conclusions[k];
  ClauseRecord record = examiner.conclusions()[k].record(claim.layout);
  const auto clauses = std::count_if(claim.conclusions.begin(), claim.conclusions.end(),
                                     [](const Clause& c) { return c.is_probable(); });
  const double share = budget.error_level /
                       static_cast<double>(clauses * std::max<std::int64_t>(1, budget.settings));
  std::vector<Document> pool = examiner.admissible_settings();
  std::vector<TrialOutcome> outcomes;
  std::size_t hopeless = 0;
  Stream random(budget.seed, claim.card.id + "/trial-settings", 0);
  while (!pool.empty() && outcomes.size() < static_cast<std::size_t>(budget.settings)) {
    // Known hard settings were examined first and are tried first.
    const std::size_t at = outcomes.size() < claim.tight.size() ? 0 : random.below(pool.size());
    const Document setting = pool[at];
    pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(at));
    const Observed observed = claim.observe(setting, Arithmetic::binary64());
    if (certainly_not(clause.judge(observed, false).applicable)) continue;
    const double allowed = clause.allowed_failure(observed);
    // Fewer than about log(1/share) expected failures cannot support the clause.
    if (allowed * static_cast<double>(budget.trials) < -2 * std::log(share)) {
      ++hopeless;
      continue;
    }
    examiner.tick();
    outcomes.push_back(put_to_trial(claim, clause, setting,
                                    {budget.seed, outcomes.size(), budget.trials, share,
                                     examiner.precision(), examiner.stop()}));
    examiner.spend(outcomes.back().evaluations);
  }
  settle(record, outcomes, hopeless);
  return record;
}

}  // namespace claimcheck
