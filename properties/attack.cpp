#include "properties/attack.hpp"

#include <algorithm>
#include <cmath>

#include "properties/polish.hpp"
#include "properties/sample.hpp"

namespace claimcheck {
namespace {

// A share of the budget goes to local optimisation, in bursts of so many evaluations.
constexpr std::int64_t polish_every = 150;
constexpr int polish_burst = 90;
// Of so many mutations that break a hypothesis one is pulled back to its border, by bisection.
constexpr std::int64_t border_every = 16;
constexpr int border_steps = 8;
// Settings near equality that are decided in balls, as a share of the budget.
constexpr std::int64_t suspect_share = 10;

class Attack {
 public:
  Attack(Examiner& examiner, std::size_t k, const AttackPlan& plan)
      : examiner_(examiner),
        tally_(examiner.conclusions()[k]),
        k_(k),
        plan_(plan),
        random_(plan.seed, examiner.claim().card.id + "/attack/" + tally_.clause().name,
                plan.round) {}

  std::int64_t run() {
    std::int64_t next_polish = polish_every / 2;
    while (spent_ < plan_.evaluations && !done()) {
      if (tally_.worst().empty()) break;
      if (spent_ >= next_polish) {
        next_polish += polish_every + polish_burst;
        polish_margin(
            tally_.worst()[random_.below(std::min<std::size_t>(2, tally_.worst().size()))].setting);
        continue;
      }
      const std::size_t among = random_.chance(0.5) ? 1 : tally_.worst().size();
      const Document parent = tally_.worst()[random_.below(among)].setting;
      const Document candidate = mutated(examiner_.claim(), parent, random_);
      consider(candidate);
      if (outside_ && ++outsiders_ % border_every == 0) walk_to_border(parent, candidate);
    }
    return spent_;
  }

 private:
  bool done() const { return tally_.violation().has_value(); }

  /// The margin in the search arithmetic; +infinity when not admissible or not applicable.
  double consider(const Document& candidate) {
    ++spent_;
    outside_ = false;
    if (!misfit(examiner_.claim().layout, candidate).empty()) return HUGE_VAL;
    const Decision quick = examiner_.look(candidate);
    outside_ = !Examiner::plausible(quick) || quick.conclusions.empty();
    if (outside_) return HUGE_VAL;
    const Outcome& outcome = quick.conclusions[k_].outcome;
    if (certainly_not(outcome.applicable) || outcome.relations == 0) return HUGE_VAL;
    const bool improved = tally_.offer(outcome.margin, candidate);
    const bool suspect = outcome.undefined() || outcome.margin <= rounding_margin;
    if (outcome.margin < -rounding_margin || improved ||
        (suspect && suspects_++ < plan_.evaluations / suspect_share)) {
      examiner_.examine(candidate, quick);
    }
    return outcome.undefined() ? HUGE_VAL : outcome.margin;
  }

  /// Where bounds are tight, hypotheses often are. The real numbers move from an admissible setting
  /// half way towards one that is not, again and again, as long as that stays admissible.
  void walk_to_border(Document inside, const Document& outside) {
    const Layout& layout = examiner_.claim().layout;
    std::vector<double> low = coordinates(layout, inside), high = coordinates(layout, outside);
    if (low.size() != high.size()) return;
    for (int step = 0; step < border_steps && !done() && spent_ < plan_.evaluations; ++step) {
      std::vector<double> middle = low;
      for (std::size_t i = 0; i < low.size(); ++i) middle[i] += (high[i] - low[i]) / 2;
      consider(with_coordinates(layout, inside, middle));
      (outside_ ? high : low) = std::move(middle);
    }
  }

  /// By value: the worst settings change meanwhile.
  void polish_margin(const Document start) {
    const bool polished =
        polish(examiner_.claim().layout, start, polish_burst, [this](const Document& candidate) {
          return done() ? HUGE_VAL : std::min(10.0, consider(candidate));
        });
    if (!polished) consider(mutated(examiner_.claim(), start, random_));
  }

  Examiner& examiner_;
  Tally& tally_;
  std::size_t k_;
  AttackPlan plan_;
  Stream random_;
  std::int64_t spent_ = 0, suspects_ = 0, outsiders_ = 0;
  bool outside_ = false;  ///< the setting considered last broke a hypothesis
};

}  // namespace

std::int64_t attack(Examiner& examiner, std::size_t k, const AttackPlan& plan) {
  return Attack(examiner, k, plan).run();
}

}  // namespace claimcheck
