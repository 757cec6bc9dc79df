// du2019, figure 1a: wider networks converge faster.
//
// Reading. See width_sweep.hpp for the set-up; the scale depends on the effort. "Better convergence
// rate" is read twice: the training error itself is lower at every larger width (C1), and the
// factor gained over the last 50 epochs is smaller (C1-rate). The error is divided by its start and
// compared from epoch 10 on: the first epochs depend on u(0) and on the mean eigenvalue of H, which
// no width changes. C2 is the explanation that the text offers: H is more stable and its least
// eigenvalue larger.

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

/// The factor that the loss gains over the last 50 epochs.
double late_rate(const WidthCurves& width) { return width.loss[100] / width.loss[50]; }

}  // namespace

AnyClaim fig_1a() {
  return Experiment<Panel>{
      .card = {.id = "du2019/fig-1a",
               .title = "Convergence rate versus width",
               .label = "Figure 1a",
               .place = "Section 5",
               .statement = R"(As $m$ becomes larger, the convergence rate of the training error is
better: as $m$ grows, $H(t)$ becomes more stable and has a larger least eigenvalue.)",
               .reading = R"($n=d$, inputs uniform on the sphere, labels $N(0,1)$, $\eta=1$ and
$m=n/2,n,2n,4n,8n$ (step size and widths are not in the text), 100 epochs; $n=1000$ at deep effort, 60 at
quick. C1 compares
the errors from epoch 10 on, C1-rate the factors gained over the last 50 epochs.)"},
      .run = [](const ExperimentScale& scale) { return Panel{sweep_widths(scale)}; },
      .findings = {{"C1", R"($\frac{L(W(k))}{L(W(0))}$ falls as $m$ grows, $k=10,\dots,100$)",
                    [](const Panel& p) { return p.ordered(&WidthCurves::loss, 10); }},
                   {"C1-rate", R"($\frac{L(W(100))}{L(W(50))}$ falls as $m$ grows)",
                    [](const Panel& p) { return p.falls(late_rate); }},
                   {"C2", R"($\lambda_{\min}(H(0))$ and $\lambda_{\min}(H(100))$ grow and
$\|H(100)-H(0)\|_2$ falls as $m$ grows)",
                    [](const Panel& p) {
                      return p.grows([](const auto& w) { return w.least_start; }) &
                             p.grows([](const auto& w) { return w.least_end; }) &
                             p.falls([](const auto& w) { return w.drift; });
                    }}},
      .mutants = {
          {"faster than m^(-1/2) already at epoch 10",
           {"C1", "", [](const Panel& p) { return p.ordered(&WidthCurves::loss, 10, 0.5); }}},
          {"a hundredth at the next width",
           {"C1-rate", "", [](const Panel& p) { return p.falls(late_rate, 100); }}},
          {"H drifts like 1/m", {"C2", "", [](const Panel& p) {
                                   return p.falls([](const auto& w) { return w.drift; }, 4);
                                 }}}}};
}

}  // namespace claimcheck::du2019
