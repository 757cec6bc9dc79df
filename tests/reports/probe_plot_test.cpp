#include "reports/probe_plot.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; ++at) ++out;
  return out;
}

}  // namespace

TEST_CASE("a ladder leaves out what is not finite, and the lines that would lead there") {
  const LadderRecord ladder{"C1", "n", {1, 2, 4, 8}, {0.5, 1.5, std::nan(""), 1}, {}};
  const std::string text = ladder_plot(ladder).text;
  CHECK(count(text, "<circle") == 3);
  CHECK(count(text, "class=\"course\"") == 1);
  CHECK(text.find("Largest ratio of C1 by n: 0.5 at 1, 1.5 at 2, not a number at 4, 1 at 8") !=
        std::string::npos);
  CHECK(count(ladder_plot({"C1", "n", {3}, {0.5}, {}}).text, "cx=\"50.00%\"") == 1);
  CHECK(count(ladder_plot({"C1", "n", {}, {}, {}}).text, "<circle") == 0);
}

TEST_CASE("a ladder says whose constant it follows") {
  LadderRecord ladder{"C1", "n", {1, 2}, {0.25, 0.125}, {}};
  CHECK(ladder_title(ladder) == "C1");
  ladder.hypothesis = "H4";
  CHECK(ladder_title(ladder) == "H4 for C1");
  CHECK(ladder_plot(ladder).text.find("Largest ratio of H4 for C1 by n: 0.25 at 1") !=
        std::string::npos);
}

TEST_CASE("the power law of a ladder is its slope over logarithms") {
  const LadderRecord root{"C1", "n", {1, 4, 16}, {1, 0.5, 0.25}, {}};
  REQUIRE(growth(root));
  CHECK(*growth(root) == Approx(-0.5));
  CHECK(*growth({"C1", "n", {1, 2, 3, 4}, {0.3, 0.3, std::nan(""), 0.3}, {}}) == Approx(0));
  CHECK_FALSE(growth({"C1", "n", {1, 2}, {1, 1}, {}}));
  CHECK_FALSE(growth({"C1", "x", {-1, 0, 1, 2}, {1, 1, 1, 1}, {}}));
}

TEST_CASE("the best rung is the one with the largest finite ratio") {
  CHECK(*best_rung({"C1", "n", {1, 2, 3}, {0.1, std::nan(""), 0.4}, {}}) == 2);
  CHECK_FALSE(best_rung({"C1", "n", {1}, {std::nan("")}, {}}));
  CHECK(constant_looks(1) == "attained");
  CHECK(constant_looks(0.995) == "approached");
  CHECK(constant_looks(0.5) == "loose");
}

TEST_CASE("a bend plot marks violations, the bracket and the critical factor") {
  NecessityRecord probe;
  probe.hypothesis = "H1";
  probe.conclusion = "C1";
  probe.critical_factor = 4;
  probe.intact_factor = 3;
  probe.bends = {{1, 0.5, false},
                 {3, 0.1, false},
                 {4, -0.1, true},
                 {16, -0.9, true},
                 {32, std::nan(""), false}};
  const std::string text = bend_plot(probe).text;
  CHECK(count(text, "<circle") == 4);
  CHECK(count(text, "worst broken") == 2);
  CHECK(count(text, "class=\"bracket\"") == 1);
  CHECK(count(text, ">4</text>") == 1);
  CHECK(text.find("Least margin of C1 with H1 bent: 0.5 at factor 1, 0.1 at factor 3") !=
        std::string::npos);
  probe.intact_factor = 0;
  CHECK(count(bend_plot(probe).text, "class=\"bracket\"") == 0);
  CHECK(count(bend_plot({}).text, "<circle") == 0);
}
