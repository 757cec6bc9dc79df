#include "bench/decided_settings.hpp"

#include <atomic>

#include "bench/timing.hpp"
#include "properties/campaign.hpp"
#include "properties/sample.hpp"

namespace claimcheck::bench {
namespace {

/// -1 below the ladder.
int place_on_ladder(const Arithmetic& arithmetic) {
  switch (arithmetic.rung) {
    case Arithmetic::Rung::interval:
      return 0;
    case Arithmetic::Rung::rational:
      return 1;
    case Arithmetic::Rung::ball:
      return arithmetic.precision;
    default:
      return -1;
  }
}

}  // namespace

std::vector<DecidedSetting> decided_settings(const AnyClaim& claim, double most_seconds) {
  std::vector<DecidedSetting> out;
  if (!claim.observe) return out;
  const double start = thread_seconds();
  std::atomic<bool> stop = false;
  AnyClaim watched = claim;
  // An evaluation in double comes before every decision, and its rungs are tried in their order.
  int last = -1;
  watched.observe = [&](const Document& setting, const Arithmetic& arithmetic) {
    const int rung = place_on_ladder(arithmetic);
    if (rung >= 0 && last < 0) {
      out.push_back({setting, arithmetic.rung == Arithmetic::Rung::interval});
    } else if (rung > last) {
      out.back().climbed = true;
    }
    if (rung >= 0 && arithmetic.rung == Arithmetic::Rung::ball) {
      out.back().most_bits = arithmetic.precision;
    }
    last = rung;
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
    if (certainly(decide(claim, setting).admissible)) out.push_back({setting, true, true});
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
