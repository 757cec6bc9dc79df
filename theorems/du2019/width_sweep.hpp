// The experiments of du2019, section 5: the same data and training at several widths.
//
// n inputs uniform on the unit sphere of R^d, labels N(0, 1), first layer trained by full-batch
// gradient descent for 100 epochs. The paper's scale is n = d = 1000; its step size and its list of
// widths are not in the text, eta = 1 and m = n/2, 2n, 8n are ours (n/8 too at the paper's scale).
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/number/judgement.hpp"
#include "properties/experiment.hpp"

namespace claimcheck::du2019 {

inline constexpr int epochs = 100;

/// One width, means over the initialisations; index k is the epoch, 0 .. epochs.
struct WidthCurves {
  int m = 0;
  Vector<double> loss;                 // L(W(k)) / L(W(0))
  std::vector<Vector<double>> losses;  // the same, of every initialisation
  Vector<double> changed;              // share of the mn patterns that differ from epoch 0
  Vector<double> distance;             // max_r |w_r(k) - w_r(0)|
  Vector<double> bound;  // 4 sqrt(n) |y - u(0)| / (sqrt(m) lambda_0), Corollary 4.1's R'; 1 entry
  double least_start = 0, least_end = 0;  // lambda_min(H(k)) at k = 0 and 100
  double drift = 0;                       // |H(100) - H(0)|_2
};

struct WidthSweep {
  int n = 0;
  std::int64_t trainings = 0;
  std::vector<WidthCurves> widths;  // ascending

  std::int64_t runs() const { return trainings; }
  /// value(width) falls, by a factor of at least `factor`, from every width to the next.
  template <class Value>
  Judgement<double> falls(Value value, double factor = 1) const {
    return every(widths.size() - 1,
                 [&](auto k) { return lt(factor * value(widths[k + 1]), value(widths[k])); });
  }
  /// value(width) grows from every width to the next.
  template <class Value>
  Judgement<double> grows(Value value) const {
    return every(widths.size() - 1,
                 [&](auto k) { return gt(value(widths[k + 1]), value(widths[k])); });
  }
  /// From epoch `first` on, the curve of every width lies below that of the width before it, by a
  /// factor of more than (m' / m)^power.
  Judgement<double> ordered(Vector<double> WidthCurves::*curve, int first = 1,
                            double power = 0) const;
  /// At every epoch from the first on, every single training has a lower error than every one at
  /// the width before.
  Judgement<double> every_run_ordered() const;
  /// A curve of every width by epoch, and its last value by width.
  FigureRecord by_epoch(const std::string& title, const std::string& y_label,
                        Vector<double> WidthCurves::*curve, bool logarithmic) const;
  FigureRecord by_width(const std::string& title, const std::string& y_label,
                        const std::function<double(const WidthCurves&)>& value) const;
};

/// n = d = 60 and six initialisations at quick effort, 200 and three at standard, the paper's 1000
/// and three at deep. Run once for each scale: the three panels share it. @throws Interrupted
WidthSweep sweep_widths(const ExperimentScale& scale);

}  // namespace claimcheck::du2019
