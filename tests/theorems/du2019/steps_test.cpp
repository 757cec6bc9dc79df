// Every entry of the paper is a claim, and every step of its proofs a clause of that claim or
// listed as untestable with a reason.

#include <algorithm>
#include <string>
#include <vector>

#include "tests/catch.hpp"
#include "theorems/catalogue.hpp"

using namespace claimcheck;

namespace {

/// A label as in the paper, and the number of steps of its proof.
struct Listed {
  std::string label;
  int steps;
};
const std::vector<Listed> entries = {
    {"eq-4", 0},
    {"remark-fixed-first-layer", 1},
    {"iteration-complexity", 1},
    {"survey-soudry-carmon", 0},
    {"assumption-3.1", 1},
    {"theorem-3.1", 8},
    {"lemma-A.1", 2},
    {"theorem-3.2", 4},
    {"eq-7", 2},
    {"remark-3.1", 0},
    {"lemma-3.1", 4},
    {"lemma-3.2", 7},
    {"lemma-3.3", 6},
    {"lemma-3.4", 5},
    {"footnote-7", 0},
    {"theorem-3.3", 3},
    {"joint-initial-gram", 1},
    {"eq-14", 2},
    {"lemma-A.2", 3},
    {"footnote-8", 1},
    {"lemma-A.3", 4},
    {"lemma-A.4", 3},
    {"lemma-A.5", 4},
    {"lemma-A.6", 3},
    {"theorem-4.1", 1},
    {"condition-4.1", 0},
    {"corollary-4.1", 6},
    {"lemma-4.1", 4},
    {"gd-prediction-decomposition", 3},
    {"gd-one-step", 6},
    {"deep-dynamics", 1},
    {"deep-conjecture", 0},
    {"fig-1a", 0},
    {"fig-1b", 0},
    {"fig-1c", 0},
};

/// "S2" names the step of "S2", "S2-half" and "S2: reason".
bool names(const std::string& clause, const std::string& step) {
  if (clause.compare(0, step.size(), step) != 0) return false;
  return clause.size() == step.size() || clause[step.size()] == '-' || clause[step.size()] == ':';
}

bool has_clause(const AnyClaim& claim, const std::string& step) {
  return std::any_of(claim.conclusions.begin(), claim.conclusions.end(),
                     [&](const Clause& clause) { return names(clause.name, step); });
}
bool is_untestable(const AnyClaim& claim, const std::string& step) {
  return std::any_of(claim.untestable.begin(), claim.untestable.end(),
                     [&](const std::string& entry) { return names(entry, step); });
}

}  // namespace

TEST_CASE("every entry of du2019 is a claim and every proof step is accounted for") {
  int steps = 0, clauses = 0;
  for (const Listed& entry : entries) {
    const AnyClaim* claim = find_claim("du2019/" + entry.label);
    INFO(entry.label);
    REQUIRE(claim != nullptr);
    for (int k = 1; k <= entry.steps; ++k) {
      const std::string step = "S" + std::to_string(k);
      INFO(step);
      CHECK((has_clause(*claim, step) || is_untestable(*claim, step)));
      ++steps;
      clauses += has_clause(*claim, step) ? 1 : 0;
    }
  }
  CHECK(entries.size() == 35);
  CHECK(steps == 86);
  CHECK(clauses == 77);
}
