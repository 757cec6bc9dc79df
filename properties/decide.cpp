#include "properties/decide.hpp"

#include <algorithm>
#include <cfenv>
#include <cmath>
#include <exception>
#include <limits>
#include <stdexcept>

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

/// Judges what is open. From the second rung on, what `done(k, decision)` says not to be worth more
/// is left open.
template <class Done>
void judge(const std::vector<Clause>& clauses, std::size_t only, const Observed& observed,
           bool detailed, std::vector<ClauseDecision>& decisions, Done done) {
  const bool first = decisions.empty();
  if (first) {
    decisions.resize(clauses.size());
    for (ClauseDecision& d : decisions) d.outcome.truth = Truth::unknown;
  }
  for (std::size_t k = 0; k < clauses.size(); ++k) {
    if (settled(decisions[k]) || clauses[k].is_probable()) continue;
    if (only != all_clauses && only != k) continue;
    if (!first && done(k, decisions[k])) {
      decisions[k].left_open = true;
      continue;
    }
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

const Stakes everything;

/// What a decision is asked for.
struct Wanted {
  std::size_t only = all_clauses;  ///< of the conclusions
  const Stakes& stakes = everything;
  bool detailed = false;

  bool includes(std::size_t k) const { return only == all_clauses || only == k; }
  /// Whether nothing is gained by climbing for conclusion k.
  bool done(std::size_t k, const ClauseDecision& d) const {
    const Stake stake = stakes.conclusion(k);
    if (settled(d) || stake == Stake::nothing) return true;
    if (stake == Stake::certificate || unknown(d.outcome.applicable)) return false;
    return stake == Stake::violation ? d.outcome.close : d.outcome.consistent;
  }
  /// Whether some hypothesis that is open is not worth a climb.
  bool gives_up(const std::vector<ClauseDecision>& hypotheses) const {
    for (std::size_t k = 0; k < hypotheses.size(); ++k) {
      if (!settled(hypotheses[k]) && !stakes.hypothesis(k)) return true;
    }
    return false;
  }
};

bool all_done(const std::vector<Clause>& clauses, const Wanted& wanted,
              std::vector<ClauseDecision>& decisions) {
  const auto asked_for = [&](std::size_t k) {
    return wanted.includes(k) && !clauses[k].is_probable();
  };
  for (std::size_t k = 0; k < decisions.size(); ++k) {
    if (asked_for(k) && !wanted.done(k, decisions[k])) return false;
  }
  for (std::size_t k = 0; k < decisions.size(); ++k) {
    decisions[k].left_open = asked_for(k) && !settled(decisions[k]);
  }
  return true;
}

/// One rung; true when nothing is left to decide.
bool one_rung(const AnyClaim& claim, const Document& document, const Arithmetic& arithmetic,
              const Wanted& wanted, Decision& decision) {
  ++decision.rungs;
  const Observed observed = claim.observe(document, arithmetic);
  judge(claim.hypotheses, all_clauses, observed, wanted.detailed, decision.hypotheses,
        [](std::size_t, const ClauseDecision&) { return false; });
  decision.admissible = conjunction(decision.hypotheses);
  if (certainly_not(decision.admissible) || wanted.gives_up(decision.hypotheses)) return true;
  judge(claim.conclusions, wanted.only, observed, wanted.detailed, decision.conclusions,
        [&](std::size_t k, const ClauseDecision& d) { return wanted.done(k, d); });
  return certainly(decision.admissible) &&
         all_done(claim.conclusions, wanted, decision.conclusions);
}

/// Asks the processor whether something left the range of double since this was made.
class RangeFlag {
 public:
  RangeFlag() {
    if (is_set()) std::feclearexcept(both);
  }
  static bool is_set() { return std::fetestexcept(both) != 0; }

 private:
  static constexpr int both = FE_UNDERFLOW | FE_OVERFLOW;
};

/// 0 <= 0 is as near to equality as can be, unless both sides are 0 by underflow (or over an
/// infinity), where plain arithmetic sees nothing and a search that follows the margin should not
/// gather.
void forget_margins_of_zeros(Decision& decision) {
  for (ClauseDecision& d : decision.conclusions) {
    const bool zeros = d.outcome.relations > 0 && d.outcome.lhs == 0 && d.outcome.rhs == 0;
    if (zeros) d.outcome.margin = std::numeric_limits<double>::quiet_NaN();
  }
}

Decision evaluated(const AnyClaim& claim, const Document& document, std::size_t only,
                   const Arithmetic& arithmetic) {
  Decision out;
  const RangeFlag out_of_range;
  try {
    one_rung(claim, document, arithmetic, {only}, out);
  } catch (const std::exception& error) {
    out.error = error.what();
  }
  if (arithmetic.rung == Arithmetic::Rung::binary64 && out_of_range.is_set()) {
    forget_margins_of_zeros(out);
  }
  return out;
}

/// Sides that two doubles do not tell apart are almost surely equal.
bool looks_equal(const Outcome& outcome) {
  constexpr double next_to_equal = 0x1p-80;
  return !unknown(outcome.applicable) && std::fabs(outcome.margin) <= next_to_equal;
}

/// Whether everything left open is a relation whose sides look equal.
bool only_equalities_open(const AnyClaim& claim, const Wanted& wanted, const Decision& decision) {
  const auto in_doubt = [](const ClauseDecision& d) {
    return !settled(d) && !looks_equal(d.outcome);
  };
  if (std::any_of(decision.hypotheses.begin(), decision.hypotheses.end(), in_doubt)) return false;
  for (std::size_t k = 0; k < decision.conclusions.size(); ++k) {
    const bool matters = wanted.includes(k) && !claim.conclusions[k].is_probable();
    const bool done = wanted.done(k, decision.conclusions[k]);
    if (matters && !done && in_doubt(decision.conclusions[k])) return false;
  }
  return true;
}

/// Climbs until nothing is open. What intervals leave open is mostly equality, which more bits
/// never settle and exact rationals, where the claim has them, settle at once; so those come next.
/// Else balls: of two doubles, then of the precision for equalities at once when all sides left
/// open look equal, because what lies between would leave them open too.
class Ladder {
 public:
  Ladder(const AnyClaim& claim, const Document& document, const Wanted& wanted)
      : claim_(claim), document_(document), wanted_(wanted) {}

  Decision climb(const Precision& precision) {
    if (precision.intervals) {
      if (wanted_.stakes.intervals && rung(Arithmetic::interval())) return out_;
      if (settled_exactly()) return out_;
    }
    std::optional<int> bits = next_bits(0, precision);
    bool looked_equal = false;
    while (bits) {
      if (rung(Arithmetic::ball(*bits))) return out_;
      bits = next_bits(*bits, precision);
      if (bits && only_equalities_open(claim_, wanted_, out_)) {
        if (looked_equal || *bits > precision.equality_bits) break;
        bits = precision.equality_bits;
        looked_equal = true;
      }
    }
    if (!precision.intervals) settled_exactly();
    return out_;
  }

 private:
  bool rung(const Arithmetic& arithmetic) {
    return one_rung(claim_, document_, arithmetic, wanted_, out_);
  }
  /// A formula that divides by zero is undefined here, which enclosures may bear.
  bool settled_exactly() try {
    return claim_.exact_in_rationals && rung(Arithmetic::rational());
  } catch (const std::domain_error&) {
    return false;
  }

  const AnyClaim& claim_;
  const Document& document_;
  const Wanted& wanted_;
  Decision out_;
};

Decision decided(const AnyClaim& claim, const Document& document, const Precision& precision,
                 const Wanted& wanted) {
  try {
    return Ladder(claim, document, wanted).climb(precision);
  } catch (const std::exception& error) {
    Decision out;
    out.error = error.what();
    return out;
  }
}

}  // namespace

std::optional<int> next_bits(int bits, const Precision& precision) {
  if (bits >= precision.most_bits) return std::nullopt;
  const int next = bits == 0 ? Ball::native_bits : bits == Ball::native_bits ? 256 : 2 * bits;
  return std::min(next, precision.most_bits);
}

Decision evaluate(const AnyClaim& claim, const Document& document, const Arithmetic& arithmetic) {
  return evaluated(claim, document, all_clauses, arithmetic);
}

Decision decide(const AnyClaim& claim, const Document& document, const Precision& precision,
                bool detailed, const Stakes& stakes) {
  return decided(claim, document, precision, {all_clauses, stakes, detailed});
}

bool certainly_violates(const AnyClaim& claim, const Document& document, std::size_t conclusion,
                        const Precision& precision, Stake stake) {
  const Decision quick = evaluated(claim, document, conclusion, Arithmetic::binary64());
  if (!quick.error.empty() || quick.conclusions.empty()) return false;
  const Outcome& guess = quick.conclusions[conclusion].outcome;
  if (certainly_not(guess.applicable) || guess.margin > rounding_margin) return false;
  Stakes stakes;
  stakes.conclusions.assign(claim.conclusions.size(), stake);
  const Decision decision = decided(claim, document, precision, {conclusion, stakes});
  if (!decision.error.empty() || !certainly(decision.admissible)) return false;
  const Outcome& outcome = decision.conclusions[conclusion].outcome;
  return certainly(outcome.applicable) && certainly_not(outcome.truth);
}

}  // namespace claimcheck
