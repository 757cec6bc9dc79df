#include "cli/wording.hpp"

#include <fmt/format.h>

#include "reports/tally.hpp"

namespace claimcheck {
namespace {

std::string judged(const ClaimRecord& record) {
  const std::string verdict(text(record.verdict));
  if (!record.as_expected) return verdict + " NOT AS EXPECTED";
  return record.verdict > Verdict::supported ? verdict + " (as expected)" : verdict;
}

}  // namespace

std::string in_a_line(const ClaimRecord& record) {
  const std::optional<double> worst = worst_margin(record);
  return fmt::format("{}  {}  {} of {} admissible  {}{:.2f} s", judged(record), record.card.id,
                     record.admissible, record.draws,
                     worst ? fmt::format("worst margin {:.3g}  ", *worst + 0.0) : "",
                     record.seconds);
}

std::string text(const Arithmetic& arithmetic) {
  switch (arithmetic.rung) {
    case Arithmetic::Rung::interval:
      return "intervals of doubles";
    case Arithmetic::Rung::ball:
      return fmt::format("balls of {} bits", arithmetic.precision);
    case Arithmetic::Rung::rational:
      return "exact rationals";
    case Arithmetic::Rung::extended:
      return fmt::format("{} digits", arithmetic.precision);
    case Arithmetic::Rung::binary64:
      break;
  }
  return "double";
}

std::string indented(const std::string& paragraph) {
  std::string out = "  ";
  for (const char c : paragraph) out += c == '\n' ? std::string("\n  ") : std::string(1, c);
  return out.substr(0, out.find_last_not_of(" \n") + 1);
}

}  // namespace claimcheck
