// Attack: pushes the margin of one conclusion down, over the structure and the real parameters.
//
// Mutations restart from a pool of the worst settings; now and then a derivative-free local
// optimiser (NLopt's Subplex, T. Rowan 1990) polishes the real numbers of the worst one. What comes
// near a violation is decided rigorously. Nothing here knows a particular claim.
#pragma once

#include <cstdint>

#include "core/random/stream.hpp"
#include "properties/examiner.hpp"

namespace claimcheck {

struct AttackPlan {
  std::int64_t evaluations = 0;  ///< in the search arithmetic
  std::uint64_t seed = 1;
  std::uint64_t round = 0;  ///< selects the stream, so that attacks can be resumed
};

/// Attacks conclusion k until it is violated or the plan is spent; returns evaluations spent.
std::int64_t attack(Examiner& examiner, std::size_t k, const AttackPlan& plan);

}  // namespace claimcheck
