// Hand-built evidence about papers that do not exist: every verdict, trials, a witness.
#pragma once

#include <vector>

#include "core/evidence/record.hpp"

namespace claimcheck {

std::vector<Paper> fixture_papers();
std::vector<ClaimRecord> fixture_records();

/// A record whose every text tries to leave its element.
ClaimRecord hostile_record();

}  // namespace claimcheck
