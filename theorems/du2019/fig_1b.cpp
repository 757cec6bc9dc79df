// du2019, figure 1b: fewer patterns change in wider networks.
//
// Reading. See width_sweep.hpp for the set-up. The printed fraction sums i from 1 to m; the text
// says that there are mn patterns, i numbers the inputs. Sign changes are changes of I{w.x >= 0}.

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/width_sweep.hpp"

namespace claimcheck::du2019 {
namespace {

struct Panel : WidthSweep {
  std::vector<FigureRecord> figures() const {
    return {
        by_epoch("Figure 1b: changed patterns", "share of patterns", &WidthCurves::changed, false),
        by_width("Changed patterns after 100 epochs", "share of patterns",
                 [](const WidthCurves& w) { return w.changed.back(); })};
  }
};

}  // namespace

AnyClaim fig_1b() {
  return Experiment<Panel>{
      .card = {.id = "du2019/fig-1b",
               .title = "Pattern changes versus width",
               .label = "Figure 1b",
               .place = "Section 5",
               .statement = R"(The percentage of pattern changes
$$\frac{\sum_{i=1}^m\sum_{r=1}^m\mathbb I\{\mathrm{sign}(w_r(0)^\top x_i)\ne
\mathrm{sign}(w_r(k)^\top x_i)\}}{mn}$$ becomes smaller as $m$ becomes larger.)",
               .reading = R"(The first sum is read over the $n$ inputs. Set-up as in figure 1a; C1
at every epoch from the first on.)"},
      .run = [](const ExperimentScale& scale) { return Panel{sweep_widths(scale)}; },
      .findings = {{"C1", R"(the share of changed patterns falls as $m$ grows, $k=1,\dots,100$)",
                    [](const Panel& p) { return p.ordered(&WidthCurves::changed); }}},
      .mutants = {
          {"faster than m^(-2/3)",
           {"C1", "", [](const Panel& p) { return p.ordered(&WidthCurves::changed, 1, 2.0 / 3); }}},
          {"already at epoch 0",
           {"C1", "", [](const Panel& p) { return p.ordered(&WidthCurves::changed, 0); }}}}};
}

}  // namespace claimcheck::du2019
