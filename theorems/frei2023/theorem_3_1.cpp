// frei2023, Theorem 3.1: directional convergence of gradient flow for homogeneous networks, quoted
// from Lyu and Li and from Ji and Telgarsky.
//
// Reading. S1, homogeneity of the network (2) in its first layer, for ReLU and leaky ReLU. The
// conclusions for leaky ReLU on any independent points, along enclosed flows that are read where
// the loss is 2^-k and 2^-4k. The limit is guessed from the last reading: active samples and the
// sides of all kinks give one linear system, whose solution is certified to be a KKT point. Let
// h = l^-1(n L), the smoothed margin. Then q_i >= h > 0 once L < log(2)/n, hence
// |grad L| |W| >= mean of g_i q_i >= L h / 2, and C2 asks for the rate that a non-decreasing h/|W|
// gives: 1/L(t) - 1/L(s) >= (h/|W|)^2(s) (t - s) / 4.

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
        .integer("k", &Setting::k, within(6, 16))
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
  R time{0}, risk{0}, norm2{0};
  R smoothed_margin{0};  // h
  R gap2{0};             // |W/|W| - W*/|W*||^2
};

template <class R>
struct Observation : Data<R> {
  R beta, f, scaled;  // f(x; W) and f(x; beta W), times sqrt(m)
  bool followed = false, settled = false;
  Late<R> late[2];

  explicit Observation(const Setting& s) : Data<R>(s), beta(s.beta), f(0), scaled(0) {
    const Matrix<R> W = lift<R>(s.W);
    const Vector<R> x = lift<R>(s.x);
    for (std::size_t j = 0; j < W.rows(); ++j) {
      Vector<R> row;
      for (const R& entry : W.row(j)) row.push_back(beta * entry);
      f += s.sign[j] * leaky_relu(R(s.slope), dot(W.row(j), x));
      scaled += s.sign[j] * leaky_relu(R(s.slope), dot(row, x));
    }
    if (certainly(points_exist(*this).truth())) follow(s);
  }

 private:
  void follow(const Setting& s) {
    LeakyFlow<R> flow(s);
    std::vector<SpanNetwork<R>> network;
    std::vector<KktPattern> pattern;
    for (const int reading : {0, 1}) {
      const double loss = std::ldexp(1, -(reading == 0 ? 1 : 4) * s.k);
      if (!flow.advance_until_risk(loss)) return;
      const FlowState<R> state = flow.state();
      network.emplace_back(s.sign, state.Z, this->gram);
      late[reading] = {state.time, state.risk, network.back().norm2,
                       margin_of_loss(s.loss, R(this->n * state.risk)), R(0)};
      pattern.push_back(pattern_of(flow, s));
    }
    followed = true;
    const MarginProblem<R> problem{this->gram, s.y, this->gamma, s.width(1), s.width(-1)};
    const auto limit = kkt_candidate(problem, pattern[1]);
    const R start2 = SpanNetwork<R>(s.sign, lift<R>(s.Z), this->gram).norm2;
    settled = pattern[0].active == pattern[1].active && pattern[0].side == pattern[1].side &&
              limit && certainly(limit->is_kkt) && is_short(start2, *limit) &&
              margins_are_even(*limit, s.k);
    for (const int reading : {0, 1}) {
      if (settled) late[reading].gap2 = squared_direction_gap(problem, *limit, network[reading]);
    }
  }
  /// With M_iq = y_i y_q <x_i, x_q> (1/m) sum_j phi'_ji phi'_jq the multipliers solve M lambda = 1,
  /// and near the limit differences of margins die out like L^mu, mu the other eigenvalue than 1 of
  /// M diag(lambda): its trace less 1 for two active samples. Until L^mu = 1/e the distance to the
  /// limit need not fall at all.
  bool margins_are_even(const KktPoint<R>& limit, int k) const {
    R mu(-1), m(0);
    for (std::size_t j = 0; j < limit.rows(); ++j) m += limit.copies[j];
    for (std::size_t i = 0; i < this->samples(); ++i) {
      if (!limit.active[i]) return true;
      for (std::size_t j = 0; j < limit.rows(); ++j) {
        mu +=
            limit.copies[j] * square(limit.share(j, i)) * this->gram(i, i) / (limit.lambda[i] * m);
      }
    }
    return this->samples() == 1 || certainly(less(R(1), mu * k * log(R(2))));
  }
  /// The start is forgotten within a unit of log(1/L): see Corollary 3.5.
  bool is_short(const R& start2, const KktPoint<R>& limit) const {
    bool all = true;
    for (std::size_t i = 0; i < this->samples(); ++i) {
      const R reach2 = square(this->gamma * limit.lambda[i]) * this->gram(i, i);
      all = all && (!limit.active[i] || certainly(less(4 * R(limit.rows()) * start2, reach2)));
    }
    return all;
  }
};

