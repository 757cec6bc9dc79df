#include "reports/report.hpp"
#include "tests/catch.hpp"
#include "tests/reports/fixture.hpp"

using namespace claimcheck;

namespace {

bool holds(const std::string& text, const char* part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("one suite a paper, one case a claim, with their counts") {
  const std::string xml = junit_report(fixture_records(), fixture_papers());
  CHECK(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"));
  CHECK(holds(xml, "<testsuites name=\"claimcheck\" tests=\"6\" failures=\"2\""));
  CHECK(holds(xml,
              "<testsuite name=\"example2024\" tests=\"3\" failures=\"0\" errors=\"0\" "
              "skipped=\"0\""));
  CHECK(holds(xml,
              "<testsuite name=\"sample2020\" tests=\"3\" failures=\"2\" errors=\"0\" "
              "skipped=\"1\""));
  CHECK(holds(xml,
              "<testcase classname=\"example2024\" name=\"example2024/lemma-2.2\" "
              "time=\"0.035\"></testcase>"));
  CHECK(holds(xml, "<failure type=\"failed\" message=\"failed, not as expected\">C1 vacuous"));
  CHECK(holds(xml, "<skipped message=\"C1: no rate is stated"));
}

TEST_CASE("an untestable claim that should be testable is a failure") {
  ClaimRecord record = fixture_records()[4];
  REQUIRE(record.verdict == Verdict::untestable);
  record.as_expected = false;
  const std::string xml = junit_report({{record}}, {});
  CHECK(holds(xml, "<failure type=\"untestable\""));
  CHECK_FALSE(holds(xml, "<skipped"));
  CHECK(holds(xml, "failures=\"1\" errors=\"0\" skipped=\"0\""));
}

TEST_CASE("hostile text stays text, empty evidence stays a document") {
  const std::string xml = junit_report({{hostile_record()}}, {});
  CHECK_FALSE(holds(xml, "<script"));
  CHECK_FALSE(holds(xml, "<!--"));
  CHECK(holds(junit_report({}, {}), "tests=\"0\" failures=\"0\""));
}
