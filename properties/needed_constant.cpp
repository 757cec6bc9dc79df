#include "properties/needed_constant.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "properties/campaign.hpp"
#include "properties/search.hpp"
#include "properties/variants.hpp"

namespace claimcheck {
namespace {

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();
// A hypothesis is broken by at most a factor of about 2^12, and the share is told to 2^(1/8).
constexpr int most_doublings = 12, bisections = 3;
// Random settings looked at for admissible ones; draws behind a quantile.
constexpr std::int64_t most_draws = 400, quantile_draws = 200;

std::size_t indexed(const Layout& layout, const Axis& axis, bool drawn) {
  return static_cast<std::size_t>(
      std::count_if(layout.fields.begin(), layout.fields.end(), [&](const Field& field) {
        const auto at = std::find(field.axes.begin(), field.axes.end(), axis.name);
        return at != field.axes.end() && field.drawn == drawn;
      }));
}

/// The value with `units` entries along an axis; what is new is zero (or one, for signs).
void resize(Value& value, const Field& field, const std::string& axis, std::size_t units) {
  if (auto* integers = std::get_if<std::vector<int>>(&value)) {
    integers->resize(units, field.allowed.front());
  } else if (auto* vector = std::get_if<Vector<double>>(&value)) {
    vector->resize(units, 0.0);
  } else if (auto* matrix = std::get_if<Matrix<double>>(&value)) {
    *matrix = Matrix<double>(field.axes[0] == axis ? units : matrix->rows(),
                             field.axes[1] == axis ? units : matrix->cols());
  }
}

/// A way out of a hypothesis: the setting after so many doublings or halvings.
using Way = std::function<Document(double)>;

/// Fewer random units, counts halved, real numbers doubled and halved.
std::vector<Way> ways_from(const AnyClaim& claim, const Document& from, std::uint64_t seed) {
  std::vector<Way> out;
  const auto halved = [](double from_value, double steps) {
    return static_cast<int>(std::nearbyint(std::fmax(1, from_value * std::exp2(-steps))));
  };
  for (const Axis& axis : claim.layout.axes) {
    if (!counts_draws(claim.layout, axis)) continue;
    const double units = static_cast<double>(axis_size(claim.layout, from, axis.name));
    out.push_back([&claim, from, axis, units, halved, seed](double steps) {
      return with_units(claim, from, axis, halved(units, steps), seed);
    });
  }
  for (std::size_t k = 0; k < claim.layout.fields.size(); ++k) {
    if (claim.layout.fields[k].drawn) continue;
    if (const auto* count = std::get_if<int>(&from.values[k])) {
      out.push_back([from, k, value = *count, halved](double steps) {
        Document moved = from;
        moved.values[k] = halved(value, steps);
        return moved;
      });
    } else if (const auto* number = std::get_if<double>(&from.values[k])) {
      for (const int side : {-1, 1}) {
        out.push_back([from, k, value = *number, side](double steps) {
          Document moved = from;
          moved.values[k] = value * std::exp2(side * steps);
          return moved;
        });
      }
    }
  }
  return out;
}

/// One hypothesis and one clause, from one setting on.
class WayOut {
 public:
  WayOut(const AnyClaim& claim, std::size_t hypothesis, const TrialPlan& plan)
      : claim_(claim), hypothesis_(hypothesis), plan_(plan) {}

  /// Steps after which the hypothesis is broken, by more and more; empty when the way does not lead
  /// there or ends before.
  std::vector<int> steps_outside(const Way& way) const {
    std::vector<int> out;
    double last = 0;
    for (int step = 1; step <= most_doublings; ++step) {
      const double factor = broken_by(way(step));
      if (std::isnan(factor) || factor <= last) break;  // the way ends or turns back
      last = factor;
      if (factor > 1) out.push_back(step);
    }
    return out;
  }
  /// The least factor by which the hypothesis is broken where the clause certainly fails.
  Need follow(const Way& way, const std::vector<int>& steps) {
    for (const int step : steps) {
      if (fails(way(step))) return refined(way, step - 1, step);
    }
    return {nothing, {}};
  }

 private:
  /// The factor by which the hypothesis is broken, at most 1 where it is not; NaN where the way
  /// ends: the setting is none, another hypothesis fails or the clause does not apply.
  double broken_by(const Document& setting) const {
    if (!misfit(claim_.layout, setting).empty()) return nothing;
    const Observed observed = claim_.observe(setting, Arithmetic::binary64());
    for (std::size_t h = 0; h < claim_.hypotheses.size(); ++h) {
      if (h == hypothesis_) continue;
      if (!certainly(claim_.hypotheses[h].judge(observed, false).truth)) return nothing;
    }
    const double factor = bent_by(claim_.hypotheses[hypothesis_].judge(observed, false));
    return std::isinf(factor) ? nothing : factor;
  }
  bool fails(const Document& setting) {
    ++plan_.setting_index;
    return put_to_trial(claim_, claim_.conclusions.front(), setting, plan_).verdict ==
           Verdict::refuted;
  }
  Need refined(const Way& way, double intact, double broken) {
    for (int k = 0; k < bisections; ++k) {
      const double middle = (intact + broken) / 2;
      const Document setting = way(middle);
      (broken_by(setting) > 1 && fails(setting) ? broken : intact) = middle;
    }
    const Document setting = way(broken);
    return {1 / broken_by(setting), setting};
  }

