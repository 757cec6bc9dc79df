// The options of every command that runs campaigns.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "cli/parallel.hpp"
#include "core/number/extended.hpp"
#include "properties/campaign.hpp"

namespace claimcheck {

/// Chance that any probability claim of a whole run is judged wrongly; shared evenly over the
/// probability claims of the catalogue, so that a verdict does not depend on what else is checked.
inline constexpr double run_error_level = 0.01;

struct RunOptions {
  std::string effort = "quick";
  std::uint64_t seed = 1;
  int digits = 0;
  std::optional<std::int64_t> max_shrink{};
  int jobs = processor_count();
};

/// --effort, --seed, --digits, --max-shrink, --jobs.
void add_run_options(CLI::App& command, RunOptions& options);

/// Stops on Ctrl-C; `memory` is the caller's.
CampaignOptions campaign_options(const RunOptions& options);

/// Sets --digits for the whole run, or null without it. Boost keeps one default precision for all
/// threads, so it must not change while they run.
std::unique_ptr<ExtendedDigits> fix_digits(const RunOptions& options);

}  // namespace claimcheck
