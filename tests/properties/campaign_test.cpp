#include "properties/campaign.hpp"

#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

CampaignResult check(const AnyClaim& claim, std::uint64_t seed = 1) {
  return run_campaign(claim, {.seed = seed});
}

}  // namespace

TEST_CASE("a true claim is certified, equality cases included") {
  const ClaimRecord record = check(toy::norms()).record;
  CHECK(record.verdict == Verdict::certified);
  CHECK(record.as_expected);
  CHECK(record.conclusions[0].margins.front() == 0);
  CHECK(record.admissible == record.draws);
}

TEST_CASE("an identity that balls cannot certify is decided in exact rationals") {
  const ClaimRecord record = check(toy::thirds()).record;
  CHECK(record.verdict == Verdict::certified);
  CHECK(record.conclusions[0].exact > 0);
}

TEST_CASE("a claim without admissible settings is vacuous and says how close it came") {
  const ClaimRecord record = check(toy::impossible()).record;
  CHECK(record.verdict == Verdict::vacuous);
  CHECK_FALSE(record.as_expected);
  CHECK_THAT(record.conclusions[0].note, Catch::Contains("misses H1"));
}

TEST_CASE("a claim whose code throws has failed, with the reason") {
  AnyClaim claim = toy::norms();
  claim.observe = [](const Document&, const Arithmetic&) -> Observed {
    throw std::runtime_error("broken formula");
  };
  const ClaimRecord record = check(claim).record;
  CHECK(record.verdict == Verdict::failed);
  CHECK_FALSE(record.as_expected);
  CHECK(record.conclusions[0].note == "broken formula");
}

TEST_CASE("a refutation is expected only where it is recorded") {
  toy::LineClaim claim = toy::square_grows();
  CHECK_FALSE(check(claim).record.as_expected);
  claim.refuted = {"C1"};
  CHECK(check(claim).record.as_expected);
  toy::VectorClaim good = toy::norms();
  good.refuted = {"C1"};
  CHECK_FALSE(check(good).record.as_expected);
}

TEST_CASE("planted mutants are refuted, whatever the seed") {
  for (const AnyClaim& claim : {AnyClaim(toy::norms()), AnyClaim(toy::needs_sign())}) {
    for (const Mutant& mutant : claim.mutants) {
      for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        CHECK(check(claim.mutated(mutant), seed).record.verdict == Verdict::refuted);
      }
    }
  }
}

TEST_CASE("a mutant that names no clause is an error") {
  toy::LineClaim claim = toy::needs_sign();
  claim.mutants = {toy::LineClaim::Wrong::without({"H2"}, "C1")};
  const AnyClaim erased = claim;
  CHECK_THROWS_AS(erased.mutated(erased.mutants[0]), std::invalid_argument);
}

TEST_CASE("the same seed gives the same record") {
  const auto timeless = [] {
    ClaimRecord record = check(toy::square_grows(), 5).record;
    WitnessRecord& witness = *record.conclusions[0].witness;
    record.seconds = witness.seconds_to_find = witness.seconds_to_shrink = 0;
    return record;
  };
  const ClaimRecord one = timeless(), two = timeless();
  CHECK(record_json(one) == record_json(two));
}

TEST_CASE("a stored witness is examined first") {
  const AnyClaim claim = toy::square_grows();
  Document setting;
  setting.values = {0.75, 0.0, 0};
  const CampaignResult result = run_campaign(claim, {.memory = {{claim.card.id, "C1", setting}}});
  CHECK(result.record.conclusions[0].witness->evaluations_to_find <= 2);
}

TEST_CASE("probability claims are judged by trials") {
  const ClaimRecord good = check(toy::coin(0.625)).record;
  CHECK(good.verdict == Verdict::supported);
  CHECK(good.conclusions[0].trials.size() >= 3);
  const ClaimRecord conditional = check(toy::coin_on_condition()).record;
  CHECK(conditional.conclusions[0].verdict == Verdict::supported);
  REQUIRE(conditional.conclusions[0].trials.size() >= 3);
  for (const TrialRecord& t : conditional.conclusions[0].trials) CHECK(t.allowed >= 0.625);
  const ClaimRecord bad = check(toy::coin(0.25)).record;
  CHECK(bad.verdict == Verdict::refuted);
  CHECK(bad.conclusions[0].trials.front().lower > bad.conclusions[0].trials.front().allowed);
}

TEST_CASE("the stop flag interrupts between evaluations") {
  const std::atomic<bool> stop{true};
  CHECK_THROWS_AS(run_campaign(toy::norms(), {.stop = &stop}), Interrupted);
}
