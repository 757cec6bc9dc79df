#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "cli/selection.hpp"
#include "cli/wording.hpp"
#include "core/evidence/files.hpp"
#include "properties/decide.hpp"
#include "properties/witness.hpp"
#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

constexpr Precision replay_precision = {false, 4096};  // balls print all their digits

struct ReplayOptions {
  std::string file{};
  int digits = 0;
};

/// A witness with its claim, reduced to the conclusion that is said to fail.
struct Case {
  AnyClaim claim;
  Witness witness;
};

/// @throws BadFile with the line of the key whose value is wrong.
[[noreturn]] void refuse(const std::string& json, const std::string& path, std::string key,
                         const std::string& what) {
  parse_json(json, path, key, [&](const auto&) { throw std::invalid_argument(what); });
  throw std::logic_error("parse_json swallowed an error");
}

Case read_case(const std::string& path) {
  const std::string json = read_file(path);
  const std::string id = witness_claim(json, path);
  const AnyClaim* claim = find_claim(id);
  if (claim == nullptr) refuse(json, path, "claim", "no claim " + id + suggestion(id));
  Case out{*claim, parse_witness(json, claim->layout, path)};
  std::erase_if(out.claim.conclusions,
                [&](const Clause& clause) { return clause.name != out.witness.conclusion; });
  if (out.claim.conclusions.empty()) {
    refuse(json, path, "conclusion", "the claim has no conclusion " + out.witness.conclusion);
  }
  return out;
}

void print_clause(const Case& c, const Clause& clause, const ClauseDecision& decision, int digits) {
  fmt::print("  {:<4} {}\n", clause.name, clause.latex);
  const Outcome& o = decision.outcome;
  if (certainly_not(o.applicable)) {
    fmt::print("       not claimed on this setting\n");
    return;
  }
  fmt::print("       {}: {}   [{}]\n", text(o.truth),
             o.relations == 0 ? "nothing to compare" : relation_text(o), text(decision.decided_by));
  if (digits == 0 || o.relations == 0) return;
  const Outcome plain =
      clause.judge(c.claim.observe(c.witness.setting, Arithmetic::extended(digits)), true);
  fmt::print("       {}   [plain, {} digits]\n", relation_text(plain), digits);
}

void print_decision(const Case& c, const Decision& decision, int digits) {
  fmt::print("{}: {}\n\nSetting\n{}\nHypotheses\n", c.claim.card.id, c.claim.card.title,
             indented(readable(c.claim.layout, c.witness.setting)));
  for (std::size_t k = 0; k < decision.hypotheses.size(); ++k) {
    print_clause(c, c.claim.hypotheses[k], decision.hypotheses[k], digits);
  }
  if (decision.conclusions.empty()) return;
  fmt::print("\nConclusion\n");
  print_clause(c, c.claim.conclusions[0], decision.conclusions[0], digits);
}

std::string missed_by(const Outcome& o) {
  if (o.margin == 0) return "its sides are equal, and it is strict";
  return fmt::format("its sides, about {:.6g} and {:.6g}, miss it by a relative {:.2g}", o.lhs,
                     o.rhs, -o.margin);
}

std::string why_not(const Case& c, const Decision& decision) {
  for (std::size_t k = 0; k < decision.hypotheses.size(); ++k) {
    const Truth truth = decision.hypotheses[k].outcome.truth;
    if (certainly(truth)) continue;
    return fmt::format("hypothesis {} {}", c.claim.hypotheses[k].name,
                       certainly_not(truth) ? "fails" : "is undecided");
  }
  const std::string& name = c.witness.conclusion;
  if (c.claim.conclusions[0].is_probable()) {
    return name + " is claimed with high probability only, so no single draw can refute it";
  }
  const Outcome& o = decision.conclusions[0].outcome;
  if (!certainly(o.applicable)) return name + " is not certainly claimed on this setting";
  return name + (certainly(o.truth) ? " holds" : " is undecided");
}

bool confirmed(const Decision& decision) {
  return certainly(decision.admissible) && !decision.conclusions.empty() &&
         certainly(decision.conclusions[0].outcome.applicable) &&
         certainly_not(decision.conclusions[0].outcome.truth);
}

Exit replay(const ReplayOptions& options) {
  const Case c = read_case(options.file);
  const Decision decision = decide(c.claim, c.witness.setting, replay_precision, true);
  if (!decision.error.empty()) throw std::runtime_error(decision.error);
  print_decision(c, decision, options.digits);
  if (!confirmed(decision)) {
    fmt::print("\nNot confirmed: {}.\n", why_not(c, decision));
    return Exit::unexpected;
  }
  fmt::print("\nConfirmed: every hypothesis certainly holds and {} certainly fails: {}.\n",
             c.witness.conclusion, missed_by(decision.conclusions[0].outcome));
  return Exit::expected;
}

}  // namespace

void add_replay(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ReplayOptions>();
  CLI::App& command = add_command(
      program, action, "replay",
      "Re-evaluate a witness from its file alone; 0 when the violation is confirmed, 1 when not",
      options, replay);
  command.add_option("witness", options->file, "The JSON file")->required();
  command
      .add_option("--digits", options->digits,
                  "Print both sides also in plain arithmetic of that many decimal digits")
      ->check(CLI::Range(2, 100000));
}

}  // namespace claimcheck
