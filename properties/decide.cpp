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

constexpr std::size_t all_clauses = static_cast<std::size_t>(-1);

void judge(const std::vector<Clause>& clauses, std::size_t only, const Observed& observed,
           bool detailed, std::vector<ClauseDecision>& decisions) {
  if (decisions.empty()) {
    decisions.resize(clauses.size());
    for (ClauseDecision& d : decisions) d.outcome.truth = Truth::unknown;
  }
  for (std::size_t k = 0; k < clauses.size(); ++k) {
    if (settled(decisions[k]) || clauses[k].is_probable()) continue;
    if (only != all_clauses && only != k) continue;
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

bool all_settled(const std::vector<Clause>& clauses, std::size_t only,
                 const std::vector<ClauseDecision>& decisions) {
  for (std::size_t k = 0; k < decisions.size(); ++k) {
    if (only != all_clauses && only != k) continue;
    if (!clauses[k].is_probable() && !settled(decisions[k])) return false;
  }
  return true;
}

/// One rung; true when nothing is left to decide.
bool climb(const AnyClaim& claim, const Document& document, const Arithmetic& arithmetic,
           std::size_t only, bool detailed, Decision& decision) {
  const Observed observed = claim.observe(document, arithmetic);
  judge(claim.hypotheses, all_clauses, observed, detailed, decision.hypotheses);
  decision.admissible = conjunction(decision.hypotheses);
  if (certainly_not(decision.admissible)) return true;
  judge(claim.conclusions, only, observed, detailed, decision.conclusions);
  return certainly(decision.admissible) &&
         all_settled(claim.conclusions, only, decision.conclusions);
}

Decision evaluated(const AnyClaim& claim, const Document& document, std::size_t only,
                   const Arithmetic& arithmetic) {
  Decision out;
  try {
    climb(claim, document, arithmetic, only, false, out);
  } catch (const std::exception& error) {
    out.error = error.what();
  }
  return out;
}

Decision decided(const AnyClaim& claim, const Document& document, std::size_t only,
                 const Precision& precision) {
  Decision out;
  try {
    if (precision.intervals && climb(claim, document, Arithmetic::interval(), only, true, out)) {
      return out;
    }
    for (int bits = precision.first_bits; bits <= precision.most_bits; bits *= 2) {
      if (climb(claim, document, Arithmetic::ball(bits), only, true, out)) return out;
    }
    if (claim.exact_in_rationals) {
      climb(claim, document, Arithmetic::rational(), only, true, out);
    }
  } catch (const std::exception& error) {
    out.error = error.what();
  }
  return out;
}

}  // namespace

Decision evaluate(const AnyClaim& claim, const Document& document, const Arithmetic& arithmetic) {
  return evaluated(claim, document, all_clauses, arithmetic);
}

Decision decide(const AnyClaim& claim, const Document& document, const Precision& precision) {
  return decided(claim, document, all_clauses, precision);
}

bool certainly_violates(const AnyClaim& claim, const Document& document, std::size_t conclusion,
                        const Precision& precision) {
  const Decision quick = evaluated(claim, document, conclusion, Arithmetic::binary64());
  if (!quick.error.empty() || quick.conclusions.empty()) return false;
  const Outcome& guess = quick.conclusions[conclusion].outcome;
  if (certainly_not(guess.applicable) || guess.margin > rounding_margin) return false;
  const Decision decision = decided(claim, document, conclusion, precision);
  if (!decision.error.empty() || !certainly(decision.admissible)) return false;
  const Outcome& outcome = decision.conclusions[conclusion].outcome;
  return certainly(outcome.applicable) && certainly_not(outcome.truth);
}

}  // namespace claimcheck