const auto settled = [](const auto& o) { return fact<ScalarOf<decltype(o)>>(truth(o.settled)); };

/// The distance falls by sqrt(factor), or is at most unit / log(1/L): the start and the different
/// multipliers shift W by about a unit against log(1/L) times the limit, and a first reading where
/// the two cancel is too good.
template <class O>
auto approaches_kkt_point(const O& o, int factor, const ScalarOf<O>& unit) {
  using R = ScalarOf<O>;
  const auto& late = o.late[1];
  return either(Judgement<R>(le(factor * late.gap2, o.late[0].gap2)),
                Judgement<R>(le(late.gap2 * square(log(late.risk)), square(unit))));
}
/// 4 (L_1 - L_2) |W_1|^2 >= factor h_1^2 (t_2 - t_1) L_1 L_2
template <class O>
auto loss_falls(const O& o, const ScalarOf<O>& factor) {
  const auto &a = o.late[0], &b = o.late[1];
  return ge(4 * (a.risk - b.risk) * a.norm2,
            factor * square(a.smoothed_margin) * (b.time - a.time) * a.risk * b.risk);
}
/// |W| R_max >= factor h at both times
template <class O>
auto norm_grows(const O& o, const ScalarOf<O>& factor) {
  return every(2, [&](auto k) {
    return ge(o.late[k].norm2 * o.R2_max, square(factor * o.late[k].smoothed_margin));
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
  s.k = 6;
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
certified KKT point and of the first reading, and the distance to its direction halves while
$1/\log(1/\widehat L)$ falls to a quarter, or is at most $1/\log(1/\widehat L)$; starts that are not yet forgotten, margins whose
differences have not died out by a factor $e$ and flows whose pattern is not settled are left out. C2: with $h=\ell^{-1}(n\widehat L)$
the rate that a non-decreasing $h/\|W\|$ gives. C3: $\|W\|\ge h/R_{\max}$, less a hundredth because
one neuron attains it; this tends to infinity by C2.)"},
      .hypotheses = {{"beta", R"($\beta>0$)", [](const auto& o) { return gt(o.beta, 0); }},
                     {"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"flow", R"(the solver follows the flow from the start to
$\widehat L<\frac{\log2}n$ and on to $2^{-4k}$)",
                      [](const auto& o) {
                        return fact<ScalarOf<decltype(o)>>(truth(o.followed));
                      }}},
      .conclusions =
          {{"C1", R"(the direction approaches that of a KKT point: the distance halves, or is at
most $1/\log(1/\widehat L)$)",
            given(settled),
            [](const auto& o) { return approaches_kkt_point(o, 4, ScalarOf<decltype(o)>(1)); }},
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
                  {"the distance falls to an eighth", "C1", given(settled),
                   [](const auto& o) {
                     return approaches_kkt_point(o, 64, ScalarOf<decltype(o)>(1) / 1000);
                   }},
                  {"4.1 times the rate", "C2",
                   [](const auto& o) { return loss_falls(o, ScalarOf<decltype(o)>(41) / 10); }},
                  {"1.01 times the norm", "C3",
                   [](const auto& o) { return norm_grows(o, ScalarOf<decltype(o)>(101) / 100); }}},
      .cost = 20};
}

}  // namespace claimcheck::frei2023
