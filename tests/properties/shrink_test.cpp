#include "properties/shrink.hpp"

#include "properties/campaign.hpp"
#include "properties/sample.hpp"
#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

std::string smallest_witness(const AnyClaim& claim, std::uint64_t seed) {
  const CampaignResult result = run_campaign(claim, {.seed = seed});
  REQUIRE(result.record.conclusions.at(0).witness);
  return result.record.conclusions[0].witness->setting;
}

}  // namespace

TEST_CASE("every shrinking step is strictly simpler and fits the layout") {
  const AnyClaim claim = toy::norms();
  for (std::uint64_t draw = 0; draw < 20; ++draw) {
    Stream random(7, "shrink", draw);
    const Document document = sample(claim.layout, random, 50);
    for (const Document& next : simpler(claim.layout, document)) {
      CHECK(complexity(claim.layout, next) < complexity(claim.layout, document));
      CHECK(misfit(claim.layout, next).empty());
    }
  }
}

TEST_CASE("planted false claims shrink to their known minimal witness, whatever the seed") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    CHECK(smallest_witness(toy::small_sum(), seed) == "x = [8]\n");
    CHECK(smallest_witness(toy::wrong_norms(), seed) == "x = [1, 1]\n");
    CHECK(smallest_witness(toy::square_grows(), seed) == "x = 0.5\ny = 0\nk = 0\n");
    CHECK(smallest_witness(toy::few_steps(), seed) == "x = 0\ny = 0\nk = 7\n");
  }
}

TEST_CASE("shrinking keeps the best so far when the budget ends") {
  const AnyClaim claim = toy::small_sum();
  Document start;
  start.values = {Vector<double>{3.14, 2.72, 1.41, 1.62}};
  const auto violates = [&](const Document& d) { return certainly_violates(claim, d, 0, {}); };
  REQUIRE(violates(start));
  const ShrinkResult cut = shrink(claim.layout, start, violates, 3);
  CHECK_FALSE(cut.finished);
  CHECK(cut.tried <= 4);
  CHECK(violates(cut.document));
  const ShrinkResult full = shrink(claim.layout, start, violates, 10000);
  CHECK(full.finished);
  CHECK(complexity(claim.layout, full.document) < complexity(claim.layout, start));
}
