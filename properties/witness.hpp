// Witness: a setting on which every hypothesis certainly holds and a conclusion certainly fails, as
// a small JSON file that any machine re-evaluates at any precision. Numbers are hexadecimal floats.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "properties/claim.hpp"

namespace claimcheck {

inline constexpr int witness_version = 1;

struct Witness {
  std::string claim;       ///< "chatterji2021/lemma-7"
  std::string conclusion;  ///< "S3"
  Document setting;
};

/// As text; the layout names the fields.
std::string witness_json(const Witness& witness, const Layout& layout);

/// The claim named in a witness file, without reading the rest. @throws BadFile
std::string witness_claim(const std::string& json, const std::filesystem::path& origin);

/// @throws BadFile with the line when the file is corrupt or does not fit the layout.
Witness parse_witness(const std::string& json, const Layout& layout,
                      const std::filesystem::path& origin);

/// "frei2023.lemma-e.14.C1.json"; a conclusion "C1 (n=1)" is written "C1-n=1".
std::string witness_file(const std::string& claim, const std::string& conclusion);

/// lhs and rhs of a decided clause, with their enclosures: "[1.0000 +/- 3e-20] < 1".
std::string relation_text(const Outcome& outcome);

}  // namespace claimcheck
