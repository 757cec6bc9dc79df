#include "properties/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "properties/attack.hpp"
#include "properties/conclude.hpp"
#include "properties/enumerate.hpp"
#include "properties/examiner.hpp"
#include "properties/experiment.hpp"
#include "properties/sample.hpp"
#include "properties/shrink.hpp"
#include "properties/trials.hpp"

namespace claimcheck {
namespace {

// The first round; each later one doubles what was done.
constexpr struct { std::int64_t enumerated = 5, draws = 8, attacks = 20; } first_round;
// One random draw of so many is left as it was drawn: where hypotheses are dropped or too weak, the
// violation may be far from where `prepare` moves a setting.
constexpr std::int64_t unprepared_every = 8;

class Campaign {
 public:
  Campaign(const AnyClaim& claim, const CampaignOptions& options, const Budget& budget)
      : claim_(claim),
        options_(options),
        budget_(budget),
        examiner_(
            claim,
            options.digits > 0 ? Arithmetic::extended(options.digits) : Arithmetic::binary64(),
            budget.precision, options.stop) {}

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

  void draw(const Document& setting) {
    ++(examiner_.examine(setting) ? admissible_ : discarded_);
    ++draws_;
  }

  void look_for_violations() {
    if (claim_.experiment) {
      experiment_ = judged_by_running(claim_, options_);
      draws_ = admissible_ = experiment_.runs;
      return;
    }
    known();
    search();
  }

  void known() {
    for (const Document& setting : claim_.tight) examiner_.examine(setting);
    for (const Witness& witness : options_.memory) {
      if (misfit(claim_.layout, witness.setting).empty()) examiner_.examine(witness.setting);
    }
  }

  /// Rounds of small settings, random ones and attacks, each as long as all before, so that what an
  /// attack would find at once does not wait for the last draw, and a larger effort goes on where a
  /// smaller one ends.
  void search() {
    std::vector<Document> small;
    enumerate_small(claim_.layout, budget_.enumerated,
                    [&](const Document& setting) { small.push_back(setting); });
    std::int64_t listed = 0, drawn = 0, attacked = 0;
    for (std::int64_t round = 0;
         listed < std::ssize(small) || drawn < budget_.draws || attacked < budget_.attacks;
         ++round) {
      const auto until = [round](std::int64_t first, std::int64_t total) {
        return round > 40 ? total : std::min(total, first << round);
      };
      for (const auto end = until(first_round.enumerated, std::ssize(small)); listed < end;
           ++listed) {
        draw(small[static_cast<std::size_t>(listed)]);
      }
      for (const auto end = until(first_round.draws, budget_.draws); drawn < end; ++drawn)
        draw_random(drawn);
      const auto end = until(first_round.attacks, budget_.attacks);
      if (end > attacked) attacks(round, end - attacked);
      attacked = end;
    }
  }

  void draw_random(std::int64_t index) {
    draw(random_draw(claim_, options_.seed, static_cast<std::uint64_t>(index)));
  }

  void attacks(std::int64_t round, std::int64_t evaluations) {
    for (std::size_t k = 0; k < claim_.conclusions.size(); ++k) {
      if (claim_.conclusions[k].is_probable() || examiner_.conclusions()[k].violation()) continue;
      attacks_ +=
          attack(examiner_, k, {evaluations, options_.seed, static_cast<std::uint64_t>(round)});
    }
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
    const auto violates = [&](const Document& candidate) {
      examiner_.tick();
      const bool does = misfit(claim_.layout, candidate).empty() &&
                        certainly_violates(claim_, candidate, k, budget_.precision);
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
    out.draws = draws_;
    out.admissible = admissible_;
    out.discarded = discarded_;
    out.attacks = attacks_;
    return out;
  }

  const AnyClaim& claim_;
  const CampaignOptions& options_;
  const Budget& budget_;
  Examiner examiner_;
  ExperimentJudgement experiment_;
  std::vector<Witness> witnesses_;
  std::map<std::string, std::vector<Document>> trial_settings_;
  std::int64_t draws_ = 0, admissible_ = 0, discarded_ = 0, attacks_ = 0;
  std::string error_;
};

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
          .precision = {true, 64, effort == Effort::quick ? 512 : 2048}};
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

Document random_draw(const AnyClaim& claim, std::uint64_t seed, std::uint64_t index) {
  Stream stream(seed, claim.card.id, index);
  // Steps of 61 visit every size from 0 to 100 and spread them evenly from the first draws on.
  const int size = static_cast<int>(index % 101 * 61 % 101);
  const bool prepared = index % unprepared_every != unprepared_every - 1;
  return sample_setting(claim, stream, size, prepared);
}

}  // namespace claimcheck
