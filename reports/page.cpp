#include <fmt/format.h>

#include <set>

#include "reports/assets.hpp"
#include "reports/number_text.hpp"
#include "reports/report.hpp"
#include "reports/sections.hpp"

namespace claimcheck {
namespace {

std::string headline(const VerdictTally& total, std::size_t papers) {
  if (total.claims == 0) return "No claims were checked";
  return fmt::format("{} from {}", counted(total.claims, "claim"),
                     counted(static_cast<std::int64_t>(papers), "paper"));
}

std::string lead(const VerdictTally& total) {
  if (total.claims == 0) return "The evidence holds no records, so there is nothing to report.";
  if (total.unexpected > 0) {
    return fmt::format("{} as expected, {} not as expected.",
                       counted(total.claims - total.unexpected), counted(total.unexpected));
  }
  return total.claims == 1 ? "The verdict is as expected." : "Every verdict is as expected.";
}

Markup totals(const VerdictTally& total) {
  if (total.claims == 0) return {};
  Markup out;
  const auto item = [&](std::string_view name, const std::string& value) {
    out += fill("<div><dt>{{name}}</dt><dd>{{value}}</dd></div>\n",
                {{"name", name}, {"value", value}});
  };
  item("claims", counted(total.claims));
  item("as expected", counted(total.claims - total.unexpected));
  item("settings drawn", counted(total.draws));
  item("admissible", counted(total.admissible));
  item("evaluations", counted(total.evaluations));
  item("time of all checks", duration(total.seconds));
  return fill("<dl class=\"totals\">\n{{items}}</dl>\n", {{"items", out}});
}

/// The values that a part of the records takes, each once, in alphabetical order.
template <class Part>
std::string each_once(std::span<const ClaimRecord> records, Part part) {
  std::set<std::string> seen;
  for (const ClaimRecord& record : records) {
    for (const std::string& value : part(record)) seen.insert(value);
  }
  std::string out;
  for (const std::string& value : seen) out += (out.empty() ? "" : ", ") + value;
  return out;
}

Markup made(std::span<const ClaimRecord> records) {
  using Values = std::vector<std::string>;
  if (records.empty()) return {};
  const auto efforts = [](const ClaimRecord& r) { return Values{std::string(text(r.effort))}; };
  const auto seeds = [](const ClaimRecord& r) { return Values{std::to_string(r.seed)}; };
  const auto versions = [](const ClaimRecord& r) {
    Values out;
    for (const auto& [name, version] : r.versions) out.push_back(name + " " + version);
    return out;
  };
  std::string line =
      "Effort " + each_once(records, efforts) + "; seed " + each_once(records, seeds);
  const std::string tools = each_once(records, versions);
  if (!tools.empty()) line += "; " + tools;
  return fill("<p class=\"made\">{{line}}.</p>\n", {{"line", line}});
}

Markup paper_section(const PaperGroup& group) {
  Markup articles;
  for (const ClaimRecord* record : group.records) articles += claim_article(*record);
  const Paper& paper = group.paper;
  std::string source = paper.authors;
  if (!paper.venue.empty()) source += (source.empty() ? "" : ". ") + paper.venue;
  return fill(
      "<section class=\"paper\" aria-labelledby=\"{{id}}\">\n<h2 id=\"{{id}}\">{{title}}"
      "</h2>\n<p class=\"source\">{{source}}</p>\n{{articles}}</section>\n",
      {{"id", paper.id}, {"title", paper.title}, {"source", source}, {"articles", articles}});
}

}  // namespace

Markup report_body(std::span<const ClaimRecord> records, const std::vector<Paper>& papers) {
  const std::vector<PaperGroup> groups = by_paper(records, papers);
  const VerdictTally total = tally(records);
  Markup sections;
  if (total.claims > 0) {
    sections += attention_section(records);
    sections += summary_section(records, groups, papers);
    sections += findings_section(records);
    sections += mutants_section(groups);
    sections += index_section(records, groups);
    for (const PaperGroup& group : groups) sections += paper_section(group);
  }
  return fill(asset("body.html"), {{"headline", headline(total, groups.size())},
                                   {"lead", lead(total)},
                                   {"totals", totals(total)},
                                   {"made", made(records)},
                                   {"sections", sections}});
}

std::string html_report(std::span<const ClaimRecord> records, const std::vector<Paper>& papers) {
  const VerdictTally total = tally(records);
  const std::string title = "Claimcheck: " + headline(total, by_paper(records, papers).size());
  const auto trusted = [](std::string_view name) { return Markup{std::string(asset(name))}; };
  return fill(asset("page.html"), {{"title", title},
                                   {"katex_style", Markup{katex_style()}},
                                   {"style", trusted("style.css")},
                                   {"body", report_body(records, papers)},
                                   {"katex", trusted("katex.min.js")},
                                   {"auto_render", trusted("auto-render.js")},
                                   {"script", trusted("page.js")}})
      .text;
}

}  // namespace claimcheck
