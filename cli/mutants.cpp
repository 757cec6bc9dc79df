#include "properties/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>

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

/// A planted variant of a claim, or the systematic ones of one conclusion.
struct Task {
  const AnyClaim* claim;
  const Mutant* planted = nullptr;
  std::string conclusion{};
  std::vector<MutantRecord> records{};

  void run(const CampaignOptions& options) {
    if (planted != nullptr) {
      records = {try_mutant(*claim, *planted, options)};
    } else {
      records = try_systematic_mutants(*claim, conclusion, options);
    }
  }
};

std::vector<Task> tasks(const std::vector<const AnyClaim*>& claims, bool systematic) {
  std::vector<Task> out;
  for (const AnyClaim* claim : claims) {
    if (systematic) {
      for (const std::string& name : varied_conclusions(*claim)) {
        out.push_back({claim, nullptr, name});
      }
    } else {
      for (const Mutant& mutant : claim->mutants) out.push_back({claim, &mutant});
    }
  }
  return out;
}

/// "252 evaluations, 1.2 ms, witness of size 7", "35 failures in 210 trials", or why it survived.
std::string effort_spent(const MutantRecord& m) {
  if (m.implied) return m.reason;
  if (m.survived()) {
    return fmt::format("{} after {} evaluations{}{}", text(m.verdict), m.evaluations,
                       m.reason.empty() ? "" : ": ", m.reason);
  }
  if (m.size == 0) return m.reason;
  return fmt::format("{} evaluations, {:.3g} ms, witness of size {}", m.evaluations,
                     1e3 * m.seconds, m.size);
}

const char* fate(const MutantRecord& m) {
  return !m.survived() ? "refuted" : m.implied ? "implied" : "SURVIVED";
}

/// How many there are and what became of them.
struct Score {
  std::int64_t all = 0, refuted = 0, implied = 0, undecided = 0;

  void add(const MutantRecord& m) {
    ++all;
    refuted += m.survived() ? 0 : 1;
    implied += m.implied ? 1 : 0;
    undecided += m.verdict == Verdict::undecided && !m.implied ? 1 : 0;
  }
};

/// By id of the claim.
using Outcomes = std::map<std::string, std::vector<MutantRecord>>;

Outcomes by_claim(std::vector<Task> all) {
  Outcomes out;
  for (Task& task : all) {
    std::vector<MutantRecord>& records = out[task.claim->card.id];
    std::move(task.records.begin(), task.records.end(), std::back_inserter(records));
  }
  for (auto& [id, records] : out) name_carriers(records);
  return out;
}

Score print_table(const std::vector<const AnyClaim*>& claims, Outcomes& outcomes) {
  Score score;
  for (const AnyClaim* claim : claims) {
    fmt::print("{}{}\n", claim->card.id, claim->mutants.empty() ? ": no mutants planted" : "");
    for (const MutantRecord& m : outcomes[claim->card.id]) {
      score.add(m);
      fmt::print("  {:<8}  {:<5} {}  ({})\n", fate(m), m.clause, m.description, effort_spent(m));
    }
  }
  return score;
}

/// Puts the outcomes into the claims' records, in place of earlier ones of the same kind.
void add_to_evidence(std::vector<ClaimRecord> records, Outcomes& outcomes, bool systematic,
                     const std::filesystem::path& directory) {
  for (ClaimRecord& record : records) {
    std::erase_if(record.mutants, [&](const auto& m) { return m.systematic == systematic; });
    const std::vector<MutantRecord>& fresh = outcomes[record.card.id];
    record.mutants.insert(record.mutants.end(), fresh.begin(), fresh.end());
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
  std::vector<Task> all = tasks(claims, options.systematic);
  const CampaignOptions campaign = campaign_options(options.run);
  const auto digits = fix_digits(options.run);
  watch_for_interrupts();
  in_parallel(all.size(), options.run.jobs, [&](std::size_t k) {
    try {
      all[k].run(campaign);
    } catch (const Interrupted&) {
    }
  });
  Outcomes outcomes = by_claim(std::move(all));
  const Score score = print_table(claims, outcomes);
  fmt::print("{} of {} mutants refuted\n", score.refuted, score.all);
  if (options.systematic) {
    fmt::print("{} of the others are implied, {} undecided\n", score.implied, score.undecided);
  }
  if (stop_requested().load()) return Exit::interrupted;
  if (!records.empty()) {
    add_to_evidence(std::move(records), outcomes, options.systematic, options.evidence);
  }
  // A systematic mutant that survives is true of a loose bound: the score is the result.
  if (options.systematic) return Exit::expected;
  // A claim without mutants shows nothing about the search, so it does not pass.
  const bool each_has_some = std::none_of(
      claims.begin(), claims.end(), [](const AnyClaim* claim) { return claim->mutants.empty(); });
  return each_has_some && score.refuted == score.all ? Exit::expected : Exit::unexpected;
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
