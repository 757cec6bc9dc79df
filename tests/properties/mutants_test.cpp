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

TEST_CASE("a hypothesis is dropped from every conclusion") {
  const AnyClaim claim = toy::needs_sign();
  std::map<std::string, ClaimRecord> records;
  for (const Mutant& mutant : systematic_mutants(claim)) {
    records[mutant.description] = run_campaign(claim.mutated(mutant)).record;
  }
  CHECK(records.at("without H1").verdict == Verdict::refuted);
  CHECK(why_it_may_be_true(records.at("without H1").conclusions[0], "without H1") ==
        "no violation without it: the conclusion may not need it");
}

TEST_CASE("a survivor says how loose the bound is") {
  ClauseRecord survivor;
  survivor.verdict = Verdict::certified;
  survivor.tight = TightRecord{"", 0.43, 0.5};
  CHECK(why_it_may_be_true(survivor, "constant times 0.5") ==
        "the bound is loose: largest ratio 0.43");
  CHECK(why_it_may_be_true(survivor, "strict") == "no equality seen: largest ratio 0.43");
  survivor.verdict = Verdict::vacuous;
  CHECK(why_it_may_be_true(survivor, "strict").rfind("does not apply", 0) == 0);
}
