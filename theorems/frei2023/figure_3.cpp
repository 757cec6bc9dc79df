// frei2023, figure 3: the smooth leaky activation beside leaky ReLU.
//
// Reading. A plot of two functions on [-5, 5]. The findings are what its caption says of the first
// one, at the plotted points; example-smooth-leaky certifies them for every z.

#include "core/network/activation.hpp"
#include "properties/experiment.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Panel {
  Vector<double> z, smooth, leaky, slope, curvature;

  Panel() {
    const Activation<double> phi{ActivationFamily::smoothed_leaky, 0.1, 1, Kink::right};
    const Activation<double> relu{ActivationFamily::leaky_relu, 0.1, 1, Kink::right};
    for (int k = -100; k <= 100; ++k) {
      z.push_back(k / 20.0);
      smooth.push_back(phi(z.back()));
      leaky.push_back(relu(z.back()));
      slope.push_back(phi.derivative(z.back()));
      curvature.push_back(phi.second_derivative(z.back()));
    }
  }
  std::vector<FigureRecord> figures() const {
    return {{"Figure 3: activations",
             "$z$",
             R"($\phi(z)$)",
             false,
             false,
             {{R"($0.1z+0.9\log\frac12(1+e^z)$)", z, smooth}, {R"($\max(0.1z,z)$)", z, leaky}}}};
  }
  std::int64_t runs() const { return 1; }
};

}  // namespace

AnyClaim figure_3() {
  return Experiment<Panel>{
      .card = {.id = "frei2023/figure-3",
               .title = "The smooth leaky activation beside leaky ReLU",
               .label = "Figure 3",
               .place = "Appendix F.1",
               .statement = R"(The 0.1-leaky, $\frac14$-smooth activation
$\phi(z)=0.1z+0.9\log\left(\frac12(1+e^z)\right)$ and leaky ReLU $\max(0.1z,z)$.)",
               .reading =
                   R"(Plotted on $[-5,5]$; the caption's properties at the plotted points.)"},
      .run = [](const ExperimentScale&) { return Panel(); },
      .findings = {{"C1", R"($\phi(0)=0$ and $0.1\le\phi'\le1$)",
                    [](const Panel& p) {
                      return eq(p.smooth[100], 0) & every(p.z.size(), [&](auto k) {
                               return ge(p.slope[k], 0.1) & le(p.slope[k], 1);
                             });
                    }},
                   {"C2", R"($|\phi''|\le\frac14$)",
                    [](const Panel& p) { return le(max_abs(p.curvature), 0.25); }}},
      .mutants = {
          {"0.1 to 0.9", {"C1", "", [](const Panel& p) { return le(max_entry(p.slope), 0.9); }}},
          {"0.22 for 1/4",
           {"C2", "", [](const Panel& p) { return le(max_abs(p.curvature), 0.22); }}}}};
}

}  // namespace claimcheck::frei2023
