#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/assets.hpp"
#include "reports/number_text.hpp"
#include "reports/plot.hpp"
#include "reports/sections.hpp"

namespace claimcheck {
namespace {

Markup count_cell(std::int64_t count, std::string_view look = "some") {
  return fill("<td class=\"{{look}}\">{{count}}</td>",
              {{"look", count == 0 ? "none" : look}, {"count", counted(count)}});
}

Markup tally_cells(const VerdictTally& tally) {
  Markup out;
  out += count_cell(tally.claims);
  out += count_cell(tally.unexpected, "unexpected");
  for (const std::int64_t count : tally.by_verdict) out += count_cell(count);
  return out;
}

Markup missing_papers(const std::vector<PaperGroup>& groups, const std::vector<Paper>& papers) {
  std::string names;
  for (const Paper& paper : papers) {
    const bool there = std::any_of(groups.begin(), groups.end(), [&](const PaperGroup& group) {
      return group.paper.id == paper.id;
    });
    if (!there) names += (names.empty() ? "" : ", ") + paper.id;
  }
  if (names.empty()) return {};
  return fill("<p class=\"soft\">No evidence in this run: {{names}}.</p>\n", {{"names", names}});
}

Markup attention_item(const ClaimRecord& record) {
  Markup lines;
  for (const std::string& reason : reasons(record)) {
    lines += fill("<li class=\"tex\">{{reason}}</li>", {{"reason", reason}});
  }
  return fill(
      "<li>{{chip}} <a href=\"#{{id}}\">{{label}}</a> <span class=\"soft\">{{paper}}</span> "
      "<span class=\"tex\">{{title}}</span><ul>{{lines}}</ul></li>\n",
      {{"chip", chip(record.verdict)},
       {"id", anchor(record.card)},
       {"label", label(record.card)},
       {"paper", record.card.paper()},
       {"title", record.card.title},
       {"lines", lines}});
}

Markup finding(const ClaimRecord& record, const ClauseRecord& clause) {
  return fill(asset("finding.html"), {{"anchor", anchor(record.card, clause)},
                                      {"clause", clause.name},
                                      {"paper", record.card.paper()},
                                      {"label", label(record.card)},
                                      {"flag", flag(clause.verdict, as_expected(clause))},
                                      {"title", record.card.title},
                                      {"formula", formula(clause)},
                                      {"note", note(clause)},
                                      {"evidence", proof_of_failure(record, clause)}});
}

Markup index_row(const ClaimRecord& record, const PlotAxis& axis) {
  const ClauseRecord* worst = worst_conclusion(record);
  Markup strip, least{"–"};
  if (worst != nullptr) {
    least = fill("<span class=\"narrow\">worst margin </span>{{margin}}",
                 {{"margin", typeset(worst->margins.front())}});
    strip = margin_strip(worst->name, worst->margins, worst->violated > 0, axis);
  }
  return fill(asset("index_row.html"), {{"id", anchor(record.card)},
                                        {"chip", chip(record.verdict)},
                                        {"flag", flag(record.verdict, record.as_expected)},
                                        {"label", label(record.card)},
                                        {"title", record.card.title},
                                        {"strip", strip},
                                        {"worst", least},
                                        {"admissible", counted(record.admissible)}});
}

PlotAxis common_axis(std::span<const ClaimRecord> records) {
  std::vector<double> all;
  for (const ClaimRecord& record : records) {
    const ClauseRecord* worst = worst_conclusion(record);
    if (worst != nullptr) all.insert(all.end(), worst->margins.begin(), worst->margins.end());
  }
  return margin_axis(all);
}

Markup choice(std::string_view value, const Markup& label) {
  return fill("<label><input type=\"checkbox\" value=\"{{value}}\"> {{label}}</label>",
              {{"value", value}, {"label", label}});
}

Markup filter_choices(const VerdictTally& total) {
  Markup out;
  for (std::size_t v = 0; v < verdict_names.size(); ++v) {
    if (total.by_verdict[v] > 0) out += choice(verdict_names[v], chip(static_cast<Verdict>(v)));
  }
  if (total.unexpected > 0) out += choice("unexpected", flag(Verdict::failed, false));
  return out;
}

}  // namespace

Markup summary_section(std::span<const ClaimRecord> records, const std::vector<PaperGroup>& groups,
                       const std::vector<Paper>& papers) {
  Markup columns, rows, total;
  for (const std::string_view name : verdict_names) {
    columns += fill("<th scope=\"col\">{{name}}</th>", {{"name", capital(name)}});
  }
  for (const PaperGroup& group : groups) {
    rows += fill(
        "<tr><th scope=\"row\"><a href=\"#{{id}}\">{{id}}</a><small>{{authors}}</small>"
        "</th>{{cells}}</tr>\n",
        {{"id", group.paper.id},
         {"authors", group.paper.authors},
         {"cells", tally_cells(group.tally())}});
  }
  if (groups.size() > 1) {
    total = fill("<tfoot><tr><th scope=\"row\">All</th>{{cells}}</tr></tfoot>\n",
                 {{"cells", tally_cells(tally(records))}});
  }
  return fill(asset("summary.html"), {{"columns", columns},
                                      {"rows", rows},
                                      {"total", total},
                                      {"missing", missing_papers(groups, papers)},
                                      {"certified", chip(Verdict::certified)},
                                      {"supported", chip(Verdict::supported)},
                                      {"untestable", chip(Verdict::untestable)},
                                      {"undecided", chip(Verdict::undecided)},
                                      {"vacuous", chip(Verdict::vacuous)},
                                      {"refuted", chip(Verdict::refuted)},
                                      {"failed", chip(Verdict::failed)}});
}

Markup attention_section(std::span<const ClaimRecord> records) {
  Markup items;
  for (const ClaimRecord& record : records) {
    if (!record.as_expected) items += attention_item(record);
  }
  if (items.empty()) return {};
  return fill(
      "<section aria-labelledby=\"attention\">\n<h2 id=\"attention\">Not as expected</h2>\n"
      "<ul class=\"attention\">\n{{items}}</ul>\n</section>\n",
      {{"items", items}});
}

Markup findings_section(std::span<const ClaimRecord> records) {
  Markup items;
  for (const ClaimRecord& record : records) {
    for (const ClauseRecord& clause : record.conclusions) {
      if (clause.verdict == Verdict::refuted) items += finding(record, clause);
    }
  }
  if (items.empty()) return {};
  return fill(
      "<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n"
      "<p class=\"soft\">Clauses that are refuted, each with the evidence that anyone "
      "can re-evaluate.</p>\n<ol class=\"findings\">\n{{items}}</ol>\n</section>\n",
      {{"items", items}});
}

Markup index_section(std::span<const ClaimRecord> records, const std::vector<PaperGroup>& groups) {
  const PlotAxis axis = common_axis(records);
  Markup bodies;
  for (const PaperGroup& group : groups) {
    Markup rows;
    for (const ClaimRecord* record : group.records) rows += index_row(*record, axis);
    bodies += fill(
        "<tbody role=\"rowgroup\"><tr role=\"row\"><th role=\"rowheader\" colspan=\"5\" "
        "scope=\"rowgroup\">{{title}}</th></tr>\n{{rows}}"
        "</tbody>\n",
        {{"title", group.paper.title}, {"rows", rows}});
  }
  return fill(asset("index.html"),
              {{"choices", filter_choices(tally(records))}, {"groups", bodies}});
}

}  // namespace claimcheck
