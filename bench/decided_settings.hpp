// Which settings a claim's certified evaluation is measured on.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::bench {

/// Every setting that a quick run at seed 1 decides rigorously, in its order: small ones, random
/// ones, those near equality that the attack found, and what shrinking tried, admissible or not.
/// The run is stopped after so many seconds of processor time.
std::vector<Document> decided_settings(const AnyClaim& claim, double most_seconds);

/// Admissible random draws of growing size only: the measure of decision 6.
std::vector<Document> admissible_draws(const AnyClaim& claim, double most_seconds);

/// At most `count` of them, spread evenly.
std::vector<Document> spread(const std::vector<Document>& settings, std::size_t count);

}  // namespace claimcheck::bench
