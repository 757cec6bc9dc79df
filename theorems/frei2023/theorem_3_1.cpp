// frei2023, Theorem 3.1: directional convergence of gradient flow for homogeneous networks, quoted
// from Lyu and Li and from Ji and Telgarsky.
//
// Reading. S1, homogeneity of the network (2) in its first layer, is exact. The conclusions are
// limits along gradient flow and wait for the flow solver. All outputs are multiplied by sqrt(m).

#include "core/linear/matrix.hpp"
#include "core/optimisation/kkt_points.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  Matrix<double> W;  // m x d
  std::vector<int> sign;
  Vector<double> x;
  double gamma;  // 0 is ReLU
  double beta;

  static Schema<Setting> schema() {
    Domain slope = within(0, 1);
    slope.landmarks = {0, 0.5, 1};
    Domain scale = anything();
    scale.landmarks = {0x1p-1000, 0x1p500, 2, -1};
    return Schema<Setting>()
        .axis("m", 1, 5)
        .axis("d", 1, 4)
        .matrix("W", &Setting::W, "m", "d")
        .signs("sign", &Setting::sign, "m")
        .vector("x", &Setting::x, "d")
        .real("gamma", &Setting::gamma, slope)
        .real("beta", &Setting::beta, scale);
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;
  R beta;
  R f, scaled;  // f(x; W) and f(x; beta W), times sqrt(m)

  explicit Observation(const Setting& s) : beta(s.beta), f(0), scaled(0) {
    const Matrix<R> W = lift<R>(s.W);
    const Vector<R> x = lift<R>(s.x);
    for (std::size_t j = 0; j < W.rows(); ++j) {
      Vector<R> row;
      for (const R& entry : W.row(j)) row.push_back(beta * entry);
      f += s.sign[j] * leaky_relu(R(s.gamma), dot(W.row(j), x));
      scaled += s.sign[j] * leaky_relu(R(s.gamma), dot(row, x));
    }
  }
};

}  // namespace

AnyClaim theorem_3_1() {
  using Theorem = Claim<Setting, Observation>;
  return Theorem{
      .card = {.id = "frei2023/theorem-3.1",
               .title = "Directional convergence of gradient flow",
               .label = "Theorem 3.1",
               .place = "Section 3",
               .kind = Kind::flow,
               .statement = R"(For a homogeneous ReLU or leaky ReLU network, a binary data set, the
exponential or logistic loss and gradient flow with $\widehat L(\theta(t_0))<\frac{\log2}n$ for some
$t_0$: $\theta(t)/\|\theta(t)\|$ converges to the direction of a KKT point of
$\min\frac12\|\theta\|^2$ s.t. $y_if(x_i;\theta)\ge1$, $\widehat L(\theta(t))\to0$ and
$\|\theta(t)\|\to\infty$.)",
               .reading = R"(S1 in exact arithmetic for ReLU and leaky ReLU, with $\beta$ tiny and
huge. The conclusions are limits along the flow.)"},
      .hypotheses = {{"beta", R"($\beta>0$)", [](const auto& o) { return gt(o.beta, 0); }}},
      .conclusions = {{"S1", R"(the network (2) is homogeneous in $W$ with $L=1$:
$f(x;\beta W)=\beta f(x;W)$)",
                       [](const auto& o) { return eq(o.scaled, o.beta * o.f); }}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (s.beta <= 0 && random.chance(0.9)) {
              s.beta = std::ldexp(random.uniform(1, 2), random.integer(-300, 300));
            }
          },
      .mutants = {{"L = 2", "S1", [](const auto& o) { return eq(o.scaled, square(o.beta) * o.f); }},
                  {"L = 0", "S1", [](const auto& o) { return eq(o.scaled, o.f); }},
                  Theorem::Wrong::without({"beta"}, "S1")},
      .untestable = {"C1: a limit along gradient flow; waits for the flow solver",
                     "C2: a limit along gradient flow; waits for the flow solver",
                     "C3: a limit along gradient flow; waits for the flow solver"}};
}

}  // namespace claimcheck::frei2023
