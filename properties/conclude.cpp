#include "properties/conclude.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace claimcheck {
namespace {

/// The untestable clauses stand behind the tested ones, with their reasons.
void add_untestable(ClaimRecord& record, const AnyClaim& claim) {
  for (const std::string& entry : claim.untestable) {
    ClauseRecord clause;
    clause.name = entry.substr(0, entry.find(':'));
    clause.verdict = clause.expected = Verdict::untestable;
    clause.note = entry.substr(std::min(entry.size(), clause.name.size() + 2));
    record.conclusions.push_back(std::move(clause));
  }
}

bool green(Verdict verdict) {
  return verdict == Verdict::certified || verdict == Verdict::supported;
}

bool met(const ClauseRecord& clause) {
  return clause.expected == Verdict::refuted ? clause.verdict == Verdict::refuted
                                             : green(clause.verdict);
}

/// "starved": what random draws hardly ever reach is hardly searched, whatever the verdict says.
/// Nothing admissible at all is the verdict `vacuous`.
void check_health(ClaimRecord& record, const Examiner& examiner) {
  const bool vacuous = std::all_of(record.conclusions.begin(), record.conclusions.end(),
                                   [](const ClauseRecord& c) { return c.applicable == 0; });
  if (record.draws == 0 || (record.admissible == 0 && vacuous)) return;
  const double share = static_cast<double>(record.admissible) / static_cast<double>(record.draws);
  if (share >= starving_share) return;
  record.health.push_back(fmt::format(
      "starved: {} of {} draws admissible, less than 1 %; {}. Let .prepare move settings to where "
      "that hypothesis holds, or store what it asks for as a parameter",
      record.admissible, record.draws, examiner.main_obstacle()));
}

}  // namespace

void conclude(ClaimRecord& record, const AnyClaim& claim, const Examiner& examiner,
              const std::string& error) {
  add_untestable(record, claim);
  check_health(record, examiner);
  record.verdict = claim.conclusions.empty() && !claim.untestable.empty() ? Verdict::untestable
                                                                          : Verdict::certified;
  record.as_expected = record.health.empty();
  for (ClauseRecord& clause : record.conclusions) {
    if (!error.empty()) {
      clause.verdict = Verdict::failed;
      clause.note = error;
    } else if (clause.verdict == Verdict::vacuous && record.admissible == 0) {
      clause.note = fmt::format("no admissible setting in {} draw{}; {}", record.draws,
                                record.draws == 1 ? "" : "s", examiner.nearest_miss());
    }
    if (clause.verdict == Verdict::untestable) continue;
    record.verdict = std::max(record.verdict, clause.verdict);
    record.as_expected = record.as_expected && met(clause);
  }
}

}  // namespace claimcheck
