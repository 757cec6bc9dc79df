#include "reports/report.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/evidence_directory.hpp"
#include "cli/progress.hpp"
#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

namespace fs = std::filesystem;

struct ReportOptions {
  std::string evidence = default_evidence;
  std::string out = "build/report";
};

/// The replay commands in the report are typed from here, not from the evidence directory.
void locate_witnesses(std::vector<ClaimRecord>& records, const fs::path& evidence) {
  for (ClaimRecord& record : records) {
    for (ClauseRecord& clause : record.conclusions) {
      if (clause.witness) clause.witness->file = (evidence / clause.witness->file).string();
    }
  }
}

/// The papers' order instead of the alphabet's; claims that are no longer encoded come last.
void sort_as_catalogued(std::vector<ClaimRecord>& records) {
  const auto place = [](const ClaimRecord& record) {
    const AnyClaim* claim = find_claim(record.card.id);
    return claim == nullptr ? std::ssize(catalogue()) : claim - catalogue().data();
  };
  std::stable_sort(records.begin(), records.end(),
                   [&](const auto& a, const auto& b) { return place(a) < place(b); });
}

Exit report(const ReportOptions& options) {
  std::vector<ClaimRecord> records = read_evidence(options.evidence);
  if (records.empty()) throw BadFile(options.evidence, 0, "holds no evidence");
  sort_as_catalogued(records);
  locate_witnesses(records, options.evidence);
  const fs::path out = options.out;
  prepare_directory(out);
  write_file(out / "index.html", html_report(records, papers()));
  write_file(out / "junit.xml", junit_report(records, papers()));
  fmt::print("{}\nreport: {}\n", terminal_summary(records, colourful(stdout)),
             (out / "index.html").string());
  const bool expected = std::all_of(records.begin(), records.end(),
                                    [](const ClaimRecord& record) { return record.as_expected; });
  return expected ? Exit::expected : Exit::unexpected;
}

}  // namespace

void add_report(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ReportOptions>();
  CLI::App& command =
      add_command(program, action, "report",
                  "Turn evidence into index.html, junit.xml and a summary", options, report);
  command.add_option("--evidence", options->evidence, "Where the records are")
      ->capture_default_str();
  command.add_option("--out", options->out, "Where the report goes")->capture_default_str();
}

}  // namespace claimcheck
