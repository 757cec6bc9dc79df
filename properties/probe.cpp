#include "properties/probe.hpp"

#include <algorithm>
#include <cmath>

#include "properties/attack.hpp"
#include "properties/sample.hpp"

namespace claimcheck {
namespace {

std::size_t position(const std::vector<Clause>& clauses, const std::string& name,
                     const Card& card) {
  const auto at = std::find_if(clauses.begin(), clauses.end(),
                               [&](const Clause& clause) { return clause.name == name; });
  if (at == clauses.end()) throw std::invalid_argument(card.id + ": no clause " + name);
  return static_cast<std::size_t>(at - clauses.begin());
}

/// A fifth of the effort's budget: probes come in numbers.
Budget probe_budget(const AnyClaim& claim, Effort effort) {
  Budget out = Budget::of(effort, 5 * claim.cost);
  out.shrinks = std::max<std::int64_t>(out.shrinks, 1000);
  return out;
}

/// The claim without one hypothesis and without the conclusions that fail anyway or need trials.
AnyClaim without_hypothesis(const AnyClaim& claim, std::size_t index) {
  AnyClaim out = claim;
  out.card.id += "/without/" + claim.hypotheses[index].name;
  out.hypotheses.erase(out.hypotheses.begin() + static_cast<std::ptrdiff_t>(index));
  std::erase_if(out.conclusions, [&](const Clause& clause) {
    return clause.is_probable() || claim.expects_refutation(clause.name);
  });
  out.untestable.clear();
  return out;
}

struct Dropped {
  AnyClaim claim;
  CampaignResult result;
  std::vector<NecessityRecord> records;
};

Dropped dropped(const AnyClaim& claim, const std::string& hypothesis, const ProbeOptions& options) {
  Dropped out{
      without_hypothesis(claim, position(claim.hypotheses, hypothesis, claim.card)), {}, {}};
  const Budget budget = probe_budget(claim, options.effort);
  CampaignOptions campaign;
  campaign.effort = options.effort;
  campaign.seed = options.seed;
  campaign.stop = options.stop;
  out.result = run_campaign(out.claim, campaign, budget);
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

/// Walks from a violation towards the border of the dropped hypothesis.
class Bend {
 public:
  Bend(const AnyClaim& full, std::size_t hypothesis, const AnyClaim& without,
       std::size_t conclusion, const ProbeOptions& options)
      : full_(full),
        hypothesis_(full.hypotheses[hypothesis]),
        without_(without),
        conclusion_(conclusion),
        options_(options),
        random_(options.seed, without.card.id + "/bend/" + without.conclusions[conclusion].name,
                0) {}

  void run(const Document& start, NecessityRecord& record) {
    const double first = factor(start);
    if (!(first > 1) || std::isinf(first)) return;
    best_ = start;
    least_ = first;
    const Budget budget = probe_budget(full_, options_.effort);
    for (std::int64_t k = 0; k < 3 * budget.attacks; ++k) {
      if (options_.stop != nullptr && options_.stop->load()) throw Interrupted();
      Document candidate = mutated(without_, best_, random_);
      for (std::size_t more = random_.below(3); more > 0; --more) {
        candidate = mutated(without_, candidate, random_);
      }
      ++record.evaluations;
      if (!misfit(full_.layout, candidate).empty()) continue;
      const double now = factor(candidate);
      if (now > 1 && now < least_ &&
          certainly_violates(without_, candidate, conclusion_, budget.precision)) {
        best_ = candidate;
        least_ = now;
      }
    }
    record.critical_factor = least_;
    record.border_setting = readable(full_.layout, best_);
  }

 private:
  /// By how much the hypothesis is broken: an upper bound of its ratio of sides.
  double factor(const Document& setting) const {
    const Outcome outcome = hypothesis_.judge(full_.observe(setting, Arithmetic::ball(128)), false);
    return outcome.ratio_high;
  }

  const AnyClaim& full_;
  const Clause& hypothesis_;
  const AnyClaim& without_;
  std::size_t conclusion_;
  const ProbeOptions& options_;
  Stream random_;
  Document best_;
  double least_ = HUGE_VAL;
};

/// Only sizes `size` along one axis.
AnyClaim at_size(const AnyClaim& claim, std::size_t axis, int size) {
  AnyClaim out = claim;
  out.card.id += "/" + claim.layout.axes[axis].name + "=" + std::to_string(size);
  out.layout.axes[axis].least = out.layout.axes[axis].most = size;
  out.tight.clear();
  return out;
}

double best_ratio(const AnyClaim& claim, const ProbeOptions& options) {
  CampaignOptions campaign;
  campaign.effort = options.effort;
  campaign.seed = options.seed;
  campaign.stop = options.stop;
  const ClaimRecord record =
      run_campaign(claim, campaign, probe_budget(claim, options.effort)).record;
  const ClauseRecord& clause = record.conclusions.front();
  return clause.tight ? clause.tight->tightness : std::nan("");
}

}  // namespace

std::vector<NecessityRecord> drop(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options) {
  return dropped(claim, hypothesis, options).records;
}

std::vector<NecessityRecord> bend(const AnyClaim& claim, const std::string& hypothesis,
                                  const ProbeOptions& options) {
  Dropped out = dropped(claim, hypothesis, options);
  const std::size_t index = position(claim.hypotheses, hypothesis, claim.card);
  for (const Witness& witness : out.result.witnesses) {
    const std::size_t k = position(out.claim.conclusions, witness.conclusion, claim.card);
    Bend(claim, index, out.claim, k, options).run(witness.setting, out.records[k]);
  }
  return out.records;
}

std::vector<LadderRecord> tighten(const AnyClaim& claim, const std::string& conclusion,
                                  const ProbeOptions& options) {
  AnyClaim only = claim;
  only.conclusions = {claim.conclusions[position(claim.conclusions, conclusion, claim.card)]};
  only.untestable.clear();
  std::vector<LadderRecord> out;
  for (std::size_t axis = 0; axis < claim.layout.axes.size(); ++axis) {
    const Axis& sizes = claim.layout.axes[axis];
    LadderRecord ladder{conclusion, sizes.name, {}, {}};
    for (int size = sizes.least; size <= sizes.most; ++size) {
      ladder.sizes.push_back(size);
      ladder.tightness.push_back(best_ratio(at_size(only, axis, size), options));
    }
    out.push_back(std::move(ladder));
  }
  return out;
}

}  // namespace claimcheck
