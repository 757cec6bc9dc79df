#include <cstdlib>
#include <filesystem>

#include "reports/plot.hpp"
#include "reports/report.hpp"
#include "reports/sections.hpp"
#include "tests/catch.hpp"
#include "tests/reports/fixture.hpp"

using namespace claimcheck;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != text.npos; at += part.size()) ++out;
  return out;
}

std::string fixture_body() { return report_body(fixture_records(), fixture_papers()).text; }

}  // namespace

// CLAIMCHECK_UPDATE_GOLDEN=1 writes the file anew; review its diff like code.
TEST_CASE("the page's body is the golden one") {
  const std::filesystem::path golden = CLAIMCHECK_GOLDEN_DIR "/report_body.html";
  const std::string body = fixture_body();
  if (std::getenv("CLAIMCHECK_UPDATE_GOLDEN") != nullptr) write_file(golden, body);
  CHECK(body == read_file(golden));
}

TEST_CASE("the page is whole, self-contained and the same each time") {
  const std::string page = html_report(fixture_records(), fixture_papers());
  CHECK(page == html_report(fixture_records(), fixture_papers()));
  CHECK(page.find(fixture_body()) != std::string::npos);
  // What the browser parses as markup: everything before the first script, where KaTeX begins.
  const std::string markup = page.substr(0, page.find("<script>"));
  for (const char* fetch : {" src=", "<link", "@import", "url(http", "url(fonts", "{{"}) {
    CHECK(count(markup, fetch) == 0);
  }
}

TEST_CASE("evidence read back from its file gives the same page") {
  std::vector<ClaimRecord> read;
  for (const ClaimRecord& record : fixture_records()) {
    read.push_back(parse_record(record_json(record), "fixture"));
  }
  CHECK(report_body(read, fixture_papers()).text == fixture_body());
}

TEST_CASE("every verdict is shown and explained") {
  const std::string body = fixture_body();
  for (const std::string_view name : verdict_names) {
    const std::string chip = "<span class=\"chip " + std::string(name) + "\">";
    // Once in the legend, and at least once where it was reached.
    CHECK(count(body, chip) >= 2);
    CHECK(body.find("<dt>" + chip) != std::string::npos);
  }
}

TEST_CASE("a claim is found under its id, a clause under the claim's") {
  const std::string body = fixture_body();
  CHECK(count(body, "<article class=\"claim\" id=\"example2024/lemma-2.1\"") == 1);
  CHECK(count(body, "<li class=\"clause\" id=\"example2024/lemma-2.1/H2\"") == 1);
  CHECK(count(body, "<a href=\"#example2024/lemma-2.2/C1\">Lemma 2.2, C1</a>") == 1);
}

TEST_CASE("LaTeX is left for the browser and readable without scripts") {
  const std::string body = fixture_body();
  CHECK(body.find("$0\\le\\eta\\le 1/L$") != std::string::npos);
  CHECK(body.find("class=\"formula tex\">$R(W)\\to 0$<") != std::string::npos);
  CHECK(body.find("hidden role=\"search\"") != std::string::npos);
}

TEST_CASE("a clause in words is not set as mathematics") {
  ClauseRecord clause;
  clause.latex = "the two learned functions differ";
  CHECK(formula(clause) == clause.latex);
  clause.latex = "x^2 > 0";
  CHECK(formula(clause) == "$x^2 > 0$");
  clause.latex = "$x$ is positive";
  CHECK(formula(clause) == clause.latex);
}

TEST_CASE("no text can leave its element") {
  const std::string body = report_body({{hostile_record()}}, {}).text;
  CHECK(count(body, "<script") == 0);
  CHECK(count(body, "<!--") == 0);
  CHECK(count(body, "\"><script") == 0);
  CHECK(body.find('\x01') == std::string::npos);
  CHECK(count(body, "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") > 20);
}

TEST_CASE("a word of a shell command is quoted when it needs to be") {
  CHECK(fixture_body().find("claimcheck replay witnesses/example2024.lemma-2.2.C1.json<") !=
        std::string::npos);
  ClaimRecord record = fixture_records()[1];
  record.conclusions[0].witness->file = "it's here.json";
  CHECK(claim_article(record).text.find("replay &#39;it&#39;\\&#39;&#39;s here.json&#39;<") !=
        std::string::npos);
}

