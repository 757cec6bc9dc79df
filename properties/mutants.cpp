#include "properties/mutants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "properties/probe.hpp"
#include "properties/variants.hpp"

namespace claimcheck {
namespace {

/// What the printed clause looked like on the settings of a campaign.
struct Seen {
  std::int64_t judged = 0, strict = 0, equations = 0, facts = 0, zeros = 0, without_ratio = 0,
               undefined = 0;

  void note(const Outcome& o) {
    if (certainly_not(o.applicable) || o.relations == 0) return;
    ++judged;
    strict += o.comparison == Comparison::less || o.comparison == Comparison::greater ? 1 : 0;
    equations += o.comparison == Comparison::equal ? 1 : 0;
    facts += o.comparison == Comparison::greater_equal && o.lhs == 1 && o.rhs == 1 ? 1 : 0;
    zeros += o.lhs == 0 && o.rhs == 0 ? 1 : 0;
    without_ratio += std::isnan(o.tightness) ? 1 : 0;
    undefined += o.undefined() ? 1 : 0;
  }
  bool always(std::int64_t count) const { return judged > 0 && count == judged; }
  /// 0 = 0, or 0 <= 0.
  bool nothing() const { return (always(equations) && always(without_ratio)) || always(zeros); }
};

Clause observed_by(const std::shared_ptr<Seen>& seen, const Clause& clause) {
  Clause out = clause;
  out.judge = [seen, judge = clause.judge](const Observed& observed, bool detailed) {
    Outcome o = judge(observed, detailed);
    if (observed.arithmetic.rigorous()) seen->note(o);
    return o;
  };
  return out;
}

bool stands(const MutantRecord& m) {
  return m.verdict == Verdict::certified || m.verdict == Verdict::supported;
}

MutantRecord record_of(const Mutant& mutant, bool systematic, const ClaimRecord& record) {
  MutantRecord out;
  out.clause = mutant.clause;
  out.description = mutant.description;
  out.systematic = systematic;
  out.verdict = record.verdict;
  out.evaluations = record.evaluations;
  out.seconds = record.seconds;
  const ClauseRecord& clause = record.conclusions.front();
  if (clause.witness) {
    out.evaluations = clause.witness->evaluations_to_find;
    out.seconds = clause.witness->seconds_to_find;
    out.size = clause.witness->size;
  } else if (!out.survived() && !clause.trials.empty()) {
    out.reason = fmt::format("{} failures in {} trials", clause.trials.front().failures,
                             clause.trials.front().trials);
  } else {
    out.reason = clause.note;
  }
  return out;
}

/// The systematic variants of one conclusion.
class Variants {
 public:
  Variants(const AnyClaim& claim, const std::string& conclusion, const CampaignOptions& options)
      : claim_(claim),
        clause_(claim.conclusions[position(claim.conclusions, conclusion, claim.card)]),
        options_(options) {}

  std::vector<MutantRecord> run() {
    for (const double c : {0.5, 0.9, 0.99}) {
      sharper(fmt::format("constant times {}", c), RatioRule::at_most, c);
    }
    sharper("strict", RatioRule::below_one, 1);
    reversed();
    for (const Clause& hypothesis : claim_.hypotheses) without(hypothesis);
    return std::move(out_);
  }

 private:
  /// The next one of a chain in which each follows from those before it.
  void sharper(const std::string& description, RatioRule rule, double c) {
    if (const auto at = std::find_if(out_.begin(), out_.end(), stands); at != out_.end()) {
      const MutantRecord standing = *at;
      MutantRecord& out = out_.emplace_back();
      out.clause = clause_.name;
      out.description = description;
      out.systematic = true;
      out.verdict = standing.verdict;
      return imply(out, fmt::format("follows from “{}”, which stands", standing.description));
    }
    const auto seen = std::make_shared<Seen>();
    const ClaimRecord record = search(description, by_ratio(seen, rule, c));
    MutantRecord& out = out_.back();
    if (!out.survived()) return;
    if (seen->nothing()) return imply(out, "where both sides are 0 there is no constant");
    if (rule == RatioRule::below_one && seen->always(seen->strict)) {
      return imply(out, "the printed sign is strict already");
    }
    explain(record, *seen,
            rule == RatioRule::below_one ? "no equality seen" : "the bound is loose");
  }

  void reversed() {
    const auto seen = std::make_shared<Seen>();
    const ClaimRecord record = search("reversed", by_ratio(seen, RatioRule::at_least_one, 1));
    MutantRecord& out = out_.back();
    if (!out.survived()) return;
    if (seen->always(seen->equations)) return imply(out, "an equation reads the same reversed");
    if (seen->always(seen->facts)) return imply(out, "a fact without sides has no reverse");
    if (seen->nothing()) return imply(out, "0 reversed is 0");
    explain(record, *seen, "both sides agree on every setting seen");
  }

