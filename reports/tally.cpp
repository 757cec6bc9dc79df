#include "reports/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace claimcheck {
namespace {

std::string wanted(Verdict expected) {
  return expected <= Verdict::supported ? "supported or better" : std::string(text(expected));
}

std::string with_note(std::string line, const std::string& note) {
  return note.empty() ? line : line + ": " + note;
}

}  // namespace

void VerdictTally::add(const ClaimRecord& record) {
  ++by_verdict[static_cast<std::size_t>(record.verdict)];
  ++claims;
  unexpected += record.as_expected ? 0 : 1;
  draws += record.draws;
  admissible += record.admissible;
  evaluations += record.evaluations;
  seconds += record.seconds;
}

VerdictTally tally(std::span<const ClaimRecord> records) {
  VerdictTally out;
  for (const ClaimRecord& record : records) out.add(record);
  return out;
}

VerdictTally PaperGroup::tally() const {
  VerdictTally out;
  for (const ClaimRecord* record : records) out.add(*record);
  return out;
}

std::vector<PaperGroup> by_paper(std::span<const ClaimRecord> records,
                                 const std::vector<Paper>& papers) {
  std::vector<PaperGroup> out;
  for (const Paper& paper : papers) out.push_back({paper});
  for (const ClaimRecord& record : records) {
    auto at = std::find_if(out.begin(), out.end(), [&](const PaperGroup& group) {
      return group.paper.id == record.card.paper();
    });
    if (at == out.end()) {
      out.push_back({Paper{record.card.paper(), record.card.paper(), "", ""}});
      at = out.end() - 1;
    }
    at->records.push_back(&record);
  }
  std::erase_if(out, [](const PaperGroup& group) { return group.records.empty(); });
  return out;
}

bool as_expected(const ClauseRecord& clause) {
  if (clause.verdict == Verdict::untestable) return true;
  return clause.expected <= Verdict::supported ? clause.verdict <= Verdict::supported
                                               : clause.verdict == clause.expected;
}

std::vector<std::string> reasons(const ClaimRecord& record) {
  std::vector<std::string> out;
  if (record.as_expected) return out;
  for (const ClauseRecord& clause : record.conclusions) {
    if (as_expected(clause)) continue;
    out.push_back(with_note(fmt::format("{} {}, expected {}", clause.name, text(clause.verdict),
                                        wanted(clause.expected)),
                            clause.note));
  }
  for (const ClauseRecord& clause : record.hypotheses) {
    if (clause.note.empty()) continue;
    out.push_back(fmt::format("{} {}: {}", clause.name, text(clause.verdict), clause.note));
  }
  out.insert(out.end(), record.health.begin(), record.health.end());
  if (out.empty()) out.push_back(fmt::format("{}, which is not expected", text(record.verdict)));
  return out;
}

const ClauseRecord* worst_conclusion(const ClaimRecord& record) {
  const ClauseRecord* worst = nullptr;
  for (const ClauseRecord& clause : record.conclusions) {
    if (clause.margins.empty()) continue;
    const double margin = clause.margins.front();
    if (worst == nullptr || std::isnan(margin) || margin < worst->margins.front()) worst = &clause;
  }
  return worst;
}

std::optional<double> worst_margin(const ClaimRecord& record) {
  const ClauseRecord* worst = worst_conclusion(record);
  if (worst == nullptr) return std::nullopt;
  return worst->margins.front();
}

}  // namespace claimcheck
