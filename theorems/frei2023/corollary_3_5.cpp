// frei2023, Corollary 3.5: gradient flow converges to zero loss, in the direction of the network of
// Theorem 3.2.
//
// Reading. The flow is enclosed and read where the loss is 2^-k and 2^-4k, so that log(1/L) grows
// four times. C1 is tested from any start. The direction of W(t) approaches its limit like
// 1/log(1/L); C2 and the items ask for half of the distance, and for the items that can hold before
// the limit as they are stated, from short starts. Items 4 to 6 are properties of the limit alone.
// Short: a pre-activation on the wrong side of its kink moves at gamma lambda_i |x_i|^2 / sqrt(m)
// per unit of log(1/L), where lambda_i > 1 / (2 R_max^2), so that |W(0)| <= gamma R_min /
// (2 R_max^2 sqrt(m)) brings it over within one unit.
//
// Item 1 says that max q / min q tends to 1. With c_il = (1/m) sum_j phi'_ji phi'_jl in [0, 1],
// c_ii >= gamma^2,   n q_i' = sum_l y_i y_l <x_i, x_l> c_il g_l.  At the least margin i and the
// largest k this gives, as g_l <= g_i for all l,
//   n q_k' <= R_max^2 g_k + (n - 1) p g_i,   n q_i' >= (gamma^2 R_min^2 - (n - 1) p) g_i,
// and 3 n p <= gamma^3 R_min^2 / R^2 by (D3) leaves gamma^2 R_min^2 - 2 (n - 1) p >= gamma^2
// R_min^2 / 3, and twice that for n = 2. So q_k - q_i falls while g_i / g_k > 3 R^2 / gamma^2, that
// is while q_k - q_i > log(3 R^2 / gamma^2), to which the logistic loss adds log(1 + e^-q_i), far
// less than what n = 2 leaves. At the start it is at most 2 |W(0)| R_max <= gamma / R. So item 1 is
// tested as   max q - min q <= log(3 R^2 / gamma^2)   at the second reading.

#include "theorems/frei2023/flow_direction.hpp"
#include "theorems/frei2023/leaky_flow.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : FlowStart {
  int k = 8;  // the loss is read at 2^-k and 2^-4k

  static Schema<Setting> schema() {
    return flow_start_schema<Setting>(2, 2, 3).integer("k", &Setting::k, within(6, 32));
  }
  int width(int s) const { return static_cast<int>(std::count(sign.begin(), sign.end(), s)); }
};

/// W(t) against the KKT point.
template <Scalar R>
struct Late {
  FlowState<R> state{1, 1};
  R gap2 = unread<R>();          // |W/|W| - W*/|W*||^2
  R margin_range = unread<R>();  // max q - min q, item 1
  R spread2 =
      unread<R>();     // relative squared distance of equal-signed neurons from their mean, item 2
  R z2 = unread<R>();  // |z|^2 at least margin 1, item 7
};

template <class R>
struct Observation : KktSet<R> {
  R larger, smaller, best;  // max and min of m_1, m_2; |z^*|^2
  std::vector<int> sign;
  R start2;  // |W(0)|^2
  bool followed = false;
  Late<R> late[2];  // where the loss is 2^-k, and 2^-4k or half of that, if the flow gets there

  explicit Observation(const Setting& s)
      : KktSet<R>(s, s.width(1), s.width(-1), 0),
        larger(std::max(s.width(1), s.width(-1))),
        smaller(std::min(s.width(1), s.width(-1))),
        best(0),
        sign(s.sign),
        start2(0) {
    if (this->points().empty() || s.width(1) == 0 || s.width(-1) == 0) return;
    best = sum(*max_margin_multipliers(this->problem));
    start2 = SpanNetwork<R>(sign, lift<R>(s.Z), this->gram).norm2;
    LeakyFlow<R> flow(s);
    if (!flow.advance_until_risk(std::ldexp(1, -s.k))) return;
    late[0] = against_the_limit(flow.state());
    const double half = flow.risk() / 2;
    if (!flow.advance_until_risk(std::fmin(std::ldexp(1, -4 * s.k), half))) return;
    late[1] = against_the_limit(flow.state());
    followed = true;
  }

  Relation<R> short_start() const {
    return le(4 * this->m * square(this->R2_max) * start2, square(this->gamma) * this->R2_min);
  }

 private:
  Late<R> against_the_limit(FlowState<R> state) const {
    Late<R> out;
    out.state = std::move(state);
    const SpanNetwork<R> network(sign, out.state.Z, this->gram);
    out.gap2 = squared_direction_gap(this->problem, this->points()[0], network);
    out.margin_range = max_entry(out.state.q) - min_entry(out.state.q);
    out.spread2 = neuron_spread(network);
    out.z2 = squared_predictor_norm(network) / square(min_entry(out.state.q));
    return out;
  }
};

