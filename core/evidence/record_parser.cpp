// Reads what record_json.cpp writes.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/evidence/files.hpp"

namespace claimcheck {
namespace {

using Json = nlohmann::ordered_json;

double number(const Json& json) {
  if (json.is_number()) return json.get<double>();
  const auto text = json.get<std::string>();
  if (text == "inf") return HUGE_VAL;
  if (text == "-inf") return -HUGE_VAL;
  if (text == "nan") return std::nan("");
  throw std::invalid_argument("not a number: " + text);
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
  std::vector<double> reals(const Json& json, const char* name) {
    key = name;
    std::vector<double> out;
    for (const Json& value : json.at(name)) out.push_back(number(value));
    return out;
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
            real(j, "error_level"),
            get<std::int64_t>(j, "number"),
            j.contains("rare") ? real(j, "rare") : 1};
  }
  WitnessRecord witness(const Json& j) {
    return {get<std::string>(j, "file"),
            get<std::string>(j, "setting"),
            get<std::string>(j, "relation"),
            get<std::int64_t>(j, "evaluations_to_find"),
            get<std::int64_t>(j, "evaluations_to_shrink"),
            get<std::int64_t>(j, "size"),
            real(j, "seconds_to_find"),
            real(j, "seconds_to_shrink")};
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
    c.left_open = get<std::int64_t>(j, "left_open");
    c.undecided = get<std::int64_t>(j, "undecided");
    c.violated = get<std::int64_t>(j, "violated");
    c.margins = reals(j, "margins");
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
    n.intact_factor = real(j, "intact_factor");
    key = "bends";
    for (const Json& b : j.at("bends")) {
      n.bends.push_back({real(b, "factor"), real(b, "margin"), get<bool>(b, "violated")});
    }
    return n;
  }
  LadderRecord ladder(const Json& j) {
    LadderRecord l;
    l.conclusion = get<std::string>(j, "conclusion");
    l.axis = get<std::string>(j, "axis");
    l.values = reals(j, "values");
    l.tightness = reals(j, "tightness");
    l.settings = get<std::vector<std::string>>(j, "settings");
    if (j.contains("hypothesis")) l.hypothesis = get<std::string>(j, "hypothesis");
    return l;
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
  MutantRecord mutant(const Json& j) {
    return {get<std::string>(j, "clause"),
            get<std::string>(j, "description"),
            get<bool>(j, "systematic"),
            verdict(j, "verdict"),
            get<std::int64_t>(j, "evaluations"),
            get<std::int64_t>(j, "size"),
            real(j, "seconds"),
            get<std::string>(j, "reason"),
            j.contains("implied") && get<bool>(j, "implied")};
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
    key = "mutants";
    for (const Json& m : j.at("mutants")) r.mutants.push_back(mutant(m));
    r.health = get<std::vector<std::string>>(j, "health");
    if (j.contains("max_shrink")) r.max_shrink = get<std::int64_t>(j, "max_shrink");
    key = "versions";
    for (const auto& [name, version] : j.at("versions").items()) {
      r.versions.emplace_back(name, version.get<std::string>());
    }
    r.seconds = real(j, "seconds");
    return r;
  }
};

}  // namespace

ClaimRecord parse_record(const std::string& json, const std::filesystem::path& origin) {
  Reader reader;
  ClaimRecord out;
  parse_json(json, origin, reader.key, [&](const Json& parsed) { out = reader.record(parsed); });
  return out;
}

}  // namespace claimcheck
