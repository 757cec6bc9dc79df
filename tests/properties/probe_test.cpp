#include "properties/probe.hpp"

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

TEST_CASE("bending finds the critical factor from above") {
  const auto bent = bend(slack_of_four(), "H1", {});
  CHECK(bent[0].critical_factor > 4);
  CHECK(bent[0].critical_factor < 4.2);
}

TEST_CASE("the ladder shows how the best constant depends on a size") {
  // |x|_1 <= n |x|_inf is attained at every n.
  const auto ladders = tighten(toy::norms(), "C2", {});
  REQUIRE(ladders.size() == 1);
  CHECK(ladders[0].axis == "n");
  for (const double ratio : ladders[0].tightness) CHECK(ratio == 1);
}
