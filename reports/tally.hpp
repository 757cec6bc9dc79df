// VerdictTally: what the records add up to, shared by all reports.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/evidence/record.hpp"

namespace claimcheck {

struct VerdictTally {
  std::array<std::int64_t, verdict_names.size()> by_verdict{};
  std::int64_t claims = 0;
  std::int64_t unexpected = 0;
  std::int64_t draws = 0, admissible = 0, evaluations = 0;
  double seconds = 0;

  std::int64_t operator[](Verdict v) const { return by_verdict[static_cast<std::size_t>(v)]; }
  void add(const ClaimRecord& record);
};
VerdictTally tally(std::span<const ClaimRecord> records);

/// A paper and the records of its claims; the records outlive the group.
struct PaperGroup {
  Paper paper;
  std::vector<const ClaimRecord*> records{};

  VerdictTally tally() const;
};
/// Only papers with records, in the order of `papers`, then others as they first occur.
std::vector<PaperGroup> by_paper(std::span<const ClaimRecord> records,
                                 const std::vector<Paper>& papers);

/// Whether the verdict is the recorded expectation: `refuted` must be met exactly, otherwise
/// `supported` or better is wanted. `untestable` is never a surprise: only the claim's own file
/// says it.
bool as_expected(const ClauseRecord& clause);

/// Why a claim is not as expected, a line each: "C2 refuted, expected supported or better: note".
/// Empty when it is.
std::vector<std::string> reasons(const ClaimRecord& record);

/// Least margin over the conclusions; infinite margins (empty conjunctions) count, NaN wins.
std::optional<double> worst_margin(const ClaimRecord& record);

/// The conclusion with the worst margin, or none when no conclusion has margins.
const ClauseRecord* worst_conclusion(const ClaimRecord& record);

}  // namespace claimcheck
