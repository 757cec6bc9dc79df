// The curves of an experiment, drawn as inline SVG.
#pragma once

#include "core/evidence/figure.hpp"
#include "reports/markup.hpp"

namespace claimcheck {

/// One panel with its axes and legend. At most 200 points of a series are drawn; a point that is
/// not finite, or not positive on a logarithmic axis, interrupts its curve.
Markup curve_plot(const FigureRecord& figure);

}  // namespace claimcheck
