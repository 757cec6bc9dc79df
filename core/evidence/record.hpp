// Evidence is data: what one run found out about one claim. The terminal summary, the JUnit file
// and the HTML report are pure functions of these records. Schema: docs/evidence.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "core/claim/words.hpp"
#include "core/evidence/figure.hpp"

namespace claimcheck {

inline constexpr int evidence_version = 3;

/// A file that cannot be used, with the line that is wrong: "path:12: what".
class BadFile : public std::runtime_error {
 public:
  BadFile(const std::filesystem::path& path, int line, const std::string& what);
};

/// Bernoulli trials of one probability clause on one setting.
struct TrialRecord {
  std::string setting;  ///< readable, without the drawn fields
  std::int64_t trials = 0;
  std::int64_t failures = 0;
  double allowed = 0;           ///< delta, the failure probability that the claim allows
  double lower = 0, upper = 1;  ///< confidence sequence for the failure probability
  double error_level = 0;       ///< chance that the interval ever excludes the truth
  /// Number of the setting: with the seed and the number of a draw it reproduces the draw.
  std::int64_t number = 0;
  /// Below 1: the draws were taken where one of the clause's rare events happens. S, the sum of
  /// their probabilities; the interval is S times that of the weighted draws.
  double rare = 1;
};

/// A certified violation, shrunk.
struct WitnessRecord {
  std::string file;      ///< name below the evidence directory
  std::string setting;   ///< readable
  std::string relation;  ///< "lhs < rhs" with the enclosures of both sides
  std::int64_t evaluations_to_find = 0;
  std::int64_t evaluations_to_shrink = 0;
  std::int64_t size = 0;       ///< samples + neurons + coordinates + non-zero numbers
  double seconds_to_find = 0;  ///< wall time, like `seconds` of the claim
  double seconds_to_shrink = 0;
};

/// The setting on which a conclusion came closest to equality.
struct TightRecord {
  std::string setting;
  double tightness = 0;  ///< smaller side over larger side
  double margin = 0;
};

struct ClauseRecord {
  std::string name;  ///< "H1", "C1", "S3"
  std::string latex;
  Verdict verdict = Verdict::vacuous;
  Verdict expected = Verdict::supported;  ///< `refuted`, or supported-or-better
  std::int64_t applicable = 0;            ///< settings on which the clause's own conditions hold
  std::int64_t certified = 0;             ///< of these, decided true rigorously
  std::int64_t fast = 0;        ///< of the certified ones, decided by intervals of doubles
  std::int64_t exact = 0;       ///< of the certified ones, decided in exact rationals
  std::int64_t consistent = 0;  ///< undecided, both sides agree to 100 bits: equality cases
  std::int64_t left_open = 0;   ///< left undecided by intervals: more would change no verdict
  std::int64_t undecided = 0;
  std::int64_t violated = 0;
  std::vector<double> margins;  ///< 21 quantiles, least to largest; empty when none
  std::optional<TightRecord> tight;
  std::optional<WitnessRecord> witness;
  std::vector<TrialRecord> trials;  ///< probability clauses: one entry a setting, worst first
  std::string note;                 ///< why the verdict is not green, in a line
};

/// The search with a hypothesis bent to smaller side <= factor * larger side.
struct BendRecord {
  double factor = 1;
  double margin = 0;  ///< the least margin of the conclusion that was seen
  bool violated = false;
};

/// What happens to a conclusion when a hypothesis is dropped, and how far it can be bent.
struct NecessityRecord {
  std::string hypothesis;
  std::string conclusion;
  bool needed = false;  ///< a certified violation was found without the hypothesis
  std::string setting;  ///< that violation, shrunk; readable
  std::string relation;
  std::int64_t evaluations = 0;  ///< spent on this probe
  /// The hypothesis bent to smaller side <= factor * larger side: the least factor at which a
  /// certified violation was seen. 0 when not probed or not a comparison of non-negative sides.
  double critical_factor = 0;
  std::string border_setting;
  /// The largest factor below that at which a search found no violation: the other end of the
  /// bracket. 0 when no search was bent.
  double intact_factor = 0;
  std::vector<BendRecord> bends{};  ///< one a factor, ascending
};

/// The largest smaller-over-larger ratio of a conclusion seen at each value of one size or
/// parameter: the constant that the conclusion needs there.
struct LadderRecord {
  std::string conclusion;
  std::string axis;  ///< the size (n, m, d, ...) or the parameter (gamma, delta, ...)
  std::vector<double> values;
  std::vector<double> tightness;
  std::vector<std::string> settings{};  ///< where that ratio was seen; readable
  /// Not empty: the ratios are the share of this hypothesis's constant that the conclusion, a
  /// probability claim, certainly needs.
  std::string hypothesis{};
};

/// A deliberately wrong variant and what became of it.
struct MutantRecord {
  std::string clause;       ///< the conclusion that must fall
  std::string description;  ///< "constant times 0.9"
  bool systematic = false;  ///< mechanical, not planted by the claim's author
  Verdict verdict = Verdict::undecided;
  std::int64_t evaluations = 0;  ///< until the first violation, or in all when there is none
  std::int64_t size = 0;         ///< of the shrunk witness
  double seconds = 0;            ///< wall time until the first violation, or of the whole search
  std::string reason;  ///< of a survivor: why it may be true; else how it fell, if no witness
  /// A survivor that says nothing new: it could not be refuted while the claim holds.
  bool implied = false;

