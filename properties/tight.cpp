#include "properties/tight.hpp"

#include <algorithm>

#include "properties/shrink.hpp"

namespace claimcheck {
namespace {

std::size_t index_of(const AnyClaim& claim, const std::string& conclusion) {
  const auto at = std::find_if(claim.conclusions.begin(), claim.conclusions.end(),
                               [&](const Clause& c) { return c.name == conclusion; });
  return static_cast<std::size_t>(at - claim.conclusions.begin());
}

/// An inequality as near to equality as `margin`, with a ratio of sides that is defined: 0 <= 0
/// says nothing, and an equation is always equal.
bool is_as_tight(const AnyClaim& claim, std::size_t k, const Document& candidate, double margin) {
  if (!misfit(claim.layout, candidate).empty()) return false;
  const Decision decision = decide(claim, candidate);
  if (!decision.error.empty() || !certainly(decision.admissible)) return false;
  const Outcome& outcome = decision.conclusions[k].outcome;
  if (outcome.comparison == Comparison::equal) return false;
  return certainly(outcome.applicable) && certainly(outcome.truth) && outcome.relations > 0 &&
         outcome.margin <= margin && outcome.tightness > 0;
}

}  // namespace

std::vector<Witness> shrunk_tight_cases(const AnyClaim& claim, const CampaignResult& result,
                                        std::int64_t most) {
  std::vector<Witness> out;
  for (const TightCase& tight : result.tight) {
    const std::size_t k = index_of(claim, tight.conclusion);
    if (tight.margin >= near_equality || claim.expects_refutation(tight.conclusion)) continue;
    const double margin = std::max(tight.margin, near_equality / 2);
    const auto is_tight = [&](const Document& d) { return is_as_tight(claim, k, d, margin); };
    if (!is_tight(tight.setting)) continue;
    out.push_back({claim.card.id, tight.conclusion,
                   shrink(claim.layout, tight.setting, is_tight, most).document});
  }
  return out;
}

}  // namespace claimcheck
