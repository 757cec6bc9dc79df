// Wrong variants put to the search: planted ones, and systematic ones that any claim yields without
// knowing it.
#pragma once

#include <string>
#include <vector>

#include "core/evidence/record.hpp"
#include "properties/campaign.hpp"
#include "properties/claim.hpp"

namespace claimcheck {

/// Searches for a violation of a planted variant. @throws Interrupted
MutantRecord try_mutant(const AnyClaim& claim, const Mutant& mutant,
                        const CampaignOptions& options);

/// The conclusions that have systematic variants: searched, and not refuted anyway.
std::vector<std::string> varied_conclusions(const AnyClaim& claim);

/// The systematic variants of one conclusion: its constant times 1/2, 9/10 and 99/100 (smaller side
/// <= c * larger side), strict for non-strict, the reverse inequality, and the conclusion without
/// each hypothesis, looked for where that fails. All but the last see a relation through its
/// certified ratio, so they need sides that are not negative; on other settings they do not apply.
///
/// A variant that says nothing new is `implied`, with the reason: what follows from a sharper
/// variant that stands is not tried; the printed sign may be strict already, an equation reads the
/// same reversed, 0 has no constant, a hypothesis may hold wherever the others do. The reason of
/// any other survivor is what the search saw. @throws Interrupted
std::vector<MutantRecord> try_systematic_mutants(const AnyClaim& claim,
                                                 const std::string& conclusion,
                                                 const CampaignOptions& options);

/// To the reason of every conclusion that stands without a hypothesis it adds which conclusions of
/// the claim fall without it, if any.
void name_carriers(std::vector<MutantRecord>& of_one_claim);

}  // namespace claimcheck
