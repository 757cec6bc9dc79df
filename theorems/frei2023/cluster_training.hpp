// frei2023, appendix F.1: the binary cluster experiments behind figures 1, 4 and 5.
//
// Data: n samples of the mixture (4) with |mu| = d^0.26, all entries of mu equal and positive, 15 %
// of the labels flipped. Network: m neurons, no biases, output weights +-1/sqrt(m), half of each
// sign, phi(z) = 0.1 z + 0.9 log((1 + e^z)/2). Full-batch gradient descent on the logistic loss
// from W(0) with N(0, omega^2) entries, omega a multiple of omega_TF = sqrt(2/(m + d)). One data
// set, several initialisations.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "core/number/judgement.hpp"
#include "properties/experiment.hpp"

namespace claimcheck::frei2023 {

/// Sizes by effort: n = 100, m = 512, five initialisations, d = 10,000 and 1000 steps at deep
/// effort, as in the paper; at quick effort n = 40, m = 64, three of them, d = 1600 and 100 steps.
struct ClusterScale {
  std::size_t n, m, d;
  int starts, steps, tests;  ///< tests: test samples
};
ClusterScale cluster_scale(Effort effort);

/// One setting of dimension, initialisation and step size.
struct ClusterRun {
  std::size_t d;
  double init;   ///< omega_init / omega_TF
  double alpha;  ///< step size
  int steps;
  bool accuracy;  ///< train and test accuracy too
};

/// Mean and standard deviation over the initialisations, by step.
struct MeanCurve {
  Vector<double> mean, deviation;

  double at(int step) const { return mean[static_cast<std::size_t>(step)]; }
};

struct ClusterCurves {
  ClusterRun run;
  MeanCurve rank;         ///< StableRank(W(t)) / StableRank(W(0))
  MeanCurve train, test;  ///< accuracies; empty unless asked for
  double bayes = 0;       ///< 0.85 Phi(|mu|) + 0.15 Phi(-|mu|), the best test accuracy
  int tests = 0;
};

/// Trains from every initialisation. @throws Interrupted
ClusterCurves train_on_clusters(const ClusterRun& run, const ClusterScale& size,
                                const ExperimentScale& scale);

/// The initialisation scales of figures 1 (right) and 4, from 10^-2 to 10^2, and their names.
inline constexpr std::array<double, 5> init_scales = {0.01, 0.1, 1, 10, 100};
inline const std::vector<std::string> init_names = {
    R"($10^{-2}\omega^{\rm TF}$)", R"($10^{-1}\omega^{\rm TF}$)", R"($\omega^{\rm TF}$)",
    R"($10\,\omega^{\rm TF}$)", R"($10^2\omega^{\rm TF}$)"};

/// The curve by step, with its deviation.
SeriesRecord series(std::string name, const MeanCurve& curve);

/// What the experiments of this section have in common.
struct ClusterFigure {
  ClusterScale size;
  std::vector<ClusterCurves> curves;

  std::int64_t runs() const { return static_cast<std::int64_t>(curves.size()) * size.starts; }
  int last() const { return size.steps; }
  /// Relative stable ranks of curves first, ..., last - 1 in one panel.
  FigureRecord panel(std::string title, std::size_t first, std::size_t last,
                     const std::vector<std::string>& names) const;
};

}  // namespace claimcheck::frei2023
