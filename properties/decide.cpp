#include "properties/decide.hpp"

#include <exception>

namespace claimcheck {
namespace {

bool settled(const ClauseDecision& d) {
  return certainly_not(d.outcome.applicable) || !unknown(d.outcome.truth & d.outcome.applicable);
}

/// A truth under a condition in doubt is in doubt.
Outcome guarded(Outcome outcome) {
  if (unknown(outcome.applicable)) outcome.truth = Truth::unknown;
  return outcome;
}

void judge(const std::vector<Clause>& clauses, const Observed& observed, bool detailed,
           std::vector<ClauseDecision>& decisions) {
  if (decisions.empty()) {
    decisions.resize(clauses.size());
    for (ClauseDecision& d : decisions) d.outcome.truth = Truth::unknown;
  }
  for (std::size_t k = 0; k < clauses.size(); ++k) {
    if (settled(decisions[k]) || clauses[k].is_probable()) continue;
    decisions[k].outcome = guarded(clauses[k].judge(observed, detailed));
    decisions[k].decided_by = observed.arithmetic;
  }
}

Truth conjunction(const std::vector<ClauseDecision>& decisions) {
  Truth out = Truth::yes;
  for (const ClauseDecision& d : decisions) {
    if (!certainly_not(d.outcome.applicable)) out = out & d.outcome.truth;
  }
  return out;
}

bool all_settled(const std::vector<Clause>& clauses, const std::vector<ClauseDecision>& decisions) {
  for (std::size_t k = 0; k < decisions.size(); ++k) {
    if (!clauses[k].is_probable() && !settled(decisions[k])) return false;
  }
  return true;
}

/// One rung; true when nothing is left to decide.
bool climb(const AnyClaim& claim, const Document& document, const Arithmetic& arithmetic,
           bool detailed, Decision& decision) {
  const Observed observed = claim.observe(document, arithmetic);
  judge(claim.hypotheses, observed, detailed, decision.hypotheses);
  decision.admissible = conjunction(decision.hypotheses);
  if (certainly_not(decision.admissible)) return true;
  judge(claim.conclusions, observed, detailed, decision.conclusions);
  return certainly(decision.admissible) && all_settled(claim.conclusions, decision.conclusions);
}

}  // namespace

Decision evaluate(const AnyClaim& claim, const Document& document, const Arithmetic& arithmetic) {
  Decision out;
  try {
    climb(claim, document, arithmetic, false, out);
  } catch (const std::exception& error) {
    out.error = error.what();
  }
  return out;
}

Decision decide(const AnyClaim& claim, const Document& document, const Precision& precision) {
  Decision out;
  try {
    for (int bits = precision.first_bits; bits <= precision.most_bits; bits *= 2) {
      if (climb(claim, document, Arithmetic::ball(bits), true, out)) return out;
    }
    if (claim.exact_in_rationals) climb(claim, document, Arithmetic::rational(), true, out);
  } catch (const std::exception& error) {
    out.error = error.what();
  }
  return out;
}

bool certainly_violates(const AnyClaim& claim, const Document& document, std::size_t conclusion,
                        const Precision& precision) {
  const Decision quick = evaluate(claim, document);
  if (!quick.error.empty() || quick.conclusions.empty()) return false;
  const Outcome& guess = quick.conclusions[conclusion].outcome;
  if (certainly_not(guess.applicable) || guess.margin > rounding_margin) return false;
  AnyClaim only = claim;
  only.conclusions = {claim.conclusions[conclusion]};
  const Decision decision = decide(only, document, precision);
  return decision.error.empty() && certainly(decision.admissible) &&
         certainly(decision.conclusions[0].outcome.applicable) &&
         certainly_not(decision.conclusions[0].outcome.truth);
}

}  // namespace claimcheck
