#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/run_options.hpp"
#include "cli/selection.hpp"
#include "cli/witness_store.hpp"
#include "cli/wording.hpp"
#include "properties/search.hpp"
#include "properties/trials.hpp"

namespace claimcheck {
namespace {

struct DrawOptions {
  std::string claim{};
  std::uint64_t index = 0;
  std::string trial{};
  std::uint64_t setting = 0;
  std::string memory = default_memory;
  RunOptions run{};
};

const Clause& clause_named(const AnyClaim& claim, const std::string& name) {
  const auto at = std::find_if(claim.conclusions.begin(), claim.conclusions.end(),
                               [&](const Clause& clause) { return clause.name == name; });
  if (at == claim.conclusions.end()) {
    throw UsageError(claim.card.id + " has no conclusion " + name);
  }
  if (!at->is_probable()) throw UsageError(name + " is not put to trial");
  return *at;
}

/// Whether the draws on a setting were taken where one of the clause's rare events happens.
bool tried_where_rare(const ClaimRecord& record, const Clause& clause, std::uint64_t setting) {
  for (const ClauseRecord& conclusion : record.conclusions) {
    if (conclusion.name != clause.name) continue;
    for (const TrialRecord& trial : conclusion.trials) {
      if (static_cast<std::uint64_t>(trial.number) == setting) return trial.rare != 1;
    }
  }
  return false;
}

/// Draw k of a trial: the search is run anew up to the setting that was put to trial.
Document drawn_for_trial(const AnyClaim& claim, const DrawOptions& options) {
  const Clause& clause = clause_named(claim, options.trial);
  CampaignOptions campaign = campaign_options(options.run);
  campaign.memory = memory_of(options.memory, claim);
  const CampaignResult result = run_campaign(claim, campaign);
  const auto found = result.trial_settings.find(clause.name);
  const std::size_t tried = found == result.trial_settings.end() ? 0 : found->second.size();
  if (options.setting >= tried) {
    throw UsageError(
        fmt::format("{} settings were put to trial for {}, from 0 on", tried, clause.name));
  }
  const Document& setting = found->second[options.setting];
  TrialPlan plan{.seed = campaign.seed, .setting_index = options.setting};
  if (tried_where_rare(result.record, clause, options.setting)) {
    plan.rare = rare_failure(clause)->events(claim.observe(setting, Arithmetic::binary64()));
  }
  return trial_draw(claim, clause, setting, plan, static_cast<std::int64_t>(options.index)).setting;
}

void print(const char* heading, const std::vector<Clause>& clauses,
           const std::vector<ClauseDecision>& decisions) {
  fmt::print("\n{}\n", heading);
  for (std::size_t k = 0; k < decisions.size(); ++k) {
    const Outcome& o = decisions[k].outcome;
    if (clauses[k].is_probable()) continue;
    fmt::print("  {:<4} {}\n", clauses[k].name,
               certainly_not(o.applicable) ? "not claimed on this setting"
               : o.relations == 0
                   ? fmt::format("{}: nothing to compare", text(o.truth))
                   : fmt::format("{}: {}   margin {:.4g}   [{}]", text(o.truth), relation_text(o),
                                 o.margin, text(decisions[k].decided_by)));
  }
}

/// The event of a probability clause on this one draw, in double.
void print_events(const AnyClaim& claim, const Document& setting) {
  for (const Clause& clause : claim.conclusions) {
    if (!clause.is_probable()) continue;
    const Outcome o = clause.judge(claim.observe(setting, Arithmetic::binary64()), false);
    fmt::print("  {:<4} the event {} on this draw, margin {:.4g} in double\n", clause.name,
               certainly(o.truth) ? "happens" : "does not happen", o.margin);
  }
}

Exit draw(const DrawOptions& options) {
  const AnyClaim& claim = claim_named(options.claim);
  if (claim.experiment) throw UsageError(claim.card.id + " is an experiment and has no draws");
  const Document setting = options.trial.empty()
                               ? random_draw(claim, options.run.seed, options.index)
                               : drawn_for_trial(claim, options);
  fmt::print("{}: draw {} of seed {}{}\n\n{}", claim.card.id, options.index, options.run.seed,
             options.trial.empty()
                 ? ""
                 : fmt::format(", setting {} of the trials of {}", options.setting, options.trial),
             readable(claim.layout, setting));
  const Decision decision = decide(claim, setting, {}, true);
  if (!decision.error.empty()) throw std::runtime_error(decision.error);
  print("Hypotheses", claim.hypotheses, decision.hypotheses);
  if (certainly_not(decision.admissible)) {
    fmt::print("\nNot admissible.\n");
    return Exit::expected;
  }
  print("Conclusions", claim.conclusions, decision.conclusions);
  print_events(claim, setting);
  return Exit::expected;
}

}  // namespace

void add_draw(CLI::App& program, Action& action) {
  const auto options = std::make_shared<DrawOptions>();
  CLI::App& command = add_command(
      program, action, "draw", "Reproduce one random draw from its seed and number", options, draw);
  command.add_option("CLAIM", options->claim, "The claim's id")->required();
  command.add_option("INDEX", options->index, "Number of the draw, from 0 on")->required();
  command.add_option("--trial", options->trial,
                     "A draw of the trials of this probability clause instead of the search");
  command.add_option("--setting", options->setting,
                     "Number of the setting that was put to trial, as in the record");
  command.add_option("--memory", options->memory, "As in check")
      ->check(CLI::ExistingDirectory)
      ->envname("CLAIMCHECK_MEMORY");
  add_run_options(command, options->run);
}

}  // namespace claimcheck
