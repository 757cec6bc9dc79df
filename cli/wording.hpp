// How the program words a record, a rung and a paragraph on a terminal.
#pragma once

#include <string>

#include "core/evidence/record.hpp"
#include "properties/clause.hpp"

namespace claimcheck {

/// "refuted (as expected)  chatterji2021/lemma-7  176 of 300 admissible  worst margin -1e-9  0.03
/// s"
std::string in_a_line(const ClaimRecord& record);

/// "balls of 128 bits", "exact rationals".
std::string text(const Arithmetic& arithmetic);

/// Every line two spaces in, without an end of line at the end.
std::string indented(const std::string& paragraph);

}  // namespace claimcheck
