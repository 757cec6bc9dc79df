// Campaign: everything that is done to one claim. Known hard settings first, then small ones one by
// one, then random draws, then an attack that pushes the worst margins down, then shrinking, then
// Bernoulli trials for the probability clauses. Budgets are counted in evaluations, so a seed
// repeats every result.
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "core/evidence/record.hpp"
#include "properties/claim.hpp"
#include "properties/decide.hpp"
#include "properties/examiner.hpp"
#include "properties/witness.hpp"

namespace claimcheck {

struct Budget {
  std::int64_t enumerated = 0;      ///< small settings, one by one
  std::int64_t draws = 0;           ///< random settings, each admissible one decided rigorously
  std::int64_t attacks = 0;         ///< mutated settings a conclusion, evaluated in double
  std::int64_t shrinks = 0;         ///< candidates tried a witness
  std::int64_t trial_settings = 0;  ///< settings on which a probability clause is put to trial
  std::int64_t trials = 0;          ///< draws a setting at most
  Precision precision{};

  /// The budget of an effort, divided by the claim's cost.
  static Budget of(Effort effort, double cost = 1);
};

struct CampaignOptions {
  Effort effort = Effort::quick;
  std::uint64_t seed = 1;
  int digits = 0;             ///< search in that many digits instead of double when positive
  double error_level = 1e-3;  ///< of all probability clauses of this claim together
  std::optional<std::int64_t> max_shrink{};  ///< instead of the effort's budget
  std::vector<Witness> memory{};             ///< stored witnesses and tight cases, examined first
  const std::atomic<bool>* stop = nullptr;
};

/// A setting on which a conclusion came nearest to equality.
struct TightCase {
  std::string conclusion;
  double margin = 0;
  Document setting;
};

struct CampaignResult {
  ClaimRecord record;
  std::vector<Witness> witnesses;  ///< one a refuted conclusion, shrunk
  std::vector<TightCase> tight;    ///< one a conclusion that certainly held somewhere
  /// By conclusion: the settings that were put to trial, by their number.
  std::map<std::string, std::vector<Document>> trial_settings;
};

/// The stop flag ended a campaign; what it had found so far is kept.
class StoppedCampaign : public Interrupted {
 public:
  explicit StoppedCampaign(std::vector<Witness> found) : witnesses(std::move(found)) {}
  std::vector<Witness> witnesses;  ///< certain violations, shrunk as far as time allowed
};

/// @throws StoppedCampaign; anything the claim's own code throws becomes the verdict `failed`.
CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options = {});

/// The same with an explicit budget.
CampaignResult run_campaign(const AnyClaim& claim, const CampaignOptions& options,
                            const Budget& budget);

}  // namespace claimcheck