  bool survived() const { return verdict != Verdict::refuted; }
};

struct ClaimRecord {
  Card card;
  Verdict verdict = Verdict::vacuous;
  bool as_expected = false;
  Effort effort = Effort::quick;
  std::uint64_t seed = 0;
  int digits = 0;                            ///< 0: search in double
  std::optional<std::int64_t> max_shrink{};  ///< candidates tried a witness, if limited by hand
  std::int64_t draws = 0;
  std::int64_t admissible = 0;
  std::int64_t discarded = 0;    ///< some hypothesis certainly or possibly fails
  std::int64_t attacks = 0;      ///< mutated settings tried by the attack
  std::int64_t evaluations = 0;  ///< settings evaluated, search and shrinking included
  std::vector<ClauseRecord> hypotheses;
  std::vector<ClauseRecord> conclusions;
  std::vector<NecessityRecord> necessity;
  std::vector<LadderRecord> ladders;
  std::vector<MutantRecord> mutants{};
  std::vector<std::string> health{};  ///< named failures of the search, each with advice
  std::vector<FigureRecord> figures;  ///< curves of an experiment
  std::vector<std::pair<std::string, std::string>> versions;  ///< tool, compiler, libraries
  double seconds = 0;  ///< wall time; times are the only fields that do not repeat
};

/// Reads and writes one record. Writing is atomic: a temporary file, then a rename.
/// @throws BadFile when reading; std::runtime_error with the reason when writing.
ClaimRecord read_record(const std::filesystem::path& path);
void write_record(const ClaimRecord& record, const std::filesystem::path& path);
/// As text, the way it stands in the file.
std::string record_json(const ClaimRecord& record);
/// `origin` names the text in errors.
ClaimRecord parse_record(const std::string& json, const std::filesystem::path& origin);

/// All records of a directory (*.json at its top), sorted by claim id.
std::vector<ClaimRecord> read_evidence(const std::filesystem::path& directory);

/// Where a claim's record stands below an evidence directory: "frei2023.lemma-e.14.json".
std::filesystem::path record_file(const std::string& claim_id);

/// Writes text atomically. @throws std::runtime_error naming path and reason (full disk too).
void write_file(const std::filesystem::path& path, const std::string& text);
/// @throws BadFile when it cannot be read.
std::string read_file(const std::filesystem::path& path);

}  // namespace claimcheck
