#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/assets.hpp"
#include "reports/number_text.hpp"
#include "reports/plot.hpp"
#include "reports/sections.hpp"

namespace claimcheck {
namespace {

const char* look(std::int64_t count, const char* when_some) {
  return count == 0 ? "none" : when_some;
}

Markup counts(const ClauseRecord& clause, bool conclusion) {
  if (clause.verdict == Verdict::untestable) return {};
  return fill(asset("counts.html"),
              {{"applicable_look", look(clause.applicable, "some")},
               {"applicable", counted(clause.applicable)},
               {"certified_look", look(clause.certified, "some")},
               {"certified", counted(clause.certified)},
               {"exact_look", look(clause.exact, "some")},
               {"exact", counted(clause.exact)},
               {"consistent_look", look(clause.consistent, "some")},
               {"consistent", counted(clause.consistent)},
               {"left_open_look", look(clause.left_open, "some")},
               {"left_open", counted(clause.left_open)},
               {"undecided_look", look(clause.undecided, "open")},
               {"undecided", counted(clause.undecided)},
               {"violated_look", look(clause.violated, conclusion ? "bad" : "some")},
               {"violated", counted(clause.violated)}});
}

Markup margins(const ClauseRecord& clause, bool conclusion) {
  const std::vector<double>& m = clause.margins;
  if (m.empty()) return {};
  return fill(
      "<figure class=\"margins\">{{plot}}<figcaption><span>margin: worst <b>{{worst}}</b>"
      "</span><span>median <b>{{median}}</b></span><span>best <b>{{best}}</b></span>"
      "</figcaption></figure>\n",
      {{"plot", margin_plot(clause.name, m, conclusion && clause.violated > 0)},
       {"worst", typeset(m.front())},
       {"median", typeset(m[m.size() / 2])},
       {"best", typeset(m.back())}});
}

Markup tightest(const ClauseRecord& clause) {
  if (!clause.tight) return {};
  const TightRecord& tight = *clause.tight;
  const std::string ratio =
      std::isnan(tight.tightness) ? "" : "sides at ratio " + typeset(tight.tightness) + ", ";
  return fill(
      "<details class=\"tight\"><summary>Tightest setting: {{ratio}}margin {{margin}}</summary>"
      "<pre tabindex=\"0\" aria-label=\"Tightest setting\">{{setting}}</pre></details>\n",
      {{"ratio", ratio}, {"margin", typeset(tight.margin)}, {"setting", tight.setting}});
}

/// One argument of a shell command.
std::string quoted(const std::string& word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-/+,:=@%").find(c) != std::string_view::npos;
  };
  if (!word.empty() && std::all_of(word.begin(), word.end(), plain)) return word;
  std::string out = "'";
  for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

Markup witness(const WitnessRecord& w) {
  return fill(asset("witness.html"), {{"relation", w.relation},
                                      {"setting", w.setting},
                                      {"command", "claimcheck replay " + quoted(w.file)},
                                      {"find", counted(w.evaluations_to_find, "evaluation")},
                                      {"find_time", duration(w.seconds_to_find)},
                                      {"shrink", counted(w.evaluations_to_shrink)},
                                      {"shrink_time", duration(w.seconds_to_shrink)},
                                      {"size", counted(w.size)}});
}

/// What was drawn, if not plainly from the claim's law.
std::string where_rare(const TrialRecord& t) {
  if (t.rare == 1) return "";
  return fmt::format(", {} probability at most {}",
                     t.trials == 0 ? "decided by rare events of" : "where rare events happen, of",
                     typeset(t.rare));
}

Markup trials(const std::string& id, const ClauseRecord& clause) {
  if (clause.trials.empty()) return {};
  const PlotAxis axis = trial_axis(clause.trials);
  double error_level = 0;
  Markup rows;
  for (const TrialRecord& t : clause.trials) {
    error_level = std::max(error_level, t.error_level);
    rows += fill(asset("trial_row.html"), {{"setting", t.setting},
                                           {"plot", trial_plot(t, axis)},
                                           {"rate", typeset(failure_rate(t))},
                                           {"lower", typeset(t.lower)},
                                           {"upper", typeset(t.upper)},
                                           {"allowed", typeset(t.allowed)},
                                           {"failures", counted(t.failures)},
                                           {"trials", counted(t.trials)},
                                           {"rare", where_rare(t)}});
  }
  return fill(asset("trials.html"),
              {{"id", id}, {"error_level", typeset(error_level)}, {"rows", rows}});
}

}  // namespace

std::string formula(const ClauseRecord& clause) {
  const std::string& text = clause.latex;
  const bool marked = text.find('$') != std::string::npos;
  const bool mathematics = text.find_first_of("\\^_=<>") != std::string::npos;
  return !marked && mathematics ? "$" + text + "$" : text;
}

Markup note(const ClauseRecord& clause) {
  if (clause.note.empty()) return {};
  return fill("<p class=\"note tex\">{{note}}</p>\n", {{"note", clause.note}});
}

Markup proof_of_failure(const ClaimRecord& record, const ClauseRecord& clause) {
  if (clause.witness) return witness(*clause.witness);
  return trials("finding/" + anchor(record.card, clause), clause);
}

Markup clause_card(const ClaimRecord& record, const ClauseRecord& clause, bool conclusion) {
  const bool expected = !conclusion || as_expected(clause);
  return fill(asset("clause.html"),
              {{"id", anchor(record.card, clause)},
               {"name", clause.name},
               {"formula", formula(clause)},
               {"chip", chip(clause.verdict)},
               {"flag", conclusion ? flag(clause.verdict, expected) : Markup{}},
               {"note", note(clause)},
               {"counts", counts(clause, conclusion)},
               {"margins", margins(clause, conclusion)},
               {"trials", trials(anchor(record.card, clause), clause)},
               {"tight", tightest(clause)},
               {"witness", clause.witness ? witness(*clause.witness) : Markup{}}});
}

}  // namespace claimcheck
