#include "properties/mutants.hpp"

#include <fmt/format.h>

#include <cmath>

namespace claimcheck {
namespace {

using Rule = Truth (*)(const Outcome&, double);

/// ratio <= c
Truth at_most(const Outcome& o, double c) {
  return o.ratio_high <= c ? Truth::yes : o.ratio_low > c ? Truth::no : Truth::unknown;
}
/// ratio < 1
Truth below_one(const Outcome& o, double) {
  return o.ratio_high < 1 ? Truth::yes : o.ratio_low >= 1 ? Truth::no : Truth::unknown;
}
/// ratio >= 1
Truth at_least_one(const Outcome& o, double) {
  return o.ratio_low >= 1 ? Truth::yes : o.ratio_high < 1 ? Truth::no : Truth::unknown;
}

/// Signed slack of ratio against c, in the sense of the rule.
double slack(const Outcome& o, double c, Rule rule) {
  const double out = (c - o.tightness) / std::fmax(c, o.tightness);
  return rule == at_least_one ? -out : out;
}

Mutant ratio_mutant(const Clause& clause, std::string description, Rule rule, double c) {
  Clause wrong = clause;
  wrong.judge = [judge = clause.judge, rule, c](const Observed& observed, bool detailed) {
    Outcome out = judge(observed, detailed);
    if (certainly_not(out.applicable)) return out;
    if (out.relations == 0 || std::isnan(out.tightness)) {
      out.applicable = Truth::no;
      return out;
    }
    out.truth = rule(out, c);
    out.margin = slack(out, c, rule);
    out.consistent = false;
    return out;
  };
  return {std::move(description), clause.name, {std::move(wrong)}, {}};
}

}  // namespace

std::vector<Mutant> systematic_mutants(const AnyClaim& claim) {
  std::vector<Mutant> out;
  for (const Clause& clause : claim.conclusions) {
    if (clause.is_probable() || claim.expects_refutation(clause.name)) continue;
    for (const double c : {0.5, 0.9, 0.99}) {
      out.push_back(ratio_mutant(clause, fmt::format("constant times {}", c), at_most, c));
    }
    out.push_back(ratio_mutant(clause, "strict", below_one, 1));
    out.push_back(ratio_mutant(clause, "reversed", at_least_one, 1));
  }
  return out;
}

}  // namespace claimcheck
