#include <fmt/format.h>

#include "reports/markup.hpp"
#include "reports/report.hpp"
#include "reports/tally.hpp"

namespace claimcheck {
namespace {

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + line;
  return out;
}

/// Why an untestable claim is so: its notes.
std::string untestable_note(const ClaimRecord& record) {
  std::vector<std::string> notes;
  for (const ClauseRecord& clause : record.conclusions) {
    if (!clause.note.empty()) notes.push_back(clause.name + ": " + clause.note);
  }
  return notes.empty() ? "untestable" : joined(notes);
}

bool skipped(const ClaimRecord& record) {
  return record.as_expected && record.verdict == Verdict::untestable;
}

Markup outcome(const ClaimRecord& record) {
  if (!record.as_expected) {
    return fill(
        "<failure type=\"{{verdict}}\" message=\"{{verdict}}, not as expected\">{{why}}"
        "</failure>",
        {{"verdict", text(record.verdict)}, {"why", joined(reasons(record))}});
  }
  if (!skipped(record)) return {};
  return fill("<skipped message=\"{{why}}\"/>", {{"why", untestable_note(record)}});
}

Markup testcase(const ClaimRecord& record) {
  return fill(
      "    <testcase classname=\"{{paper}}\" name=\"{{id}}\" time=\"{{time}}\">{{outcome}}"
      "</testcase>\n",
      {{"paper", record.card.paper()},
       {"id", record.card.id},
       {"time", fmt::format("{:.3f}", record.seconds)},
       {"outcome", outcome(record)}});
}

Markup testsuite(const PaperGroup& group) {
  Markup cases;
  std::int64_t skips = 0;
  for (const ClaimRecord* record : group.records) {
    cases += testcase(*record);
    skips += skipped(*record) ? 1 : 0;
  }
  const VerdictTally total = group.tally();
  return fill(
      "  <testsuite name=\"{{paper}}\" tests=\"{{tests}}\" failures=\"{{failures}}\" "
      "errors=\"0\" skipped=\"{{skipped}}\" time=\"{{time}}\">\n{{cases}}  </testsuite>\n",
      {{"paper", group.paper.id},
       {"tests", total.claims},
       {"failures", total.unexpected},
       {"skipped", skips},
       {"time", fmt::format("{:.3f}", total.seconds)},
       {"cases", cases}});
}

}  // namespace

std::string junit_report(std::span<const ClaimRecord> records, const std::vector<Paper>& papers) {
  Markup suites;
  for (const PaperGroup& group : by_paper(records, papers)) suites += testsuite(group);
  const VerdictTally total = tally(records);
  return fill(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"claimcheck\" "
             "tests=\"{{tests}}\" failures=\"{{failures}}\" time=\"{{time}}\">\n{{suites}}"
             "</testsuites>\n",
             {{"tests", total.claims},
              {"failures", total.unexpected},
              {"time", fmt::format("{:.3f}", total.seconds)},
              {"suites", suites}})
      .text;
}

}  // namespace claimcheck
