// The record as JSON; record_parser.cpp reads it back. Schema: docs/evidence.md.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/evidence/record.hpp"

namespace claimcheck {
namespace {

using Json = nlohmann::ordered_json;

/// JSON has no infinities: they are written as strings.
Json number(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}

Json numbers(const std::vector<double>& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(number(value));
  return out;
}
Json to_json(const TrialRecord& t);
Json to_json(const ClauseRecord& c);
Json to_json(const NecessityRecord& n);
Json to_json(const LadderRecord& l);
Json to_json(const MutantRecord& m);
Json to_json(const FigureRecord& f);
template <class Record>
Json list(const std::vector<Record>& records) {
  Json out = Json::array();
  for (const Record& record : records) out.push_back(to_json(record));
  return out;
}

Json to_json(const TrialRecord& t) {
  Json out = {{"setting", t.setting},         {"trials", t.trials}, {"failures", t.failures},
              {"allowed", t.allowed},         {"lower", t.lower},   {"upper", t.upper},
              {"error_level", t.error_level}, {"number", t.number}};
  if (t.rare != 1) out["rare"] = t.rare;
  return out;
}
Json to_json(const WitnessRecord& w) {
  return {{"file", w.file},
          {"setting", w.setting},
          {"relation", w.relation},
          {"evaluations_to_find", w.evaluations_to_find},
          {"evaluations_to_shrink", w.evaluations_to_shrink},
          {"size", w.size},
          {"seconds_to_find", w.seconds_to_find},
          {"seconds_to_shrink", w.seconds_to_shrink}};
}
Json to_json(const ClauseRecord& c) {
  Json out = {{"name", c.name},
              {"latex", c.latex},
              {"verdict", text(c.verdict)},
              {"expected", text(c.expected)},
              {"applicable", c.applicable},
              {"certified", c.certified},
              {"fast", c.fast},
              {"exact", c.exact},
              {"consistent", c.consistent},
              {"left_open", c.left_open},
              {"undecided", c.undecided},
              {"violated", c.violated}};
  out["margins"] = numbers(c.margins);
  if (c.tight) {
    out["tight"] = {{"setting", c.tight->setting},
                    {"tightness", number(c.tight->tightness)},
                    {"margin", number(c.tight->margin)}};
  }
  if (c.witness) out["witness"] = to_json(*c.witness);
  out["trials"] = list(c.trials);
  out["note"] = c.note;
  return out;
}
Json to_json(const NecessityRecord& n) {
  Json out = {{"hypothesis", n.hypothesis},
              {"conclusion", n.conclusion},
              {"needed", n.needed},
              {"setting", n.setting},
              {"relation", n.relation},
              {"evaluations", n.evaluations},
              {"critical_factor", number(n.critical_factor)},
              {"border_setting", n.border_setting},
              {"intact_factor", number(n.intact_factor)}};
  out["bends"] = Json::array();
  for (const BendRecord& bend : n.bends) {
    out["bends"].push_back({{"factor", number(bend.factor)},
                            {"margin", number(bend.margin)},
                            {"violated", bend.violated}});
  }
  return out;
}
Json to_json(const LadderRecord& l) {
  Json out = {{"conclusion", l.conclusion},
              {"axis", l.axis},
              {"values", numbers(l.values)},
              {"tightness", numbers(l.tightness)},
              {"settings", l.settings}};
  if (!l.hypothesis.empty()) out["hypothesis"] = l.hypothesis;
  return out;
}
Json to_json(const MutantRecord& m) {
  Json out = {{"clause", m.clause},           {"description", m.description},
              {"systematic", m.systematic},   {"verdict", text(m.verdict)},
              {"evaluations", m.evaluations}, {"size", m.size},
              {"seconds", m.seconds},         {"reason", m.reason}};
  if (m.implied) out["implied"] = true;
  return out;
}
Json to_json(const FigureRecord& f) {
  Json out = {{"title", f.title},
              {"x_label", f.x_label},
              {"y_label", f.y_label},
              {"log_x", f.log_x},
              {"log_y", f.log_y}};
  out["series"] = Json::array();
  for (const SeriesRecord& s : f.series) {
    out["series"].push_back({{"name", s.name}, {"x", numbers(s.x)}, {"y", numbers(s.y)}});
    if (!s.deviation.empty()) out["series"].back()["deviation"] = numbers(s.deviation);
  }
  return out;
}
Json to_json(const ClaimRecord& r) {
  Json out = {{"format", "claimcheck-evidence"},
              {"version", evidence_version},
              {"claim", r.card.id},
              {"title", r.card.title},
              {"label", r.card.label},
              {"place", r.card.place},
              {"kind", text(r.card.kind)},
              {"statement", r.card.statement},
              {"reading", r.card.reading},
              {"corrects", r.card.corrects},
              {"verdict", text(r.verdict)},
              {"as_expected", r.as_expected},
              {"effort", text(r.effort)},
              {"seed", r.seed},
              {"digits", r.digits},
              {"draws", r.draws},
              {"admissible", r.admissible},
              {"discarded", r.discarded},
              {"attacks", r.attacks},
              {"evaluations", r.evaluations}};
  if (r.max_shrink) out["max_shrink"] = *r.max_shrink;
  out["hypotheses"] = list(r.hypotheses);
  out["conclusions"] = list(r.conclusions);
  out["necessity"] = list(r.necessity);
  out["ladders"] = list(r.ladders);
  out["mutants"] = list(r.mutants);
  out["health"] = r.health;
  if (!r.figures.empty()) out["figures"] = list(r.figures);
  out["versions"] = Json::object();
  for (const auto& [name, version] : r.versions) out["versions"][name] = version;
  out["seconds"] = r.seconds;
  return out;
}

}  // namespace

std::string record_json(const ClaimRecord& record) { return to_json(record).dump(1) + "\n"; }

}  // namespace claimcheck
