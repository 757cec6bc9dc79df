#include "properties/search.hpp"

#include <algorithm>
#include <cmath>

#include "properties/attack.hpp"
#include "properties/conclude.hpp"
#include "properties/enumerate.hpp"
#include "properties/polish.hpp"
#include "properties/sample.hpp"

namespace claimcheck {
namespace {

// The first round; each later one doubles what was done.
constexpr struct { std::int64_t enumerated = 5, draws = 8, attacks = 20; } first_round;
// One random draw of so many is left as it was drawn: where hypotheses are dropped or too weak, the
// violation may be far from where `prepare` moves a setting.
constexpr std::int64_t unprepared_every = 8;

// Repaired settings a round; from there on the attack mutates.
constexpr std::int64_t enough_reached = 8;
// Repairs take turns.
constexpr int mutations_a_repair = 20, polish_steps = 60;

/// How much of `total` is done when the round ends.
std::int64_t until(std::int64_t round, std::int64_t first, std::int64_t total) {
  return round > 40 ? total : std::min(total, first << round);
}

}  // namespace

void Search::known(const std::vector<Witness>& memory) {
  const AnyClaim& claim = examiner_.claim();
  for (const Document& setting : claim.tight) examiner_.examine(setting);
  for (const Witness& witness : memory) {
    if (misfit(claim.layout, witness.setting).empty()) examiner_.examine(witness.setting);
  }
}

void Search::run() {
  SmallSettings small(examiner_.claim().layout, plan_.enumerated);
  std::int64_t listed = 0, drawn = 0, attacked = 0;
  for (std::int64_t round = 0;
       listed < plan_.enumerated || drawn < plan_.draws || attacked < plan_.attacks; ++round) {
    for (const auto end = until(round, first_round.enumerated, plan_.enumerated); listed < end;
         ++listed) {
      const std::optional<Document> setting = small.next();
      if (!setting) {
        listed = plan_.enumerated;  // there are fewer
        break;
      }
      draw(*setting);
    }
    for (const auto end = until(round, first_round.draws, plan_.draws); drawn < end; ++drawn) {
      draw(random_draw(examiner_.claim(), plan_.seed, static_cast<std::uint64_t>(drawn)));
    }
    const auto end = until(round, first_round.attacks, plan_.attacks);
    if (end > attacked && starves()) reach(round, end - attacked);
    if (end > attacked) attack_all(round, end - attacked);
    attacked = end;
  }
}

void Search::draw(const Document& setting) {
  admissible_ += examiner_.examine(setting) ? 1 : 0;
  ++draws_;
}

bool Search::starves() const {
  return static_cast<double>(admissible_) < starving_share * static_cast<double>(draws_);
}

/// Repairs the nearest miss, which the examiner keeps: mutations that come nearer, and a local
/// search that pushes the worst hypothesis up.
void Search::reach(std::int64_t round, std::int64_t evaluations) {
  const AnyClaim& claim = examiner_.claim();
  Stream random(plan_.seed, claim.card.id + "/reach", static_cast<std::uint64_t>(round));
  std::int64_t reached = 0, spent = 0;
  const auto look = [&](const Document& candidate) {
    ++spent;
    if (reached >= enough_reached || spent > evaluations) return HUGE_VAL;
    if (!misfit(claim.layout, candidate).empty()) return HUGE_VAL;
    const Decision quick = examiner_.look(candidate);
    reached += examiner_.examine(candidate, quick) ? 1 : 0;
    double worst = HUGE_VAL;
    for (const ClauseDecision& d : quick.hypotheses) worst = std::min(worst, d.outcome.margin);
    return std::isnan(worst) ? HUGE_VAL : -worst;
  };
  while (reached < enough_reached && spent < evaluations) {
    if (examiner_.nearest_setting() == nullptr) return;
    const Document start = *examiner_.nearest_setting();
    for (int k = 0; k < mutations_a_repair; ++k) look(mutated(claim, start, random));
    polish(claim.layout, start, polish_steps, look);
  }
}

void Search::attack_all(std::int64_t round, std::int64_t evaluations) {
  const AnyClaim& claim = examiner_.claim();
  for (std::size_t k = 0; k < claim.conclusions.size(); ++k) {
    if (claim.conclusions[k].is_probable() || examiner_.conclusions()[k].violation()) continue;
    attacks_ += attack(examiner_, k, {evaluations, plan_.seed, static_cast<std::uint64_t>(round)});
  }
}

Document random_draw(const AnyClaim& claim, std::uint64_t seed, std::uint64_t index) {
  Stream stream(seed, claim.card.id, index);
  // Steps of 61 visit every size from 0 to 100 and spread them evenly from the first draws on.
  const int size = static_cast<int>(index % 101 * 61 % 101);
  const bool prepared = index % unprepared_every != unprepared_every - 1;
  return sample_setting(claim, stream, size, prepared);
}

}  // namespace claimcheck