  const AnyClaim& claim_;
  std::size_t hypothesis_;
  TrialPlan plan_;
};

void keep_larger(Need& best, Need now) {
  if (std::isnan(best.share) || now.share > best.share) best = std::move(now);
}

}  // namespace

bool counts_draws(const Layout& layout, const Axis& axis) {
  return indexed(layout, axis, true) > 0 && indexed(layout, axis, false) == 0;
}

Document with_units(const AnyClaim& claim, const Document& setting, const Axis& axis, int units,
                    std::uint64_t seed) {
  Document out = setting;
  for (std::size_t k = 0; k < claim.layout.fields.size(); ++k) {
    const Field& field = claim.layout.fields[k];
    if (std::find(field.axes.begin(), field.axes.end(), axis.name) != field.axes.end()) {
      resize(out.values[k], field, axis.name, static_cast<std::size_t>(units));
    }
  }
  Stream random(seed, claim.card.id + "/units", static_cast<std::uint64_t>(units));
  return claim.draw ? claim.draw(out, random) : out;
}

bool meets_hypotheses(const AnyClaim& claim, const Document& setting) {
  if (!misfit(claim.layout, setting).empty()) return false;
  const Observed observed = claim.observe(setting, Arithmetic::binary64());
  return std::all_of(
      claim.hypotheses.begin(), claim.hypotheses.end(),
      [&](const Clause& hypothesis) { return certainly(hypothesis.judge(observed, false).truth); });
}

std::vector<Document> settings_for_trials(const AnyClaim& claim, std::size_t wanted,
                                          const ProbeOptions& options) {
  std::vector<Document> out;
  const Clause& clause = claim.conclusions.front();
  const auto consider = [&](const Document& setting) {
    if (options.stop != nullptr && options.stop->load()) throw Interrupted();
    if (!meets_hypotheses(claim, setting)) return;
    const Observed observed = claim.observe(setting, Arithmetic::binary64());
    if (!certainly_not(clause.judge(observed, false).applicable)) out.push_back(setting);
  };
  for (const Document& setting : claim.tight) consider(setting);
  for (std::int64_t k = 0; k < most_draws && out.size() < wanted; ++k) {
    consider(random_draw(claim, options.seed, static_cast<std::uint64_t>(k)));
  }
  return out;
}

Need needed_in_event(const AnyClaim& claim, const std::vector<Document>& settings,
                     const TrialPlan& plan) {
  const Clause& clause = claim.conclusions.front();
  Need best{nothing, {}};
  TrialPlan here = plan;
  here.rare.reset();  // quantiles are of plain draws
  for (std::size_t s = 0; s < settings.size(); ++s) {
    here.setting_index = s;
    std::vector<double> ratios;
    for (std::int64_t k = 0; k < std::min(plan.most_trials, quantile_draws); ++k) {
      if (plan.stop != nullptr && plan.stop->load()) throw Interrupted();
      const Document drawn = trial_draw(claim, clause, settings[s], here, k).setting;
      const Outcome o = clause.judge(claim.observe(drawn, Arithmetic::binary64()), false);
      // A ratio there is not, such as that of an empty conjunction, counts by the truth alone.
      ratios.push_back(!std::isnan(o.tightness) ? o.tightness
                                                : (certainly(o.truth) ? 0 : HUGE_VAL));
    }
    std::sort(ratios.begin(), ratios.end());
    const double allowed =
        clause.allowed_failure(claim.observe(settings[s], Arithmetic::binary64()));
    const double draws = static_cast<double>(ratios.size()), above = std::floor(allowed * draws);
    if (!(above < draws)) continue;  // no draw has to be among the good ones
    keep_larger(best, {ratios[static_cast<std::size_t>(draws - 1 - above)], settings[s]});
  }
  return best;
}

Need needed_in_hypothesis(const AnyClaim& claim, std::size_t hypothesis,
                          const std::vector<Document>& settings, const TrialPlan& plan) {
  Need best{nothing, {}};
  for (std::size_t s = 0; s < settings.size(); ++s) {
    TrialPlan here = plan;
    here.setting_index = s << 16;
    WayOut out(claim, hypothesis, here);
    // The first way is taken: others would move what the constant may depend on.
    for (const Way& way : ways_from(claim, settings[s], plan.seed)) {
      const std::vector<int> steps = out.steps_outside(way);
      if (steps.empty()) continue;
      keep_larger(best, out.follow(way, steps));
      break;
    }
  }
  return best;
}

}  // namespace claimcheck
