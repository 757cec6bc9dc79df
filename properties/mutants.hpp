// Systematic mutants: wrong variants that any claim yields without knowing it.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck {

/// For every deterministic conclusion that is not refuted anyway: its constant times 1/2, 9/10 and
/// 99/100 (smaller side <= c * larger side), strict for non-strict, and the reverse inequality.
/// They see a relation through its certified ratio, so they need sides that are not negative; on
/// other settings they do not apply. A survivor is either true (the bound is loose) or a search
/// that must improve.
std::vector<Mutant> systematic_mutants(const AnyClaim& claim);

}  // namespace claimcheck
