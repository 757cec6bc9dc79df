#include "properties/witness.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "core/evidence/files.hpp"

namespace claimcheck {
namespace {

using Json = nlohmann::ordered_json;

Json exact(double value) { return value == 0 ? "0" : fmt::format("{:a}", value); }

double exact(const Json& json) {
  if (json.is_number_integer()) return static_cast<double>(json.get<std::int64_t>());
  if (!json.is_string()) {
    throw std::invalid_argument("write numbers as strings: \"0x1.8p+0\" or \"3/2\"");
  }
  const auto text = json.get<std::string>();
  const double value = Rational::parse(text).mid();
  if (!certainly(equal(Rational::parse(text), Rational(value)))) {
    throw std::invalid_argument(text + " is not a double");
  }
  return value;
}

Json to_json(const Vector<double>& vector) {
  Json out = Json::array();
  for (const double entry : vector) out.push_back(exact(entry));
  return out;
}

Json to_json(const Value& value, const Field& field) {
  if (const auto* integer = std::get_if<int>(&value)) {
    if (field.kind == FieldKind::choice) return field.names[static_cast<std::size_t>(*integer)];
    return *integer;
  }
  if (const auto* real = std::get_if<double>(&value)) return exact(*real);
  if (const auto* integers = std::get_if<std::vector<int>>(&value)) return *integers;
  if (const auto* vector = std::get_if<Vector<double>>(&value)) return to_json(*vector);
  const auto& matrix = std::get<Matrix<double>>(value);
  Json rows = Json::array();
  for (std::size_t i = 0; i < matrix.rows(); ++i) {
    const auto row = matrix.row(i);
    rows.push_back(to_json(Vector<double>(row.begin(), row.end())));
  }
  return rows;
}

Vector<double> vector_from(const Json& json) {
  Vector<double> out;
  for (const Json& entry : json) out.push_back(exact(entry));
  return out;
}

Matrix<double> matrix_from(const Json& json) {
  Matrix<double> out(json.size(), json.empty() ? 0 : json.front().size());
  for (std::size_t i = 0; i < out.rows(); ++i) {
    const Vector<double> row = vector_from(json[i]);
    if (row.size() != out.cols()) throw std::invalid_argument("rows of different lengths");
    std::copy(row.begin(), row.end(), out.row(i).begin());
  }
  return out;
}

Value value_from(const Json& json, const Field& field) {
  switch (field.kind) {
    case FieldKind::integer:
      return json.get<int>();
    case FieldKind::choice: {
      const auto name = json.get<std::string>();
      const auto at = std::find(field.names.begin(), field.names.end(), name);
      if (at == field.names.end()) throw std::invalid_argument("unknown name " + name);
      return static_cast<int>(at - field.names.begin());
    }
    case FieldKind::real:
      return exact(json);
    case FieldKind::integers:
      return json.get<std::vector<int>>();
    case FieldKind::vector:
      if (!json.is_array()) throw std::invalid_argument("expected a list");
      return vector_from(json);
    case FieldKind::matrix:
      break;
  }
  if (!json.is_array()) throw std::invalid_argument("expected a list of rows");
  return matrix_from(json);
}

void require_format(const Json& json, std::string& key) {
  key = "format";
  if (json.at("format").get<std::string>() != "claimcheck-witness") {
    throw std::invalid_argument("not a witness");
  }
  key = "version";
  if (json.at("version").get<int>() != witness_version) {
    throw std::invalid_argument("written by another version");
  }
  key = "claim";
}

}  // namespace

std::string witness_json(const Witness& witness, const Layout& layout) {
  // One field a line, so that an error can name the line and a diff stays readable.
  std::string out = fmt::format(
      "{{\n \"format\": \"claimcheck-witness\",\n \"version\": {},\n \"claim\": {},\n"
      " \"conclusion\": {},\n \"setting\": {{",
      witness_version, Json(witness.claim).dump(), Json(witness.conclusion).dump());
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    out += fmt::format("{}\n  {}: {}", k > 0 ? "," : "", Json(layout.fields[k].name).dump(),
                       to_json(witness.setting.values[k], layout.fields[k]).dump());
  }
  return out + "\n }\n}\n";
}

std::string witness_claim(const std::string& json, const std::filesystem::path& origin) {
  std::string key = "format", claim;
  parse_json(json, origin, key, [&](const Json& parsed) {
    require_format(parsed, key);
    claim = parsed.at("claim").get<std::string>();
  });
  return claim;
}

Witness parse_witness(const std::string& json, const Layout& layout,
                      const std::filesystem::path& origin) {
  Witness out;
  std::string key = "format";
  parse_json(json, origin, key, [&](const Json& parsed) {
    require_format(parsed, key);
    out.claim = parsed.at("claim").get<std::string>();
    key = "conclusion";
    out.conclusion = parsed.at("conclusion").get<std::string>();
    key = "setting";
    const Json& setting = parsed.at("setting");
    for (const Field& field : layout.fields) {
      key = "setting";
      if (!setting.contains(field.name)) {
        throw std::invalid_argument("no field " + field.name);
      }
      key = field.name;
      out.setting.values.push_back(value_from(setting.at(field.name), field));
    }
    for (const auto& [name, value] : setting.items()) {
      key = name;
      if (layout.find(name) == layout.fields.size()) throw std::invalid_argument("unknown field");
    }
    const std::string wrong = misfit(layout, out.setting);
    if (!wrong.empty()) {
      key = wrong.substr(0, wrong.find(':'));
      throw std::invalid_argument(wrong.substr(std::min(wrong.size(), key.size() + 2)));
    }
  });
  return out;
}

std::string witness_file(const std::string& claim, const std::string& conclusion) {
  std::string name = claim + ".";
  std::replace(name.begin(), name.end(), '/', '.');
  for (const char c : conclusion) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '=' || c == '.';
    if (plain) {
      name += c;
    } else if (c == '\'') {
      name += "prime";
    } else if (name.back() != '-' && name.back() != '.') {
      name += '-';
    }
  }
  while (name.back() == '-') name.pop_back();
  return name + ".json";
}

std::string relation_text(const Outcome& outcome) {
  return fmt::format("{} {} {}", outcome.lhs_text, text(outcome.comparison), outcome.rhs_text);
}

}  // namespace claimcheck
