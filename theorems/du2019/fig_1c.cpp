// du2019, figure 1c: weights stay closer to their start in wider networks.
//
// Reading. See width_sweep.hpp for the set-up. The figure is offered as a check of Lemma 3.3 and
// Corollary 4.1, so the bound of the corollary is a second finding.

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/width_sweep.hpp"

namespace claimcheck::du2019 {
namespace {

struct Panel : WidthSweep {
  std::vector<FigureRecord> figures() const {
    return {by_epoch("Figure 1c: maximum distance from the start", R"($\max_r\|w_r(k)-w_r(0)\|_2$)",
                     &WidthCurves::distance, false),
            by_width("Maximum distance after 100 epochs", R"($\max_r\|w_r(100)-w_r(0)\|_2$)",
                     [](const WidthCurves& w) { return w.distance.back(); })};
  }
};

}  // namespace

AnyClaim fig_1c() {
  return Experiment<Panel>{
      .card = {.id = "du2019/fig-1c",
               .title = "Maximum distance from initialisation versus width",
               .label = "Figure 1c",
               .place = "Section 5",
               .statement = R"(The maximum distance $\max_{r\in[m]}\|w_r(k)-w_r(0)\|_2$ becomes
smaller as $m$ becomes larger.)",
               .reading =
                   R"(Set-up as in figure 1a; C1 at every epoch from the first on. C2 is the bound
$R'$ of Corollary 4.1, which the figure is to verify, at every epoch.)"},
      .run = [](const ExperimentScale& scale) { return Panel{sweep_widths(scale)}; },
      .findings =
          {{"C1", R"($\max_r\|w_r(k)-w_r(0)\|_2$ falls as $m$ grows, $k=1,\dots,100$)",
            [](const Panel& p) { return p.ordered(&WidthCurves::distance); }},
           {"C2", R"($\max_r\|w_r(k)-w_r(0)\|_2\le\frac{4\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$)",
            [](const Panel& p) {
              return every(p.widths.size(), [&](auto k) {
                return every(epochs + 1, [&](auto e) {
                  return le(p.widths[k].distance[e], p.widths[k].bound[0]);
                });
              });
            }}},
      .mutants = {{"faster than m^(-2/3)",
                   {"C1", "",
                    [](const Panel& p) { return p.ordered(&WidthCurves::distance, 1, 2.0 / 3); }}},
                  {"attained within a factor of ten",
                   {"C2", "", [](const Panel& p) {
                      return every(p.widths.size(), [&](auto k) {
                        return ge(10 * p.widths[k].distance.back(), p.widths[k].bound[0]);
                      });
                    }}}}};
}

}  // namespace claimcheck::du2019
