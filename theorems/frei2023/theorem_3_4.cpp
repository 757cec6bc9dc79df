// frei2023, Theorem 3.4: gradient flow reaches a small loss from any start, and keeps it.
//
// Reading. The flow is enclosed through kinks and slides. The finite time is tested against the one
// that the proof gives, tau <= 85 L(W(0)) R^2 n^3 / (gamma^2 R_min^2), and the loss is read again
// later. The proof steps are equations (13)-(15) and the hitting time; (15) is tested along the
// flow here. Starts that the inclusion leaves in several ways are not admitted.

#include "theorems/frei2023/leaky_flow.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : FlowStart {
  static Schema<Setting> schema() { return flow_start_schema<Setting>(3, 1, 3); }
};

/// The bound of the proof on t_0, and a little more: a flow that has not come to a small loss by
/// then refutes the theorem.
double latest(const Setting& s, double risk) {
  const Data<double> x(s);
  const double bound = 85.01 * risk * x.R2_max * std::pow(x.n, 3);
  return std::fmin(1e300, bound / square(x.gamma * x.R2_min));
}

template <class R>
struct Observation : Data<R> {
  R log2;
  bool followed;  // whether the flow was enclosed until all times below
  // at 0, at t_0 or just beyond the bound on it if that comes first, and at two later times
  std::vector<FlowState<R>> state;

  explicit Observation(const Setting& s)
      : Data<R>(s), log2(log(R(2))), state(4, FlowState<R>(s.sign.size(), s.y.size())) {
    LeakyFlow<R> flow(s);
    followed = flow.followed();
    if (!followed) return;
    state[0] = flow.state();
    const double small = 0.999 * std::log(2.0) / static_cast<double>(s.y.size());
    // A start of a loss like e^-1000 has no later time that a double can hold.
    followed = flow.advance_until_risk(small, latest(s, flow.risk())) && flow.risk() > 0x1p-100;
    if (!followed) return;
    state[1] = flow.state();
    const double reached = flow.time();
    const double unit = std::max(reached, mid(state[1].risk / state[1].gradient2));
    for (const int k : {2, 3}) {
      followed = followed && flow.advance_to(reached + (3 * k - 5) * unit);
      state[k] = flow.state();
    }
  }
};

/// t_0 <= factor L(W(0)) R^2 n^3 / (gamma^2 R_min^2)
template <class O>
auto in_time(const O& o, int factor) {
  return le(o.state[1].time * square(o.gamma * o.R2_min),
            factor * o.state[0].risk * o.R2_max * pow(o.n, 3));
}
/// n L(W(t)) < level log(2) at the later times, which is not above L(W(t_0))
template <class O>
auto stays_small(const O& o, const ScalarOf<O>& level) {
  return every(2, [&](auto k) {
    const auto& late = o.state[2 + k];
    return lt(o.n * late.risk, level * o.log2) & le(late.risk, o.state[1].risk);
  });
}
/// |grad L| against factor times the bound of (15), at all times.
template <class O>
auto proxy_pl(const O& o, const ScalarOf<O>& factor) {
  return every(o.state.size(), [&](auto k) {
    return ge(sqrt(o.state[k].gradient2), factor * proxy_pl_bound(o, o.state[k].G));
  });
}

/// One sample that all neurons get wrong by a wide margin: slow at first.
Setting wrong_start() {
  Setting s;
  s.squared_norm = {1};
  s.inner = Matrix<double>(1, 1);
  s.y = {1};
  s.gamma = 1 - 0x1p-10;
  s.sign = {1};
  s.Z = Matrix<double>(1, 1, -8);
  return s;
}

}  // namespace

AnyClaim theorem_3_4() {
  using Theorem = Claim<Setting, Observation>;
  return Theorem{
      .card = {.id = "frei2023/theorem-3.4",
               .title = "Gradient flow reaches a small loss",
               .label = "Theorem 3.4",
               .place = "Section 3",
               .kind = Kind::flow,
               .statement = R"(Consider gradient flow on the network (2), logistic or exponential
loss, data with $R_{\min}^2\ge3\gamma^{-3}R^2n\max_{i\ne j}|\langle x_i,x_j\rangle|$. From any start
there is a finite $t_0$ such that $\widehat L(W(t))<\frac{\log2}n$ for all $t\ge t_0$.)",
               .reading = R"(The flow is enclosed in balls, kinks and sliding included. $t_0$ is
tested against the bound $85\,\widehat L(W(0))R^2n^3/(\gamma^2R_{\min}^2)$ of the proof, at which a flow
that is still above it stops and refutes C1; then the loss is read at two later times. (15) is tested at all four times for the selection of slopes that the
flow follows. $n\le3$, $m\le3$, starts at zero, on kinks, aligned with the labels and against them;
starts that the differential inclusion leaves in more than one way are not admitted.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }},
                     {"flow", "the start determines the flow, and the solver follows it",
                      [](const auto& o) {
                        return fact<ScalarOf<decltype(o)>>(truth(o.followed));
                      }}},
      .conclusions =
          {{"C1", R"($\widehat L(W(t_0))<\frac{\log2}n$)",
            [](const auto& o) { return lt(o.n * o.state[1].risk, o.log2); }},
           {"C1 time", R"($t_0\le85\,\widehat L(W(0))R^2n^3/(\gamma^2R_{\min}^2)$)",
            [](const auto& o) { return in_time(o, 85); }},
           {"C1 later",
            R"($\widehat L(W(t))<\frac{\log2}n$ and not above $\widehat L(W(t_0))$ at two
times $t>t_0$)",
            [](const auto& o) { return stays_small(o, ScalarOf<decltype(o)>(1)); }},
           {"S1", R"((15) $\|\nabla\widehat L(W(t))\|_F\ge\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}
\widehat G(W(t))$ along the flow)",
            [](const auto& o) { return proxy_pl(o, ScalarOf<decltype(o)>(1)); }}},
      .prepare = [](Setting& s, Stream& random) { place_start(s, random); },
      .tight = {wrong_start()},
      .mutants = {{"1 for 85", "C1 time", [](const auto& o) { return in_time(o, 1); }},
                  {"log(2) / (20 n) later", "C1 later",
                   [](const auto& o) { return stays_small(o, ScalarOf<decltype(o)>(1) / 20); }},
                  {"1.01 for sqrt(2)/3", "S1",
                   [](const auto& o) {
                     return proxy_pl(
                         o, ScalarOf<decltype(o)>(303) / 100 / sqrt(ScalarOf<decltype(o)>(2)));
                   }}},
      .cost = 6};
}

}  // namespace claimcheck::frei2023
