#include <fmt/format.h>

#include <cmath>

#include "properties/confidence.hpp"
#include "properties/trials.hpp"

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
  for (auto bits = next_bits(0, precision); bits; bits = next_bits(*bits, precision)) {
    const Outcome out = clause.judge(claim.observe(drawn, Arithmetic::ball(*bits)), false);
    if (!unknown(out.truth)) return out.truth;
  }
  return Truth::unknown;
}

/// Weighed outcomes of one setting, held against what the clause allows.
class Verdicts {
 public:
  /// Two sequences, so that an undecided draw can be held against either verdict.
  Verdicts(double allowed, double scale, double error_level)
      : allowed_(allowed / scale), least_(error_level / 2), most_(error_level / 2) {}

  void add(Truth happened, double weight) {
    least_.add(certainly_not(happened) ? weight : 0);
    most_.add(certainly(happened) ? 0 : weight);
    failures_ += certainly_not(happened) ? 1 : 0;
  }

  Verdict verdict() const {
    if (least_.excludes(allowed_) && least_.mean() > allowed_) return Verdict::refuted;
    if (most_.excludes(allowed_) && most_.mean() < allowed_) return Verdict::supported;
    return Verdict::undecided;
  }

  std::int64_t trials() const { return least_.trials(); }
  std::int64_t failures() const { return failures_; }
  double lower() const { return least_.lower(); }
  double upper() const { return most_.upper(); }

 private:
  double allowed_;
  ConfidenceSequence least_, most_;
  std::int64_t failures_ = 0;
};

// Covers the rounding of probabilities in double.
constexpr double slack = 1 + 0x1p-30;

}  // namespace

void check_rare_events(const AnyClaim& claim, const Clause& clause, const Document& drawn) {
  const RareFailure* rare = rare_failure(clause);
  if (rare == nullptr) return;
  if (rare->events(claim.observe(drawn, Arithmetic::binary64())).hold(claim.layout, drawn)) return;
  throw std::runtime_error(clause.name + " fails where none of its rare events happens:\n" +
                           readable(claim.layout, drawn));
}

std::string without_drawn(const Layout& layout, const Document& setting) {
  Layout shown;
  Document kept;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    if (layout.fields[k].drawn) continue;
    shown.fields.push_back(layout.fields[k]);
    kept.values.push_back(setting.values[k]);
  }
  return readable(shown, kept);
}

TrialDraw trial_draw(const AnyClaim& claim, const Clause& clause, const Document& setting,
                     const TrialPlan& plan, std::int64_t draw) {
  Stream random(plan.seed, claim.card.id + "/" + clause.name, draw_index(plan.setting_index, draw));
  TrialDraw out{claim.draw ? claim.draw(setting, random) : setting};
  if (plan.rare) out.weight = plan.rare->impose(claim.layout, out.setting, random);
  return out;
}

TrialOutcome put_to_trial(const AnyClaim& claim, const Clause& clause, const Document& setting,
                          const TrialPlan& plan) {
  const double allowed = clause.allowed_failure(claim.observe(setting, Arithmetic::binary64()));
  const double scale = plan.rare ? plan.rare->total() * slack : 1;
  const bool never = plan.rare && scale <= allowed;
  Verdicts verdicts(allowed, never ? 1 : scale, plan.error_level);
  TrialOutcome out;
  if (never) out.verdict = Verdict::supported;
  for (std::int64_t k = 0; k < plan.most_trials && out.verdict == Verdict::undecided; ++k) {
    if (plan.stop != nullptr && plan.stop->load(std::memory_order_relaxed)) throw Interrupted();
    const TrialDraw draw = trial_draw(claim, clause, setting, plan, k);
    const Truth happened = event_truth(claim, clause, draw.setting, plan.precision);
    if (!plan.rare && certainly_not(happened)) check_rare_events(claim, clause, draw.setting);
    verdicts.add(happened, draw.weight);
    out.verdict = verdicts.verdict();
  }
  out.evaluations = verdicts.trials();
  out.record = {without_drawn(claim.layout, setting),
                verdicts.trials(),
                verdicts.failures(),
                allowed,
                scale * verdicts.lower(),
                scale * verdicts.upper(),
                plan.error_level,
                static_cast<std::int64_t>(plan.setting_index),
                scale};
  return out;
}

}  // namespace claimcheck
