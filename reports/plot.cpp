#include "reports/plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/number_text.hpp"

namespace claimcheck {
namespace {

using namespace shape;

double quantile(const std::vector<double>& margins, double share) {
  return margins[static_cast<std::size_t>(
      std::lround(share * static_cast<double>(margins.size() - 1)))];
}

/// A band of margins, cut at zero so that failure has its own colour.
Markup band(std::string look, double from, double to, int y, int height, bool failure,
            const PlotAxis& axis) {
  Markup out;
  if (from < 0) {
    const std::string below = look + (failure ? " broken" : " below");
    out += box(below, from, std::min(to, 0.0), y, height, axis);
  }
  if (to >= 0) out += box(look, std::max(from, 0.0), to, y, height, axis);
  return out;
}

/// The box, centred at `y`, without labels.
Markup quantiles(const std::vector<double>& m, bool failure, int y, const PlotAxis& axis) {
  Markup out = band("whole", m.front(), m.back(), y - 1, 2, failure, axis);
  out += band("most", quantile(m, 0.05), quantile(m, 0.95), y - 4, 8, failure, axis);
  out += band("half", quantile(m, 0.25), quantile(m, 0.75), y - 6, 12, failure, axis);
  out += upright("zero", 0, y - 10, y + 10, axis);
  out += upright("median", quantile(m, 0.5), y - 7, y + 7, axis);
  out += dot(failure ? "worst broken" : "worst", m.front(), y, axis);
  return out;
}

std::string described(const std::string& name, const std::vector<double>& m) {
  return fmt::format(
      "Margins of {}: worst {}, lower quartile {}, median {}, upper quartile {}, "
      "best {}",
      name, typeset(m.front()), typeset(quantile(m, 0.25)), typeset(quantile(m, 0.5)),
      typeset(quantile(m, 0.75)), typeset(m.back()));
}

}  // namespace

PlotAxis margin_axis(const std::vector<double>& margins) {
  double least = 0, largest = 0;
  for (const double margin : margins) {
    if (!std::isfinite(margin)) continue;
    least = std::min(least, margin);
    largest = std::max(largest, margin);
  }
  if (least == 0 && largest == 0) return {-1, 1};
  PlotAxis out{least < 0 ? -round_up(-least) : 0, largest > 0 ? round_up(largest) : 0};
  if (least < 0) {
    out.high = std::max(out.high, -out.low / 4);
    out.low = std::min(out.low, -out.high / 4);
  }
  return out;
}

Markup margin_plot(const std::string& name, const std::vector<double>& margins, bool failure) {
  const PlotAxis axis = margin_axis(margins);
  Markup shapes = level(26, axis);
  shapes += quantiles(margins, failure, 14, axis);
  if (axis.low < 0) shapes += caption(typeset(axis.low), axis.low, 40, axis);
  shapes += caption("0", 0, 40, axis);
  shapes += caption(typeset(axis.high), axis.high, 40, axis);
  return drawing("plot", described(name, margins), 44, shapes);
}

Markup margin_strip(const std::string& name, const std::vector<double>& margins, bool failure,
                    const PlotAxis& axis) {
  return drawing("plot strip", described(name, margins), 22, quantiles(margins, failure, 11, axis));
}

double failure_rate(const TrialRecord& trial) {
  if (trial.trials == 0) return 0;
  return trial.rare * static_cast<double>(trial.failures) / static_cast<double>(trial.trials);
}

PlotAxis trial_axis(const std::vector<TrialRecord>& trials) {
  double most = 0;
  for (const TrialRecord& trial : trials) {
    for (const double value : {trial.upper, trial.allowed}) {
      if (std::isfinite(value)) most = std::max(most, value);
    }
  }
  // Room to the right of the largest value, so that a delta there keeps its label.
  return {0, most > 0 ? std::min(round_up(1.15 * most), 1.0) : 1};
}

Markup trial_plot(const TrialRecord& trial, const PlotAxis& axis) {
  const std::string_view look = trial.lower > trial.allowed    ? "interval broken"
                                : trial.upper <= trial.allowed ? "interval met"
                                                               : "interval open";
  Markup shapes = level(26, axis);
  shapes += box(look, trial.lower, trial.upper, 8, 12, axis);
  shapes += upright("delta", trial.allowed, 2, 26, axis);
  if (trial.trials > 0) shapes += dot("rate", failure_rate(trial), 14, axis);
  shapes += caption("0", axis.low, 40, axis);
  const double delta = axis.place(trial.allowed);
  if (delta > 12 && delta < 84) shapes += caption("δ", trial.allowed, 40, axis);
  shapes += caption(typeset(axis.high), axis.high, 40, axis);
  return drawing("plot",
                 fmt::format("Failure rate {}, interval from {} to {}, allowed {}",
                             typeset(failure_rate(trial)), typeset(trial.lower),
                             typeset(trial.upper), typeset(trial.allowed)),
                 44, shapes);
}

}  // namespace claimcheck
