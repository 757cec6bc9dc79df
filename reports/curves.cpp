#include "reports/curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/number_text.hpp"
#include "reports/shape.hpp"

namespace claimcheck {
namespace {

constexpr std::size_t most_points = 200;
constexpr int height = 200, looks = 6;

/// One direction of a panel: from values to shares of the axis.
struct Direction {
  bool logarithmic;
  double low = HUGE_VAL, high = -HUGE_VAL;

  double scaled(double value) const {
    return logarithmic ? (value > 0 ? std::log10(value) : std::nan("")) : value;
  }
  void hold(const std::vector<double>& values) {
    for (const double value : values) {
      const double at = scaled(value);
      if (!std::isfinite(at)) continue;
      low = std::min(low, at);
      high = std::max(high, at);
    }
  }
  void close() {
    if (!(low <= high)) low = 0, high = 1;
    if (low == high) low -= 0.5, high += 0.5;
  }
  /// NaN where there is nothing to draw.
  double share(double value) const { return (scaled(value) - low) / (high - low); }
  std::string end(double at) const { return typeset(logarithmic ? std::pow(10, at) : at); }
};

/// y + sign * deviation; nothing without deviations.
std::vector<double> shifted(const SeriesRecord& series, int sign) {
  if (series.deviation.size() != series.y.size()) return {};
  std::vector<double> out = series.y;
  for (std::size_t k = 0; k < out.size(); ++k) out[k] += sign * series.deviation[k];
  return out;
}

/// The points of one curve, a polyline for each uninterrupted part; `look` names its classes.
Markup curve(const std::vector<double>& xs, const std::vector<double>& ys, const std::string& look,
             const Direction& x, const Direction& y) {
  Markup out;
  std::string points;
  std::size_t count = 0;
  const auto finish = [&] {
    if (count > 1) {
      out += fill("<polyline class=\"curve {{look}}\" points=\"{{points}}\"/>",
                  {{"look", look}, {"points", points}});
    }
    points.clear();
    count = 0;
  };
  const std::size_t size = std::min(xs.size(), ys.size());
  const std::size_t stride = (size + most_points - 1) / most_points;
  for (std::size_t k = 0; k < size; k += std::max<std::size_t>(1, stride)) {
    const double across = x.share(xs[k]), up = y.share(ys[k]);
    if (!std::isfinite(across) || !std::isfinite(up)) {
      finish();
      continue;
    }
    points +=
        fmt::format("{}{:.1f},{:.1f}", count == 0 ? "" : " ", 1000 * across, height * (1 - up));
    ++count;
  }
  finish();
  return out;
}

std::string scale_note(const std::string& label, bool logarithmic) {
  return logarithmic ? label + " (logarithmic)" : label;
}

}  // namespace

Markup curve_plot(const FigureRecord& figure) {
  Direction x{figure.log_x}, y{figure.log_y};
  for (const SeriesRecord& series : figure.series) {
    x.hold(series.x);
    y.hold(series.y);
    y.hold(shifted(series, -1));
    y.hold(shifted(series, 1));
  }
  x.close();
  y.close();
  Markup curves, legend;
  std::string described = figure.title + ": " + figure.y_label + " by " + figure.x_label;
  for (std::size_t k = 0; k < figure.series.size(); ++k) {
    const SeriesRecord& series = figure.series[k];
    const int look = static_cast<int>(k) % looks;
    const std::string colour = "look" + std::to_string(look);
    curves += curve(series.x, series.y, colour, x, y);
    for (const int sign : {-1, 1}) {
      curves += curve(series.x, shifted(series, sign), "deviation " + colour, x, y);
    }
    legend += fill("<li class=\"look{{look}}\"><span class=\"tex\">{{name}}</span></li>",
                   {{"look", look}, {"name", series.name}});
    if (!series.y.empty()) {
      described += fmt::format("; {} from {} to {}", series.name, typeset(series.y.front()),
                               typeset(series.y.back()));
    }
  }
  // The inner picture stretches with the page; its strokes do not.
  Markup shapes = fill(
      "<svg width=\"100%\" height=\"{{height}}\" viewBox=\"0 0 1000 {{height}}\" "
      "preserveAspectRatio=\"none\">{{curves}}</svg>",
      {{"height", height}, {"curves", curves}});
  const PlotAxis axis{0, 1};
  shapes += shape::level(height, axis);
  shapes += shape::caption(y.end(y.high), 0, 12, axis);
  shapes += shape::caption(y.end(y.low), 0, height - 4, axis);
  shapes += shape::caption(x.end(x.low), 0, height + 14, axis);
  shapes += shape::caption(x.end(x.high), 1, height + 14, axis);
  return fill(
      "<figure class=\"curves\"><figcaption><b class=\"tex\">{{title}}</b>"
      "<span class=\"tex\">{{y}} by {{x}}</span></figcaption>\n{{plot}}<ul "
      "class=\"looks\">{{legend}}</ul></figure>\n",
      {{"title", figure.title},
       {"y", scale_note(figure.y_label, figure.log_y)},
       {"x", scale_note(figure.x_label, figure.log_x)},
       {"plot", shape::drawing("plot", described, height + 18, shapes)},
       {"legend", legend}});
}

}  // namespace claimcheck
