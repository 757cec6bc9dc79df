#include "properties/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "cli/command.hpp"
#include "cli/run_options.hpp"
#include "cli/selection.hpp"

namespace claimcheck {
namespace {

struct MutantsOptions {
  Selection selection{};
  bool systematic = false;
  std::string evidence{};
  RunOptions run{};
};

/// One deliberately wrong variant and what became of it.
struct Attempt {
  const AnyClaim* claim;
  Mutant mutant;
  bool systematic;
  std::optional<ClaimRecord> record{};

  bool refuted() const { return record && record->verdict == Verdict::refuted; }
  const ClauseRecord& clause() const { return record->conclusions.front(); }

  MutantRecord outcome() const {
    MutantRecord out{mutant.clause,       mutant.description,
                     systematic,          record->verdict,
                     record->evaluations, 0,
                     record->seconds,     ""};
    if (clause().witness) {
      out.evaluations = clause().witness->evaluations_to_find;
      out.seconds = clause().witness->seconds_to_find;
      out.size = clause().witness->size;
    }
    if (!refuted()) {
      out.reason = systematic ? why_it_may_be_true(clause(), mutant.description) : clause().note;
    }
    return out;
  }
};

/// The planted variants, or the ones that any claim yields.
std::vector<Attempt> attempts(const std::vector<const AnyClaim*>& claims, bool systematic) {
  std::vector<Attempt> out;
  for (const AnyClaim* claim : claims) {
    for (const Mutant& mutant : systematic ? systematic_mutants(*claim) : claim->mutants) {
      out.push_back({claim, mutant, systematic});
    }
  }
  return out;
}

/// "252 evaluations, 1.2 ms, witness of size 7", "35 failures in 210 trials", or what an experiment
/// shows.
std::string effort_spent(const Attempt& attempt) {
  const MutantRecord outcome = attempt.outcome();
  const ClauseRecord& clause = attempt.clause();
  if (outcome.survived()) {
    return fmt::format("{} after {} evaluations{}{}", text(outcome.verdict), outcome.evaluations,
                       outcome.reason.empty() ? "" : ": ", outcome.reason);
  }
  if (clause.witness) {
    return fmt::format("{} evaluations, {:.3g} ms, witness of size {}", outcome.evaluations,
                       1e3 * outcome.seconds, outcome.size);
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

/// Puts the outcomes into the claims' records, in place of earlier ones of the same kind.
void add_to_evidence(std::vector<ClaimRecord> records, const std::vector<Attempt>& all,
                     bool systematic, const std::filesystem::path& directory) {
  for (ClaimRecord& record : records) {
    std::erase_if(record.mutants, [&](const auto& m) { return m.systematic == systematic; });
    for (const Attempt& attempt : all) {
      if (attempt.claim->card.id == record.card.id) record.mutants.push_back(attempt.outcome());
    }
    write_record(record, directory / record_file(record.card.id));
  }
  fmt::print("added to {}\n", directory.string());
}

Exit mutants(const MutantsOptions& options) {
  const std::vector<const AnyClaim*> claims = selected(options.selection);
  std::vector<ClaimRecord> records;
  for (const AnyClaim* claim : claims) {
    if (options.evidence.empty()) break;
    records.push_back(
        read_record(std::filesystem::path(options.evidence) / record_file(claim->card.id)));
  }
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
  if (!records.empty()) {
    add_to_evidence(std::move(records), all, options.systematic, options.evidence);
  }
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
                   "strict; reversed; without each hypothesis) instead of the planted ones; prints "
                   "the score");
  command.add_option("--evidence", options->evidence,
                     "Directory of a finished check: the scores join the claims' records there");
  add_run_options(command, options->run);
}

}  // namespace claimcheck
