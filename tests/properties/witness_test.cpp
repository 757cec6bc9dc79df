#include "properties/witness.hpp"

#include "core/evidence/record.hpp"
#include "properties/sample.hpp"
#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

std::string error_of(const std::string& json, const Layout& layout) {
  try {
    parse_witness(json, layout, "w.json");
  } catch (const BadFile& error) {
    return error.what();
  }
  return "";
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("a witness survives the file to the last bit") {
  for (const AnyClaim& claim : {AnyClaim(toy::norms()), AnyClaim(toy::coin(0.5))}) {
    for (std::uint64_t k = 0; k < 50; ++k) {
      Stream random(2, "witness", k);
      const Witness before{claim.card.id, "C1", sample_setting(claim, random, 100)};
      const std::string json = witness_json(before, claim.layout);
      const Witness after = parse_witness(json, claim.layout, "w.json");
      CHECK(witness_json(after, claim.layout) == json);
      CHECK(witness_claim(json, "w.json") == claim.card.id);
    }
  }
}

TEST_CASE("fractions are read when they are doubles") {
  const AnyClaim claim = toy::square_grows();
  const std::string json = witness_json({claim.card.id, "C1", {{0.5, 0.0, 3}}}, claim.layout);
  const Witness witness =
      parse_witness(replaced(json, "\"0x1p-1\"", "\"3/4\""), claim.layout, "w.json");
  CHECK(std::get<double>(witness.setting.values[0]) == 0.75);
  CHECK_THAT(error_of(replaced(json, "\"0x1p-1\"", "\"1/3\""), claim.layout),
             Catch::Contains("w.json:7:") && Catch::Contains("not a double"));
}

TEST_CASE("a corrupt witness names the line") {
  const AnyClaim claim = toy::square_grows();
  const std::string json = witness_json({claim.card.id, "C1", {{0.5, 0.0, 3}}}, claim.layout);
  CHECK_THAT(error_of(json.substr(0, json.size() / 2), claim.layout),
             Catch::StartsWith("w.json:") && Catch::Contains("not valid JSON"));
  CHECK_THAT(error_of(replaced(json, "\"k\": 3", "\"k\": 99"), claim.layout),
             Catch::Contains("w.json:9:") && Catch::Contains("out of range"));
  CHECK_THAT(error_of(replaced(json, "\"k\": 3", "\"k\": \"three\""), claim.layout),
             Catch::Contains("w.json:9:"));
  CHECK_THAT(error_of(replaced(json, "\"y\"", "\"z\""), claim.layout),
             Catch::Contains("no field y"));
  CHECK_THAT(error_of(replaced(json, "0x1p-1", "nan"), claim.layout), Catch::Contains("w.json:7:"));
  CHECK_THAT(error_of(replaced(json, "claimcheck-witness", "other"), claim.layout),
             Catch::Contains("w.json:2:") && Catch::Contains("not a witness"));
}
