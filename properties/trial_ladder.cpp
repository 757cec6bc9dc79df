#include "properties/trial_ladder.hpp"

#include <algorithm>
#include <cmath>

#include "properties/needed_constant.hpp"
#include "properties/rungs.hpp"
#include "properties/variants.hpp"

namespace claimcheck {
namespace {

// Settings looked at on a rung, and those from which rungs along a hypothesis's side are filled.
constexpr std::size_t settings_a_rung = 3, pool_size = 48;
constexpr int side_rungs = 6, most_unit_doublings = 8;
// Of every single confidence sequence: a probe runs hundreds.
constexpr double error_level = 1e-5;

class TrialLadders {
 public:
  TrialLadders(const AnyClaim& claim, std::size_t k, const ProbeOptions& options)
      : claim_(claim), options_(options) {
    claim_.conclusions = {claim.conclusions[k]};
    claim_.untestable.clear();
    const Budget budget = probe_budget(claim, options.effort);
    plan_ = {options.seed, 0, budget.trials, error_level, budget.precision, options.stop};
  }

  std::vector<LadderRecord> run() {
    const std::vector<Axis>& axes = claim_.layout.axes;
    for (std::size_t k = 0; k < axes.size(); ++k) {
      if (counts_draws(claim_.layout, axes[k])) {
        by_units(axes[k]);
        continue;
      }
      begin(axes[k].name);
      for (const double size : sizes_of(axes[k])) {
        rung(size, at_size(claim_, k, static_cast<int>(size)));
      }
      end();
    }
    const std::vector<Field>& fields = claim_.layout.fields;
    for (std::size_t k = 0; k < fields.size(); ++k) {
      const bool scalar = fields[k].kind == FieldKind::real || fields[k].kind == FieldKind::integer;
      if (!scalar || fields[k].drawn) continue;
      begin(fields[k].name);
      for (const double value : values_of(fields[k])) rung(value, at_value(claim_, k, value));
      end();
    }
    pool_ = settings_for_trials(claim_, pool_size, options_);
    for (std::size_t h = 0; h < claim_.hypotheses.size(); ++h) by_side(h);
    return std::move(out_);
  }

 private:
  /// One ladder for the event and one for each hypothesis.
  void begin(const std::string& axis) {
    const LadderRecord ladder{claim_.conclusions.front().name, axis, {}, {}, {}, {}};
    open_.assign(1 + claim_.hypotheses.size(), ladder);
    for (std::size_t h = 0; h < claim_.hypotheses.size(); ++h) {
      open_[1 + h].hypothesis = claim_.hypotheses[h].name;
    }
  }
  void end() {
    for (LadderRecord& ladder : open_) {
      const bool seen = std::any_of(ladder.tightness.begin(), ladder.tightness.end(),
                                    [](double share) { return !std::isnan(share); });
      if (seen) out_.push_back(std::move(ladder));
    }
  }

  void rung(double value, const AnyClaim& claim) {
    rung(value, claim, settings_for_trials(claim, settings_a_rung, options_));
  }
  void rung(double value, const AnyClaim& claim, const std::vector<Document>& settings) {
    add(open_[0], value, needed_in_event(claim, settings, plan_));
    for (std::size_t h = 0; h < claim_.hypotheses.size(); ++h) {
      add(open_[1 + h], value, needed_in_hypothesis(claim, h, settings, plan_));
    }
  }
  void add(LadderRecord& ladder, double value, const Need& need) {
    ladder.values.push_back(value);
    ladder.tightness.push_back(need.share);
    ladder.settings.push_back(std::isnan(need.share) ? ""
                                                     : without_drawn(claim_.layout, need.setting));
  }

  /// The same settings with more and more random units.
  void by_units(const Axis& axis) {
    begin(axis.name);
    const std::vector<Document> settings = settings_for_trials(claim_, settings_a_rung, options_);
    for (int k = 0; k <= most_unit_doublings && !settings.empty(); ++k) {
      const int units = axis.least << k;
      std::vector<Document> admissible;
      for (const Document& setting : settings) {
        Document resized = with_units(claim_, setting, axis, units, options_.seed);
        if (meets_hypotheses(claim_, resized)) admissible.push_back(std::move(resized));
      }
      add(open_[0], units, needed_in_event(claim_, admissible, plan_));
      if (admissible.size() == settings.size()) break;  // wide enough for all of them
    }
    end();
  }

  /// Parts of equal ratio of the range of lhs, over settings with any sizes and parameters.
  void by_side(std::size_t h) {
    std::vector<std::pair<double, const Document*>> sides;
    for (const Document& setting : pool_) {
      const Outcome o =
          claim_.hypotheses[h].judge(claim_.observe(setting, Arithmetic::binary64()), false);
      // A conjunction over samples or units says nothing of a single quantity.
      if (o.comparison != Comparison::greater || o.relations != 1 || o.rhs != 0) return;
      sides.emplace_back(o.lhs, &setting);
    }
    if (sides.empty()) return;
    const auto [least, most] = std::minmax_element(sides.begin(), sides.end());
    const double low = std::log(least->first), width = std::log(most->first) - low;
    if (!(width > 0.1)) return;
    begin(claim_.hypotheses[h].name);
    for (int part = 0; part < side_rungs; ++part) {
      std::vector<Document> settings;
      for (const auto& [side, setting] : sides) {
        const int place = static_cast<int>((std::log(side) - low) / width * side_rungs);
        if (std::min(place, side_rungs - 1) == part && settings.size() < settings_a_rung) {
          settings.push_back(*setting);
        }
      }
      rung(std::exp(low + width * (part + 0.5) / side_rungs), claim_, settings);
    }
    end();
  }

  AnyClaim claim_;
  const ProbeOptions& options_;
  TrialPlan plan_;
  std::vector<Document> pool_;
  std::vector<LadderRecord> open_, out_;
};

}  // namespace

std::vector<LadderRecord> trial_ladders(const AnyClaim& claim, std::size_t k,
                                        const ProbeOptions& options) {
  return TrialLadders(claim, k, options).run();
}

}  // namespace claimcheck
