// Stored witnesses: kept in the repository beside the claim's file and re-checked first on every
// run, as <root>/<paper>/witnesses/<claim>.<conclusion>.json.
#pragma once

#include <filesystem>
#include <vector>

#include "properties/witness.hpp"

namespace claimcheck {

class WitnessStore {
 public:
  explicit WitnessStore(std::filesystem::path root) : root_(std::move(root)) {}

  /// One for each conclusion that has one.
  /// @throws BadFile when a file is corrupt or belongs to another claim or conclusion.
  std::vector<Witness> of(const AnyClaim& claim) const;

  /// @throws std::runtime_error when it cannot be written.
  void keep(const Witness& witness, const AnyClaim& claim) const;

 private:
  std::filesystem::path file(const Card& card, const std::string& conclusion) const;

  std::filesystem::path root_;
};

}  // namespace claimcheck
