// Probe: which hypothesis carries a claim, how far it can be bent, and how tight a bound is.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "core/evidence/record.hpp"
#include "properties/campaign.hpp"

namespace claimcheck {

struct ProbeOptions {
  Effort effort = Effort::quick;
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;
};

/// Drops one hypothesis: for every search conclusion that is not refuted anyway, a shrunk certified
/// violation or none found. @throws std::invalid_argument when the hypothesis does not exist.
std::vector<NecessityRecord> drop(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options);

/// Drops, then looks for violations that break the hypothesis by less and less: fills
/// critical_factor and border_setting. @throws std::invalid_argument as above.
std::vector<NecessityRecord> bend(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options);

/// The largest ratio of the two sides of a conclusion at each size of each axis: the best constant
/// and whether it depends on the sizes. @throws std::invalid_argument when it does not exist.
std::vector<LadderRecord> tighten(const AnyClaim& claim, const std::string& conclusion,
                                  const ProbeOptions& options);

}  // namespace claimcheck
