// Where a run leaves its records: <claim>.json at the top, the witnesses in witnesses/.
#pragma once

#include <filesystem>
#include <optional>

#include "core/evidence/record.hpp"
#include "properties/campaign.hpp"

namespace claimcheck {

inline constexpr const char* default_evidence = "build/evidence";

/// Creates `directory` and proves by a real write that files can be made in it, before any work is
/// done for them. @throws std::runtime_error with path and reason.
void prepare_directory(const std::filesystem::path& directory);

class EvidenceDirectory {
 public:
  /// Prepared for writing. @throws std::runtime_error
  explicit EvidenceDirectory(std::filesystem::path root);

  /// Writes the witnesses, then the record that names them; each file appears complete or not at
  /// all. Witnesses of the claim that no longer exist are removed. @throws std::runtime_error
  void keep(const CampaignResult& result) const;

  /// The witnesses alone, of a campaign that was stopped. @throws std::runtime_error
  void keep(const std::vector<Witness>& witnesses) const;

  /// Where the witness of a conclusion stands.
  std::filesystem::path witness(const std::string& claim, const std::string& conclusion) const;

  /// The claim's record if this very program wrote it with the same effort, seed and digits as
  /// `wanted`: then the campaign would only repeat it.
  std::optional<ClaimRecord> finished(const ClaimRecord& wanted) const;

 private:
  std::filesystem::path root_;
};

}  // namespace claimcheck
