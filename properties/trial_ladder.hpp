// Ladders of a probability clause: the constants it needs, by size, parameter and side of a
// hypothesis, judged by draws.
#pragma once

#include "properties/probe.hpp"

namespace claimcheck {

/// For conclusion k, a probability clause: the share of the event's own constant, and of the
/// constant of every hypothesis that can be broken until the clause fails (needed_constant.hpp), at
///   - every size of an axis, except that the number of random units doubles as far as the settings
///     go and beyond;
///   - values of every scalar parameter;
///   - parts of the range of the left side of every hypothesis "lhs > 0", so that a quantity such
///     as a least eigenvalue can be followed without being a parameter; the axis is named after the
///     hypothesis.
/// Ladders on which nothing was seen are left out. @throws Interrupted
std::vector<LadderRecord> trial_ladders(const AnyClaim& claim, std::size_t k,
                                        const ProbeOptions& options);

}  // namespace claimcheck
