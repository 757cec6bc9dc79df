#include "bench/decided_settings.hpp"

#include <atomic>

#include "bench/timing.hpp"
#include "properties/campaign.hpp"
#include "properties/sample.hpp"

namespace claimcheck::bench {

std::vector<DecidedSetting> decided_settings(const AnyClaim& claim, double most_seconds) {
  std::vector<DecidedSetting> out;
  if (!claim.observe) return out;
  const double start = thread_seconds();
  std::atomic<bool> stop = false;
  AnyClaim watched = claim;
  watched.observe = [&](const Document& setting, const Arithmetic& arithmetic) {
    // The first rung of every decision, and of nothing else.
    if (arithmetic.rung == Arithmetic::Rung::interval) {
      out.push_back({setting, false});
    } else if (arithmetic.rigorous() && !out.empty()) {
      out.back().climbed = true;
      if (arithmetic.rung == Arithmetic::Rung::ball) out.back().most_bits = arithmetic.precision;
    }
    if (thread_seconds() - start > most_seconds) stop = true;
    return claim.observe(setting, arithmetic);
  };
  CampaignOptions options;
  options.stop = &stop;
  try {
    run_campaign(watched, options);
  } catch (const StoppedCampaign&) {  // what it decided until then is enough
  }
  return out;
}

std::vector<DecidedSetting> admissible_draws(const AnyClaim& claim, double most_seconds) {
  constexpr int wanted_settings = 60, most_draws = 250;
  std::vector<DecidedSetting> out;
  if (!claim.observe) return out;
  const double start = thread_seconds();
  for (int draw = 0; draw < most_draws && out.size() < wanted_settings; ++draw) {
    if (thread_seconds() - start > most_seconds) break;
    Stream random(1, claim.card.id, static_cast<std::uint64_t>(draw));
    const Document setting = sample_setting(claim, random, 100 * draw / (most_draws - 1));
    if (certainly(decide(claim, setting).admissible)) out.push_back({setting, true});
  }
  return out;
}

std::vector<DecidedSetting> spread(const std::vector<DecidedSetting>& settings, std::size_t count) {
  if (settings.size() <= count) return settings;
  std::vector<DecidedSetting> out;
  for (std::size_t k = 0; k < count; ++k) out.push_back(settings[k * settings.size() / count]);
  return out;
}

}  // namespace claimcheck::bench
