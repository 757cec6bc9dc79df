// frei2023, figure 1 (right): the stable rank falls faster from a smaller initialisation.
//
// Reading. See cluster_training.hpp; d = 10,000 and alpha = 0.16 at deep effort. C1 at fixed steps.
// C2, "more influential than training for longer": changing the scale over the range of the figure
// moves the relative stable rank by more than training from step 1 to the last step does at any
// scale.

#include <algorithm>

#include "theorems/frei2023/cluster_training.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Panel : ClusterFigure {
  std::vector<FigureRecord> figures() const {
    return {panel("Figure 1 (right): relative stable rank by initialisation scale", 0,
                  curves.size(), init_names)};
  }
  /// Largest change of the relative stable rank from step 1 to the last, over the scales.
  double change_by_training() const {
    double out = 0;
    for (const ClusterCurves& c : curves) {
      out = std::max(out, c.rank.at(1) - c.rank.at(last()));
    }
    return out;
  }
  double change_by_scale(int step) const {
    return curves.back().rank.at(step) - curves.front().rank.at(step);
  }
};

Panel run(const ExperimentScale& scale) {
  Panel out{{cluster_scale(scale.effort), {}}};
  for (const double init : init_scales) {
    out.curves.push_back(
        train_on_clusters({out.size.d, init, 0.16, out.size.steps, false}, out.size, scale));
  }
  return out;
}

/// Up to 0.001: the largest scales do not move the rank at all, but for chance.
Judgement<double> ordered(const Panel& p, double factor) {
  const std::vector<int> at = {1, 10, p.last()};
  return every(at.size(), [&](auto k) {
    return every(p.curves.size() - 1, [&](auto s) {
      return lt(p.curves[s].rank.at(at[k]), factor * p.curves[s + 1].rank.at(at[k]) + 0.001);
    });
  });
}

}  // namespace

AnyClaim figure_1_right() {
  return Experiment<Panel>{
      .card = {.id = "frei2023/figure-1-right",
               .title = "Rank reduction by initialisation scale",
               .label = "Figure 1 (right)",
               .place = "Section 5 and Appendix F.1",
               .statement = R"(Relative stable rank along gradient descent, $d=10^4$, $\alpha=0.16$:
the rank reduction happens more quickly as the initialisation scale decreases, and the initialisation
scale is more influential for the rank reduction than training for longer.)",
               .reading =
                   R"(Scales $10^{-2},\dots,10^2$ times the TensorFlow default; C1 at steps 1,
10 and the last, up to 0.001; C2 compares the range over the scales with the change from
step 1 to the last step. Sizes by effort as in Figure 1 (left).)"},
      .run = run,
      .findings = {{"C1", "at a fixed step the relative stable rank grows with the scale",
                    [](const Panel& p) { return ordered(p, 1); }},
                   {"C2", R"(the range over the scales, at step 1 and at the last step, exceeds the
change by training from step 1 on at every scale)",
                    [](const Panel& p) {
                      return gt(p.change_by_scale(1), p.change_by_training()) &
                             gt(p.change_by_scale(p.last()), p.change_by_training());
                    }}},
      .mutants = {{"half of the next larger scale",
                   {"C1", "", [](const Panel& p) { return ordered(p, 0.5); }}},
                  {"training longer matters more", {"C2", "", [](const Panel& p) {
                                                      return lt(p.change_by_scale(1),
                                                                p.change_by_training());
                                                    }}}}};
}

}  // namespace claimcheck::frei2023
