#include "properties/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "properties/sample.hpp"
#include "properties/shrink.hpp"
#include "properties/tally.hpp"
#include "properties/trials.hpp"

namespace claimcheck {
namespace {

class Campaign {
 public:
  Campaign(const AnyClaim& claim, const CampaignOptions& options, const Budget& budget)
      : claim_(claim), options_(options), budget_(budget) {
    if (options.digits > 0) search_ = Arithmetic::extended(options.digits);
    for (const Clause& clause : claim.hypotheses) hypotheses_.emplace_back(clause, false);
    for (const Clause& clause : claim.conclusions) {
      conclusions_.emplace_back(clause, claim.expects_refutation(clause.name));
    }
  }

  CampaignResult run() {
    const auto start = std::chrono::steady_clock::now();
    CampaignResult out;
    try {
      remember();
      draw();
      attack();
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      error_ = error.what();
    }
    out.record = header();
    for (const Tally& tally : hypotheses_)
      out.record.hypotheses.push_back(tally.record(claim_.layout));
    for (std::size_t k = 0; k < conclusions_.size(); ++k) {
      out.record.conclusions.push_back(claim_.conclusions[k].is_probable() ? trial_record(k)
                                                                           : search_record(k, out));
    }
    conclude(out.record);
    out.record.evaluations = evaluations_;
    out.record.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
  }

 private:
  void tick() {
    ++evaluations_;
    if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) {
      throw Interrupted();
    }
  }

  /// False when some hypothesis fails by more than rounding could explain.
  static bool plausible(const Decision& quick) {
    return std::none_of(quick.hypotheses.begin(), quick.hypotheses.end(), [](const auto& d) {
      return certainly_not(d.outcome.truth) && d.outcome.margin < -rounding_margin;
    });
  }

  /// Decides a setting rigorously and counts it. Double may only discard what is far from
  /// admissible; every verdict comes from the rigorous decision.
  /// Returns false when it was discarded.
  bool examine(const Document& setting) {
    tick();
    const Decision quick = evaluate(claim_, setting, search_);
    if (!quick.error.empty()) throw std::runtime_error(quick.error);
    near_miss(quick);
    if (!plausible(quick)) return false;
    tick();
    const Decision decision = decide(claim_, setting, budget_.precision);
    if (!decision.error.empty()) throw std::runtime_error(decision.error);
    if (!certainly(decision.admissible)) return false;
    remember_for_trials(setting);
    for (std::size_t k = 0; k < hypotheses_.size(); ++k) {
      hypotheses_[k].count(decision.hypotheses[k], setting, evaluations_);
    }
    for (std::size_t k = 0; k < conclusions_.size(); ++k) {
      if (!claim_.conclusions[k].is_probable()) {
        conclusions_[k].count(decision.conclusions[k], setting, evaluations_);
      }
    }
    return true;
  }

  /// How close a discarded setting came, for the note of a vacuous claim.
  void near_miss(const Decision& quick) {
    double worst = HUGE_VAL;
    std::string name;
    for (std::size_t k = 0; k < quick.hypotheses.size(); ++k) {
      if (quick.hypotheses[k].outcome.margin < worst) {
        worst = quick.hypotheses[k].outcome.margin;
        name = claim_.hypotheses[k].name;
      }
    }
    if (worst > nearest_ && std::isfinite(worst)) {
      nearest_ = worst;
      nearest_name_ = name;
    }
  }

  void remember() {
    for (const Document& setting : claim_.tight) examine(setting);
    for (const Witness& witness : options_.memory) {
      if (misfit(claim_.layout, witness.setting).empty()) examine(witness.setting);
    }
  }

  void draw() {
    for (std::int64_t k = 0; k < budget_.draws; ++k) {
      Stream random(options_.seed, claim_.card.id, static_cast<std::uint64_t>(k));
      const int size = static_cast<int>(100 * k / std::max<std::int64_t>(1, budget_.draws - 1));
      ++(examine(sample_setting(claim_, random, size)) ? admissible_ : discarded_);
      ++draws_;
    }
  }

