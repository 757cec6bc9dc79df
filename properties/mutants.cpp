#include "properties/mutants.hpp"

#include <fmt/format.h>

#include <cmath>

#include "properties/variants.hpp"

namespace claimcheck {
namespace {

Mutant of_clause(const Clause& clause, std::string description, RatioRule rule, double c = 1) {
  return {std::move(description), clause.name, {judged_by_ratio(clause, rule, c)}, {}};
}

bool is_searched(const AnyClaim& claim, const Clause& clause) {
  return !clause.is_probable() && !claim.expects_refutation(clause.name);
}

}  // namespace

std::vector<Mutant> systematic_mutants(const AnyClaim& claim) {
  std::vector<Mutant> out;
  for (const Clause& clause : claim.conclusions) {
    if (claim.experiment || !is_searched(claim, clause)) continue;
    for (const double c : {0.5, 0.9, 0.99}) {
      out.push_back(of_clause(clause, fmt::format("constant times {}", c), RatioRule::at_most, c));
    }
    out.push_back(of_clause(clause, "strict", RatioRule::below_one));
    out.push_back(of_clause(clause, "reversed", RatioRule::at_least_one));
    for (const Clause& hypothesis : claim.hypotheses) {
      out.push_back({"without " + hypothesis.name, clause.name, {}, {hypothesis.name}});
    }
  }
  return out;
}

std::string why_it_may_be_true(const ClauseRecord& survivor, const std::string& description) {
  if (survivor.verdict == Verdict::vacuous) {
    return "does not apply: no admissible setting, or sides that are negative or both 0";
  }
  if (survivor.verdict == Verdict::undecided || survivor.verdict == Verdict::failed) {
    return survivor.note;
  }
  if (description.rfind("without ", 0) == 0) {
    return "no violation without it: the conclusion may not need it";
  }
  const double ratio = survivor.tight ? survivor.tight->tightness : std::nan("");
  if (description == "reversed") return "every setting seen has equality";
  if (std::isnan(ratio)) return "no setting seen has sides that can be divided";
  if (description == "strict") return fmt::format("no equality seen: largest ratio {:.6g}", ratio);
  return fmt::format("the bound is loose: largest ratio {:.6g}", ratio);
}

}  // namespace claimcheck