/// `last` is at most `first` over factor, or too small to be told from rounding.
template <class R>
auto decays(const R& first, const R& last, const R& factor) {
  return either(Judgement<R>(le(last * factor, first)),
                Judgement<R>(le(last * 1000000, R(1) / 1000000)));
}

/// 4 (L_1 - L_2) >= factor c^2 (t_2 - t_1) L_1 L_2 with c of (15), that is
/// 1/L_2 - 1/L_1 >= factor c^2/4 (t_2 - t_1).
template <class O>
auto loss_falls(const O& o, int factor) {
  const auto &a = o.late[0].state, &b = o.late[1].state;
  const auto c2 = 2 * square(o.gamma * o.R2_min) / (9 * o.R2_max * o.n);
  return ge(4 * (a.risk - b.risk), factor * c2 * (b.time - a.time) * a.risk * b.risk);
}

/// Item 1: max q - min q <= log(factor R^2 / gamma^2)
template <class O>
auto margins_stay_close(const O& o, const ScalarOf<O>& factor) {
  return le(o.late[1].margin_range, log(factor * o.R2_max / (o.R2_min * square(o.gamma))));
}

/// Items 3 and 7 need no limit: |z| <= factor / (kappa + gamma) |z^*|, squared.
template <class O>
auto nearly_max_margin(const O& o, const ScalarOf<O>& factor) {
  return le(o.late[1].z2 * square(sqrt(o.smaller / o.larger) + o.gamma), square(factor) * o.best);
}

/// Mostly short starts.
void place_any_start(Setting& s, Stream& random) {
  place_start(s, random);
  if (s.width(1) == 0) s.sign[0] = 1;
  if (s.width(-1) == 0) s.sign[0] = -1;
  if (random.chance(0.5)) s.k = 6;
  if (random.chance(0.3)) return;
  const Data<double> x(s);
  const double norm = std::sqrt(SpanNetwork<double>(s.sign, s.Z, x.gram).norm2);
  const double bound =
      s.gamma * std::sqrt(x.R2_min / static_cast<double>(s.sign.size())) / (2 * x.R2_max);
  if (norm > bound) {
    const double factor = 0.999 * bound / norm * std::ldexp(1, -random.integer(0, 3));
    for (double& entry : s.Z.entries()) entry *= factor;
  }
}

/// One sample, one neuron of each sign, gamma close to 1.
Setting one_sample(int k) {
  Setting s;
  s.k = k;
  s.squared_norm = {1};
  s.inner = Matrix<double>(1, 1);
  s.y = {1};
  s.gamma = 1 - 0x1p-10;
  s.sign = {1, -1};
  s.Z = Matrix<double>(2, 1);
  s.Z(0, 0) = 0.25;
  return s;
}

/// Two correlated samples of different norms and three neurons, all on wrong sides or different.
Setting two_samples() {
  Setting s;
  s.squared_norm = {1, 4};
  s.inner = Matrix<double>(2, 2);
  s.inner(1, 0) = 0x1p-8;
  s.y = {1, -1};
  s.sign = {1, -1, 1};
  s.Z = Matrix<double>(3, 2);
  s.Z(0, 0) = -0x1p-7;
  s.Z(0, 1) = s.Z(1, 0) = s.Z(2, 0) = 0x1p-7;
  s.k = 6;
  return s;
}

/// Samples of very different norms: the margins differ by nearly log(R^2).
Setting long_and_short_sample() {
  Setting s = two_samples();
  s.squared_norm = {1, 64};
  s.inner(1, 0) = 0x1p-10;
  s.gamma = 1 - 0x1p-10;
  for (double& entry : s.Z.entries()) entry /= 64;
  return s;
}

/// The same sample before two neurons of each sign that start apart.
Setting different_neurons() {
  Setting s = one_sample(6);
  s.sign = {1, 1, -1, -1};
  s.Z = Matrix<double>(4, 1);
  s.Z(0, 0) = 0.25;
  s.Z(1, 0) = 0.5;
  s.Z(3, 0) = 0.125;
  return s;
}

const auto from_short = given([](const auto& o) { return o.short_start(); });

}  // namespace

