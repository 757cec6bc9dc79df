#include "properties/campaign.hpp"

#include "properties/search.hpp"
#include "properties/tight.hpp"
#include "properties/trials.hpp"
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

TEST_CASE("cases that look like equality are mostly left to intervals once one was not decided") {
  const CampaignResult result = check(toy::squared_norms());
  const ClauseRecord &identity = result.record.conclusions[0],
                     &bound = result.record.conclusions[1];
  CHECK(identity.verdict == Verdict::supported);
  CHECK(identity.undecided == 0);
  CHECK(identity.consistent > 10);
  CHECK(std::fabs(identity.margins.front()) < 0x1p-100);  // not the rounding of intervals
  CHECK(identity.left_open > 10 * identity.consistent);
  CHECK(identity.left_open < 20 * identity.consistent);
  // The other conclusion can still be certified, and is.
  CHECK(bound.verdict == Verdict::certified);
  CHECK(bound.certified == bound.applicable);
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

TEST_CASE("stopping while a witness shrinks keeps the best so far") {
  std::atomic<bool> stop{false};
  int evaluations = 0;
  AnyClaim claim = toy::small_sum();
  claim.observe = [&, observe = claim.observe](const Document& d, const Arithmetic& arithmetic) {
    if (++evaluations == 8) stop = true;
    return observe(d, arithmetic);
  };
  // The first setting examined violates; all else is shrinking.
  Document first;
  first.values = {Vector<double>(16, 3.7)};
  const Witness known{claim.card.id, "C1", first};
  try {
    run_campaign(claim, {.memory = {known}, .stop = &stop}, {.shrinks = 4000});
    FAIL("not stopped");
  } catch (const StoppedCampaign& stopped) {
    REQUIRE(stopped.witnesses.size() == 1);
    const auto& x = std::get<Vector<double>>(stopped.witnesses[0].setting.values[0]);
    CHECK((x.size() < 16 || x[0] != 3.7));
    CHECK((x.size() > 1 || x[0] != 8));
  }
}

TEST_CASE("the shrinking budget can be set by hand") {
  Document large;
  large.values = {Vector<double>(16, 3.7)};
  const CampaignResult none =
      run_campaign(toy::small_sum(), {.max_shrink = 0, .memory = {{"toy/small-sum", "C1", large}}});
  const WitnessRecord& witness = *none.record.conclusions[0].witness;
  CHECK(witness.evaluations_to_shrink == 0);
  CHECK(witness.size == 32);
  CHECK(none.record.max_shrink == 0);
}

TEST_CASE("less than one per cent admissible is a failure of its own, with advice") {
  toy::LineClaim starved{
      .card = {.id = "toy/starved"},
      .hypotheses = {{"H1", "", [](const auto& o) { return eq(o.x, 123); }},
                     {"H2", "", [](const auto& o) { return ge(square(o.y), 0); }}},
      .conclusions = {{"C1", "", [](const auto& o) { return le(o.x, 123); }}}};
  Document known;
  known.values = {123.0, 0.0, 0};
  AnyClaim claim = starved;
  claim.prepare = [count = 0, known](const Document& d, Stream&) mutable {
    return ++count == 5 ? known : d;
  };
  const ClaimRecord record = run_campaign(claim).record;
  CHECK(record.admissible > 0);
  CHECK(record.verdict == Verdict::certified);
  CHECK_FALSE(record.as_expected);
  REQUIRE(record.health.size() == 1);
  CHECK(record.health[0].rfind("starved: ", 0) == 0);
  CHECK(record.health[0].find("H1 fails on") != std::string::npos);
  CHECK(record.health[0].find(".prepare") != std::string::npos);
  CHECK(check(toy::norms()).record.health.empty());
}

TEST_CASE("where random settings miss the hypotheses, the nearest miss is repaired") {
  // A window of 0.03 that holds no simple number.
  toy::LineClaim narrow{.card = {.id = "toy/narrow"},
                        .hypotheses = {{"H1", "",
                                        [](const auto& o) {
                                          return ge(1000 * o.x, 9401) & le(1000 * o.x, 9431) &
                                                 ge(1000 * o.y, 9401) & le(1000 * o.y, 9431);
                                        }}},
                        .conclusions = {{"C1", "", [](const auto& o) { return lt(o.x, 9); }}}};
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const ClaimRecord record = check(narrow, seed).record;
    CHECK(record.admissible == 0);
    CHECK(record.verdict == Verdict::refuted);
    REQUIRE(record.health.size() == 1);
    CHECK(record.health[0].rfind("starved: 0 of", 0) == 0);
  }
}

TEST_CASE("a delta too small for the budget is undecided, not supported") {
  toy::CoinClaim rare = toy::coin(0.125);
  rare.conclusions = {toy::CoinClaim::Clause::probable(
      "C1", "", [](const auto&) { return 1e-9; }, [](const auto& o) { return ge(o.coin, -100); })};
  const ClauseRecord clause = check(rare).record.conclusions[0];
  CHECK(clause.verdict == Verdict::undecided);
  CHECK(clause.trials.empty());
  CHECK(clause.note.find("too small a failure probability") != std::string::npos);
}

TEST_CASE("stopping is prompt within the trials of one setting") {
  std::atomic<bool> stop{false};
  AnyClaim claim = toy::coin(0.625);
  int draws = 0;
  claim.draw = [&, draw = claim.draw](const Document& d, Stream& random) {
    if (++draws == 100) stop = true;
    return draw(d, random);
  };
  Document setting;
  setting.values = {0.5, 0.5, Vector<double>{0}};
  const TrialPlan plan{.most_trials = 1000000, .error_level = 1e-300, .stop = &stop};
  CHECK_THROWS_AS(put_to_trial(claim, claim.conclusions[0], setting, plan), Interrupted);
  CHECK(draws == 100);
}

TEST_CASE("trials are made where the clause fails most often") {
  // P(z >= bias) falls with the bias, 1/2 at least is claimed: false only where the bias is > 0.
  toy::CoinClaim claim = toy::coin(0.125);
  claim.conclusions = {toy::CoinClaim::Clause::probable(
      "C1", "", [](const auto& o) { return o.delta; },
      [](const auto& o) { return ge(o.coin, 4 * o.bias - 2); })};
  const CampaignResult result = run_campaign(claim);
  const auto& settings = result.trial_settings.at("C1");
  REQUIRE(settings.size() >= 3);
  double mean = 0;
  for (const Document& setting : settings) mean += std::get<double>(setting.values[0]);
  CHECK(mean / static_cast<double>(settings.size()) > 0.5);
}

TEST_CASE("any draw is reproduced by its seed and number") {
  const AnyClaim claim = toy::norms();
  const auto text = [&](std::uint64_t seed, std::uint64_t index) {
    return readable(claim.layout, random_draw(claim, seed, index));
  };
  CHECK(text(1, 7) == text(1, 7));
  CHECK(text(1, 7) != text(2, 7));
  CHECK(text(1, 6) != text(1, 8));
}

TEST_CASE("tight cases are shrunk and stay near equality") {
  const AnyClaim claim = toy::norms();
  CampaignResult result;
  Document long_one;
  long_one.values = {Vector<double>{0, 0, -3.5, 0, 0, 0}};
  result.tight = {{"C1", 0, long_one}, {"C2", 0.5, long_one}};
  const std::vector<Witness> kept = shrunk_tight_cases(claim, result, 1000);
  REQUIRE(kept.size() == 1);  // 0.5 is not near equality
  CHECK(kept[0].conclusion == "C1");
  CHECK(readable(claim.layout, kept[0].setting) == "x = [1]\n");
}
