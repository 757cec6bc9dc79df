// render_fixture OUT [EVIDENCE]: report.html, junit.xml, summary.txt and the hostile
// record as hostile.html and hostile.xml in OUT, from
// the fixture or from an evidence directory.
#include <cstdio>
#include <exception>
#include <filesystem>

#include "reports/report.hpp"
#include "tests/reports/fixture.hpp"

int main(int argc, char** argv) try {
  using namespace claimcheck;
  if (argc < 2) {
    std::fputs("usage: render_fixture OUT [EVIDENCE]\n", stderr);
    return 2;
  }
  const std::filesystem::path out = argv[1];
  std::filesystem::create_directories(out);
  const auto records = argc > 2 ? read_evidence(argv[2]) : fixture_records();
  const auto papers = argc > 2 ? std::vector<Paper>{} : fixture_papers();
  write_file(out / "report.html", html_report(records, papers));
  write_file(out / "hostile.html", html_report({{hostile_record()}}, {}));
  write_file(out / "junit.xml", junit_report(records, papers));
  write_file(out / "hostile.xml", junit_report({{hostile_record()}}, {}));
  write_file(out / "summary.txt", terminal_summary(records, false));
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
