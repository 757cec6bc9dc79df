// du2019, figure 1a: wider networks converge faster.
//
// Reading. See width_sweep.hpp for the set-up; the scale depends on the effort. "Better convergence
// rate" is read twice: the training error itself is lower at every larger width, in the mean over
// initialisations and from epoch 50 on (C1), and the factor gained over the last 50 epochs is
// smaller (C1-rate). Neither hides that single trainings are not ordered by width (C1-runs,
// refuted): the error divided by its start depends on u(0), which is random, and early on the decay
// is that of the mean eigenvalue of H, which no width changes. At n = 1000 a training with m = 4000
// stayed below one with m = 8000 from the first epoch to the last. C2 is the explanation that the
// text offers: H is more stable and its least eigenvalue larger.

#include <cmath>

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
$m=n/2,2n,8n$ (step size and widths are not in the text), 100 epochs; $n=1000$ at deep effort, 60 at
quick. C1 compares the errors in the mean over initialisations from epoch 50 on, C1-rate the factors
gained over the last 50 epochs. Single trainings are not ordered (C1-runs): their errors depend on the
random $u(0)$, and early on on the mean eigenvalue of $H$, which no width changes.)"},
      .run = [](const ExperimentScale& scale) { return Panel{sweep_widths(scale)}; },
      .findings = {{"C1", R"($\frac{L(W(k))}{L(W(0))}$ falls as $m$ grows, $k=50,\dots,100$, in the
mean)",
                    [](const Panel& p) { return p.ordered(&WidthCurves::loss, 50); }},
                   {"C1-runs", R"($\frac{L(W(k))}{L(W(0))}$ falls as $m$ grows, $k=1,\dots,100$,
whatever the initialisations)",
                    [](const Panel& p) { return p.every_run_ordered(); }},
                   {"C1-rate", R"($\frac{L(W(100))}{L(W(50))}$ falls as $m$ grows)",
                    [](const Panel& p) { return p.falls(late_rate); }},
                   {"C2", R"($\lambda_{\min}(H(0))$ and $\lambda_{\min}(H(100))$ grow and
$\|H(100)-H(0)\|_2$ falls as $m$ grows)",
                    [](const Panel& p) {
                      return p.grows([](const auto& w) { return w.least_start; }) &
                             p.grows([](const auto& w) { return w.least_end; }) &
                             p.falls([](const auto& w) { return w.drift; });
                    }}},
      .mutants =
          {{"ten times less for every doubling of the width",
            {"C1", "",
             [](const Panel& p) { return p.ordered(&WidthCurves::loss, 50, std::log2(10)); }}},
           {"a hundredth at the next width",
            {"C1-rate", "", [](const Panel& p) { return p.falls(late_rate, 100); }}},
           {"H drifts like 1/m",
            {"C2", "",
             [](const Panel& p) { return p.falls([](const auto& w) { return w.drift; }, 4); }}}},
      .refuted = {"C1-runs"}};
}

}  // namespace claimcheck::du2019
