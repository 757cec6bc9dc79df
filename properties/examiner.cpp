#include "properties/examiner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace claimcheck {

Examiner::Examiner(const AnyClaim& claim, Arithmetic search, Precision precision,
                   const std::atomic<bool>* stop)
    : claim_(claim),
      search_(search),
      precision_(precision),
      stop_(stop),
      nearest_(-HUGE_VAL),
      climbs_(claim.hypotheses.size()),
      broken_(claim.hypotheses.size(), 0) {
  for (const Clause& clause : claim.hypotheses) hypotheses_.emplace_back(clause, false);
  for (const Clause& clause : claim.conclusions) {
    conclusions_.emplace_back(clause, claim.expects_refutation(clause.name));
  }
}

void Examiner::tick() {
  ++evaluations_;
  if (stop_ != nullptr && stop_->load(std::memory_order_relaxed)) throw Interrupted();
}

Decision Examiner::look(const Document& setting) {
  tick();
  Decision quick = evaluate(claim_, setting, search_);
  if (!quick.error.empty()) throw std::runtime_error(quick.error);
  return quick;
}

bool Examiner::plausible(const Decision& quick) {
  return std::none_of(quick.hypotheses.begin(), quick.hypotheses.end(), [](const auto& d) {
    return certainly_not(d.outcome.truth) && d.outcome.margin < -rounding_margin;
  });
}

bool Examiner::examine(const Document& setting, const Decision& quick) {
  if (!plausible(quick)) {
    note_miss(quick, setting);
    return false;
  }
  const Stakes stakes = this->stakes();
  const Decision decision = decide(claim_, setting, precision_, false, stakes);
  if (!decision.error.empty()) throw std::runtime_error(decision.error);
  note_climbs(decision, stakes.intervals);
  if (!certainly(decision.admissible)) {
    note_miss(decision, setting);
    return false;
  }
  if (claim_.is_probable()) admissible_settings_.push_back(setting);
  for (std::size_t k = 0; k < hypotheses_.size(); ++k) {
    hypotheses_[k].count(decision.hypotheses[k], setting, spent());
  }
  for (std::size_t k = 0; k < conclusions_.size(); ++k) {
    if (!claim_.conclusions[k].is_probable()) {
      conclusions_[k].count(decision.conclusions[k], setting, spent());
    }
  }
  return true;
}

Stakes Examiner::stakes() {
  constexpr std::int64_t everything = 128, agreement = 16, patience = 2, few = 8;
  const std::int64_t turn = decisions_++;
  Stakes out;
  if (turn % everything == 0) return out;
  const bool closely = turn % agreement == 0;
  const bool mostly_fruitless = intervals_.fruitless > few + 2 * intervals_.fruitful;
  out.intervals = !mostly_fruitless || turn % agreement == agreement / 2;
  for (const Climbs& climbs : climbs_) {
    out.hypotheses.push_back(closely || climbs.fruitless < patience * (1 + climbs.fruitful));
  }
  for (const Tally& tally : conclusions_) {
    const Stake stake = tally.stake();
    out.conclusions.push_back(closely && stake == Stake::violation ? Stake::agreement : stake);
  }
  return out;
}

void Examiner::note_climbs(const Decision& decision, bool with_intervals) {
  if (with_intervals) ++(decision.rungs == 1 ? intervals_.fruitful : intervals_.fruitless);
  for (std::size_t k = 0; k < climbs_.size(); ++k) {
    const ClauseDecision& d = decision.hypotheses[k];
    if (d.decided_by.rung == Arithmetic::Rung::interval) continue;
    ++(unknown(d.outcome.truth) ? climbs_[k].fruitless : climbs_[k].fruitful);
  }
}

void Examiner::note_miss(const Decision& decision, const Document& setting) {
  ++discarded_;
  for (std::size_t k = 0; k < broken_.size(); ++k) {
    broken_[k] += certainly(decision.hypotheses[k].outcome.truth) ? 0 : 1;
  }
  const auto worst = std::min_element(
      decision.hypotheses.begin(), decision.hypotheses.end(),
      [](const auto& a, const auto& b) { return a.outcome.margin < b.outcome.margin; });
  if (worst->outcome.margin > nearest_) {
    nearest_ = worst->outcome.margin;
    nearest_at_ = setting;
    nearest_name_ =
        claim_.hypotheses[static_cast<std::size_t>(worst - decision.hypotheses.begin())].name;
  }
}

std::string Examiner::nearest_miss() const {
  if (nearest_name_.empty()) return "no setting was close";
  return fmt::format("the nearest misses {} by {:.2g}", nearest_name_, std::fmax(0, -nearest_));
}

Spent Examiner::spent() const {
  return {evaluations_,
          std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count()};
}

std::string Examiner::main_obstacle() const {
  const auto most = std::max_element(broken_.begin(), broken_.end());
  if (most == broken_.end() || *most == 0) return "";
  return fmt::format("{} fails on {} of {} discarded ones",
                     claim_.hypotheses[static_cast<std::size_t>(most - broken_.begin())].name,
                     *most, discarded_);
}

}  // namespace claimcheck
