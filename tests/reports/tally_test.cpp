#include "reports/tally.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "tests/reports/fixture.hpp"

using namespace claimcheck;

namespace {

ClauseRecord clause(Verdict verdict, Verdict expected = Verdict::supported) {
  ClauseRecord out;
  out.name = "C1";
  out.verdict = verdict;
  out.expected = expected;
  return out;
}

}  // namespace

TEST_CASE("only green verdicts meet the usual expectation, only refutation meets refuted") {
  CHECK(as_expected(clause(Verdict::certified)));
  CHECK(as_expected(clause(Verdict::supported)));
  CHECK(as_expected(clause(Verdict::untestable)));
  CHECK_FALSE(as_expected(clause(Verdict::undecided)));
  CHECK_FALSE(as_expected(clause(Verdict::vacuous)));
  CHECK_FALSE(as_expected(clause(Verdict::refuted)));
  CHECK_FALSE(as_expected(clause(Verdict::failed)));
  CHECK(as_expected(clause(Verdict::refuted, Verdict::refuted)));
  CHECK_FALSE(as_expected(clause(Verdict::certified, Verdict::refuted)));
  CHECK_FALSE(as_expected(clause(Verdict::undecided, Verdict::refuted)));
}

TEST_CASE("an unexpected claim always has a reason") {
  ClaimRecord record;
  record.verdict = Verdict::certified;
  record.as_expected = true;
  CHECK(reasons(record).empty());
  record.as_expected = false;
  CHECK(reasons(record) == std::vector<std::string>{"certified, which is not expected"});
  record.conclusions = {clause(Verdict::certified, Verdict::refuted)};
  CHECK(reasons(record) == std::vector<std::string>{"C1 certified, expected refuted"});
}

TEST_CASE("the worst margin is the least, and NaN is worse") {
  ClaimRecord record;
  CHECK_FALSE(worst_margin(record));
  record.conclusions.resize(3);
  CHECK_FALSE(worst_margin(record));
  record.conclusions[0].margins = {0.5, 1};
  record.conclusions[2].margins = {-0.25, HUGE_VAL};
  CHECK(worst_margin(record) == -0.25);
  record.conclusions[1].margins = {std::nan(""), 1};
  CHECK(std::isnan(*worst_margin(record)));
}

TEST_CASE("papers stand in the given order, unknown ones last, empty ones nowhere") {
  ClaimRecord a, b, c;
  a.card.id = "zeta/x";
  b.card.id = "known/x";
  c.card.id = "zeta/y";
  const std::vector<ClaimRecord> records = {a, b, c};
  const auto groups = by_paper(records, {{"unread", "", "", ""}, {"known", "Known", "", ""}});
  REQUIRE(groups.size() == 2);
  CHECK(groups[0].paper.title == "Known");
  CHECK(groups[1].paper.title == "zeta");
  CHECK(groups[1].records == std::vector<const ClaimRecord*>{&records[0], &records[2]});
}

TEST_CASE("a tally counts each claim once") {
  const auto records = fixture_records();
  const VerdictTally total = tally(records);
  CHECK(total.claims == 6);
  CHECK(total.unexpected == 2);
  CHECK(total[Verdict::certified] == 1);
  CHECK(total[Verdict::vacuous] == 0);
  std::int64_t sum = 0;
  for (const std::int64_t count : total.by_verdict) sum += count;
  CHECK(sum == total.claims);
}