  void attack() {
    for (std::size_t k = 0; k < conclusions_.size(); ++k) {
      if (claim_.conclusions[k].is_probable() || conclusions_[k].violation()) continue;
      attack(k);
    }
  }

  /// Mutates the worst settings of one conclusion and keeps what makes its margin smaller.
  void attack(std::size_t k) {
    Tally& tally = conclusions_[k];
    Stream random(options_.seed, claim_.card.id + "/attack/" + tally.clause().name, 0);
    std::int64_t suspects = 0;
    for (std::int64_t step = 0; step < budget_.attacks && !tally.violation(); ++step) {
      if (tally.worst().empty()) return;
      const std::size_t best = random.chance(0.5) ? 1 : tally.worst().size();
      const Document candidate = mutated(claim_, tally.worst()[random.below(best)].setting, random);
      if (!misfit(claim_.layout, candidate).empty()) continue;
      tick();
      ++attacks_;
      const Decision quick = evaluate(claim_, candidate, search_);
      if (!quick.error.empty()) throw std::runtime_error(quick.error);
      if (!plausible(quick) || quick.conclusions.empty()) continue;
      const Outcome& outcome = quick.conclusions[k].outcome;
      if (certainly_not(outcome.applicable) || outcome.relations == 0) continue;
      const bool improved = tally.offer(outcome.margin, candidate);
      // Near equality double says little; a bounded number of such settings is decided in balls.
      const bool suspect = outcome.undefined() || outcome.margin <= rounding_margin;
      if (outcome.margin < -rounding_margin || improved ||
          (suspect && suspects++ < budget_.attacks / 10)) {
        examine(candidate);
      }
    }
  }

  ClauseRecord search_record(std::size_t k, CampaignResult& out) {
    const Tally& tally = conclusions_[k];
    ClauseRecord record = tally.record(claim_.layout);
    if (!tally.violation()) return record;
    const auto violates = [&](const Document& candidate) {
      tick();
      return misfit(claim_.layout, candidate).empty() &&
             certainly_violates(claim_, candidate, k, budget_.precision);
    };
    const ShrinkResult small =
        shrink(claim_.layout, tally.violation()->setting, violates, budget_.shrinks);
    out.witnesses.push_back({claim_.card.id, tally.clause().name, small.document});
    const Decision decision = decide(claim_, small.document, budget_.precision);
    const Complexity size = complexity(claim_.layout, small.document);
    record.witness = WitnessRecord{witness_file(claim_.card.id, tally.clause().name),
                                   readable(claim_.layout, small.document),
                                   relation_text(decision.conclusions[k].outcome),
                                   tally.violation()->evaluations,
                                   small.tried,
                                   size.sizes + size.nonzeros};
    return record;
  }

  void remember_for_trials(const Document& setting) {
    if (claim_.is_probable()) trial_pool_.push_back(setting);
  }

  /// The error level is shared evenly over the probability clauses and their settings.
  ClauseRecord trial_record(std::size_t k) {
    ClauseRecord record = conclusions_[k].record(claim_.layout);
    const Clause& clause = claim_.conclusions[k];
    const auto clauses = std::count_if(claim_.conclusions.begin(), claim_.conclusions.end(),
                                       [](const Clause& c) { return c.is_probable(); });
    const double share =
        options_.error_level /
        static_cast<double>(clauses * std::max<std::int64_t>(1, budget_.trial_settings));
    std::vector<TrialOutcome> outcomes;
    std::int64_t hopeless = 0;
    Stream random(options_.seed, claim_.card.id + "/trial-settings", 0);
    std::vector<Document> pool = trial_pool_;
    while (!pool.empty() && outcomes.size() < static_cast<std::size_t>(budget_.trial_settings)) {
      // The first settings are those examined first: tight cases and stored ones.
      const std::size_t at = outcomes.size() < claim_.tight.size() ? 0 : random.below(pool.size());
      const Document setting = pool[at];
      pool.erase(pool.begin() + static_cast<std::ptrdiff_t>(at));
      const double allowed =
          clause.allowed_failure(claim_.observe(setting, Arithmetic::binary64()));
      // Fewer than about log(1/share) expected failures cannot support the clause.
      if (allowed * static_cast<double>(budget_.trials) < 2 * -std::log(share)) {
        ++hopeless;
        continue;
      }
      tick();
      outcomes.push_back(
          put_to_trial(claim_, clause, setting,
                       {options_.seed, outcomes.size(), budget_.trials, share, budget_.precision}));
      evaluations_ += outcomes.back().evaluations;
    }
    settle(record, outcomes, hopeless);
    return record;
  }