AnyClaim corollary_3_5() {
  using Corollary = Claim<Setting, Observation>;
  return Corollary{
      .card =
          {.id = "frei2023/corollary-3.5",
           .title = "Gradient flow converges to the structured network",
           .label = "Corollary 3.5",
           .place = "Section 3",
           .kind = Kind::flow,
           .statement = R"(Consider gradient flow on the network (2), logistic or exponential
loss, data with $R_{\min}^2\ge3\gamma^{-3}R^2n\max_{i\ne j}|\langle x_i,x_j\rangle|$. From any start the
loss converges to zero, and $W(t)$ converges in direction to a weight matrix that satisfies items 1-7
of Theorem 3.2.)",
           .reading =
               R"(The flow is read where $\widehat L=2^{-k}$ and $2^{-4k}$, with $4k$ up to 128. C1 is tested
with the rate that (15) and $\ell\le-2\ell'$ give: $1/\widehat L$ grows by at least $\frac{R_{\min}^2
\gamma^2}{18R^2n}$ per unit of time. C2: the distance of $W(t)/\|W(t)\|$ from $W^*/\|W^*\|$ at least
halves between the two readings, where $1/\log(1/\widehat L)$ falls to a quarter; $W^*$ is the exact
solution of Problem (3), which is the only KKT point. The items that make sense before the limit are
tested by themselves: 1 by $\max_iq_i-\min_iq_i\le\log\frac{3R^2}{\gamma^2}$ for the margins $q_i$,
which grow without bound; 2 by its decay, the signs of 3 strictly, 7 within a tenth. C2 and the items
are asked of short starts, $\|W(0)\|_F\le\frac{\gamma R_{\min}}{2R_{\max}^2\sqrt m}$: longer ones are
forgotten in the same way, but later than any fixed $k$. $n\le2$, $m\le3$.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }},
                     {"widths", R"($m_1,m_2\ge1$)", [](const auto& o) { return ge(o.smaller, 1); }},
                     {"flow", "the start determines the flow, and the solver follows it",
                      [](const auto& o) {
                        return fact<ScalarOf<decltype(o)>>(truth(o.followed));
                      }}},
      .conclusions =
          {{"C1", R"($\frac1{\widehat L(W(t))}-\frac1{\widehat L(W(s))}\ge\frac{R_{\min}^2\gamma^2}
{18R^2n}(t-s)$ for $\widehat L(W(s))<\frac{\log2}n$)",
            [](const auto& o) { return loss_falls(o, 1); }},
           {"C2", R"(the distance of $W(t)/\|W(t)\|$ from $W^*/\|W^*\|$ halves)", from_short,
            [](const auto& o) {
              return decays(o.late[0].gap2, o.late[1].gap2, ScalarOf<decltype(o)>(4));
            }},
           {"C2 item 1", R"($\max_iy_if(x_i)-\min_iy_if(x_i)\le\log\frac{3R^2}{\gamma^2}$)",
            from_short,
            [](const auto& o) { return margins_stay_close(o, ScalarOf<decltype(o)>(3)); }},
           {"C2 item 2", R"(the distance of the $v_j$, and of the $u_j$, from their mean halves)",
            from_short,
            [](const auto& o) {
              return decays(o.late[0].spread2, o.late[1].spread2, ScalarOf<decltype(o)>(4));
            }},
           {"C2 item 3", R"($y_iv_j^\top x_i>0$ and $y_iu_j^\top x_i<0$)", from_short,
            [](const auto& o) {
              const Matrix<ScalarOf<decltype(o)>>& Z = o.late[1].state.Z;
              return every(Z.entries().size(), [&](auto k) {
                const std::size_t j = k / Z.cols(), i = k % Z.cols();
                return gt(o.sign[j] * o.y[i] * Z(j, i), 0);
              });
            }},
           {"C2 item 7", R"($\|z\|\le\frac{2.2}{\kappa+\gamma}\|z^*\|$ at least margin 1)",
            from_short,
            [](const auto& o) { return nearly_max_margin(o, ScalarOf<decltype(o)>(22) / 10); }}},
      .prepare = place_any_start,
      .tight = {one_sample(6), one_sample(32), two_samples(), different_neurons(),
                long_and_short_sample()},
      .mutants = {{"twenty times the rate", "C1", [](const auto& o) { return loss_falls(o, 20); }},
                  {"the distance falls to an eighth", "C2", from_short,
                   [](const auto& o) {
                     return decays(o.late[0].gap2, o.late[1].gap2, ScalarOf<decltype(o)>(64));
                   }},
                  {"different neurons keep their distance", "C2 item 2", given([](const auto& o) {
                     return o.short_start() & ge(1000000 * o.late[0].spread2, 1);
                   }),
                   [](const auto& o) { return ge(2 * o.late[1].spread2, o.late[0].spread2); }},
                  {"without R", "C2 item 1", from_short,
                   [](const auto& o) { return margins_stay_close(o, 3 * o.R2_min / o.R2_max); }},
                  {"1.9 for 2", "C2 item 7", from_short,
                   [](const auto& o) {
                     return nearly_max_margin(o, ScalarOf<decltype(o)>(19) / 10);
                   }}},
      .untestable = {"items 4-6: properties of the limit alone, tested on it in Theorem 3.2 and "
                     "Lemmas B.5-B.7"},
      .cost = 20};
}

}  // namespace claimcheck::frei2023
