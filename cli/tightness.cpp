#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/command.hpp"
#include "cli/evidence_directory.hpp"
#include "cli/selection.hpp"

namespace claimcheck {
namespace {

namespace fs = std::filesystem;

struct TightnessOptions {
  Selection selection{};
  std::string evidence = default_evidence;
};

struct Row {
  std::string claim, conclusion;
  double used;
  std::string ladders;  ///< "  by n: 1: 0.5 2: 0.6", empty when none was probed
};

std::string ladders_of(const ClaimRecord& record, const std::string& conclusion) {
  std::string out;
  for (const LadderRecord& ladder : record.ladders) {
    if (ladder.conclusion != conclusion) continue;
    out += fmt::format("  by {}:", ladder.axis);
    for (std::size_t k = 0; k < ladder.values.size(); ++k) {
      out += fmt::format(" {:.4g}: {:.4g}", ladder.values[k], ladder.tightness[k]);
    }
  }
  return out;
}

/// The conclusions with two non-negative sides that evidence exists for.
std::vector<Row> rows_of(const ClaimRecord& record) {
  std::vector<Row> out;
  for (const ClauseRecord& clause : record.conclusions) {
    if (!clause.tight || std::isnan(clause.tight->tightness)) continue;
    out.push_back(
        {record.card.id, clause.name, clause.tight->tightness, ladders_of(record, clause.name)});
  }
  return out;
}

Exit tightness(const TightnessOptions& options) {
  std::vector<Row> rows;
  for (const AnyClaim* claim : selected(options.selection)) {
    const fs::path file = fs::path(options.evidence) / record_file(claim->card.id);
    if (!fs::exists(file)) continue;
    for (Row& row : rows_of(read_record(file))) rows.push_back(std::move(row));
  }
  if (rows.empty()) throw BadFile(options.evidence, 0, "holds no evidence on these claims");
  std::size_t claims = 5, conclusions = 10;
  for (const Row& row : rows) {
    claims = std::max(claims, row.claim.size());
    conclusions = std::max(conclusions, row.conclusion.size());
  }
  fmt::print("{:<{}}  {:<{}}  {}\n", "claim", claims, "conclusion", conclusions,
             "largest ratio of its sides");
  for (const Row& row : rows) {
    fmt::print("{:<{}}  {:<{}}  {:<8.4g}{}\n", row.claim, claims, row.conclusion, conclusions,
               row.used, row.ladders);
  }
  return Exit::expected;
}

}  // namespace

void add_tightness(CLI::App& program, Action& action) {
  const auto options = std::make_shared<TightnessOptions>();
  CLI::App& command = add_command(program, action, "tightness",
                                  "How much of every bound the evidence uses", options, tightness);
  add_selection(command, options->selection);
  command.add_option("--evidence", options->evidence, "Where the records are")
      ->capture_default_str();
}

}  // namespace claimcheck
