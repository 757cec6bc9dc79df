// frei2023, Theorem 3.1: directional convergence of gradient flow for homogeneous networks, quoted
// from Lyu and Li and from Ji and Telgarsky.
//
// Reading. S1, homogeneity of the network (2) in its first layer, for ReLU and leaky ReLU. The
// conclusions for leaky ReLU on any independent points, along enclosed flows that are read where
// the loss is 2^-k and 2^-4k. The limit is guessed from the last reading: active samples and the
// sides of all kinks give one linear system, whose solution is certified to be a KKT point W*.
//
// C1 is tested through the distance of W from the ray of W*, which stays bounded while |W| grows.
// Between two readings without a kink, W moves by the rows A of grad(y_i f(x_i)), H = A A^T, n q' =
// H g. One sample: along W*. Two, both active: W* = A^T lambda with H lambda = 1, so that
// lambda_1 : lambda_2 = H_22 - H_12 : H_11 - H_12, and
//   n (q_1 - q_2)' = (H_11 - H_12) g_1 - (H_22 - H_12) g_2
// drives log(g_1 / g_2), which is q_2 - q_1, towards log(lambda_1 / lambda_2). Off the ray this
// moves W by what it still has to go, over sqrt(H_11 + H_22 - 2 H_12). Two, only the first active:
// W* is along A_1 and H_12 > H_11, so g_2 / g_1 falls at least like exp(-(H_12 - H_11) int g_1 / n)
// and W leaves the line by at most sqrt(H_22 - H_12^2 / H_11) (g_2 / g_1) / (H_12 - H_11) more.
// Under the logistic loss both change by a factor within 1 + 2 max g, or by 2 max g.
//
// Let h = l^-1(n L), the smoothed margin. Then q_i >= h > 0 once L < log(2)/n, hence
// |grad L| |W| >= mean of g_i q_i >= L h / 2, and C2 asks for the rate that a non-decreasing h/|W|
// gives: 1/L(t) - 1/L(s) >= (h/|W|)^2(s) (t - s) / 4.

#include "core/network/two_layer.hpp"
#include "core/on_demand.hpp"
#include "theorems/frei2023/flow_direction.hpp"
#include "theorems/frei2023/leaky_flow.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : FlowStart {
  int k = 8;         // the loss is read at 2^-k and 2^-4k
  Matrix<double> W;  // m x d; W, x, slope and beta are for S1
  Vector<double> x;
  double slope = 0;  // 0 is ReLU
  double beta = 2;

  static Schema<Setting> schema() {
    Domain slope = within(0, 1), scale = anything();
    slope.landmarks = {0, 0.5, 1};
    scale.landmarks = {0x1p-1000, 0x1p500, 2, -1};
    return flow_start_schema<Setting>(2, 1, 3)
        .axis("d", 1, 4)
        .integer("k", &Setting::k, within(6, 32))
        .matrix("W", &Setting::W, "m", "d")
        .vector("x", &Setting::x, "d")
        .real("slope", &Setting::slope, slope)
        .real("beta", &Setting::beta, scale);
  }
  int width(int s) const { return static_cast<int>(std::count(sign.begin(), sign.end(), s)); }
};

/// Samples whose margin is at most 5/4 of the least, and the sides of their kinks; positive neurons
/// first.
template <Scalar R>
KktPattern pattern_of(const LeakyFlow<R>& flow, const Setting& s) {
  Vector<double> q;
  for (const R& margin : flow.state().q) q.push_back(mid(margin));
  KktPattern out;
  for (std::size_t i = 0; i < s.y.size(); ++i) {
    if (4 * q[i] <= 5 * min_entry(q)) out.active.push_back(i);
  }
  for (const int sign : {1, -1}) {
    for (std::size_t j = 0; j < s.sign.size(); ++j) {
      if (s.sign[j] != sign) continue;
      out.side.emplace_back();
      for (const std::size_t i : out.active) out.side.back().push_back(flow.side(j, i));
    }
  }
  return out;
}

/// l^-1(c): the margin at which the loss is c.
template <Scalar R>
R margin_of_loss(LossFamily family, const R& c) {
  return family == LossFamily::exponential ? R(-log(c)) : R(-log(expm1(c)));
}

template <Scalar R>
struct Late {
  R time = unread<R>(), risk = unread<R>(), norm2 = unread<R>();
  R smoothed_margin = unread<R>();  // h
  R distance2 = unread<R>();        // of W from the ray of W*, squared
  R drift = unread<R>();            // how far W can still move off the ray
};

template <class R>
struct Trajectory : Data<R> {
  bool followed = false, settled = false;
  Late<R> late[2];

  explicit Trajectory(const Setting& s) : Data<R>(s) {
    if (certainly(points_exist(*this).truth())) follow(s);
  }

