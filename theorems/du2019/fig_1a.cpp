// du2019, figure 1a: wider networks converge faster.
//
// Reading. See width_sweep.hpp for the set-up; the scale depends on the effort. "Better convergence
// rate" is read as: the factor gained over the last 50 epochs is smaller at every larger width. The
// loss itself, even divided by its start, is not ordered by width: u(0) is random, and the first
// epochs depend on it and on the mean eigenvalue of H, which no width changes (at n = 1000 one run
// with m = 4000 ends below one with m = 8000). C2 is the explanation that the text offers: H is
// more stable and its least eigenvalue larger.

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
quick. C1 is the factor gained
over the last 50 epochs; the loss itself depends on the random $u(0)$ and is not ordered by width.)"},
      .run = [](const ExperimentScale& scale) { return Panel{sweep_widths(scale)}; },
      .findings = {{"C1", R"($\frac{L(W(100))}{L(W(50))}$ falls as $m$ grows)",
                    [](const Panel& p) { return p.falls(late_rate); }},
                   {"C2", R"($\lambda_{\min}(H(0))$ and $\lambda_{\min}(H(100))$ grow and
$\|H(100)-H(0)\|_2$ falls as $m$ grows)",
                    [](const Panel& p) {
                      return p.grows([](const auto& w) { return w.least_start; }) &
                             p.grows([](const auto& w) { return w.least_end; }) &
                             p.falls([](const auto& w) { return w.drift; });
                    }}},
      .mutants = {
          {"wider is slower", {"C1", "", [](const Panel& p) { return p.grows(late_rate); }}},
          {"a millionth of the error at the next width",
           {"C1", "", [](const Panel& p) { return p.falls(late_rate, 1e6); }}},
          {"H drifts like 1/m", {"C2", "", [](const Panel& p) {
                                   return p.falls([](const auto& w) { return w.drift; }, 4);
                                 }}}}};
}

}  // namespace claimcheck::du2019
