// Plots of probes, drawn like those of plot.hpp, and what they show in words.
#pragma once

#include <optional>
#include <string>

#include "core/evidence/record.hpp"
#include "reports/shape.hpp"

namespace claimcheck {

/// The largest ratio seen at each value, values evenly spaced; the dashed line is equality. What is
/// not finite is left out.
Markup ladder_plot(const LadderRecord& ladder);

/// The least margin seen under the hypothesis bent by each factor, factors on a logarithmic axis
/// from 1 on; the line is margin 0, the band the bracket of the critical factor.
Markup bend_plot(const NecessityRecord& probe);

/// What a ladder is about: "C1", or "H4 for C1".
std::string ladder_title(const LadderRecord& ladder);

/// The rung with the largest finite ratio, or none.
std::optional<std::size_t> best_rung(const LadderRecord& ladder);

/// The exponent s of the power law ratio ~ value^s, by least squares over the logarithms; none
/// with fewer than three positive values and ratios.
std::optional<double> growth(const LadderRecord& ladder);

/// A factor by which a hypothesis is bent: "1.5", and "1 + 3×10⁻¹⁰" next to 1.
std::string factor_text(double factor);

/// "attained", "approached" or "loose", of the largest ratio of a conclusion's sides seen.
std::string_view constant_looks(double ratio);

}  // namespace claimcheck
