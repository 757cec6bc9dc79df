#include "reports/probe_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/number_text.hpp"

namespace claimcheck {
namespace {

using namespace shape;

std::size_t rungs(const LadderRecord& ladder) {
  return std::min(ladder.values.size(), ladder.tightness.size());
}

/// Margins drawn over a height of 64 pixels; zero is always on the plot.
struct MarginScale {
  double low = 0, high = 0;

  explicit MarginScale(const std::vector<BendRecord>& bends) {
    for (const BendRecord& bend : bends) {
      if (!std::isfinite(bend.margin)) continue;
      low = std::min(low, bend.margin);
      high = std::max(high, bend.margin);
    }
    if (low == high) high = 1;
  }
  int height(double margin) const {
    return 8 + static_cast<int>(std::lround(64 * (high - margin) / (high - low)));
  }
};

std::string described(const NecessityRecord& probe) {
  std::string out =
      fmt::format("Least margin of {} with {} bent:", probe.conclusion, probe.hypothesis);
  for (std::size_t k = 0; k < probe.bends.size(); ++k) {
    const BendRecord& bend = probe.bends[k];
    out += fmt::format("{} {} at factor {}", k == 0 ? "" : ",", typeset(bend.margin),
                       factor_text(bend.factor));
  }
  return out;
}

}  // namespace

Markup ladder_plot(const LadderRecord& ladder) {
  const std::size_t count = rungs(ladder);
  // One rung stands in the middle.
  const PlotAxis axis = count > 1 ? PlotAxis{0, static_cast<double>(count - 1)} : PlotAxis{-1, 1};
  double top = 1;
  for (const double t : ladder.tightness) top = std::isfinite(t) ? std::max(top, t) : top;
  const auto height = [&](double t) {
    return 8 + static_cast<int>(std::lround(48 * (1 - t / top)));
  };
  Markup shapes = level(height(0), axis);
  shapes += segment("delta", axis.low, height(1), axis.high, height(1), axis);
  Markup dots;
  std::string described =
      fmt::format("Largest ratio of {} by {}:", ladder_title(ladder), ladder.axis);
  for (std::size_t k = 0; k < count; ++k) {
    const double x = static_cast<double>(k), t = ladder.tightness[k];
    const std::string value = typeset(ladder.values[k]);
    described += fmt::format("{} {} at {}", k == 0 ? "" : ",", typeset(t), value);
    if (count <= 10 || k == 0 || k + 1 == count) shapes += caption(value, x, height(0) + 15, axis);
    if (!std::isfinite(t)) continue;
    dots += dot("rate", x, height(t), axis);
    const double last = k > 0 ? ladder.tightness[k - 1] : std::nan("");
    if (std::isfinite(last)) {
      shapes += segment("course", x - 1, height(last), x, height(t), axis);
    }
  }
  shapes += dots;
  return drawing("plot", described, height(0) + 19, shapes);
}

Markup bend_plot(const NecessityRecord& probe) {
  double most = 1;
  for (const BendRecord& bend : probe.bends) {
    if (std::isfinite(bend.factor)) most = std::max(most, bend.factor);
  }
  const PlotAxis axis{0, most > 1 ? std::log(most) : 1};
  const MarginScale scale(probe.bends);
  const int bottom = scale.height(scale.low) + 8;
  Markup shapes, dots;
  if (probe.critical_factor > 0 && probe.intact_factor > 0) {
    shapes += box("bracket", std::log(probe.intact_factor), std::log(probe.critical_factor), 0,
                  bottom, axis);
    shapes += upright("delta", std::log(probe.critical_factor), 0, bottom, axis);
  }
  shapes += segment("zero", axis.low, scale.height(0), axis.high, scale.height(0), axis);
  shapes += level(bottom, axis);
  const BendRecord* last = nullptr;
  for (const BendRecord& bend : probe.bends) {
    if (!std::isfinite(bend.factor) || !std::isfinite(bend.margin)) continue;
    const double x = std::log(bend.factor);
    dots += dot(bend.violated ? "worst broken" : "rate", x, scale.height(bend.margin), axis);
    if (last != nullptr) {
      shapes += segment("course", std::log(last->factor), scale.height(last->margin), x,
                        scale.height(bend.margin), axis);
    }
    last = &bend;
  }
  shapes += dots;
  shapes += caption("1", axis.low, bottom + 14, axis);
  const double critical = axis.place(std::log(std::max(1.0, probe.critical_factor)));
  if (critical > 14 && critical < 84) {
    shapes += caption(factor_text(probe.critical_factor), std::log(probe.critical_factor),
                      bottom + 14, axis);
  }
  shapes += caption(typeset(most), axis.high, bottom + 14, axis);
  return drawing("plot bend", described(probe), bottom + 18, shapes);
}

std::string ladder_title(const LadderRecord& ladder) {
  return (ladder.hypothesis.empty() ? "" : ladder.hypothesis + " for ") + ladder.conclusion;
}

std::optional<std::size_t> best_rung(const LadderRecord& ladder) {
  std::optional<std::size_t> out;
  for (std::size_t k = 0; k < rungs(ladder); ++k) {
    if (!std::isfinite(ladder.tightness[k])) continue;
    if (!out || ladder.tightness[k] > ladder.tightness[*out]) out = k;
  }
  return out;
}

std::optional<double> growth(const LadderRecord& ladder) {
  double n = 0, x = 0, y = 0, xx = 0, xy = 0;
  for (std::size_t k = 0; k < rungs(ladder); ++k) {
    const double value = ladder.values[k], ratio = ladder.tightness[k];
    if (!(value > 0 && ratio > 0) || !std::isfinite(ratio)) continue;
    const double a = std::log(value), b = std::log(ratio);
    n += 1;
    x += a;
    y += b;
    xx += a * a;
    xy += a * b;
  }
  const double spread = n * xx - x * x;
  if (n < 3 || !(spread > 0)) return std::nullopt;
  return (n * xy - x * y) / spread;
}

std::string factor_text(double factor) {
  const bool near = factor > 1 && factor < 1.001;
  return near ? "1 + " + typeset(factor - 1, 2) : typeset(factor, 6);
}

std::string_view constant_looks(double ratio) {
  return ratio >= 1 - 1e-9 ? "attained" : ratio > 0.99 ? "approached" : "loose";
}

}  // namespace claimcheck
