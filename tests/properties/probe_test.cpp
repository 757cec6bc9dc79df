#include "properties/probe.hpp"

#include <algorithm>

#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

/// x <= 1 gives x y^2 <= 4 y^2: the hypothesis can be bent by a factor of 4 and no further.
toy::LineClaim slack_of_four() {
  return {.card = {.id = "toy/slack"},
          .hypotheses = {{"H1", "", [](const auto& o) { return le(o.x, 1); }},
                         {"H2", "", [](const auto& o) { return ge(o.x, 0); }}},
          .conclusions = {
              {"C1", "", [](const auto& o) { return le(o.x * square(o.y), 4 * square(o.y)); }}}};
}

}  // namespace

TEST_CASE("dropping a needed hypothesis yields a shrunk violation, an idle one none") {
  const AnyClaim claim = slack_of_four();
  const auto needed = drop(claim, "H1", {});
  REQUIRE(needed.size() == 1);
  CHECK(needed[0].needed);
  CHECK(needed[0].setting == "x = 8\ny = 1\nk = 0\n");
  const auto idle = drop(claim, "H2", {});
  CHECK_FALSE(idle[0].needed);
  CHECK(idle[0].evaluations > 100);
  CHECK_THROWS_AS(drop(claim, "H9", {}), std::invalid_argument);
}

TEST_CASE("bending brackets the critical factor and keeps the course of the margin") {
  const auto bent = bend(slack_of_four(), "H1", {});
  CHECK(bent[0].critical_factor > 4);
  CHECK(bent[0].critical_factor < 4.2);
  CHECK(bent[0].intact_factor > 3);
  CHECK(bent[0].intact_factor <= 4);
  REQUIRE(bent[0].bends.size() >= 5);
  CHECK(bent[0].bends.front().factor == 1);
  CHECK(bent[0].bends.front().margin == Approx(0.75));  // x <= 1: 4 y^2 - x y^2 >= 3 y^2
  CHECK_FALSE(bent[0].bends.front().violated);
  CHECK(bent[0].bends.back().violated);
  for (std::size_t k = 1; k < bent[0].bends.size(); ++k) {
    CHECK(bent[0].bends[k].factor >= bent[0].bends[k - 1].factor);
    if (bent[0].bends[k].violated) CHECK(bent[0].bends[k].factor > 4);
  }
}

TEST_CASE("the ladder shows how the best constant depends on a size") {
  // |x|_1 <= n |x|_inf is attained at every n.
  const auto ladders = tighten(toy::norms(), "C2", {.effort = Effort::standard});
  REQUIRE(ladders.size() == 1);
  CHECK(ladders[0].axis == "n");
  CHECK(ladders[0].values.front() == 1);
  CHECK(ladders[0].values.back() == 16);
  CHECK(ladders[0].values.size() <= 8);  // 16 sizes are too many to try each
  for (const double ratio : ladders[0].tightness) CHECK(ratio == Approx(1));
  CHECK_FALSE(ladders[0].settings.front().empty());
  CHECK_THROWS_AS(tighten(toy::norms(), "C9", {}), std::invalid_argument);
}

TEST_CASE("the ladder climbs scalar parameters too, and holds them through prepare") {
  toy::LineClaim claim{
      .card = {.id = "toy/steps"},
      .hypotheses = {{"H1", "", [](const auto& o) { return ge(o.x, 1); }}},
      .conclusions = {{"C1", "", [](const auto& o) { return le(o.x * o.k, o.x * 20); }}},
      .prepare = [](toy::LineSetting& s, Stream&) { s.k = 20; }};
  const auto ladders = tighten(claim, "C1", {});
  REQUIRE(ladders.size() == 3);
  CHECK(ladders[2].axis == "k");
  for (std::size_t i = 0; i < ladders[2].values.size(); ++i) {
    CHECK(ladders[2].tightness[i] == Approx(ladders[2].values[i] / 20));
  }
}

TEST_CASE("a probability claim shows how much of a width's constant it needs") {
  const auto ladders = tighten(toy::sample(), "C1", {});
  // 2^-m > delta certainly at m = 3 and delta = 1/16: H1 asks for 16 there.
  const auto by_delta = std::find_if(ladders.begin(), ladders.end(), [](const LadderRecord& l) {
    return l.axis == "delta" && l.hypothesis == "H1";
  });
  REQUIRE(by_delta != ladders.end());
  CHECK(by_delta->values.front() == 0.0625);
  CHECK(by_delta->tightness.front() == Approx(3.0 / 16));
  CHECK(by_delta->settings.front() == "delta = 0.0625\n");
  for (const double share : by_delta->tightness) CHECK_FALSE(share >= 0.25);
  // The left side of H2 is delta too.
  const auto by_side = std::find_if(ladders.begin(), ladders.end(), [](const LadderRecord& l) {
    return l.axis == "H2" && l.hypothesis == "H1";
  });
  REQUIRE(by_side != ladders.end());
  CHECK(by_side->values.size() == 6);
}

TEST_CASE("a probability claim shows the quantile that its event needs") {
  const auto ladders = tighten(toy::sample(), "C2", {});
  REQUIRE_FALSE(ladders.empty());
  for (const LadderRecord& ladder : ladders) CHECK(ladder.hypothesis.empty());
  const auto by_delta = std::find_if(ladders.begin(), ladders.end(),
                                     [](const LadderRecord& l) { return l.axis == "delta"; });
  REQUIRE(by_delta != ladders.end());
  CHECK(by_delta->tightness.back() == Approx(0.6745 / 4).epsilon(0.2));   // delta = 1/2
  CHECK(by_delta->tightness.front() == Approx(1.8627 / 4).epsilon(0.2));  // delta = 1/16
  const auto by_units = std::find_if(ladders.begin(), ladders.end(),
                                     [](const LadderRecord& l) { return l.axis == "m"; });
  REQUIRE(by_units != ladders.end());
  CHECK(by_units->values.back() == 16);  // delta = 1/16 asks for 16 units
}