 private:
  void follow(const Setting& s) {
    LeakyFlow<R> flow(s);
    std::vector<SpanNetwork<R>> network;
    std::vector<FlowState<R>> state;
    std::size_t events = 0;
    for (const int reading : {0, 1}) {
      events = flow.events();
      const double loss = std::ldexp(1, -(reading == 0 ? 1 : 4) * s.k);
      // A start with a smaller loss is followed to half of it.
      if (!flow.advance_until_risk(reading == 0 ? loss : std::fmin(loss, flow.risk() / 2))) return;
      state.push_back(flow.state());
      network.emplace_back(s.sign, state.back().Z, this->gram);
      late[reading].time = state.back().time;
      late[reading].risk = state.back().risk;
      late[reading].norm2 = network.back().norm2;
      late[reading].smoothed_margin = margin_of_loss(s.loss, R(this->n * state.back().risk));
    }
    followed = true;
    const MarginProblem<R> problem{this->gram, s.y, this->gamma, s.width(1), s.width(-1)};
    const auto limit = kkt_candidate(problem, pattern_of(flow, s));
    settled = flow.events() == events && limit && certainly(limit->is_kkt);
    for (const int reading : {0, 1}) {
      if (!settled) return;
      const R gap2 = squared_direction_gap(problem, *limit, network[reading]);
      // The chord of an angle below 90 degrees gives its sine.
      settled = settled && certainly(less(gap2, R(2)));
      late[reading].distance2 = late[reading].norm2 * gap2 * (1 - gap2 / 4);
      late[reading].drift = drift(s, state[reading], *limit);
    }
  }
  R drift(const Setting& s, const FlowState<R>& at, const KktPoint<R>& limit) const {
    if (this->samples() == 1) return R(0);
    const Vector<R> g = sigmoid_losses(s.loss, at.q);
    const R cross = s.y[0] * s.y[1] * at.H(0, 1), own[2] = {at.H(0, 0), at.H(1, 1)};
    const R logistic = 2 * max_entry(g);
    if (limit.active[0] && limit.active[1]) {
      const R to_go = at.q[0] - at.q[1] + log(limit.lambda[0] / limit.lambda[1]);
      return (abs(to_go) + logistic) / sqrt(own[0] + own[1] - 2 * cross);
    }
    const std::size_t i = limit.active[0] ? 0 : 1;
    return sqrt(own[1 - i] - square(cross) / own[i]) * (1 + logistic) * g[1 - i] /
           (g[i] * (cross - own[i]));
  }
};

template <class R>
struct Observation : Data<R> {
  R beta, f, scaled;  // f(x; W) and f(x; beta W), times sqrt(m)
  OnDemand<Trajectory<R>> flow;

  explicit Observation(const Setting& s)
      : Data<R>(s), beta(s.beta), f(0), scaled(0), flow([s] { return Trajectory<R>(s); }) {
    const Matrix<R> W = lift<R>(s.W);
    const Vector<R> x = lift<R>(s.x);
    for (std::size_t j = 0; j < W.rows(); ++j) {
      Vector<R> row;
      for (const R& entry : W.row(j)) row.push_back(beta * entry);
      f += s.sign[j] * leaky_relu(R(s.slope), dot(W.row(j), x));
      scaled += s.sign[j] * leaky_relu(R(s.slope), dot(row, x));
    }
  }
};

const auto settled = [](const auto& o) {
  return fact<ScalarOf<decltype(o)>>(truth(o.flow->settled));
};

/// At the second reading the distance is at most `factor` times what the first one allows, or zero
/// up to rounding.
template <class O>
auto stays_near_the_ray(const O& o, const ScalarOf<O>& factor) {
  using R = ScalarOf<O>;
  const auto &first = o.flow->late[0], &last = o.flow->late[1];
  const R allowed = sqrt(max(R(0), first.distance2)) + first.drift;
  return either(Judgement<R>(le(last.distance2, square(factor * allowed))),
                Judgement<R>(le(1000000 * last.distance2, last.norm2 / 1000000)));
}
/// 4 (L_1 - L_2) |W_1|^2 >= factor h_1^2 (t_2 - t_1) L_1 L_2
template <class O>
auto loss_falls(const O& o, const ScalarOf<O>& factor) {
  const auto &a = o.flow->late[0], &b = o.flow->late[1];
  return ge(4 * (a.risk - b.risk) * a.norm2,
            factor * square(a.smoothed_margin) * (b.time - a.time) * a.risk * b.risk);
}
/// |W| R_max >= factor h at both times
template <class O>
auto norm_grows(const O& o, const ScalarOf<O>& factor) {
  return every(2, [&](auto k) {
    const auto& late = o.flow->late[k];
    return ge(late.norm2 * o.R2_max, square(factor * late.smoothed_margin));
  });
}

