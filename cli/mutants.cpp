#include "properties/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/run_options.hpp"
#include "cli/selection.hpp"

namespace claimcheck {
namespace {

struct MutantsOptions {
  Selection selection{};
  bool systematic = false;
  RunOptions run{};
};

/// One deliberately wrong variant and what became of it.
struct Attempt {
  const AnyClaim* claim;
  Mutant mutant;
  std::optional<ClaimRecord> record{};

  bool refuted() const { return record && record->verdict == Verdict::refuted; }
};

/// The planted variants, or the ones that any claim yields.
std::vector<Attempt> attempts(const std::vector<const AnyClaim*>& claims, bool systematic) {
  std::vector<Attempt> out;
  for (const AnyClaim* claim : claims) {
    for (const Mutant& mutant : systematic ? systematic_mutants(*claim) : claim->mutants) {
      out.push_back({claim, mutant});
    }
  }
  return out;
}

/// "252 evaluations, witness of size 7", "35 failures in 210 trials", or what an experiment shows.
std::string effort_spent(const Attempt& attempt) {
  const ClauseRecord& clause = attempt.record->conclusions.front();
  if (!attempt.refuted()) {
    return fmt::format("{} after {} evaluations", text(attempt.record->verdict),
                       attempt.record->evaluations);
  }
  if (clause.witness) {
    return fmt::format("{} evaluations, witness of size {}", clause.witness->evaluations_to_find,
                       clause.witness->size);
  }
  if (clause.trials.empty()) return clause.note;
  return fmt::format("{} failures in {} trials", clause.trials.front().failures,
                     clause.trials.front().trials);
}

void print_table(const std::vector<const AnyClaim*>& claims, const std::vector<Attempt>& all) {
  for (const AnyClaim* claim : claims) {
    fmt::print("{}{}\n", claim->card.id, claim->mutants.empty() ? ": no mutants planted" : "");
    for (const Attempt& attempt : all) {
      if (attempt.claim != claim || !attempt.record) continue;
      fmt::print("  {:<8}  {:<5} {}  ({})\n", attempt.refuted() ? "refuted" : "SURVIVED",
                 attempt.mutant.clause, attempt.mutant.description, effort_spent(attempt));
    }
  }
}

Exit mutants(const MutantsOptions& options) {
  const std::vector<const AnyClaim*> claims = selected(options.selection);
  std::vector<Attempt> all = attempts(claims, options.systematic);
  const CampaignOptions campaign = campaign_options(options.run);
  const auto digits = fix_digits(options.run);
  watch_for_interrupts();
  in_parallel(all.size(), options.run.jobs, [&](std::size_t k) {
    try {
      all[k].record = run_campaign(all[k].claim->mutated(all[k].mutant), campaign).record;
    } catch (const Interrupted&) {
    }
  });
  print_table(claims, all);
  const auto refuted =
      std::count_if(all.begin(), all.end(), [](const Attempt& a) { return a.refuted(); });
  fmt::print("{} of {} mutants refuted\n", refuted, all.size());
  if (stop_requested().load()) return Exit::interrupted;
  // A systematic mutant that survives is true of a loose bound: the score is the result.
  if (options.systematic) return Exit::expected;
  // A claim without mutants shows nothing about the search, so it does not pass.
  const bool each_has_some = std::none_of(
      claims.begin(), claims.end(), [](const AnyClaim* claim) { return claim->mutants.empty(); });
  return each_has_some && refuted == std::ssize(all) ? Exit::expected : Exit::unexpected;
}

}  // namespace

void add_mutants(CLI::App& program, Action& action) {
  const auto options = std::make_shared<MutantsOptions>();
  CLI::App& command =
      add_command(program, action, "mutants", "Refute the deliberately wrong variants of claims",
                  options, mutants);
  add_selection(command, options->selection);
  command.add_flag("--systematic", options->systematic,
                   "Mechanical variants of every conclusion (constants times 1/2, 9/10, 99/100; "
                   "strict; reversed) instead of the planted ones; prints the score");
  add_run_options(command, options->run);
}

}  // namespace claimcheck
