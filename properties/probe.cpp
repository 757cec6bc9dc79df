#include "properties/probe.hpp"

#include <algorithm>

#include "properties/variants.hpp"

namespace claimcheck {

std::size_t position(const std::vector<Clause>& clauses, const std::string& name,
                     const Card& card) {
  const auto at = std::find_if(clauses.begin(), clauses.end(),
                               [&](const Clause& clause) { return clause.name == name; });
  if (at == clauses.end()) throw std::invalid_argument(card.id + ": no clause " + name);
  return static_cast<std::size_t>(at - clauses.begin());
}

Budget probe_budget(const AnyClaim& claim, Effort effort) {
  Budget out = Budget::of(effort, 5 * claim.cost);
  out.shrinks = std::max<std::int64_t>(out.shrinks, 1000);
  return out;
}

CampaignOptions probe_campaign(const ProbeOptions& options) {
  CampaignOptions out;
  out.effort = options.effort;
  out.seed = options.seed;
  out.stop = options.stop;
  return out;
}

Dropped dropped(const AnyClaim& claim, const std::string& hypothesis, const ProbeOptions& options) {
  Dropped out{
      without_hypothesis(claim, position(claim.hypotheses, hypothesis, claim.card)), {}, {}};
  out.result =
      run_campaign(out.claim, probe_campaign(options), probe_budget(claim, options.effort));
  for (const ClauseRecord& clause : out.result.record.conclusions) {
    NecessityRecord record;
    record.hypothesis = hypothesis;
    record.conclusion = clause.name;
    record.needed = clause.witness.has_value();
    record.evaluations = out.result.record.evaluations;
    if (clause.witness) {
      record.setting = clause.witness->setting;
      record.relation = clause.witness->relation;
    }
    out.records.push_back(std::move(record));
  }
  return out;
}

std::vector<NecessityRecord> drop(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options) {
  return dropped(claim, hypothesis, options).records;
}

}  // namespace claimcheck
