// How much of its constants a probability clause needs, judged by draws on a few settings.
//
//   In the event: the (1 - allowed)-quantile of the ratio of the event's sides, smaller over
//   larger. P(event) >= 1 - allowed holds on a setting iff its quantile is at most 1, and goes on
//   to hold when the event's constant is multiplied by that quantile. It is estimated from draws.
//   In a hypothesis, such as a width m >= constant * threshold: the setting is moved out of what
//   the hypothesis admits (fewer random units, a number doubled or halved again and again) until
//   the failure rate certainly exceeds what is allowed. A hypothesis broken by a factor f there has
//   to keep the share 1/f of its constant.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "properties/probe.hpp"
#include "properties/trials.hpp"

namespace claimcheck {

/// The largest share seen, and where; NaN when nothing was seen.
struct Need {
  double share;
  Document setting;
};

/// An axis that only drawn fields are indexed by: its size is the number of random units.
bool counts_draws(const Layout& layout, const Axis& axis);

/// Every hypothesis holds, in double.
bool meets_hypotheses(const AnyClaim& claim, const Document& setting);

/// Up to `wanted` admissible settings on which claim.conclusions.front(), a probability clause,
/// applies: equality cases, then random ones. @throws Interrupted
std::vector<Document> settings_for_trials(const AnyClaim& claim, std::size_t wanted,
                                          const ProbeOptions& options);

/// The setting with another number of random units, drawn anew by the claim's law.
Document with_units(const AnyClaim& claim, const Document& setting, const Axis& axis, int units,
                    std::uint64_t seed);

/// Of claim.conclusions.front(), a probability clause. Both look at all the given settings.
Need needed_in_event(const AnyClaim& claim, const std::vector<Document>& settings,
                     const TrialPlan& plan);
Need needed_in_hypothesis(const AnyClaim& claim, std::size_t hypothesis,
                          const std::vector<Document>& settings, const TrialPlan& plan);

}  // namespace claimcheck
