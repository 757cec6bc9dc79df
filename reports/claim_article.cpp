#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "reports/assets.hpp"
#include "reports/curves.hpp"
#include "reports/number_text.hpp"
#include "reports/sections.hpp"

namespace claimcheck {
namespace {

Markup clauses(const ClaimRecord& record, const std::vector<ClauseRecord>& list, bool conclusions) {
  if (list.empty()) return {};
  Markup cards;
  for (const ClauseRecord& clause : list) cards += clause_card(record, clause, conclusions);
  return fill("<h4>{{heading}}</h4>\n<ol class=\"clauses\">\n{{cards}}</ol>\n",
              {{"heading", conclusions ? "Conclusions" : "Hypotheses"}, {"cards", cards}});
}

Markup prose(const char* heading, const std::string& text) {
  if (text.empty()) return {};
  return fill("<h4>{{heading}}</h4>\n<div class=\"prose tex\">{{text}}</div>\n",
              {{"heading", heading}, {"text", paragraphs(text)}});
}

Markup why_unexpected(const ClaimRecord& record) {
  if (record.as_expected) return {};
  Markup items;
  for (const std::string& reason : reasons(record)) {
    items += fill("<li class=\"tex\">{{reason}}</li>", {{"reason", reason}});
  }
  return fill(
      "<div class=\"attention\"><p><strong>Not as expected</strong></p><ul>{{items}}</ul>"
      "</div>\n",
      {{"items", items}});
}

Markup versions(const ClaimRecord& record) {
  if (record.versions.empty()) return {};
  Markup items;
  for (const auto& [name, version] : record.versions) {
    items += fill("<div><dt>{{name}}</dt><dd>{{version}}</dd></div>",
                  {{"name", name}, {"version", version}});
  }
  return fill("<details class=\"versions\"><summary>Versions</summary><dl>{{items}}</dl></details>",
              {{"items", items}});
}

std::string share(std::int64_t part, std::int64_t whole) {
  return counted(part) + (whole > 0 ? fmt::format(" ({})", percent(part, whole)) : "");
}

Markup figures(const ClaimRecord& record) {
  Markup out;
  for (const FigureRecord& figure : record.figures) out += curve_plot(figure);
  return out;
}

Markup sampling(const ClaimRecord& record) {
  if (record.verdict == Verdict::untestable && record.draws == 0) return {};
  Markup health;
  for (const std::string& failure : record.health) {
    health += fill("<p class=\"unhealthy\">{{failure}}</p>\n", {{"failure", failure}});
  }
  return fill(asset("sampling.html"), {{"health", health},
                                       {"draws", counted(record.draws)},
                                       {"admissible", share(record.admissible, record.draws)},
                                       {"discarded", counted(record.discarded)},
                                       {"attacks", counted(record.attacks)},
                                       {"evaluations", counted(record.evaluations)}});
}

}  // namespace

Markup chip(Verdict verdict) {
  return fill("<span class=\"chip {{verdict}}\">{{verdict}}</span>", {{"verdict", text(verdict)}});
}

Markup flag(Verdict verdict, bool as_expected) {
  if (!as_expected) return {"<span class=\"flag unexpected\">not as expected</span>"};
  if (verdict > Verdict::supported) return {"<span class=\"flag\">as expected</span>"};
  return {};
}

Markup paragraphs(const std::string& prose) {
  Markup out;
  std::size_t begin = prose.find_first_not_of(" \n");
  while (begin != std::string::npos) {
    const std::size_t end = prose.find("\n\n", begin);
    out += fill("<p>{{text}}</p>", {{"text", prose.substr(begin, end - begin)}});
    begin = end == std::string::npos ? end : prose.find_first_not_of(" \n", end);
  }
  return out;
}

std::string label(const Card& card) {
  const bool said = card.corrects.empty() || card.label.find("orrected") != std::string::npos;
  return said ? card.label : card.label + ", corrected";
}

std::string anchor(const Card& card) {
  std::string out = card.id;
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == ' ' || c == '\t' || c == '\n'; }, '-');
  return out;
}

std::string anchor(const Card& card, const ClauseRecord& clause) {
  Card below;
  below.id = card.id + "/" + clause.name;
  return anchor(below);
}

std::string capital(std::string_view word) {
  std::string out(word);
  if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
  return out;
}

Markup claim_article(const ClaimRecord& record) {
  const Card& card = record.card;
  return fill(
      asset("claim.html"),
      {{"id", card.id},
       {"anchor", anchor(card)},
       {"verdict", text(record.verdict)},
       {"expected", record.as_expected ? "yes" : "no"},
       {"label", label(card)},
       {"title", card.title},
       {"chip", chip(record.verdict)},
       {"flag", flag(record.verdict, record.as_expected)},
       {"place", card.place},
       {"kind", text(card.kind)},
       {"reasons", why_unexpected(record)},
       {"corrects", prose("What is corrected", card.corrects)},
       {"statement", paragraphs(card.statement)},
       {"reading", prose("Reading", card.reading)},
       {"sampling", sampling(record)},
       {"hypotheses", clauses(record, record.hypotheses, false)},
       {"figures", figures(record)},
       {"conclusions", clauses(record, record.conclusions, true)},
       {"probes", probe_sections(record)},
       {"mutants", mutants_of(record)},
       {"effort", text(record.effort)},
       {"seed", std::to_string(record.seed)},
       {"arithmetic", record.digits > 0 ? fmt::format("searched with {} digits", record.digits)
                                        : "searched in double precision"},
       {"duration", duration(record.seconds)},
       {"versions", versions(record)}});
}

}  // namespace claimcheck
