// Activation and slope of a whole row of pre-activations at once, in double, for the inner loop of
// the descent engines.
//
// Vectorised for every family but arctan_leaky. The same bits come out whatever the width of the
// vector unit, because each entry sees the same sequence of IEEE operations.
#pragma once

#include <span>

#include "core/network/activation.hpp"

namespace claimcheck {

/// value[i] = phi(z[i]) and slope[i] = phi'(z[i]), to a few units in the last place, relative to
/// the exact value (also near z = 0, where phi itself is small). The three spans have one length.
/// `value` or `slope` may be `z` itself, not each other.
void activate(const Activation<double>& phi, std::span<const double> z, std::span<double> value,
              std::span<double> slope);

}  // namespace claimcheck
