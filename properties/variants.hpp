// Variants: claims and clauses with one thing changed, made without knowing what they say. Probes
// and systematic mutants are built from them.
#pragma once

#include <cstddef>
#include <string>

#include "properties/claim.hpp"

namespace claimcheck {

/// How a relation is judged anew through the certain ratio of its sides, smaller over larger.
enum class RatioRule {
  at_most,      ///< ratio <= c; for an equation also >= 1/c
  below_one,    ///< ratio < 1
  at_least_one  ///< ratio >= 1
};

/// The clause with its relation judged by the rule; c only matters for at_most. Where a side is
/// negative or both are 0 there is no ratio, and the clause does not apply.
Clause judged_by_ratio(const Clause& clause, RatioRule rule, double c);

/// The least c for which smaller side <= c * larger side certainly holds (an equation: from either
/// side); at most 1 iff the relation certainly holds, NaN where there is no ratio.
double bent_by(const Outcome& outcome);

/// The hypothesis loosened to smaller side <= factor * larger side. Where there is no ratio it is
/// judged as it stands.
AnyClaim with_bent_hypothesis(const AnyClaim& claim, std::size_t index, double factor);

/// Without one hypothesis, and without the conclusions that fail anyway or need trials.
AnyClaim without_hypothesis(const AnyClaim& claim, std::size_t index);

/// The clause denied: it holds wherever the clause does not certainly hold.
Clause denied(const Clause& clause);

/// The clause as a quantity to be watched: it keeps its margin but never fails, so that a search
/// goes on to push the margin down.
Clause watched(const Clause& clause);

/// Only size `size` along one axis; equality cases and preparations of another size are left out.
AnyClaim at_size(const AnyClaim& claim, std::size_t axis, int size);

/// One scalar field, real or integer, held at a value of its domain; likewise.
AnyClaim at_value(const AnyClaim& claim, std::size_t field, double value);

}  // namespace claimcheck
