#include "core/evidence/record.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/evidence/files.hpp"

namespace claimcheck {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

/// JSON has no infinities: they are written as strings.
Json number(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
double number(const Json& json) {
  if (json.is_number()) return json.get<double>();
  const auto text = json.get<std::string>();
  if (text == "inf") return HUGE_VAL;
  if (text == "-inf") return -HUGE_VAL;
  if (text == "nan") return std::nan("");
  throw std::invalid_argument("not a number: " + text);
}

Json to_json(const TrialRecord& t) {
  return {{"setting", t.setting},        {"trials", t.trials}, {"failures", t.failures},
          {"allowed", t.allowed},        {"lower", t.lower},   {"upper", t.upper},
          {"error_level", t.error_level}};
}
Json to_json(const WitnessRecord& w) {
  return {{"file", w.file},
          {"setting", w.setting},
          {"relation", w.relation},
          {"evaluations_to_find", w.evaluations_to_find},
          {"evaluations_to_shrink", w.evaluations_to_shrink},
          {"size", w.size}};
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
              {"undecided", c.undecided},
              {"violated", c.violated}};
  out["margins"] = Json::array();
  for (const double margin : c.margins) out["margins"].push_back(number(margin));
  if (c.tight) {
    out["tight"] = {{"setting", c.tight->setting},
                    {"tightness", number(c.tight->tightness)},
                    {"margin", number(c.tight->margin)}};
  }
  if (c.witness) out["witness"] = to_json(*c.witness);
  out["trials"] = Json::array();
  for (const TrialRecord& trial : c.trials) out["trials"].push_back(to_json(trial));
  out["note"] = c.note;
  return out;
}
Json to_json(const NecessityRecord& n) {
  return {{"hypothesis", n.hypothesis},
          {"conclusion", n.conclusion},
          {"needed", n.needed},
          {"setting", n.setting},
          {"relation", n.relation},
          {"evaluations", n.evaluations},
          {"critical_factor", number(n.critical_factor)},
          {"border_setting", n.border_setting}};
}
Json to_json(const LadderRecord& l) {
  Json out = {{"conclusion", l.conclusion}, {"axis", l.axis}, {"sizes", l.sizes}};
  out["tightness"] = Json::array();
  for (const double ratio : l.tightness) out["tightness"].push_back(number(ratio));
  return out;
}
Json numbers(const std::vector<double>& values) {
  Json out = Json::array();
  for (const double value : values) out.push_back(number(value));
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
  out["hypotheses"] = Json::array();
  for (const ClauseRecord& clause : r.hypotheses) out["hypotheses"].push_back(to_json(clause));
  out["conclusions"] = Json::array();
  for (const ClauseRecord& clause : r.conclusions) out["conclusions"].push_back(to_json(clause));
  out["necessity"] = Json::array();
  for (const NecessityRecord& probe : r.necessity) out["necessity"].push_back(to_json(probe));
  out["ladders"] = Json::array();
  for (const LadderRecord& ladder : r.ladders) out["ladders"].push_back(to_json(ladder));
  for (const FigureRecord& figure : r.figures) out["figures"].push_back(to_json(figure));
  out["versions"] = Json::object();
  for (const auto& [name, version] : r.versions) out["versions"][name] = version;
  out["seconds"] = r.seconds;
  return out;
}

template <class Enum>
Enum required(std::optional<Enum> value, const std::string& name) {
  if (!value) throw std::invalid_argument("unknown word: " + name);
  return *value;
}

/// Reads fields one by one and remembers the last key, so that an error can be located.
struct Reader {
  std::string key;

  template <class T>
  T get(const Json& json, const char* name) {
    key = name;
    return json.at(name).get<T>();
  }
  double real(const Json& json, const char* name) {
    key = name;
    return number(json.at(name));
  }
  Verdict verdict(const Json& json, const char* name) {
    const auto word = get<std::string>(json, name);
    return required(verdict_named(word), word);
  }

