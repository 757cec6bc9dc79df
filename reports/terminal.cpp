#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/number_text.hpp"
#include "reports/report.hpp"
#include "reports/tally.hpp"

namespace claimcheck {
namespace {

constexpr std::array<std::string_view, 6> heads = {"claim",      "verdict",      "expected",
                                                   "admissible", "worst margin", "time"};
using Row = std::array<std::string, heads.size()>;

Row row_of(const ClaimRecord& record) {
  const std::optional<double> worst = worst_margin(record);
  // duration() writes an en dash for a time that makes no sense; a terminal wants one byte.
  const std::string time = record.seconds >= 0 ? duration(record.seconds) : "-";
  return {record.card.id,
          std::string(text(record.verdict)),
          record.as_expected ? "yes" : "NO",
          counted(record.admissible),
          worst ? decimal(*worst) : "-",
          time};
}

std::string paint(const std::string& text, const char* code, bool colour) {
  return colour ? fmt::format("\033[{}m{}\033[0m", code, text) : text;
}

const char* colour_of(const ClaimRecord& record) {
  if (!record.as_expected) return "1;31";
  return record.verdict <= Verdict::supported ? "32" : "33";
}

/// Padded first, painted after, so that colour codes do not count as width.
std::string line(const Row& row, const std::array<std::size_t, heads.size()>& widths,
                 const char* code, bool colour) {
  std::string out;
  for (std::size_t k = 0; k < row.size(); ++k) {
    std::string cell =
        k < 3 ? fmt::format("{:<{}}", row[k], widths[k]) : fmt::format("{:>{}}", row[k], widths[k]);
    if (k == 1 || k == 2) cell = paint(cell, code, colour);
    out += (k == 0 ? "" : "  ") + cell;
  }
  return out + "\n";
}

std::string table(std::span<const ClaimRecord> records, bool colour) {
  Row head;
  std::array<std::size_t, heads.size()> widths{};
  for (std::size_t k = 0; k < heads.size(); ++k) {
    head[k] = heads[k];
    widths[k] = heads[k].size();
  }
  for (const ClaimRecord& record : records) {
    const Row row = row_of(record);
    for (std::size_t k = 0; k < row.size(); ++k) widths[k] = std::max(widths[k], row[k].size());
  }
  std::string out = line(head, widths, "", false);
  for (const ClaimRecord& record : records) {
    out += line(row_of(record), widths, colour_of(record), colour);
  }
  return out;
}

std::string totals(const VerdictTally& total) {
  std::string out = counted(total.claims, "claim") + ":";
  for (std::size_t v = 0; v < verdict_names.size(); ++v) {
    if (total.by_verdict[v] > 0) {
      out += fmt::format(" {} {},", counted(total.by_verdict[v]), verdict_names[v]);
    }
  }
  out.back() = ';';
  out += total.unexpected == 0 ? " all as expected"
                               : fmt::format(" {} not as expected", counted(total.unexpected));
  return out + fmt::format(" ({}, {})\n", counted(total.evaluations, "evaluation"),
                           duration(total.seconds));
}

}  // namespace

std::string terminal_summary(std::span<const ClaimRecord> records, bool colour) {
  if (records.empty()) return "no claims were checked\n";
  const VerdictTally total = tally(records);
  std::string out = table(records, colour) + "\n" + totals(total);
  if (total.unexpected == 0) return out;
  out += "\nnot as expected:\n";
  for (const ClaimRecord& record : records) {
    if (record.as_expected) continue;
    out += "  " + paint(record.card.id, "1;31", colour) + "\n";
    for (const std::string& reason : reasons(record)) out += "    " + reason + "\n";
  }
  return out;
}

}  // namespace claimcheck
