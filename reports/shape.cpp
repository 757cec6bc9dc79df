#include "reports/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace claimcheck {
namespace {

std::string at(double percent) { return fmt::format("{:.2f}%", percent); }

}  // namespace

double PlotAxis::place(double x) const {
  // The inset keeps dots and strokes at the ends inside the drawing.
  constexpr double inset = 1.5;
  const double share = std::isnan(x) ? 0.0 : std::clamp((x - low) / (high - low), 0.0, 1.0);
  return inset + (100 - 2 * inset) * share;
}

double round_up(double x) {
  const double power = std::pow(10, std::floor(std::log10(x)));
  if (power == 0) return x;  // below 1e-323
  // The slack keeps 0.2 from becoming 0.5 when 0.2 / 0.1 rounds above 2.
  const double lead = x / power * (1 - 1e-12);
  return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
}

namespace shape {

Markup box(std::string_view look, double from, double to, int y, int height, const PlotAxis& axis) {
  const double left = axis.place(from);
  return fill(
      "<rect class=\"{{look}}\" x=\"{{x}}\" width=\"{{width}}\" y=\"{{y}}\" "
      "height=\"{{height}}\"/>",
      {{"look", look},
       {"x", at(left)},
       {"width", at(axis.place(to) - left)},
       {"y", y},
       {"height", height}});
}

Markup segment(std::string_view look, double x1, int y1, double x2, int y2, const PlotAxis& axis) {
  return fill("<line class=\"{{look}}\" x1=\"{{x1}}\" x2=\"{{x2}}\" y1=\"{{y1}}\" y2=\"{{y2}}\"/>",
              {{"look", look},
               {"x1", at(axis.place(x1))},
               {"x2", at(axis.place(x2))},
               {"y1", y1},
               {"y2", y2}});
}

Markup level(int y, const PlotAxis& axis) {
  return segment("axis", axis.low, y, axis.high, y, axis);
}
Markup upright(std::string_view look, double x, int from, int to, const PlotAxis& axis) {
  return segment(look, x, from, x, to, axis);
}

Markup dot(std::string_view look, double x, int y, const PlotAxis& axis) {
  return fill("<circle class=\"{{look}}\" cx=\"{{x}}\" cy=\"{{y}}\" r=\"3.5\"/>",
              {{"look", look}, {"x", at(axis.place(x))}, {"y", y}});
}

Markup caption(std::string_view text, double x, int y, const PlotAxis& axis) {
  const double place = axis.place(x);
  const char* anchor = place < 8 ? "start" : place > 92 ? "end" : "middle";
  return fill("<text x=\"{{x}}\" y=\"{{y}}\" text-anchor=\"{{anchor}}\">{{text}}</text>",
              {{"x", at(place)}, {"y", y}, {"anchor", anchor}, {"text", text}});
}

Markup drawing(std::string_view look, const std::string& description, int height,
               const Markup& shapes) {
  return fill(
      "<svg class=\"{{look}}\" width=\"100%\" height=\"{{height}}\" role=\"img\" "
      "aria-label=\"{{description}}\">{{shapes}}</svg>",
      {{"look", look}, {"height", height}, {"description", description}, {"shapes", shapes}});
}

}  // namespace shape
}  // namespace claimcheck
