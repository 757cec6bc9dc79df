// What a finished campaign adds up to: the claim's verdict, whether it is the expected one, and
// whether the search was healthy enough to mean anything.
#pragma once

#include <string>

#include "core/evidence/record.hpp"
#include "properties/examiner.hpp"

namespace claimcheck {

// Below this admissible share of random settings a search may be blind to a violation.
inline constexpr double starving_share = 0.01;

/// Completes a record whose draws and tested clauses are filled in: lists the untestable clauses,
/// marks every clause `failed` when `error` is not empty, and sets verdict, health and as_expected.
/// An unhealthy search is never as expected.
void conclude(ClaimRecord& record, const AnyClaim& claim, const Examiner& examiner,
              const std::string& error);

}  // namespace claimcheck