  TrialRecord trial(const Json& j) {
    return {get<std::string>(j, "setting"),
            get<std::int64_t>(j, "trials"),
            get<std::int64_t>(j, "failures"),
            real(j, "allowed"),
            real(j, "lower"),
            real(j, "upper"),
            real(j, "error_level")};
  }
  WitnessRecord witness(const Json& j) {
    return {get<std::string>(j, "file"),
            get<std::string>(j, "setting"),
            get<std::string>(j, "relation"),
            get<std::int64_t>(j, "evaluations_to_find"),
            get<std::int64_t>(j, "evaluations_to_shrink"),
            get<std::int64_t>(j, "size")};
  }
  ClauseRecord clause(const Json& j) {
    ClauseRecord c;
    c.name = get<std::string>(j, "name");
    c.latex = get<std::string>(j, "latex");
    c.verdict = verdict(j, "verdict");
    c.expected = verdict(j, "expected");
    c.applicable = get<std::int64_t>(j, "applicable");
    c.certified = get<std::int64_t>(j, "certified");
    c.fast = get<std::int64_t>(j, "fast");
    c.exact = get<std::int64_t>(j, "exact");
    c.consistent = get<std::int64_t>(j, "consistent");
    c.undecided = get<std::int64_t>(j, "undecided");
    c.violated = get<std::int64_t>(j, "violated");
    key = "margins";
    for (const Json& margin : j.at("margins")) c.margins.push_back(number(margin));
    if (j.contains("tight")) {
      const Json& t = j.at("tight");
      c.tight =
          TightRecord{get<std::string>(t, "setting"), real(t, "tightness"), real(t, "margin")};
    }
    if (j.contains("witness")) c.witness = witness(j.at("witness"));
    key = "trials";
    for (const Json& t : j.at("trials")) c.trials.push_back(trial(t));
    c.note = get<std::string>(j, "note");
    return c;
  }
  NecessityRecord necessity(const Json& j) {
    NecessityRecord n;
    n.hypothesis = get<std::string>(j, "hypothesis");
    n.conclusion = get<std::string>(j, "conclusion");
    n.needed = get<bool>(j, "needed");
    n.setting = get<std::string>(j, "setting");
    n.relation = get<std::string>(j, "relation");
    n.evaluations = get<std::int64_t>(j, "evaluations");
    n.critical_factor = real(j, "critical_factor");
    n.border_setting = get<std::string>(j, "border_setting");
    return n;
  }
  LadderRecord ladder(const Json& j) {
    LadderRecord l;
    l.conclusion = get<std::string>(j, "conclusion");
    l.axis = get<std::string>(j, "axis");
    l.sizes = get<std::vector<std::int64_t>>(j, "sizes");
    key = "tightness";
    for (const Json& ratio : j.at("tightness")) l.tightness.push_back(number(ratio));
    return l;
  }
  std::vector<double> reals(const Json& json, const char* name) {
    key = name;
    std::vector<double> out;
    for (const Json& value : json.at(name)) out.push_back(number(value));
    return out;
  }
  FigureRecord figure(const Json& j) {
    FigureRecord f;
    f.title = get<std::string>(j, "title");
    f.x_label = get<std::string>(j, "x_label");
    f.y_label = get<std::string>(j, "y_label");
    f.log_x = get<bool>(j, "log_x");
    f.log_y = get<bool>(j, "log_y");
    key = "series";
    for (const Json& s : j.at("series")) {
      f.series.push_back({get<std::string>(s, "name"), reals(s, "x"), reals(s, "y"),
                          s.contains("deviation") ? reals(s, "deviation") : std::vector<double>{}});
      const SeriesRecord& read = f.series.back();
      if (read.x.size() != read.y.size() ||
          (!read.deviation.empty() && read.deviation.size() != read.y.size())) {
        throw std::invalid_argument("a series with lists of unequal length");
      }
    }
    return f;
  }
  ClaimRecord record(const Json& j) {
    ClaimRecord r;
    if (get<std::string>(j, "format") != "claimcheck-evidence") {
      throw std::invalid_argument("not an evidence record");
    }
    if (get<int>(j, "version") != evidence_version) {
      throw std::invalid_argument("written by another version");
    }
    r.card.id = get<std::string>(j, "claim");
    r.card.title = get<std::string>(j, "title");
    r.card.label = get<std::string>(j, "label");
    r.card.place = get<std::string>(j, "place");
    const auto kind = get<std::string>(j, "kind");
    r.card.kind = required(kind_named(kind), kind);
    r.card.statement = get<std::string>(j, "statement");
    r.card.reading = get<std::string>(j, "reading");
    r.card.corrects = get<std::string>(j, "corrects");
    r.verdict = verdict(j, "verdict");
    r.as_expected = get<bool>(j, "as_expected");
    const auto effort = get<std::string>(j, "effort");
    r.effort = required(effort_named(effort), effort);
    r.seed = get<std::uint64_t>(j, "seed");
    r.digits = get<int>(j, "digits");
    r.draws = get<std::int64_t>(j, "draws");
    r.admissible = get<std::int64_t>(j, "admissible");
    r.discarded = get<std::int64_t>(j, "discarded");
    r.attacks = get<std::int64_t>(j, "attacks");
    r.evaluations = get<std::int64_t>(j, "evaluations");
    key = "hypotheses";
    for (const Json& c : j.at("hypotheses")) r.hypotheses.push_back(clause(c));
    key = "conclusions";
    for (const Json& c : j.at("conclusions")) r.conclusions.push_back(clause(c));
    key = "necessity";
    for (const Json& n : j.at("necessity")) r.necessity.push_back(necessity(n));
    key = "ladders";
    for (const Json& l : j.at("ladders")) r.ladders.push_back(ladder(l));
    if (j.contains("figures")) {
      key = "figures";
      for (const Json& f : j.at("figures")) r.figures.push_back(figure(f));
    }
    key = "versions";
    for (const auto& [name, version] : j.at("versions").items()) {
      r.versions.emplace_back(name, version.get<std::string>());
    }
    r.seconds = real(j, "seconds");
    return r;
  }
};

}  // namespace

BadFile::BadFile(const fs::path& path, int line, const std::string& what)
    : std::runtime_error(line > 0 ? fmt::format("{}:{}: {}", path.string(), line, what)
                                  : fmt::format("{}: {}", path.string(), what)) {}

std::string record_json(const ClaimRecord& record) { return to_json(record).dump(1) + "\n"; }

void write_record(const ClaimRecord& record, const fs::path& path) {
  write_file(path, record_json(record));
}

ClaimRecord parse_record(const std::string& json, const fs::path& origin) {
  Reader reader;
  ClaimRecord out;
  parse_json(json, origin, reader.key, [&](const Json& parsed) { out = reader.record(parsed); });
  return out;
}

ClaimRecord read_record(const fs::path& path) { return parse_record(read_file(path), path); }

std::vector<ClaimRecord> read_evidence(const fs::path& directory) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (error) throw BadFile(directory, 0, error.message());
  std::sort(files.begin(), files.end());
  std::vector<ClaimRecord> out;
  for (const fs::path& file : files) out.push_back(read_record(file));
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.card.id < b.card.id; });
  return out;
}

fs::path record_file(const std::string& claim_id) {
  std::string name = claim_id;
  std::replace(name.begin(), name.end(), '/', '.');
  return name + ".json";
}

}  // namespace claimcheck
