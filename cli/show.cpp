#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/evidence_directory.hpp"
#include "cli/selection.hpp"
#include "cli/wording.hpp"
#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

struct ShowOptions {
  std::string claim{};
  std::string evidence = default_evidence;
};

void print_source(const Card& card) {
  fmt::print("{}\n{}, {}", card.id, card.label, card.place);
  for (const Paper& paper : papers()) {
    if (paper.id == card.paper()) {
      fmt::print("\n{}, \"{}\", {}", paper.authors, paper.title, paper.venue);
    }
  }
  fmt::print("\nkind: {}\n\n{}\n\n{}\n", text(card.kind), card.title, indented(card.statement));
  if (!card.reading.empty()) fmt::print("\nReading\n{}\n", indented(card.reading));
  if (!card.corrects.empty()) fmt::print("\nCorrects\n{}\n", indented(card.corrects));
}

void print_clauses(const char* heading, const std::vector<Clause>& clauses, const AnyClaim& claim) {
  fmt::print("\n{}\n", heading);
  for (const Clause& clause : clauses) {
    fmt::print("  {:<4} {}{}\n", clause.name, clause.latex,
               claim.expects_refutation(clause.name) ? "   (expected: refuted)" : "");
  }
}

void print_evidence(const ClaimRecord& record, const std::filesystem::path& directory) {
  fmt::print("\nEvidence in {} (effort {}, seed {})\n", directory.string(), text(record.effort),
             record.seed);
  fmt::print("  {}\n", in_a_line(record));
  for (const ClauseRecord& clause : record.conclusions) {
    fmt::print("  {:<4} {}{}\n", clause.name, text(clause.verdict),
               clause.note.empty() ? "" : ": " + clause.note);
    if (!clause.witness) continue;
    fmt::print("       {}\n       claimcheck replay {}\n", clause.witness->relation,
               (directory / clause.witness->file).string());
  }
}

Exit show(const ShowOptions& options) {
  const AnyClaim& claim = claim_named(options.claim);
  print_source(claim.card);
  print_clauses("Hypotheses", claim.hypotheses, claim);
  print_clauses("Conclusions", claim.conclusions, claim);
  for (const std::string& reason : claim.untestable) fmt::print("  untestable  {}\n", reason);
  const std::filesystem::path file =
      std::filesystem::path(options.evidence) / record_file(claim.card.id);
  if (std::filesystem::exists(file)) {
    print_evidence(read_record(file), options.evidence);
  } else {
    fmt::print("\nNo evidence in {}; claimcheck check {} makes it\n", options.evidence,
               claim.card.id);
  }
  return Exit::expected;
}

}  // namespace

void add_show(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ShowOptions>();
  CLI::App& command =
      add_command(program, action, "show",
                  "Statement, clauses, source and last evidence of a claim", options, show);
  command.add_option("claim", options->claim, "Its id, for example chatterji2021/lemma-7")
      ->required();
  command.add_option("--evidence", options->evidence, "Where the records are")
      ->capture_default_str();
}

}  // namespace claimcheck