/// Gram matrices of random points, or close to (D3).
void place_points(Setting& s, Stream& random) {
  place_start(s, random);
  if (random.chance(0.5)) {
    const Matrix<double> k = gram(random.normal_matrix(s.y.size(), s.y.size()));
    for (std::size_t i = 0; i < s.y.size(); ++i) {
      s.squared_norm[i] = k(i, i);
      for (std::size_t j = 0; j < i; ++j) s.inner(i, j) = k(i, j);
    }
  }
  const double size = std::ldexp(0.5, -random.integer(0, 6));
  for (double& entry : s.Z.entries()) entry = std::fmin(std::fmax(entry, -size), size);
  if (random.chance(0.5)) s.k = 6;
  if (s.beta <= 0 && random.chance(0.9)) {
    s.beta = std::ldexp(random.uniform(1, 2), random.integer(-300, 300));
  }
}

/// One sample and one aligned neuron: |W| R_max = q, and the smoothed margin is q.
Setting aligned(double beta) {
  Setting s;
  s.beta = beta;
  s.squared_norm = {1};
  s.inner = Matrix<double>(1, 1);
  s.y = {1};
  s.sign = {1};
  s.Z = s.W = Matrix<double>(1, 1, 0.25);
  s.x = {1};
  s.loss = LossFamily::exponential;
  return s;
}

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
               .reading = R"(S1 for ReLU and leaky ReLU, with $\beta$ tiny and huge. C1-C3 for leaky
ReLU, $n\le2$ independent points in any position, $m\le3$, along enclosed flows with kinks and
sliding, read at $\widehat L=2^{-k}$ and $2^{-4k}$. C1: the pattern of the last reading is that of a
certified KKT point $W^*$, and $W$ stays within a bounded distance of its ray, $\delta$ being what the
margins, which settle monotonically, can still change; as $\|W\|\to\infty$ by C3, the direction
converges. Flows that meet a kink between the readings are left out. C2: with $h=\ell^{-1}(n\widehat L)$
the rate that a non-decreasing $h/\|W\|$ gives. C3: $\|W\|\ge h/R_{\max}$, less a hundredth because
one neuron attains it; this tends to infinity by C2.)"},
      .hypotheses = {{"beta", R"($\beta>0$)", [](const auto& o) { return gt(o.beta, 0); }},
                     {"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"flow", R"(the solver follows the flow from the start to
$\widehat L<\frac{\log2}n$ and on to $2^{-4k}$)",
                      [](const auto& o) {
                        return fact<ScalarOf<decltype(o)>>(truth(o.flow->followed));
                      }}},
      .conclusions =
          {{"C1", R"($\mathrm{dist}(W(t),\mathbb R_+W^*)\le1.01(\mathrm{dist}(W(s),\mathbb R_+W^*)+
\delta(s))$ for a KKT point $W^*$)",
            given(settled),
            [](const auto& o) { return stays_near_the_ray(o, ScalarOf<decltype(o)>(101) / 100); }},
           {"C2",
            R"($\frac1{\widehat L(t)}-\frac1{\widehat L(s)}\ge\frac{h(s)^2}{4\|W(s)\|^2}(t-s)$)",
            [](const auto& o) { return loss_falls(o, ScalarOf<decltype(o)>(1)); }},
           {"C3", R"($\|W\|\ge0.99\,h/R_{\max}$)",
            [](const auto& o) { return norm_grows(o, ScalarOf<decltype(o)>(99) / 100); }},
           {"S1", R"(the network (2) is homogeneous in $W$ with $L=1$:
$f(x;\beta W)=\beta f(x;W)$)",
            [](const auto& o) { return eq(o.scaled, o.beta * o.f); }}},
      .prepare = place_points,
      .tight = {aligned(2), aligned(-1)},
      .mutants = {{"L = 2", "S1", [](const auto& o) { return eq(o.scaled, square(o.beta) * o.f); }},
                  {"L = 0", "S1", [](const auto& o) { return eq(o.scaled, o.f); }},
                  Theorem::Wrong::without({"beta"}, "S1"),
                  {"the distance halves", "C1", given(settled),
                   [](const auto& o) {
                     return stays_near_the_ray(o, ScalarOf<decltype(o)>(1) / 2);
                   }},
                  {"4.1 times the rate", "C2",
                   [](const auto& o) { return loss_falls(o, ScalarOf<decltype(o)>(41) / 10); }},
                  {"1.01 times the norm", "C3",
                   [](const auto& o) { return norm_grows(o, ScalarOf<decltype(o)>(101) / 100); }}},
      .cost = 20};
}

}  // namespace claimcheck::frei2023
