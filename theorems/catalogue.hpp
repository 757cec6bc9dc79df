// The catalogue: every paper and every encoded claim, in the papers' order.
#pragma once

#include <string>
#include <vector>

#include "core/claim/words.hpp"
#include "properties/claim.hpp"

namespace claimcheck {

const std::vector<Paper>& papers();

/// Built once; claims are cheap to hold and never change.
const std::vector<AnyClaim>& catalogue();

/// The claim with that id, or null.
const AnyClaim* find_claim(const std::string& id);

/// Ids nearest to a mistyped one by edit distance, best first, at most three.
std::vector<std::string> nearest_claims(const std::string& id);

}  // namespace claimcheck
