// frei2023, figure 1 (left): the stable rank falls faster in higher dimension.
//
// Reading. See cluster_training.hpp for the set-up; sizes by effort, the paper's (d = 100, 1000,
// 10,000) at deep. "Faster" is read at fixed steps of the first 100; before step 5 the rank has
// hardly moved in low dimension.

#include <cmath>

#include "theorems/frei2023/cluster_training.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Panel : ClusterFigure {
  std::vector<FigureRecord> figures() const {
    std::vector<std::string> names;
    for (const ClusterCurves& c : curves) names.push_back("$d=" + std::to_string(c.run.d) + "$");
    return {panel("Figure 1 (left): relative stable rank by dimension", 0, curves.size(), names)};
  }
};

Panel run(const ExperimentScale& scale) {
  Panel out{{cluster_scale(scale.effort), {}}};
  const auto middle = static_cast<std::size_t>(std::sqrt(100.0 * static_cast<double>(out.size.d)));
  for (const std::size_t d : {std::size_t{100}, middle, out.size.d}) {
    out.curves.push_back(
        train_on_clusters({d, 1.0 / 50, 0.01, out.size.steps, false}, out.size, scale));
  }
  return out;
}

/// rank(d) * factor > rank(next d) at the given steps
Judgement<double> falls_faster(const Panel& p, const std::vector<int>& at, double factor) {
  return every(at.size(), [&](auto k) {
    return every(p.curves.size() - 1, [&](auto d) {
      return lt(p.curves[d + 1].rank.at(at[k]), factor * p.curves[d].rank.at(at[k]));
    });
  });
}

}  // namespace

AnyClaim figure_1_left() {
  return Experiment<Panel>{
      .card = {.id = "frei2023/figure-1-left",
               .title = "Rank reduction by dimension",
               .label = "Figure 1 (left)",
               .place = "Section 5 and Appendix F.1",
               .statement = R"(Relative stable rank along gradient descent on Gaussian mixture data,
initialisation 50 times smaller than the TensorFlow default, $\alpha=0.01$: the rank reduction happens
more quickly as the dimension grows.)",
               .reading =
                   R"(Three dimensions from 100 up, compared at steps 5, 10, 20, 50, 100, means
over the initialisations ($\pm1$ standard deviation dotted). $d=100,1000,10^4$, $n=100$, $m=512$, 5
initialisations at deep effort; $d\le1600$, $n=40$, $m=64$, 3 of them at quick.)"},
      .run = run,
      .findings = {{"C1", "at a fixed step the relative stable rank is smaller in higher dimension",
                    [](const Panel& p) {
                      return falls_faster(p, {5, 10, 20, 50, 100}, 1);
                    }}},
      .mutants = {
          {"slower",
           {"C1", "",
            [](const Panel& p) {
              return gt(p.curves.back().rank.at(10), p.curves.front().rank.at(10));
            }}},
          {"ten times smaller at every step", {"C1", "", [](const Panel& p) {
                                                 return falls_faster(p, {5, 10, 20, 50, 100}, 0.1);
                                               }}}}};
}

}  // namespace claimcheck::frei2023
