#include "properties/mutants.hpp"

#include <map>

#include "properties/campaign.hpp"
#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

TEST_CASE("systematic mutants of a tight claim fall, those of a loose one tell how loose") {
  const AnyClaim tight = toy::norms();
  for (const Mutant& mutant : systematic_mutants(tight)) {
    INFO(mutant.clause << " " << mutant.description);
    CHECK(run_campaign(tight.mutated(mutant)).record.verdict == Verdict::refuted);
  }

  toy::VectorClaim loose{
      .card = {.id = "toy/loose"},
      .conclusions = {{"C1", "", [](const auto& o) { return le(3 * o.largest, 4 * o.total); }}}};
  const AnyClaim claim = loose;
  std::map<std::string, Verdict> verdicts;
  for (const Mutant& mutant : systematic_mutants(claim)) {
    verdicts[mutant.description] = run_campaign(claim.mutated(mutant)).record.verdict;
  }
  CHECK(verdicts["constant times 0.5"] == Verdict::refuted);
  CHECK(verdicts["constant times 0.9"] == Verdict::certified);
  CHECK(verdicts["strict"] == Verdict::certified);
  CHECK(verdicts["reversed"] == Verdict::refuted);
}
