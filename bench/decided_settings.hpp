// Which settings a claim's certified evaluation is measured on.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::bench {

/// A setting, and how far its decision went.
struct DecidedSetting {
  Document setting;
  bool intervals = true;  ///< whether it began with them
  bool climbed = false;   ///< beyond its first rung
  int most_bits = 512;    ///< of balls, if there were any
};

/// Every setting that a quick run at seed 1 decides rigorously, in its order: small ones, random
/// ones, those near equality that the attack found, and what shrinking tried, admissible or not.
/// The run is stopped after so many seconds of processor time.
std::vector<DecidedSetting> decided_settings(const AnyClaim& claim, double most_seconds);

/// Admissible random draws of growing size only, each decided as far as it can be: the measure of
/// decision 6.
std::vector<DecidedSetting> admissible_draws(const AnyClaim& claim, double most_seconds);

/// At most `count` of them, spread evenly.
std::vector<DecidedSetting> spread(const std::vector<DecidedSetting>& settings, std::size_t count);

}  // namespace claimcheck::bench
