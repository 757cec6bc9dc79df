// Stored witnesses and tight cases: kept in the repository beside the claim's file and examined
// first on every run, as <root>/<paper>/<folder>/<claim>.<conclusion>.json.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "properties/witness.hpp"

namespace claimcheck {

class WitnessStore {
 public:
  /// folder: "witnesses" or "tight"
  WitnessStore(std::filesystem::path root, std::string folder)
      : root_(std::move(root)), folder_(std::move(folder)) {}

  /// One for each conclusion that has one.
  /// @throws BadFile when a file is corrupt or belongs to another claim or conclusion.
  std::vector<Witness> of(const AnyClaim& claim) const;
  /// The same without the files that cannot be used; each is named on standard error.
  std::vector<Witness> usable(const AnyClaim& claim) const;

  /// @throws std::runtime_error when it cannot be written.
  void keep(const Witness& witness, const AnyClaim& claim) const;

 private:
  std::filesystem::path file(const Card& card, const std::string& conclusion) const;
  std::optional<Witness> read(const AnyClaim& claim, const Clause& clause) const;

  std::filesystem::path root_;
  std::string folder_;
};

/// The repository's own: theorems/.
extern const char* const default_memory;

/// Everything that is examined first: stored witnesses, then usable tight cases, on which no
/// verdict depends. @throws BadFile for a witness
std::vector<Witness> memory_of(const std::filesystem::path& root, const AnyClaim& claim);

}  // namespace claimcheck
