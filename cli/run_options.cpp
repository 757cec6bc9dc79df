#include "cli/run_options.hpp"

#include <algorithm>

#include "theorems/catalogue.hpp"

namespace claimcheck {

void add_run_options(CLI::App& command, RunOptions& options) {
  command.add_option("--effort", options.effort, "Budget: quick, standard (x10) or deep (x100)")
      ->check(CLI::IsMember(std::vector<std::string>(effort_names.begin(), effort_names.end())))
      ->capture_default_str();
  command.add_option("--seed", options.seed, "Selects the random streams")->capture_default_str();
  command
      .add_option("--digits", options.digits,
                  "Search in that many decimal digits instead of double")
      ->check(CLI::Range(2, 100000));
  command
      .add_option("--max-shrink", options.max_shrink,
                  "Candidates tried to shrink a witness; 0 keeps it as it was found")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--jobs", options.jobs, "Threads; results do not depend on it")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
}

CampaignOptions campaign_options(const RunOptions& options) {
  const auto probable = std::count_if(catalogue().begin(), catalogue().end(),
                                      [](const AnyClaim& claim) { return claim.is_probable(); });
  CampaignOptions out;
  out.effort = *effort_named(options.effort);
  out.seed = options.seed;
  out.digits = options.digits;
  out.max_shrink = options.max_shrink;
  out.error_level = run_error_level / static_cast<double>(std::max<std::ptrdiff_t>(1, probable));
  out.stop = &stop_requested();
  return out;
}

std::unique_ptr<ExtendedDigits> fix_digits(const RunOptions& options) {
  return options.digits > 0 ? std::make_unique<ExtendedDigits>(options.digits) : nullptr;
}

}  // namespace claimcheck
