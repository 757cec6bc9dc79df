// Bending a hypothesis: by which factor must it be loosened before the conclusion fails?

#include <algorithm>
#include <cmath>

#include "properties/probe.hpp"
#include "properties/sample.hpp"
#include "properties/variants.hpp"

namespace claimcheck {
namespace {

constexpr int bisections = 6, rounds = 4;
// Beyond the critical factor, for the course of the margin.
constexpr double beyond[] = {1.1, 1.5, 2, 4};
constexpr double narrow_enough = 1 + 0x1p-10;

/// One hypothesis against one conclusion, starting from a violation without the hypothesis.
class Bend {
 public:
  Bend(const AnyClaim& claim, std::size_t hypothesis, const AnyClaim& without,
       std::size_t conclusion, const ProbeOptions& options)
      : claim_(claim),
        hypothesis_(hypothesis),
        without_(without),
        conclusion_(conclusion),
        options_(options),
        budget_(probe_budget(claim, options.effort)),
        random_(options.seed, without.card.id + "/bend/" + without.conclusions[conclusion].name,
                0) {
    budget_.shrinks = 0;
  }

  void run(const Document& start, NecessityRecord& record) {
    const double first = factor(start);
    if (!(first > 1) || std::isinf(first)) return;
    improve(start, first);
    walk(record);
    for (const double more : beyond) record.bends.push_back(look(least_ * more, record));
    bracket(record);
    settle(record);
  }

 private:
  /// By how much a setting breaks the hypothesis.
  double factor(const Document& setting) const {
    const Clause& clause = claim_.hypotheses[hypothesis_];
    return bent_by(clause.judge(claim_.observe(setting, Arithmetic::ball(128)), false));
  }

  void improve(const Document& setting, double now) {
    best_ = setting;
    least_ = now;
  }

  bool violates(const Document& setting) const {
    return certainly_violates(without_, setting, conclusion_, budget_.precision);
  }

  /// From above: mutations that still violate and break the hypothesis by less.
  void walk(NecessityRecord& record) {
    for (std::int64_t k = 0; k < 3 * budget_.attacks; ++k) {
      if (options_.stop != nullptr && options_.stop->load()) throw Interrupted();
      Document candidate = mutated(without_, best_, random_);
      for (std::size_t more = random_.below(3); more > 0; --more) {
        candidate = mutated(without_, candidate, random_);
      }
      ++record.evaluations;
      if (!misfit(claim_.layout, candidate).empty()) continue;
      const double now = factor(candidate);
      if (now > 1 && now < least_ && violates(candidate)) improve(candidate, now);
    }
  }

  /// From below, again as long as a last look at the least factor brings it down.
  void bracket(NecessityRecord& record) {
    record.bends.push_back(look(1, record));
    for (int round = 0; round < rounds; ++round) {
      bisect(record);
      const double before = least_;
      record.bends.push_back(look(least_, record));
      if (least_ == before) break;
    }
  }

  /// Is there a violation when the hypothesis is bent by half as much?
  void bisect(NecessityRecord& record) {
    double intact = 1;
    for (int k = 0; k < bisections && least_ > intact * narrow_enough; ++k) {
      const double middle = std::sqrt(intact * least_);
      const BendRecord seen = look(middle, record);
      record.bends.push_back(seen);
      if (!seen.violated) intact = middle;
      if (least_ <= intact) intact = 1;  // found late: what looked intact was not
    }
  }

  /// The search under the hypothesis bent by a factor: the least margin it can find.
  BendRecord look(double bent, NecessityRecord& record) {
    AnyClaim claim = with_bent_hypothesis(claim_, hypothesis_, bent);
    claim.conclusions = {watched(without_.conclusions[conclusion_])};
    claim.untestable.clear();
    CampaignOptions campaign = probe_campaign(options_);
    campaign.memory = {{claim.card.id, claim.conclusions[0].name, best_}};
    const CampaignResult result = run_campaign(claim, campaign, budget_);
    record.evaluations += result.record.evaluations;
    if (result.tight.empty()) return {bent, std::nan(""), false};
    const Document& worst = result.tight.front().setting;
    const bool violated = violates(worst);
    const double now = factor(worst);
    if (violated && now > 1 && now < least_) improve(worst, now);
    return {bent, result.tight.front().margin, violated};
  }

  /// The bracket and the course, from everything that was seen: what a hypothesis admits, it admits
  /// when it is bent further too.
  void settle(NecessityRecord& record) const {
    record.critical_factor = least_;
    record.border_setting = readable(claim_.layout, best_);
    record.intact_factor = 1;
    std::sort(record.bends.begin(), record.bends.end(),
              [](const BendRecord& a, const BendRecord& b) { return a.factor < b.factor; });
    double least = std::nan("");
    for (BendRecord& seen : record.bends) {
      seen.margin = least = std::fmin(least, seen.margin);
      seen.violated = seen.factor >= least_;
      if (!seen.violated) record.intact_factor = seen.factor;
    }
  }

  const AnyClaim& claim_;
  std::size_t hypothesis_;
  const AnyClaim& without_;
  std::size_t conclusion_;
  const ProbeOptions& options_;
  Budget budget_;
  Stream random_;
  Document best_;  ///< the violation that breaks the hypothesis least
  double least_ = HUGE_VAL;
};

}  // namespace

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

}  // namespace claimcheck