  static void settle(ClauseRecord& record, std::vector<TrialOutcome>& outcomes,
                     std::int64_t hopeless) {
    std::stable_sort(
        outcomes.begin(), outcomes.end(),
        [](const TrialOutcome& a, const TrialOutcome& b) { return a.verdict > b.verdict; });
    record.verdict = outcomes.empty() ? Verdict::vacuous : outcomes.front().verdict;
    record.applicable = static_cast<std::int64_t>(outcomes.size());
    for (const TrialOutcome& outcome : outcomes) {
      record.trials.push_back(outcome.record);
      record.violated += outcome.verdict == Verdict::refuted ? 1 : 0;
      record.undecided += outcome.verdict == Verdict::undecided ? 1 : 0;
    }
    record.note.clear();
    if (record.verdict == Verdict::undecided) {
      record.note = fmt::format("{} of {} settings undecided by trials at this budget",
                                record.undecided, outcomes.size());
    }
    if (hopeless > 0) {
      record.note += fmt::format("{}{} settings allow too few failures to be judged by trials",
                                 record.note.empty() ? "" : "; ", hopeless);
    }
  }

  ClaimRecord header() const {
    ClaimRecord out;
    out.card = claim_.card;
    out.effort = options_.effort;
    out.seed = options_.seed;
    out.digits = options_.digits;
    out.draws = draws_;
    out.admissible = admissible_;
    out.discarded = discarded_;
    out.attacks = attacks_;
    return out;
  }

  static bool green(Verdict verdict) {
    return verdict == Verdict::certified || verdict == Verdict::supported;
  }

  void conclude(ClaimRecord& record) const {
    record.verdict = Verdict::certified;
    record.as_expected = true;
    for (ClauseRecord& clause : record.conclusions) {
      if (!error_.empty()) {
        clause.verdict = Verdict::failed;
        clause.note = error_;
      } else if (clause.verdict == Verdict::vacuous && admissible_ == 0) {
        clause.note =
            fmt::format("no admissible setting in {} draws; the nearest misses {} by {:.2g}",
                        draws_, nearest_name_, -nearest_);
      }
      record.verdict = std::max(record.verdict, clause.verdict);
      record.as_expected = record.as_expected &&
                           (clause.expected == Verdict::refuted ? clause.verdict == Verdict::refuted
                                                                : green(clause.verdict));
    }
  }

  const AnyClaim& claim_;
  const CampaignOptions& options_;
  const Budget& budget_;
  Arithmetic search_ = Arithmetic::binary64();
  std::vector<Tally> hypotheses_, conclusions_;
  std::vector<Document> trial_pool_;
  std::int64_t draws_ = 0, admissible_ = 0, discarded_ = 0, attacks_ = 0, evaluations_ = 0;
  double nearest_ = -HUGE_VAL;
  std::string nearest_name_;
  std::string error_;
};

}  // namespace

Budget Budget::of(Effort effort, double cost) {
  const double scale = (effort == Effort::quick ? 1 : effort == Effort::standard ? 10 : 100) / cost;
  const auto scaled = [&](double base, double least) {
    return static_cast<std::int64_t>(std::max(least, base * scale));
  };
  return {.draws = scaled(300, 20),
          .attacks = scaled(600, 20),
          .shrinks = scaled(4000, 500),
          .trial_settings = scaled(6, 3),
          .trials = scaled(4000, 200),
          .precision = {64, effort == Effort::quick ? 512 : 2048}};
}

CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options) {
  return run_campaign(claim, options, Budget::of(options.effort, claim.cost));
}

CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options,
                            const Budget& budget) {
  return Campaign(claim, options, budget).run();
}

}  // namespace claimcheck
