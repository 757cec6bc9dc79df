#include "properties/mutants.hpp"

#include <map>

#include "properties/campaign.hpp"
#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

std::map<std::string, MutantRecord> variants(const AnyClaim& claim) {
  std::map<std::string, MutantRecord> out;
  for (const std::string& name : varied_conclusions(claim)) {
    for (const MutantRecord& m : try_systematic_mutants(claim, name, {})) {
      out[name + " " + m.description] = m;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("systematic mutants of a tight claim fall") {
  for (const auto& [name, mutant] : variants(toy::norms())) {
    INFO(name);
    CHECK(mutant.verdict == Verdict::refuted);
    CHECK(mutant.systematic);
    CHECK(mutant.size > 0);
  }
}

TEST_CASE("those of a loose claim tell how loose, and what follows from one is implied") {
  const AnyClaim claim = toy::VectorClaim{
      .card = {.id = "toy/loose"},
      .conclusions = {{"C1", "", [](const auto& o) { return le(3 * o.largest, 4 * o.total); }}}};
  auto all = variants(claim);
  CHECK(all["C1 constant times 0.5"].verdict == Verdict::refuted);
  const MutantRecord& standing = all["C1 constant times 0.9"];
  CHECK(standing.verdict == Verdict::certified);
  CHECK_FALSE(standing.implied);
  CHECK(standing.reason == "the bound is loose, largest ratio 0.75");
  for (const char* name : {"C1 constant times 0.99", "C1 strict"}) {
    CHECK(all[name].implied);
    CHECK(all[name].evaluations == 0);
    CHECK(all[name].reason == "follows from “constant times 0.9”, which stands");
  }
  CHECK(all["C1 reversed"].verdict == Verdict::refuted);
}

TEST_CASE("variants that say the same as the claim are implied") {
  const AnyClaim claim = toy::LineClaim{
      .card = {.id = "toy/same"},
      .hypotheses = {{"H1", "", [](const auto& o) { return ge(square(o.x), 0); }}},
      .conclusions = {
          {"equation", "", [](const auto& o) { return eq(o.x + 1, 1 + o.x); }},
          {"strict", "", [](const auto& o) { return lt(square(o.x), square(o.x) + 1); }},
          {"zero", "", [](const auto& o) { return eq(o.x - o.x, 0); }}}};
  auto all = variants(claim);
  CHECK(all["equation reversed"].reason == "an equation reads the same reversed");
  CHECK(all["strict strict"].reason == "the printed sign is strict already");
  CHECK(all["zero constant times 0.5"].reason == "where both sides are 0 there is no constant");
  CHECK(all["equation without H1"].reason == "no setting was found where it alone fails");
  for (const char* name :
       {"equation reversed", "strict strict", "zero constant times 0.5", "equation without H1"}) {
    CHECK(all[name].implied);
  }
  CHECK(all["equation constant times 0.99"].verdict == Verdict::refuted);
}

TEST_CASE("a hypothesis is dropped from every conclusion") {
  CHECK(variants(toy::needs_sign())["C1 without H1"].verdict == Verdict::refuted);
  toy::LineClaim idle = toy::needs_sign();
  idle.conclusions = {{"C1", "", [](const auto& o) { return ge(square(o.y), 0); }}};
  const MutantRecord mutant = variants(idle)["C1 without H1"];
  CHECK(mutant.verdict == Verdict::certified);
  CHECK_FALSE(mutant.implied);
  CHECK(mutant.reason.find("settings where H1 fails") != std::string::npos);
}

TEST_CASE("a conclusion that stands without a hypothesis names those that do not") {
  const auto variant = [](const std::string& clause, Verdict verdict) {
    MutantRecord out;
    out.clause = clause;
    out.description = "without H1";
    out.systematic = true;
    out.verdict = verdict;
    return out;
  };
  std::vector<MutantRecord> all = {variant("C1", Verdict::refuted),
                                   variant("C2", Verdict::certified),
                                   variant("C3", Verdict::refuted)};
  name_carriers(all);
  CHECK(all[1].reason == "; it carries C1, C3");
  CHECK(all[0].reason.empty());
  all = {variant("C2", Verdict::certified)};
  name_carriers(all);
  CHECK(all[0].reason == "; nothing in the claim was seen to need it");
}
