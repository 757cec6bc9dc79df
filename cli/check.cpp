#include <fmt/format.h>

#include <memory>
#include <optional>

#include "cli/command.hpp"
#include "cli/evidence_directory.hpp"
#include "cli/progress.hpp"
#include "cli/run_options.hpp"
#include "cli/selection.hpp"
#include "cli/versions.hpp"
#include "cli/witness_store.hpp"
#include "properties/tight.hpp"
#include "reports/report.hpp"

namespace claimcheck {
namespace {

struct CheckOptions {
  Selection selection{};
  RunOptions run{};
  std::string evidence = default_evidence;
  std::string memory = default_memory;
  bool resume = false;
  bool keep_witnesses = false, keep_tight = false;
};

/// One run over a selection: what its threads share.
class Run {
 public:
  explicit Run(const CheckOptions& options)
      : options_(options),
        claims_(selected(options.selection)),
        campaign_(campaign_options(options.run)),
        evidence_(options.evidence),
        witnesses_(options.memory, "witnesses"),
        tight_(options.memory, "tight"),
        progress_(claims_.size()),
        records_(claims_.size()) {
    if (options.keep_witnesses || options.keep_tight) prepare_directory(options.memory);
    for (const AnyClaim* claim : claims_) memories_.push_back(memory_of(options.memory, *claim));
  }

  Exit perform() {
    const auto digits = fix_digits(options_.run);
    watch_for_interrupts();
    in_parallel(claims_.size(), options_.run.jobs, [this](std::size_t k) { check(k); });
    return conclude();
  }

 private:
  void check(std::size_t k) {
    const AnyClaim& claim = *claims_[k];
    if (options_.resume && (records_[k] = evidence_.finished(wanted(claim)))) {
      progress_.finished(*records_[k], true);
      return;
    }
    progress_.started(claim.card.id);
    try {
      CampaignOptions options = campaign_;
      options.memory = memories_[k];
      CampaignResult result = run_campaign(claim, options);
      result.record.versions = versions();
      evidence_.keep(result);
      store(claim, result);
      progress_.finished(result.record, false);
      records_[k] = std::move(result.record);
    } catch (const StoppedCampaign& stopped) {
      evidence_.keep(stopped.witnesses);
      progress_.abandoned(claim.card.id);
      for (const Witness& kept : stopped.witnesses) {
        progress_.say(fmt::format("kept the violation of {} {} as far as it was shrunk: {}",
                                  kept.claim, kept.conclusion,
                                  evidence_.witness(kept.claim, kept.conclusion).string()));
      }
    }
  }

  void store(const AnyClaim& claim, const CampaignResult& result) const {
    if (options_.keep_witnesses) {
      for (const Witness& witness : result.witnesses) witnesses_.keep(witness, claim);
    }
    if (!options_.keep_tight) return;
    const std::int64_t most = Budget::of(campaign_.effort, claim.cost).shrinks;
    for (const Witness& tight : shrunk_tight_cases(claim, result, most)) tight_.keep(tight, claim);
  }

  ClaimRecord wanted(const AnyClaim& claim) const {
    ClaimRecord out;
    out.card = claim.card;
    out.effort = campaign_.effort;
    out.seed = campaign_.seed;
    out.digits = campaign_.digits;
    out.max_shrink = campaign_.max_shrink;
    out.versions = versions();
    return out;
  }

  Exit conclude() const {
    std::vector<ClaimRecord> finished;
    for (const auto& record : records_) {
      if (record) finished.push_back(*record);
    }
    fmt::print("{}\nevidence: {}\n", terminal_summary(finished, colourful(stdout)),
               options_.evidence);
    if (stop_requested().load()) {
      fmt::print(stderr, "claimcheck: interrupted after {} of {} claims; --resume continues\n",
                 finished.size(), claims_.size());
      return Exit::interrupted;
    }
    const bool expected = std::all_of(finished.begin(), finished.end(),
                                      [](const ClaimRecord& record) { return record.as_expected; });
    return expected ? Exit::expected : Exit::unexpected;
  }

  const CheckOptions& options_;
  const std::vector<const AnyClaim*> claims_;
  const CampaignOptions campaign_;
  const EvidenceDirectory evidence_;
  const WitnessStore witnesses_, tight_;
  std::vector<std::vector<Witness>> memories_;
  Progress progress_;
  std::vector<std::optional<ClaimRecord>> records_;
};

Exit check(const CheckOptions& options) { return Run(options).perform(); }

}  // namespace

void add_check(CLI::App& program, Action& action) {
  const auto options = std::make_shared<CheckOptions>();
  CLI::App& command = add_command(program, action, "check",
                                  "Search for violations and write evidence", options, check);
  add_selection(command, options->selection);
  add_run_options(command, options->run);
  command.add_option("--evidence", options->evidence, "Where records and witnesses go")
      ->capture_default_str();
  command.add_flag("--resume", options->resume,
                   "Skip claims that this program has a record of, with the same effort, seed and "
                   "digits");
  command
      .add_option("--memory", options->memory,
                  "Where stored witnesses and tight cases, examined first, are: "
                  "DIR/<paper>/witnesses and DIR/<paper>/tight")
      ->check(CLI::ExistingDirectory)
      ->envname("CLAIMCHECK_MEMORY")
      ->capture_default_str();
  command.add_flag("--keep-witnesses", options->keep_witnesses, "Store new witnesses there");
  command.add_flag("--keep-tight", options->keep_tight,
                   "Store settings near equality there, shrunk");
}

}  // namespace claimcheck
