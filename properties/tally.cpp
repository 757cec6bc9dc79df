#include "properties/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace claimcheck {
namespace {

constexpr std::size_t pool_size = 8;
constexpr std::size_t quantile_count = 21;

std::vector<double> quantiles(std::vector<double> values) {
  std::vector<double> out;
  if (values.empty()) return out;
  std::sort(values.begin(), values.end());
  for (std::size_t k = 0; k < quantile_count; ++k) {
    out.push_back(values[k * (values.size() - 1) / (quantile_count - 1)]);
  }
  return out;
}

}  // namespace

bool Tally::offer(double margin, const Document& setting) {
  if (!std::isfinite(margin)) return false;
  const bool record = worst_.empty() || margin < worst_.front().margin;
  if (worst_.size() == pool_size && margin >= worst_.back().margin) return record;
  const auto at = std::upper_bound(worst_.begin(), worst_.end(), margin,
                                   [](double m, const Scored& s) { return m < s.margin; });
  worst_.insert(at, {margin, setting});
  if (worst_.size() > pool_size) worst_.pop_back();
  return record;
}

void Tally::count(const ClauseDecision& decision, const Document& setting, const Spent& spent) {
  const Outcome& o = decision.outcome;
  if (certainly_not(o.applicable)) return;
  ++applicable_;
  if (unknown(o.truth)) {
    if (o.consistent && !unknown(o.applicable)) {
      ++consistent_;
    } else if (unknown(o.applicable)) {
      --applicable_;  // on the border of its own condition: says nothing
    } else if (decision.left_open) {
      ++left_open_;
    } else {
      ++undecided_;
    }
  } else if (certainly(o.truth)) {
    ++certified_;
    if (decision.decided_by.rung == Arithmetic::Rung::interval) ++fast_;
    if (decision.decided_by.rung == Arithmetic::Rung::rational) ++exact_;
  } else {
    ++violated_;
    if (!violation_) violation_ = Violation{setting, spent};
  }
  if (o.relations == 0 || std::isnan(o.margin) || unknown(o.applicable)) return;
  // The midpoints of intervals that look equal differ by their rounding.
  const double margin = decision.left_open && o.close ? 0 : o.margin;
  margins_.push_back(margin);
  offer(margin, setting);
  // 0 <= 0 is as tight as can be and says nothing: a defined ratio is preferred.
  const bool first = !tightest_ || (std::isnan(tightness_) && !std::isnan(o.tightness));
  const bool closer = !first && o.margin < tightest_->margin && !std::isnan(o.tightness);
  // Sides that agree to 100 bits are an equality case as far as anyone can tell.
  const bool holds = certainly(o.truth) || (unknown(o.truth) && o.consistent);
  if (holds && (first || closer)) {
    tightest_ = Scored{o.margin, setting};
    tightness_ = o.tightness;
  }
}

Verdict Tally::verdict() const {
  if (violated_ > 0) return Verdict::refuted;
  if (undecided_ > 0) return Verdict::undecided;
  if (applicable_ == 0) return Verdict::vacuous;
  return consistent_ + left_open_ > 0 ? Verdict::supported : Verdict::certified;
}

ClauseRecord Tally::record(const Layout& layout) const {
  ClauseRecord out;
  out.name = clause_->name;
  out.latex = clause_->latex;
  out.verdict = verdict();
  out.expected = expects_refutation_ ? Verdict::refuted : Verdict::supported;
  out.applicable = applicable_;
  out.certified = certified_;
  out.fast = fast_;
  out.exact = exact_;
  out.consistent = consistent_;
  out.left_open = left_open_;
  out.undecided = undecided_;
  out.violated = violated_;
  out.margins = quantiles(margins_);
  if (tightest_) {
    out.tight = TightRecord{readable(layout, tightest_->setting), tightness_, tightest_->margin};
  }
  if (out.verdict == Verdict::undecided) {
    out.note = fmt::format("{} of {} setting{} undecided at the highest precision", undecided_,
                           applicable_, applicable_ == 1 ? "" : "s");
  } else if (out.verdict == Verdict::vacuous) {
    out.note = "no admissible setting reached this clause";
  }
  return out;
}

}  // namespace claimcheck
