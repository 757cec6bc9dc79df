#include "properties/experiment.hpp"

namespace claimcheck {

void ExperimentScale::breathe() const {
  if (stop != nullptr && stop->load(std::memory_order_relaxed)) throw Interrupted();
}

ExperimentJudgement judged_by_running(const AnyClaim& claim, const CampaignOptions& options) {
  const ExperimentOutcome outcome = claim.experiment({options.effort, options.seed, options.stop});
  const Observed observed{outcome.result, Arithmetic::binary64()};
  ExperimentJudgement out{{}, outcome.figures, outcome.runs};
  for (const Clause& clause : claim.conclusions) {
    const Outcome judged = clause.judge(observed, true);
    ClauseRecord record;
    record.name = clause.name;
    record.latex = clause.latex;
    record.expected = claim.expects_refutation(clause.name) ? Verdict::refuted : Verdict::supported;
    record.applicable = 1;
    record.margins = {judged.margin};
    record.violated = certainly_not(judged.truth) ? 1 : 0;
    record.verdict = certainly(judged.truth)       ? Verdict::supported
                     : certainly_not(judged.truth) ? Verdict::refuted
                                                   : Verdict::failed;
    record.note = judged.lhs_text + " " + text(judged.comparison) + " " + judged.rhs_text;
    out.conclusions.push_back(std::move(record));
  }
  return out;
}

}  // namespace claimcheck