  /// Searched twice: where the hypothesis fails, and everywhere, since the way there may lead
  /// through settings where it holds.
  void without(const Clause& hypothesis) {
    const auto seen = std::make_shared<Seen>();
    const std::string description = "without " + hypothesis.name;
    const ClaimRecord failing =
        search(description, observed_by(seen, clause_), hypothesis.name, denied(hypothesis));
    if (!out_.back().survived()) return;
    const MutantRecord survivor = out_.back();
    out_.pop_back();
    search(description, clause_, hypothesis.name, std::nullopt);
    MutantRecord& out = out_.back();
    out.evaluations += survivor.evaluations;
    out.seconds += survivor.seconds;
    if (!out.survived()) return;
    out.verdict = survivor.verdict;
    out.reason = survivor.reason;
    const std::int64_t settings = failing.conclusions.front().applicable;
    if (failing.admissible == 0 && settings == 0) {
      return imply(out, "no setting was found where it alone fails");
    }
    explain(failing, *seen,
            fmt::format("held on {} settings where {} fails", settings, hypothesis.name));
  }

  Clause by_ratio(const std::shared_ptr<Seen>& seen, RatioRule rule, double c) const {
    return judged_by_ratio(observed_by(seen, clause_), rule, c);
  }

  /// The campaign against the claim with this conclusion, and with another hypothesis of that name
  /// or none.
  ClaimRecord search(const std::string& description, const Clause& conclusion,
                     const std::string& hypothesis = {},
                     const std::optional<Clause>& instead = std::nullopt) {
    const Mutant mutant{description, clause_.name, {conclusion}, {}};
    AnyClaim variant = claim_.mutated(mutant);
    for (std::size_t h = variant.hypotheses.size(); h-- > 0;) {
      if (variant.hypotheses[h].name != hypothesis) continue;
      if (instead) {
        variant.hypotheses[h] = *instead;
      } else {
        variant.hypotheses.erase(variant.hypotheses.begin() + static_cast<std::ptrdiff_t>(h));
      }
    }
    ClaimRecord record = run_campaign(variant, options_).record;
    out_.push_back(record_of(mutant, true, record));
    return record;
  }

  static void imply(MutantRecord& out, std::string reason) {
    out.implied = true;
    out.reason = std::move(reason);
  }

  /// Why the variant tried last was not refuted, as far as the search saw.
  void explain(const ClaimRecord& record, const Seen& seen, const std::string& otherwise) {
    MutantRecord& out = out_.back();
    const ClauseRecord& clause = record.conclusions.front();
    if (out.verdict == Verdict::failed) return;
    if (out.verdict == Verdict::undecided) {
      out.reason += seen.undefined > 0 ? ": the clause has no value there"
                                       : ": the sides agree as far as enclosures can tell";
    } else if (out.verdict == Verdict::vacuous) {
      out.reason = record.admissible == 0 ? clause.note : "sides that are negative have no ratio";
    } else {
      const double ratio = clause.tight ? clause.tight->tightness : std::nan("");
      out.reason = otherwise;
      if (!std::isnan(ratio)) out.reason += fmt::format(", largest ratio {:.6g}", ratio);
    }
  }

  const AnyClaim& claim_;
  const Clause& clause_;
  const CampaignOptions& options_;
  std::vector<MutantRecord> out_;
};

}  // namespace

void name_carriers(std::vector<MutantRecord>& of_one_claim) {
  for (MutantRecord& m : of_one_claim) {
    if (!m.systematic || !stands(m) || m.implied) continue;
    if (m.description.rfind("without ", 0) != 0) continue;
    std::string carried;
    for (const MutantRecord& other : of_one_claim) {
      if (other.survived() || other.description != m.description) continue;
      carried += (carried.empty() ? "" : ", ") + other.clause;
    }
    m.reason +=
        carried.empty() ? "; nothing in the claim was seen to need it" : "; it carries " + carried;
  }
}

MutantRecord try_mutant(const AnyClaim& claim, const Mutant& mutant,
                        const CampaignOptions& options) {
  return record_of(mutant, false, run_campaign(claim.mutated(mutant), options).record);
}

std::vector<std::string> varied_conclusions(const AnyClaim& claim) {
  std::vector<std::string> out;
  if (claim.experiment) return out;
  for (const Clause& clause : claim.conclusions) {
    if (!clause.is_probable() && !claim.expects_refutation(clause.name)) out.push_back(clause.name);
  }
  return out;
}

std::vector<MutantRecord> try_systematic_mutants(const AnyClaim& claim,
                                                 const std::string& conclusion,
                                                 const CampaignOptions& options) {
  return Variants(claim, conclusion, options).run();
}

}  // namespace claimcheck
