// The plain words of a claim: where it stands, what kind it is, what became of it.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace claimcheck {

enum class Kind {
  deterministic,  ///< settings -> margins
  trajectory,     ///< gradient descent for T steps; conclusions hold at every step
  flow,           ///< gradient flow
  probability,    ///< P(event) >= 1 - delta
  existential,    ///< "there is an absolute constant", asymptotics
  existence,      ///< "there is an example such that"
  experiment,     ///< a figure of the paper
};
inline constexpr std::array<std::string_view, 7> kind_names = {
    "deterministic", "trajectory", "flow", "probability", "existential", "existence", "experiment"};

/// Ordered from best to worst, so that the verdict of a claim is the maximum over its clauses.
enum class Verdict {
  certified,   ///< every admissible setting decided rigorously, none failed
  supported,   ///< no failure; decided in floating point only, or by a met statistical error bound
  untestable,  ///< listed with its reason
  undecided,   ///< precision or budget ran out
  vacuous,     ///< no admissible setting was found
  refuted,     ///< a certified witness exists, or a failure rate certainly exceeds its bound
  failed,      ///< crashed, NaN, timed out
};
inline constexpr std::array<std::string_view, 7> verdict_names = {
    "certified", "supported", "untestable", "undecided", "vacuous", "refuted", "failed"};

constexpr std::string_view text(Kind k) { return kind_names[static_cast<std::size_t>(k)]; }
constexpr std::string_view text(Verdict v) { return verdict_names[static_cast<std::size_t>(v)]; }
std::optional<Verdict> verdict_named(std::string_view name);
std::optional<Kind> kind_named(std::string_view name);

/// A source.
struct Paper {
  std::string id{};  ///< "frei2023"
  std::string title{};
  std::string authors{};
  std::string venue{};
};

/// What is printed about a claim wherever it is shown. Mathematics is LaTeX between $...$.
struct Card {
  std::string id{};     ///< "frei2023/lemma-e.14": ctest name, report anchor
  std::string title{};  ///< what it says, in a few words
  std::string label{};  ///< "Lemma E.14", as printed in the paper
  std::string place{};  ///< section or page
  Kind kind = Kind::deterministic;
  std::string statement{};
  std::string reading{};   ///< what finite family is tested and why, every departure from the text
  std::string corrects{};  ///< empty, or what a `_corrected` twin repairs

  std::string paper() const { return id.substr(0, id.find('/')); }
};

/// Budgets counted in evaluations, not seconds, so that results repeat.
enum class Effort { quick, standard, deep };
inline constexpr std::array<std::string_view, 3> effort_names = {"quick", "standard", "deep"};
constexpr std::string_view text(Effort e) { return effort_names[static_cast<std::size_t>(e)]; }
std::optional<Effort> effort_named(std::string_view name);

/// A claim's id as a file stem: "lemma-E.14" -> "lemma_e_14".
std::string file_stem(std::string_view label);

}  // namespace claimcheck
