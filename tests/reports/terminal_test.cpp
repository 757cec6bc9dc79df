#include <set>
#include <sstream>

#include "reports/report.hpp"
#include "tests/catch.hpp"
#include "tests/reports/fixture.hpp"

using namespace claimcheck;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// The text without ANSI colours.
std::string plain(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033') {
      i = text.find('m', i);
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the table is aligned and complete") {
  const auto all = lines(terminal_summary(fixture_records(), false));
  CHECK(all[0] ==
        "claim                            verdict     expected  admissible  worst margin        "
        "time");
  CHECK(all[1] ==
        "example2024/lemma-2.1            certified   yes            4,096             0       "
        "1.3 s");
  CHECK(all[3] ==
        "example2024/lemma-2.2-corrected  supported   yes        1,200,000       3.1e-12  3 min 24 "
        "s");
  std::set<std::size_t> widths;
  for (std::size_t i = 0; i <= 6; ++i) widths.insert(all[i].size());
  CHECK(widths.size() == 1);
}

TEST_CASE("totals and reasons follow") {
  const std::string text = terminal_summary(fixture_records(), false);
  CHECK(text.find("6 claims: 1 certified, 1 supported, 1 untestable, 1 undecided, 1 refuted, "
                  "1 failed; 2 not as expected (1,229,823 evaluations, 3 min 38 s)\n") !=
        std::string::npos);
  CHECK(text.find("  sample2020/lemma-5\n    C1 vacuous, expected supported or better: no "
                  "admissible setting\n") != std::string::npos);
  CHECK(text.find("\033") == std::string::npos);
}

TEST_CASE("colour changes nothing but colour") {
  const std::string coloured = terminal_summary(fixture_records(), true);
  CHECK(coloured.find("\033[1;31mNO") != std::string::npos);
  CHECK(plain(coloured) == terminal_summary(fixture_records(), false));
}

TEST_CASE("expected evidence ends with its totals and empty evidence says so") {
  auto records = fixture_records();
  records.resize(1);
  const std::string text = terminal_summary(records, false);
  CHECK(text.find("1 claim: 1 certified; all as expected") != std::string::npos);
  CHECK(text.find("\nnot as expected:\n") == std::string::npos);
  CHECK(terminal_summary({}, false) == "no claims were checked\n");
}
