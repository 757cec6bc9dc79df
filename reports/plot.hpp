// Plots drawn as inline SVG. All horizontal places are percentages, so a plot takes the width it is
// given and its labels keep their size; colours come from the page's style.
#pragma once

#include <string>
#include <vector>

#include "core/evidence/record.hpp"
#include "reports/shape.hpp"

namespace claimcheck {

/// Holds zero and every finite value given; zero keeps a fifth of the axis from either end that
/// has values beyond it. Ends are round numbers.
PlotAxis margin_axis(const std::vector<double>& margins);

/// The quantiles of signed margins (least to largest, not empty): whole range, 5 to 95 percent,
/// quartiles, median, and the worst one as a dot, on a signed axis with a zero line. The part below
/// zero is marked as failure when `failure`, else it is plain (rounding, or a discarded setting).
Markup margin_plot(const std::string& name, const std::vector<double>& margins, bool failure);

/// The same without labels, as a small strip on a given axis.
Markup margin_strip(const std::string& name, const std::vector<double>& margins, bool failure,
                    const PlotAxis& axis);

/// Failure rate, its interval, and delta.
Markup trial_plot(const TrialRecord& trial, const PlotAxis& axis);
/// From 0 to a round number, at most 1, that holds every interval and every delta.
PlotAxis trial_axis(const std::vector<TrialRecord>& trials);

/// failures / trials times the probability of the rare events drawn from, 0 without trials.
double failure_rate(const TrialRecord& trial);

}  // namespace claimcheck
