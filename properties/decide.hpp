// The decision of one setting: intervals of doubles first, unless they hardly ever suffice; what
// they leave undecided by exact rationals if the claim has them, otherwise by balls, first of two
// doubles, which keep what rounds nothing, then of growing precision.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "properties/claim.hpp"

namespace claimcheck {

/// What became of one clause on one setting.
struct ClauseDecision {
  Outcome outcome;         ///< from the rung that decided, or from the last one
  Arithmetic decided_by;   ///< the arithmetic of that rung
  bool left_open = false;  ///< undecided below the highest rung, because of the stakes
};

struct Decision {
  Truth admissible = Truth::yes;  ///< conjunction of the hypotheses
  std::vector<ClauseDecision> hypotheses;
  std::vector<ClauseDecision> conclusions;  ///< empty when certainly not admissible
  std::string error;                        ///< not empty when the claim's own code threw
  int rungs = 0;                            ///< how many arithmetics were tried
};

struct Precision {
  bool intervals = true;          ///< try intervals of doubles before balls
  int most_bits = 512;            ///< of a ball
  int equality_bits = most_bits;  ///< the same where all that is open looks equal
};

/// What a climb above intervals can still change of the verdict on a clause.
enum class Stake {
  certificate,  ///< it may be certified: everything has to be decided
  agreement,    ///< it may be refuted: what agrees to 100 bits may be left open
  violation,    ///< it may be refuted: what looks like equality may be left open
  nothing       ///< it is refuted
};

/// The stakes of a setting; everything is at stake where a list is empty.
struct Stakes {
  std::vector<bool> hypotheses;  ///< whether a climb is likely to decide it
  std::vector<Stake> conclusions;
  bool intervals = true;  ///< whether they are likely to leave nothing open

  bool hypothesis(std::size_t k) const { return hypotheses.empty() || hypotheses[k]; }
  Stake conclusion(std::size_t k) const {
    return conclusions.empty() ? Stake::certificate : conclusions[k];
  }
};

/// The precision that balls try after this one; nothing after the highest. Starts from 0.
std::optional<int> next_bits(int bits, const Precision& precision);

/// In double, for search: fast, may be wrong by rounding.
Decision evaluate(const AnyClaim& claim, const Document& document,
                  const Arithmetic& arithmetic = Arithmetic::binary64());

/// Rigorously: every truth that is not unknown is mathematically certain.
/// `detailed` writes both sides of every worst relation as text.
Decision decide(const AnyClaim& claim, const Document& document, const Precision& precision = {},
                bool detailed = false, const Stakes& stakes = {});

/// Rigorously, for a single conclusion; used while shrinking. With Stake::violation, what intervals
/// cannot tell from equality is none.
bool certainly_violates(const AnyClaim& claim, const Document& document, std::size_t conclusion,
                        const Precision& precision, Stake stake = Stake::certificate);

/// The smallest margin in double below which a discard or a pass is not trusted without balls.
inline constexpr double rounding_margin = 1e-9;

}  // namespace claimcheck