TEST_CASE("a failure rate without a witness is a finding all the same") {
  ClaimRecord record = fixture_records()[3];
  record.conclusions[1].verdict = Verdict::refuted;
  const std::string findings = findings_section({{record}}).text;
  CHECK(findings.find("181 / 2,000") != std::string::npos);
  CHECK(findings.find("id=\"finding/sample2020/proposition-3/C2-(n=1)/trials\"") !=
        std::string::npos);
}

TEST_CASE("probes are shown with what they found, and only when there were some") {
  const auto records = fixture_records();
  const std::string probes = probe_sections(records[0]).text;
  CHECK(probes.find("without <b>H2</b>, C1: <b class=\"needed\">fails</b>") != std::string::npos);
  CHECK(probes.find("critical factor <b>between 1 and 1 + 0.0001</b>") != std::string::npos);
  CHECK(probes.find("<b>setting</b>, C1: <b class=\"open\">no violation found") !=
        std::string::npos);
  CHECK(count(probes, "<details>") == 1);
  CHECK(count(probes, "<svg") == 3);  // one hypothesis bent, two ladders
  CHECK(probes.find("attained: at most 1 (at d = 1); about the power −0.23 of d") !=
        std::string::npos);
  CHECK(probes.find("loose: at most 0.5") != std::string::npos);
  CHECK(probes.find("does not change with eta") != std::string::npos);
  CHECK(probe_sections(records[1]).empty());
}

TEST_CASE("wrong variants are scored by paper, and survivors stand with their reason") {
  const auto records = fixture_records();
  const std::string scores = mutants_section(by_paper(records, fixture_papers())).text;
  CHECK(scores.find("<td>1 of 2 (50 %)</td><td>41</td>") != std::string::npos);
  // Implied, undecided, standing; the implied one could not be refuted and is not counted.
  CHECK(scores.find("<td>1 of 3 (33 %)</td><td>1</td><td>1</td><td>1</td><td>3</td>") !=
        std::string::npos);
  CHECK(scores.find("an equation reads the same") == std::string::npos);
  CHECK(scores.find("1 planted variant not refuted") != std::string::npos);
  CHECK(scores.find("certified after 900 evaluations. no equality seen, largest ratio 0.999") !=
        std::string::npos);
  CHECK(scores.find("constant times 0.5") == std::string::npos);  // refuted: in the article only
  CHECK(mutants_of(records[0]).text.find("2 of 5 refuted, 1 implied") != std::string::npos);
  CHECK(mutants_of(records[0]).text.find("implied: an equation reads the same reversed") !=
        std::string::npos);
  CHECK(mutants_of(records[1]).empty());
  CHECK(mutants_section(by_paper({}, fixture_papers())).empty());
}

TEST_CASE("trials where rare events happen say so") {
  const std::string body = report_body(fixture_records(), fixture_papers()).text;
  CHECK(body.find("1 / 50, where rare events happen, of probability at most 2×10⁻⁶<") !=
        std::string::npos);
  CHECK(failure_rate({"", 50, 1, 0, 0, 1, 0.1, 0, 2e-6}) == Approx(4e-8));
}

TEST_CASE("an unhealthy search is named in the claim and among the reasons") {
  const ClaimRecord starved = fixture_records().back();
  CHECK(claim_article(starved).text.find("<p class=\"unhealthy\">starved: 0 of 100 draws") !=
        std::string::npos);
  CHECK(reasons(starved).back().rfind("starved: ", 0) == 0);
}

TEST_CASE("a quiet run has no sections of alarm, an empty one says that it is empty") {
  std::vector<ClaimRecord> one = fixture_records();
  one.resize(1);
  const std::string body = report_body(one, {}).text;
  CHECK(body.find("The verdict is as expected.") != std::string::npos);
  CHECK(body.find("id=\"attention\"") == std::string::npos);
  CHECK(body.find("id=\"findings\"") == std::string::npos);

  const std::string nothing = html_report({}, fixture_papers());
  CHECK(nothing.find("No claims were checked") != std::string::npos);
  CHECK(nothing.find("as expected.") == std::string::npos);
  CHECK(nothing.find("<table") == std::string::npos);
}
