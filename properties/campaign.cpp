#include "properties/campaign.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "properties/attack.hpp"
#include "properties/enumerate.hpp"
#include "properties/examiner.hpp"
#include "properties/experiment.hpp"
#include "properties/sample.hpp"
#include "properties/shrink.hpp"
#include "properties/trials.hpp"

namespace claimcheck {
namespace {

constexpr std::int64_t rounds = 6;

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
    const auto start = std::chrono::steady_clock::now();
    CampaignResult out;
    std::optional<ExperimentJudgement> experiment;
    try {
      if (claim_.experiment) {
        experiment = judged_by_running(claim_, options_);
        draws_ = admissible_ = experiment->runs;
      } else {
        known();
        search();
      }
    } catch (const Interrupted&) {
      throw;
    } catch (const std::exception& error) {
      error_ = error.what();
    }
    out.record = header();
    for (const Tally& tally : examiner_.hypotheses()) {
      out.record.hypotheses.push_back(tally.record(claim_.layout));
    }
    if (experiment) {
      out.record.conclusions = experiment->conclusions;
      out.record.figures = experiment->figures;
    }
    for (std::size_t k = out.record.conclusions.size(); k < claim_.conclusions.size(); ++k) {
      out.record.conclusions.push_back(claim_.conclusions[k].is_probable()
                                           ? judged_by_trials(examiner_, k, trials())
                                           : judged_by_search(k, out));
    }
    out.record.conclusions = in_order(std::move(out.record.conclusions));
    conclude(out.record);
    out.record.evaluations = examiner_.evaluations();
    out.record.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return out;
  }

 private:
  void draw(const Document& setting) {
    ++(examiner_.examine(setting) ? admissible_ : discarded_);
    ++draws_;
  }

  void known() {
    for (const Document& setting : claim_.tight) examiner_.examine(setting);
    for (const Witness& witness : options_.memory) {
      if (misfit(claim_.layout, witness.setting).empty()) examiner_.examine(witness.setting);
    }
  }

  /// Rounds of small settings, random ones and attacks, so that what an attack would find at once
  /// does not wait for the last draw.
  void search() {
    std::vector<Document> small;
    enumerate_small(claim_.layout, budget_.enumerated,
                    [&](const Document& setting) { small.push_back(setting); });
    for (std::int64_t round = 0; round < rounds; ++round) {
      const auto part = [round](std::int64_t total) { return total * round / rounds; };
      const auto end = [round](std::int64_t total) { return total * (round + 1) / rounds; };
      const auto listed = static_cast<std::int64_t>(small.size());
      for (std::int64_t k = part(listed); k < end(listed); ++k) {
        draw(small[static_cast<std::size_t>(k)]);
      }
      for (std::int64_t k = part(budget_.draws); k < end(budget_.draws); ++k) draw_random(k);
      attacks(round, end(budget_.attacks) - part(budget_.attacks));
    }
  }

  void draw_random(std::int64_t index) {
    Stream stream(options_.seed, claim_.card.id, static_cast<std::uint64_t>(index));
    const int size = static_cast<int>(100 * index / std::max<std::int64_t>(1, budget_.draws - 1));
    draw(sample_setting(claim_, stream, size));
  }

  void attacks(std::int64_t round, std::int64_t evaluations) {
    for (std::size_t k = 0; k < claim_.conclusions.size(); ++k) {
      if (claim_.conclusions[k].is_probable() || examiner_.conclusions()[k].violation()) continue;
      attacks_ +=
          attack(examiner_, k, {evaluations, options_.seed, static_cast<std::uint64_t>(round)});
    }
  }

  ClauseRecord judged_by_search(std::size_t k, CampaignResult& out) {
    const Tally& tally = examiner_.conclusions()[k];
    ClauseRecord record = tally.record(claim_.layout);
    if (!tally.violation()) return record;
    const auto violates = [&](const Document& candidate) {
      examiner_.tick();
      return misfit(claim_.layout, candidate).empty() &&
             certainly_violates(claim_, candidate, k, budget_.precision);
    };
    const auto perturb = [&](const Document& base, std::uint64_t index) {
      Stream stream(options_.seed, claim_.card.id + "/shrink/" + tally.clause().name, index);
      return mutated(claim_, base, stream);
    };
    const ShrinkResult least =
        shrink(claim_.layout, tally.violation()->setting, violates, budget_.shrinks, perturb);
    out.witnesses.push_back({claim_.card.id, tally.clause().name, least.document});
    // Balls print all their certain digits.
    Precision shown = budget_.precision;
    shown.intervals = false;
    const Decision decision = decide(claim_, least.document, shown, true);
    const Complexity size = complexity(claim_.layout, least.document);
    record.witness = WitnessRecord{witness_file(claim_.card.id, tally.clause().name),
                                   readable(claim_.layout, least.document),
                                   relation_text(decision.conclusions[k].outcome),
                                   tally.violation()->evaluations,
                                   least.tried,
                                   size.sizes + size.nonzeros};
    return record;
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
    out.draws = draws_;
    out.admissible = admissible_;
    out.discarded = discarded_;
    out.attacks = attacks_;
    return out;
  }

  /// The tested clauses and, behind them, the untestable ones with their reasons.
  std::vector<ClauseRecord> in_order(std::vector<ClauseRecord> clauses) const {
    for (const std::string& entry : claim_.untestable) {
      ClauseRecord clause;
      clause.name = entry.substr(0, entry.find(':'));
      clause.verdict = clause.expected = Verdict::untestable;
      clause.note = entry.substr(std::min(entry.size(), clause.name.size() + 2));
      clauses.push_back(std::move(clause));
    }
    return clauses;
  }

  static bool green(Verdict verdict) {
    return verdict == Verdict::certified || verdict == Verdict::supported;
  }

  void conclude(ClaimRecord& record) const {
    record.verdict = claim_.conclusions.empty() && !claim_.untestable.empty() ? Verdict::untestable
                                                                              : Verdict::certified;
    record.as_expected = true;
    for (ClauseRecord& clause : record.conclusions) {
      if (!error_.empty()) {
        clause.verdict = Verdict::failed;
        clause.note = error_;
      } else if (clause.verdict == Verdict::vacuous && admissible_ == 0) {
        clause.note =
            fmt::format("no admissible setting in {} draws; {}", draws_, examiner_.nearest_miss());
      }
      if (clause.verdict == Verdict::untestable) continue;
      record.verdict = std::max(record.verdict, clause.verdict);
      record.as_expected = record.as_expected &&
                           (clause.expected == Verdict::refuted ? clause.verdict == Verdict::refuted
                                                                : green(clause.verdict));
    }
  }

  const AnyClaim& claim_;
  const CampaignOptions& options_;
  const Budget& budget_;
  Examiner examiner_;
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
  return run_campaign(claim, options, Budget::of(options.effort, claim.cost));
}

CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options,
                            const Budget& budget) {
  return Campaign(claim, options, budget).run();
}

}  // namespace claimcheck
