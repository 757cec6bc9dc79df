// Shapes: the few SVG elements that plots are made of. Horizontal places are percentages of the
// width along an axis, vertical ones pixels downwards; `look` is the class that the style colours.
#pragma once

#include <string>
#include <string_view>

#include "reports/markup.hpp"

namespace claimcheck {

/// A linear axis from `low` to `high`, low < high.
struct PlotAxis {
  double low = 0;
  double high = 1;

  /// Where x stands, in percent of the width; values outside stand at the ends, NaN at the low one.
  double place(double x) const;
};

/// The smallest of 1, 2, 5 times a power of ten that is at least x > 0.
double round_up(double x);

namespace shape {

Markup box(std::string_view look, double from, double to, int y, int height, const PlotAxis& axis);
Markup segment(std::string_view look, double x1, int y1, double x2, int y2, const PlotAxis& axis);
Markup upright(std::string_view look, double x, int from, int to, const PlotAxis& axis);
/// The axis itself.
Markup level(int y, const PlotAxis& axis);
Markup dot(std::string_view look, double x, int y, const PlotAxis& axis);
/// Text centred at x; it grows inwards at the ends of the axis.
Markup caption(std::string_view text, double x, int y, const PlotAxis& axis);
/// The picture; `description` is what is read out.
Markup drawing(std::string_view look, const std::string& description, int height,
               const Markup& shapes);

}  // namespace shape
}  // namespace claimcheck
