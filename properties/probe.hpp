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
/// violation or none found. @throws std::invalid_argument when the hypothesis does not exist;
/// Interrupted, as all below.
std::vector<NecessityRecord> drop(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options);

/// Drops, then looks for violations that break the hypothesis by less and less, from above by
/// mutation and from below by searches under the bent hypothesis: fills critical_factor,
/// intact_factor, border_setting and bends. @throws std::invalid_argument as above.
std::vector<NecessityRecord> bend(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options);

/// The largest ratio of the two sides of a conclusion at sizes of each axis and at values of each
/// scalar parameter: the best constant, where it is needed, and whether it depends on them.
/// @throws std::invalid_argument when the conclusion does not exist.
std::vector<LadderRecord> tighten(const AnyClaim& claim, const std::string& conclusion,
                                  const ProbeOptions& options);

/// What all probes share: a fifth of the effort's budget, since probes come in numbers.
Budget probe_budget(const AnyClaim& claim, Effort effort);
CampaignOptions probe_campaign(const ProbeOptions& options);

/// Position of a clause by name. @throws std::invalid_argument when there is none.
std::size_t position(const std::vector<Clause>& clauses, const std::string& name, const Card& card);

/// The campaign behind drop().
struct Dropped {
  AnyClaim claim;  ///< without the hypothesis
  CampaignResult result;
  std::vector<NecessityRecord> records;
};
Dropped dropped(const AnyClaim& claim, const std::string& hypothesis, const ProbeOptions& options);

}  // namespace claimcheck
