#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/evidence_directory.hpp"
#include "cli/run_options.hpp"
#include "cli/selection.hpp"
#include "cli/versions.hpp"
#include "reports/report.hpp"
#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

namespace fs = std::filesystem;

struct FigureOptions {
  std::string id{};
  std::string evidence = default_evidence;
  std::string out = "build/figure";
  RunOptions run{};
};

Exit figure(const FigureOptions& options) {
  const AnyClaim& claim = claim_named(options.id);
  if (!claim.experiment) throw UsageError(options.id + " is not an experiment");
  const EvidenceDirectory evidence(options.evidence);
  const fs::path out = options.out;
  prepare_directory(out);
  watch_for_interrupts();
  CampaignResult result;
  try {
    result = run_campaign(claim, campaign_options(options.run));
  } catch (const Interrupted&) {
    return Exit::interrupted;
  }
  result.record.versions = versions();
  evidence.keep(result);
  const std::vector<ClaimRecord> records = {result.record};
  write_file(out / "index.html", html_report(records, papers()));
  fmt::print("{}\n", claim.card.id);
  for (const ClauseRecord& clause : result.record.conclusions) {
    fmt::print("  {} {}  {}\n", clause.name, text(clause.verdict), clause.note);
  }
  fmt::print("figure: {}\n", (out / "index.html").string());
  return result.record.as_expected ? Exit::expected : Exit::unexpected;
}

}  // namespace

void add_figure(CLI::App& program, Action& action) {
  const auto options = std::make_shared<FigureOptions>();
  options->run.effort = "deep";
  CLI::App& command =
      add_command(program, action, "figure", "Run an experiment at the paper's scale and plot it",
                  options, figure);
  command.add_option("FIGURE", options->id, "The experiment's id")->required();
  command.add_option("--evidence", options->evidence, "Where the record goes")
      ->capture_default_str();
  command.add_option("--out", options->out, "Where the page goes")->capture_default_str();
  add_run_options(command, options->run);
}

}  // namespace claimcheck
