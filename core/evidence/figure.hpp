// Curves of an experiment, as data: what a figure of a paper shows, ready to be drawn.
#pragma once

#include <string>
#include <vector>

namespace claimcheck {

struct SeriesRecord {
  std::string name;
  std::vector<double> x, y;         ///< of equal length, x ascending
  std::vector<double> deviation{};  ///< standard deviation of y, for error bars; empty for none
};

/// One panel.
struct FigureRecord {
  std::string title;
  std::string x_label, y_label;
  bool log_x = false, log_y = false;  ///< logarithmic axes; what is not positive is not drawn
  std::vector<SeriesRecord> series;
};

}  // namespace claimcheck
