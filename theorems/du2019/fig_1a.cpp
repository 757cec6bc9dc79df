// du2019, figure 1a: wider networks converge faster.
//
// Reading. See width_sweep.hpp for the set-up; the scale depends on the effort. "Better convergence
// rate" is read as: the loss after 100 epochs, divided by its start, and the factor gained over the
// last 50 epochs are smaller at every larger width. Before about epoch 25 the curves cross: then
// the mean eigenvalue of H counts, which does not depend on the width. C2 is the explanation that
// the text offers: H is more stable and its least eigenvalue larger.

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/width_sweep.hpp"

namespace claimcheck::du2019 {
namespace {

struct Panel : WidthSweep {
  std::vector<FigureRecord> figures() const {
    return {by_epoch("Figure 1a: training error", "$L(W(k))/L(W(0))$", &WidthCurves::loss, true),
            by_width("Least eigenvalue after training", R"($\lambda_{\min}(H(100))$)",
                     [](const WidthCurves& w) { return w.least_end; })};
  }
};

double loss(const WidthCurves& width, int epoch) {
  return width.loss[static_cast<std::size_t>(epoch)];
}

}  // namespace

AnyClaim fig_1a() {
  return Experiment<Panel>{
      .card = {.id = "du2019/fig-1a",
               .title = "Convergence rate versus width",
               .label = "Figure 1a",
               .place = "Section 5",
               .statement = R"(As $m$ becomes larger, the convergence rate of the training error is
better: as $m$ grows, $H(t)$ becomes more stable and has a larger least eigenvalue.)",
               .reading = R"($n=d$, inputs uniform on the sphere, labels $N(0,1)$, $\eta=0.1$ and
$m=n/2,n,2n,4n,8n$ (step size and widths are not in the text), 100 epochs; $n=1000$ at deep effort, 60 at
quick. C1 is about the end of the training: before about epoch 25 the curves of different widths cross.)"},
      .run = [](const ExperimentScale& scale) { return Panel{sweep_widths(scale)}; },
      .findings = {{"C1",
                    R"($\frac{L(W(100))}{L(W(0))}$ and $\frac{L(W(100))}{L(W(50))}$ fall as $m$
grows)",
                    [](const Panel& p) {
                      return p.falls([](const auto& w) { return loss(w, 100); }) &
                             p.falls([](const auto& w) { return loss(w, 100) / loss(w, 50); });
                    }},
                   {"C2", R"($\lambda_{\min}(H(0))$ and $\lambda_{\min}(H(100))$ grow and
$\|H(100)-H(0)\|_2$ falls as $m$ grows)",
                    [](const Panel& p) {
                      return p.grows([](const auto& w) { return w.least_start; }) &
                             p.grows([](const auto& w) { return w.least_end; }) &
                             p.falls([](const auto& w) { return w.drift; });
                    }}},
      .mutants = {
          {"wider is slower",
           {"C1", "",
            [](const Panel& p) { return p.grows([](const auto& w) { return loss(w, 100); }); }}},
          {"four times the width, a quarter of the error",
           {"C1", "",
            [](const Panel& p) { return p.falls([](const auto& w) { return loss(w, 100); }, 4); }}},
          {"H drifts like 1/m", {"C2", "", [](const Panel& p) {
                                   return p.falls([](const auto& w) { return w.drift; }, 4);
                                 }}}}};
}

}  // namespace claimcheck::du2019
