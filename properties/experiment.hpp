// Experiment: a figure of a paper, run anew. Its stated findings are the conclusions, its curves go
// to the report. It runs in double, scaled down at quick effort and at the paper's scale at deep.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "core/evidence/figure.hpp"
#include "properties/campaign.hpp"
#include "properties/claim.hpp"

namespace claimcheck {

/// What a run may ask for.
struct ExperimentScale {
  Effort effort = Effort::quick;
  std::uint64_t seed = 1;
  const std::atomic<bool>* stop = nullptr;

  /// Call it now and then. @throws Interrupted when the run is to stop.
  void breathe() const;
};

/// An experiment's result without its type.
struct ExperimentOutcome {
  std::shared_ptr<const void> result;
  std::vector<FigureRecord> figures;
  std::int64_t runs = 0;
};

/// A builder like Claim. Result is what the findings talk about; it has
///   std::vector<FigureRecord> figures() const;   the curves
///   std::int64_t runs() const;                   trainings made
template <class Result>
struct Experiment {
  /// A named statement about the result; `check` returns a Relation or a Judgement over double.
  struct Finding {
    template <class Check>
    Finding(std::string name, std::string latex, Check check)
        : clause{std::move(name),
                 std::move(latex),
                 [check = std::move(check)](const Observed& o, bool detailed) {
                   const auto& result = *static_cast<const Result*>(o.data.get());
                   return outcome(Judgement<double>(check(result)), detailed);
                 },
                 {}} {}
    Clause clause;
  };
  /// A wrong finding, which the run must refute.
  struct Wrong {
    std::string description;
    Finding finding;
  };

  Card card{};
  std::function<Result(const ExperimentScale&)> run{};
  std::vector<Finding> findings{};
  std::vector<Wrong> mutants{};
  std::vector<std::string> refuted{};
  std::vector<std::string> untestable{};

  operator AnyClaim() const {  // NOLINT: this is what the builder is for
    AnyClaim out;
    out.card = card;
    out.card.kind = Kind::experiment;
    for (const Finding& finding : findings) out.conclusions.push_back(finding.clause);
    for (const Wrong& wrong : mutants) {
      out.mutants.push_back(
          {wrong.description, wrong.finding.clause.name, {wrong.finding.clause}, {}});
    }
    out.refuted = refuted;
    out.untestable = untestable;
    out.experiment = [run = run](const ExperimentScale& scale) {
      const auto result = std::make_shared<const Result>(run(scale));
      return ExperimentOutcome{result, result->figures(), result->runs()};
    };
    return out;
  }
};

/// Runs the experiment once and judges every conclusion: `supported` where it holds, `refuted`
/// where it does not. @throws Interrupted and whatever the experiment throws.
struct ExperimentJudgement {
  std::vector<ClauseRecord> conclusions;
  std::vector<FigureRecord> figures;
  std::int64_t runs = 0;
};
ExperimentJudgement judged_by_running(const AnyClaim& claim, const CampaignOptions& options);

}  // namespace claimcheck
