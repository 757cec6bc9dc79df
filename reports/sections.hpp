// The sections of the HTML page; page.cpp puts them together.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "core/evidence/record.hpp"
#include "reports/markup.hpp"
#include "reports/tally.hpp"

namespace claimcheck {

/// All of <body> but the scripts: what the golden test compares.
Markup report_body(std::span<const ClaimRecord> records, const std::vector<Paper>& papers);

/// A verdict as a small coloured label.
Markup chip(Verdict verdict);
/// "not as expected", or "as expected" where a verdict that is not green is the recorded one.
Markup flag(Verdict verdict, bool as_expected);
/// Prose with LaTeX between dollar signs, a <p> for every block between blank lines.
Markup paragraphs(const std::string& prose);
/// A clause's LaTeX with dollar signs around it unless it has its own.
std::string formula(const ClauseRecord& clause);
/// The note of a clause, or nothing.
Markup note(const ClauseRecord& clause);
/// "Lemma 2.2", and "Lemma 2.2, corrected" for a twin that repairs one.
std::string label(const Card& card);
/// Ids as anchors: a claim's, and a clause's below it, with - for white space, which no id may
/// hold.
std::string anchor(const Card& card);
std::string anchor(const Card& card, const ClauseRecord& clause);
/// A word with its first letter in upper case.
std::string capital(std::string_view word);

/// Totals by paper and verdict, with the legend; `papers` also names those without evidence.
Markup summary_section(std::span<const ClaimRecord> records, const std::vector<PaperGroup>& groups,
                       const std::vector<Paper>& papers);
/// Claims that are not as expected, or a sentence that there are none.
Markup attention_section(std::span<const ClaimRecord> records);
/// Every refuted clause with its witness; nothing when none is refuted.
Markup findings_section(std::span<const ClaimRecord> records);
/// The table of all claims with the filter.
Markup index_section(std::span<const ClaimRecord> records, const std::vector<PaperGroup>& groups);

/// Everything about one claim.
Markup claim_article(const ClaimRecord& record);
/// One hypothesis or conclusion; only conclusions are held against an expectation.
Markup clause_card(const ClaimRecord& record, const ClauseRecord& clause, bool conclusion);
/// The witness of a clause, or for a probability clause its worst trials; nothing without either.
Markup proof_of_failure(const ClaimRecord& record, const ClauseRecord& clause);

/// Scores of the wrong variants by paper and the variants that survived; nothing when none was
/// tried.
Markup mutants_section(const std::vector<PaperGroup>& groups);
/// What became of the wrong variants of one claim; nothing when none was tried.
Markup mutants_of(const ClaimRecord& record);

/// What dropping, bending and ladders of sizes showed; nothing when there were no probes.
Markup probe_sections(const ClaimRecord& record);

}  // namespace claimcheck
