// Tight cases: settings on which a conclusion holds with (near) equality, made simple enough to be
// kept in the repository and examined first on every run.
#pragma once

#include <cstdint>
#include <vector>

#include "properties/campaign.hpp"

namespace claimcheck {

/// Margins from here on are not near equality.
inline constexpr double near_equality = 1e-3;

/// The campaign's tight cases of inequalities that are near equality, shrunk with at most `most`
/// candidates each while every hypothesis and the conclusion certainly hold and the margin does not
/// grow beyond half of that; without those of conclusions that are refuted.
std::vector<Witness> shrunk_tight_cases(const AnyClaim& claim, const CampaignResult& result,
                                        std::int64_t most);

}  // namespace claimcheck
