// Reports: evidence -> HTML, JUnit, terminal. All three are pure functions of the records: the same
// records give the same bytes, on any machine and at any time.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/evidence/record.hpp"

namespace claimcheck {

/// One self-contained page that opens without a network: styles, scripts, KaTeX and its fonts are
/// inside. Papers stand in the order of `papers`, then papers known from the records only; claims
/// stand in the order of the records. Without scripts the LaTeX source is shown.
std::string html_report(std::span<const ClaimRecord> records, const std::vector<Paper>& papers);

/// JUnit XML, one testsuite a paper and one testcase a claim. A claim that is not as expected is a
/// failure with its reasons, an expected `untestable` is skipped.
std::string junit_report(std::span<const ClaimRecord> records, const std::vector<Paper>& papers);

/// An aligned table of claims, the totals, and why each unexpected claim is unexpected. `colour`
/// adds ANSI colours.
std::string terminal_summary(std::span<const ClaimRecord> records, bool colour);

}  // namespace claimcheck
