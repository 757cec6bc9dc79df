#include "properties/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "properties/conclude.hpp"
#include "properties/examiner.hpp"
#include "properties/experiment.hpp"
#include "properties/sample.hpp"
#include "properties/search.hpp"
#include "properties/shrink.hpp"
#include "properties/trials.hpp"

namespace claimcheck {
namespace {

class Campaign {
 public:
  Campaign(const AnyClaim& claim, const CampaignOptions& options, const Budget& budget)
      : claim_(claim),
        options_(options),
        budget_(budget),
        examiner_(
            claim,
            options.digits > 0 ? Arithmetic::extended(options.digits) : Arithmetic::binary64(),
            budget.precision, options.stop),
        search_(examiner_, {budget.enumerated, budget.draws, budget.attacks, options.seed}) {}

  CampaignResult run() {
    try {
      try {
        look_for_violations();
      } catch (const Interrupted&) {
        throw;
      } catch (const std::exception& error) {
        error_ = error.what();
      }
      return judged();
    } catch (const Interrupted&) {
      throw StoppedCampaign(violations_so_far());
    }
  }

 private:
  CampaignResult judged() {
    CampaignResult out;
    out.record = header();
    for (const Tally& tally : examiner_.hypotheses()) {
      out.record.hypotheses.push_back(tally.record(claim_.layout));
    }
    out.record.conclusions = experiment_.conclusions;
    out.record.figures = experiment_.figures;
    for (std::size_t k = out.record.conclusions.size(); k < claim_.conclusions.size(); ++k) {
      out.record.conclusions.push_back(judged(k));
    }
    conclude(out.record, claim_, examiner_, error_);
    out.record.evaluations = examiner_.evaluations();
    out.record.seconds = examiner_.spent().seconds;
    out.witnesses = std::move(witnesses_);
    out.trial_settings = std::move(trial_settings_);
    for (const Tally& tally : examiner_.conclusions()) {
      if (!tally.tightest()) continue;
      out.tight.push_back(
          {tally.clause().name, tally.tightest()->margin, tally.tightest()->setting});
    }
    return out;
  }

  ClauseRecord judged(std::size_t k) {
    if (!claim_.conclusions[k].is_probable()) return judged_by_search(k);
    try {
      TrialResult tried = judged_by_trials(examiner_, k, trials());
      trial_settings_[tried.record.name] = std::move(tried.settings);
      return std::move(tried.record);
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      error_ = error.what();
      return examiner_.conclusions()[k].record(claim_.layout);
    }
  }

  /// Every violation, shrunk as far as there was time.
  std::vector<Witness> violations_so_far() {
    for (const Tally& tally : examiner_.conclusions()) {
      const std::string& name = tally.clause().name;
      const bool known = std::any_of(witnesses_.begin(), witnesses_.end(),
                                     [&](const Witness& w) { return w.conclusion == name; });
      if (tally.violation() && !known) {
        witnesses_.push_back({claim_.card.id, name, tally.violation()->setting});
      }
    }
    return std::move(witnesses_);
  }

  void look_for_violations() {
    if (claim_.experiment) {
      experiment_ = judged_by_running(claim_, options_);
      return;
    }
    search_.known(options_.memory);
    search_.run();
  }

  ClauseRecord judged_by_search(std::size_t k) {
    const Tally& tally = examiner_.conclusions()[k];
    ClauseRecord record = tally.record(claim_.layout);
    if (!tally.violation()) return record;
    const Violation& first = *tally.violation();
    const Spent before = examiner_.spent();
    witnesses_.push_back({claim_.card.id, tally.clause().name, first.setting});
    const std::int64_t tried = shrink_witness(k);
    const Document& least = witnesses_.back().setting;
    // Balls print all their certain digits, unless they leave open what intervals decide.
    Precision shown = budget_.precision;
    shown.intervals = false;
    Decision decision = decide(claim_, least, shown, true);
    if (decision.conclusions.empty()) decision = decide(claim_, least, budget_.precision, true);
    const Complexity size = complexity(claim_.layout, least);
    record.witness = WitnessRecord{witness_file(claim_.card.id, tally.clause().name),
                                   readable(claim_.layout, least),
                                   relation_text(decision.conclusions[k].outcome),
                                   first.spent.evaluations,
                                   tried,
                                   size.sizes + size.nonzeros,
                                   first.spent.seconds,
                                   examiner_.spent().seconds - before.seconds};
    return record;
  }

