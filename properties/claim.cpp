#include "properties/claim.hpp"

namespace claimcheck {
namespace {

Clause* named(std::vector<Clause>& clauses, const std::string& name) {
  const auto at = std::find_if(clauses.begin(), clauses.end(),
                               [&](const Clause& clause) { return clause.name == name; });
  return at == clauses.end() ? nullptr : &*at;
}

[[noreturn]] void missing(const Card& card, const std::string& name) {
  throw std::invalid_argument(card.id + ": a mutant names the unknown clause " + name);
}

}  // namespace

AnyClaim AnyClaim::mutated(const Mutant& mutant) const {
  AnyClaim out = *this;
  out.mutants.clear();
  out.refuted = {mutant.clause};
  out.card.title = mutant.description;
  for (const Clause& replacement : mutant.replacements) {
    Clause* target = named(out.conclusions, replacement.name);
    if (target == nullptr) target = named(out.hypotheses, replacement.name);
    if (target == nullptr) missing(card, replacement.name);
    const std::string latex = target->latex;
    *target = replacement;
    target->latex = latex;
  }
  for (const std::string& name : mutant.dropped_hypotheses) {
    if (named(out.hypotheses, name) == nullptr) missing(card, name);
    std::erase_if(out.hypotheses, [&](const Clause& clause) { return clause.name == name; });
  }
  if (named(out.conclusions, mutant.clause) == nullptr) missing(card, mutant.clause);
  std::erase_if(out.conclusions,
                [&](const Clause& clause) { return clause.name != mutant.clause; });
  return out;
}

}  // namespace claimcheck
