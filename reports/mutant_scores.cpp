#include <fmt/format.h>

#include <algorithm>

#include "reports/assets.hpp"
#include "reports/number_text.hpp"
#include "reports/sections.hpp"

namespace claimcheck {
namespace {

/// What became of the wrong variants of some claims.
struct MutantScore {
  std::int64_t refuted = 0, implied = 0, undecided = 0, standing = 0;
  std::vector<double> evaluations{}, seconds{};  ///< to the first violation

  void add(const MutantRecord& mutant) {
    if (mutant.survived()) {
      ++(mutant.implied ? implied : mutant.verdict == Verdict::undecided ? undecided : standing);
      return;
    }
    ++refuted;
    evaluations.push_back(static_cast<double>(mutant.evaluations));
    seconds.push_back(mutant.seconds);
  }
  /// That can be refuted, as far as anyone knows.
  std::int64_t all() const { return refuted + undecided + standing; }
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

MutantScore score(const std::vector<const ClaimRecord*>& records, bool systematic) {
  MutantScore out;
  for (const ClaimRecord* record : records) {
    for (const MutantRecord& mutant : record->mutants) {
      if (mutant.systematic == systematic) out.add(mutant);
    }
  }
  return out;
}

/// What became of the survivors of mechanical variants.
Markup survivor_cells(const MutantScore& score) {
  return fill("<td>{{implied}}</td><td>{{undecided}}</td><td>{{standing}}</td>",
              {{"implied", counted(score.implied)},
               {"undecided", counted(score.undecided)},
               {"standing", counted(score.standing)}});
}

Markup score_cells(const MutantScore& score, bool systematic) {
  if (score.all() + score.implied == 0) {
    return {std::string("<td class=\"none\">–</td><td></td><td></td>") +
            (systematic ? "<td></td><td></td><td></td>" : "")};
  }
  const bool some = score.refuted > 0;
  return fill(
      "<td>{{refuted}} of {{all}} ({{share}})</td>{{survivors}}<td>{{evaluations}}</td>"
      "<td>{{time}}</td>",
      {{"refuted", counted(score.refuted)},
       {"all", counted(score.all())},
       {"share", percent(score.refuted, score.all())},
       {"survivors", systematic ? survivor_cells(score) : Markup{}},
       {"evaluations", some ? counted(static_cast<std::int64_t>(median(score.evaluations))) : "–"},
       {"time", some ? duration(median(score.seconds)) : "–"}});
}

Markup row(const Markup& name, const std::vector<const ClaimRecord*>& records) {
  return fill("<tr><th scope=\"row\">{{name}}</th>{{planted}}{{systematic}}</tr>\n",
              {{"name", name},
               {"planted", score_cells(score(records, false), false)},
               {"systematic", score_cells(score(records, true), true)}});
}

Markup survivor(const ClaimRecord& record, const MutantRecord& mutant) {
  return fill(
      "<li><a href=\"#{{anchor}}\">{{label}}</a> {{clause}}, “<span class=\"tex\">"
      "{{description}}</span>”: {{verdict}} after {{evaluations}}{{reason}}</li>\n",
      {{"anchor", anchor(record.card)},
       {"label", label(record.card)},
       {"clause", mutant.clause},
       {"description", mutant.description},
       {"verdict", text(mutant.verdict)},
       {"evaluations", counted(mutant.evaluations, "evaluation")},
       {"reason", mutant.reason.empty() ? "" : ". " + mutant.reason}});
}

/// The survivors of one kind that are not implied; the many mechanical ones are folded away, paper
/// by paper.
Markup survivors(const std::vector<PaperGroup>& groups, bool systematic) {
  Markup out;
  for (const PaperGroup& group : groups) {
    Markup items;
    std::int64_t count = 0;
    for (const ClaimRecord* record : group.records) {
      for (const MutantRecord& mutant : record->mutants) {
        if (mutant.systematic != systematic || !mutant.survived() || mutant.implied) continue;
        items += survivor(*record, mutant);
        ++count;
      }
    }
    if (count == 0) continue;
    out += fill(
        "<details{{open}}><summary>{{paper}}: {{count}}</summary><ul class=\"survivors\">\n"
        "{{items}}</ul></details>\n",
        {{"open", systematic ? "" : " open"},
         {"paper", group.paper.id},
         {"count", systematic ? counted(count, "mechanical variant") + " not refuted"
                              : counted(count, "planted variant") + " not refuted"},
         {"items", items}});
  }
  return out;
}

}  // namespace

Markup mutants_section(const std::vector<PaperGroup>& groups) {
  std::vector<const ClaimRecord*> all;
  Markup rows, total;
  for (const PaperGroup& group : groups) {
    const bool some = std::any_of(group.records.begin(), group.records.end(),
                                  [](const ClaimRecord* r) { return !r->mutants.empty(); });
    if (!some) continue;
    all.insert(all.end(), group.records.begin(), group.records.end());
    rows += row(fill("<a href=\"#{{id}}\">{{id}}</a>", {{"id", group.paper.id}}), group.records);
  }
  if (rows.empty()) return {};
  if (groups.size() > 1) {
    total = fill("<tfoot>{{row}}</tfoot>\n", {{"row", row(Markup{"All"}, all)}});
  }
  Markup left = survivors(groups, false);
  left += survivors(groups, true);
  return fill(asset("mutant_scores.html"), {{"rows", rows}, {"total", total}, {"survivors", left}});
}

Markup mutants_of(const ClaimRecord& record) {
  if (record.mutants.empty()) return {};
  Markup items;
  MutantScore total;
  for (const MutantRecord& m : record.mutants) {
    total.add(m);
    const std::string found = fmt::format(
        "refuted after {}, {}", counted(m.evaluations, "evaluation"), duration(m.seconds));
    const std::string survived = m.implied ? "implied: " + m.reason
                                           : fmt::format("{} after {}{}", text(m.verdict),
                                                         counted(m.evaluations, "evaluation"),
                                                         m.reason.empty() ? "" : ". " + m.reason);
    items += fill(
        "<li>{{clause}}, “<span class=\"tex\">{{description}}</span>”: "
        "<span class=\"{{look}}\">{{fate}}</span></li>\n",
        {{"clause", m.clause},
         {"description", m.description},
         {"look", m.survived() && !m.implied ? "open" : "soft"},
         {"fate", m.survived() ? survived : found}});
  }
  return fill(
      "<h4>Deliberately wrong variants</h4>\n<details><summary>{{refuted}} of {{all}} "
      "refuted{{implied}}</summary><ul class=\"survivors\">\n{{items}}</ul></details>\n",
      {{"refuted", counted(total.refuted)},
       {"all", counted(total.all())},
       {"implied", total.implied > 0 ? ", " + counted(total.implied) + " implied" : ""},
       {"items", items}});
}

}  // namespace claimcheck