  /// Shrinks the last witness in place, so that an interruption keeps the best so far; returns how
  /// many candidates were tried.
  std::int64_t shrink_witness(std::size_t k) {
    Document& best = witnesses_.back().setting;
    // A violation too small for intervals is shrunk with all precision, any other without.
    const Stake stake = certainly_violates(claim_, best, k, budget_.precision, Stake::violation)
                            ? Stake::violation
                            : Stake::certificate;
    const auto violates = [&](const Document& candidate) {
      examiner_.tick();
      const bool does = misfit(claim_.layout, candidate).empty() &&
                        certainly_violates(claim_, candidate, k, budget_.precision, stake);
      if (does) best = candidate;
      return does;
    };
    const auto perturb = [&](const Document& base, std::uint64_t index) {
      Stream stream(options_.seed,
                    claim_.card.id + "/shrink/" + examiner_.conclusions()[k].clause().name, index);
      return mutated(claim_, base, stream);
    };
    const Document start = best;
    return shrink(claim_.layout, start, violates, budget_.shrinks, perturb).tried;
  }

  TrialBudget trials() const {
    return {options_.seed, budget_.trial_settings, budget_.trials, options_.error_level};
  }

  ClaimRecord header() const {
    ClaimRecord out;
    out.card = claim_.card;
    out.effort = options_.effort;
    out.seed = options_.seed;
    out.digits = options_.digits;
    out.max_shrink = options_.max_shrink;
    out.draws = claim_.experiment ? experiment_.runs : search_.draws();
    out.admissible = claim_.experiment ? experiment_.runs : search_.admissible();
    out.discarded = out.draws - out.admissible;
    out.attacks = search_.attacks();
    return out;
  }

  const AnyClaim& claim_;
  const CampaignOptions& options_;
  const Budget& budget_;
  Examiner examiner_;
  Search search_;
  ExperimentJudgement experiment_;
  std::vector<Witness> witnesses_;
  std::map<std::string, std::vector<Document>> trial_settings_;
  std::string error_;
};

int most_bits(Effort effort) { return effort == Effort::quick ? 512 : 2048; }

/// No precision certifies an equality of irrational sides, and a flow of thousands of bits takes as
/// long as hundreds of others: expensive claims try them at deep effort only.
int equality_bits(Effort effort, double cost) {
  return effort == Effort::standard && cost > 4 ? 512 : most_bits(effort);
}

}  // namespace

Budget Budget::of(Effort effort, double cost) {
  const double scale = (effort == Effort::quick ? 1 : effort == Effort::standard ? 10 : 100) / cost;
  const auto scaled = [&](double base, double least) {
    return static_cast<std::int64_t>(std::max(least, base * scale));
  };
  return {.enumerated = scaled(150, 20),
          .draws = scaled(250, 20),
          .attacks = scaled(600, 20),
          .shrinks = scaled(4000, 500),
          .trial_settings = scaled(6, 3),
          .trials = scaled(4000, 200),
          .precision = {true, most_bits(effort), equality_bits(effort, cost)}};
}

CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options) {
  Budget budget = Budget::of(options.effort, claim.cost);
  if (options.max_shrink) budget.shrinks = *options.max_shrink;
  return run_campaign(claim, options, budget);
}

CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options,
                            const Budget& budget) {
  return Campaign(claim, options, budget).run();
}

}  // namespace claimcheck
