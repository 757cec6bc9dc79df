// Systematic mutants: wrong variants that any claim yields without knowing it.
#pragma once

#include <string>
#include <vector>

#include "core/evidence/record.hpp"
#include "properties/claim.hpp"

namespace claimcheck {

/// For every deterministic conclusion that is not refuted anyway: its constant times 1/2, 9/10 and
/// 99/100 (smaller side <= c * larger side), strict for non-strict, the reverse inequality, and the
/// conclusion without each hypothesis. All but the last see a relation through its certified ratio,
/// so they need sides that are not negative; on other settings they do not apply. A survivor is
/// either true (a loose bound, an idle hypothesis) or a search that must improve.
std::vector<Mutant> systematic_mutants(const AnyClaim& claim);

/// What the record of a systematic mutant that survived says about why: "the bound is loose:
/// largest ratio 0.43".
std::string why_it_may_be_true(const ClauseRecord& survivor, const std::string& description);

}  // namespace claimcheck
