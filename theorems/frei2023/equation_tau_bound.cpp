// frei2023, Appendix D: how long the flow needs until the sigmoid risk is small.
//
// Reading. C4-C6 are statements about any vector of margins; the inequality in C1 is equation (15)
// at any W, and the second bound in C3 is a number. The other parts are read from the flow,
// enclosed from a start to where G < log(2)/(3n) and beyond. The chain rule: on a piece without
// kinks the loss is convex along the flow, so that L(t) - L(t + h) lies between h times the squared
// gradients at both ends.

#include "core/on_demand.hpp"
#include "theorems/frei2023/leaky_flow.hpp"
#include "theorems/frei2023/leaky_network.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LeakyNetwork {
  Vector<double> margin;  // n margins y_i f(x_i; W(tau))
  double z = 1;           // argument of the losses in C5

  static Schema<Setting> schema() {
    return leaky_network_schema<Setting>(3, 2)
        .vector("margin", &Setting::margin, "n")
        .real("z", &Setting::z);
  }
};

constexpr int most_readings = 400;  // a loss of e^256 halves 369 times

/// The flow read whenever the loss has halved, until G is certainly below log(2)/(3n).
template <Scalar R>
struct Descent {
  std::vector<FlowState<R>> until_tau;
  std::vector<FlowState<R>> after;  ///< a little later, and at twice the time
  bool followed = false;
  bool smooth = false;  ///< no kink between the last of until_tau and the first of after

  Descent(const FlowStart& s, const R& small) {
    LeakyFlow<R> flow(s);
    bool reached = false;
    followed = flow.followed();
    for (int k = 0; followed && !reached && k < most_readings; ++k) {
      until_tau.push_back(flow.state());
      reached = certainly(less(until_tau.back().G, small));
      followed = reached || flow.advance_until_risk(flow.risk() / 2);
    }
    followed = followed && reached;
    if (until_tau.empty()) until_tau.emplace_back(s.sign.size(), s.y.size());
    after.assign(2, FlowState<R>(s.sign.size(), s.y.size()));
    if (!followed) return;
    const std::size_t before = flow.events();
    const double now = flow.time();
    const double unit = mid(until_tau.back().risk / until_tau.back().gradient2);
    followed = flow.advance_to(now + unit / 1024);
    after[0] = flow.state();
    smooth = flow.events() == before;
    followed = followed && flow.advance_to(2 * (now + unit));
    after[1] = flow.state();
  }
};

template <class R>
struct Observation : LeakyPoint<R> {
  Vector<R> margin;
  R G_tau, risk_tau;  // G and L at the given margins
  R log2, small;      // log(2), log(2) / (3n)
  R z, loss, weight;  // z, l(z), -l'(z)
  OnDemand<Descent<R>> flow;

  explicit Observation(const Setting& s)
      : LeakyPoint<R>(s),
        margin(lift<R>(s.margin)),
        G_tau(mean(sigmoid_losses(s.loss, margin))),
        risk_tau(empirical_risk(s.loss, margin)),
        log2(log(R(2))),
        small(log2 / (3 * this->n)),
        z(s.z),
        loss(claimcheck::loss(s.loss, z)),
        weight(sigmoid_loss(s.loss, z)),
        flow([start = FlowStart{s, s.sign, s.Z, s.loss}, small = small] {
          return Descent<R>(start, small);
        }) {}

  /// 2 R_min^2 gamma^2 / (R^2 n^3), in terms of squared norms
  R rate() const {
    return 2 * square(this->R2_min * this->gamma) / (this->R2_max * pow(this->n, 3));
  }
};

const auto followed = [](const auto& o) {
  return fact<ScalarOf<decltype(o)>>(truth(o.flow->followed));
};
const auto without_kinks = [](const auto& o) {
  return fact<ScalarOf<decltype(o)>>(truth(o.flow->followed && o.flow->smooth));
};
/// factor h |grad L(t + h)|^2 <= L(t) - L(t + h) <= h |grad L(t)|^2
template <class O>
auto chain_rule(const O& o, int factor) {
  const auto &a = o.flow->until_tau.back(), &b = o.flow->after.front();
  const auto h = b.time - a.time;
  return le(factor * h * b.gradient2, a.risk - b.risk) & le(a.risk - b.risk, h * a.gradient2);
}
/// 81 (L(W(0)) - L(W(t))) >= factor rate log(2)^2 t as long as G >= log(2)/(3n)
template <class O>
auto falls_until_tau(const O& o, int factor) {
  return every(o.flow->until_tau.size() - 1, [&](auto k) {
    using R = ScalarOf<O>;
    const FlowState<R>&first = o.flow->until_tau.front(), &at = o.flow->until_tau[k + 1];
    return either(Judgement<R>(lt(at.G, o.small)),
                  Judgement<R>(ge(81 * (first.risk - at.risk),
                                  factor * o.rate() * square(o.log2) * at.time)));
  });
}
/// tau <= factor L(W(0)) / (rate log(2)^2)
template <class O>
auto reached_in_time(const O& o, int factor) {
  return le(o.flow->until_tau.back().time * o.rate() * square(o.log2),
            factor * o.flow->until_tau.front().risk);
}
/// L(W(t)) < level log(2) / n and not above L(W(tau)) after tau
template <class O>
auto stays_small(const O& o, const ScalarOf<O>& level) {
  return every(o.flow->after.size(), [&](auto k) {
    const auto& late = o.flow->after[k];
    return lt(late.risk, 3 * level * o.small) & le(late.risk, o.flow->until_tau.back().risk);
  });
}

const auto at_tau = [](const auto& o) { return le(o.G_tau, o.small); };

/// Margins with G close to log(2)/(3n): equal ones, or one that carries the whole risk.
void place_margins(Setting& s, Stream& random) {
  const double n = static_cast<double>(s.y.size());
  const std::size_t leader = random.below(s.y.size());
  const bool alone = random.chance(0.5);
  const double share = std::log(2.0) / (alone ? 3 : 3 * n);
  const double q = s.loss == LossFamily::logistic ? std::log(1 / share - 1) : -std::log(share);
  const double nudge = random.chance(0.8) ? std::ldexp(1.0, -random.integer(1, 30)) : -0x1p-5;
  for (std::size_t i = 0; i < s.y.size(); ++i) {
    s.margin[i] = alone && i != leader ? 60 : q + nudge;
  }
}

/// One sample and one neuron at W = 0, gamma close to 1.
Setting from_zero() {
  Setting s;
  s.squared_norm = {1};
  s.inner = s.Z = s.kink = Matrix<double>(1, 1);
  s.y = s.sign = {1};
  s.gamma = 1 - 0x1p-10;
  s.margin = {1};
  s.z = -4;  // where C5 does not apply, and would fail
  return s;
}

}  // namespace

AnyClaim equation_tau_bound() {
  using Equation = Claim<Setting, Observation>;
  return Equation{
      .card = {.id = "frei2023/equation-tau-bound",
               .title = "Hitting time of a small sigmoid risk",
               .label = "Appendix D, after equation (15)",
               .place = "Appendix D",
               .kind = Kind::flow,
               .statement = R"(Along gradient flow under the assumption of Theorem 3.2, with
$\tau=\inf\{t:\widehat G(W(t))<\frac{\log2}{3n}\}$: $\tau\le\frac{81\widehat L(W(0))R^2n^3}
{2\gamma^2R_{\min}^2\log^2(2)}\le\frac{85\widehat L(W(0))R^2n^3}{\gamma^2R_{\min}^2}$,
$\widehat G(W(\tau))\le\frac{\log2}{3n}$, hence all margins are positive,
$\widehat L(W(\tau))\le2\widehat G(W(\tau))\le\frac23\cdot\frac{\log2}n$, and
$\widehat L(W(t))<\frac{\log2}n$ for $t\ge\tau$.)",
               .reading = R"(The inequality of C1 at any $W$ and any selection of slopes, C4 and C6
for any margins with $\widehat G\le\frac{\log2}{3n}$, C5 for any $z>0$. The chain rule of C1, C2, the
first bound of C3 and C7 on enclosed flows, read whenever the loss has halved; $\tau$ is bounded by the
first reading with $\widehat G<\frac{\log2}{3n}$. Starts that the differential inclusion leaves in more
than one way, or that do not come to $\tau$ in 400 halvings of the loss, are left out of these clauses.
Both losses.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions = {{"C1",
                       R"($-\|\nabla\widehat L\|_F^2\le-\left(\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}
\widehat G\right)^2$)",
                       [](const auto& o) {
                         return ge(o.gradient2(), square(proxy_pl_bound(o, o.G)));
                       }},
                      {"C1 chain rule",
                       R"($h\|\nabla\widehat L(W(t+h))\|_F^2\le\widehat L(W(t))-
\widehat L(W(t+h))\le h\|\nabla\widehat L(W(t))\|_F^2$)",
                       given(without_kinks), [](const auto& o) { return chain_rule(o, 1); }},
                      {"C2",
                       R"($\widehat L(W(t))\le\widehat L(W(0))-\frac{2R_{\min}^2\gamma^2\log^2(2)
\,t}{81R^2n^3}$ for $t<\tau$)",
                       given(followed), [](const auto& o) { return falls_until_tau(o, 1); }},
                      {"C3 time", R"($\tau\le\frac{81\widehat L(W(0))R^2n^3}{2\gamma^2R_{\min}^2
\log^2(2)}$)",
                       given(followed), [](const auto& o) { return reached_in_time(o, 81); }},
                      {"C3", R"($\frac{81}{2\log^2(2)}\le85$)",
                       [](const auto& o) { return le(81, 170 * square(o.log2)); }},
                      {"C4",
                       R"($\widehat G\le\frac{\log2}{3n}$ implies $y_if(x_i;W)>0$ for all $i$)",
                       given(at_tau),
                       [](const auto& o) {
                         return every(o.samples(), [&](auto i) { return gt(o.margin[i], 0); });
                       }},
                      {"C5", R"($\ell(z)\le-2\ell'(z)$ for $z>0$)",
                       given([](const auto& o) { return gt(o.z, 0); }),
                       [](const auto& o) { return le(o.loss, 2 * o.weight); }},
                      {"C6", R"($\widehat L\le2\widehat G\le\frac23\cdot\frac{\log2}n$ when
$\widehat G\le\frac{\log2}{3n}$)",
                       given(at_tau),
                       [](const auto& o) {
                         return le(o.risk_tau, 2 * o.G_tau) & le(2 * o.G_tau, 2 * o.small);
                       }},
                      {"C7", R"($\widehat L<\frac{\log2}n$ when $\widehat G\le\frac{\log2}{3n}$)",
                       given(at_tau), [](const auto& o) { return lt(o.risk_tau, 3 * o.small); }},
                      {"C7 later", R"($\widehat L(W(t))\le\widehat L(W(\tau))$ and
$\widehat L(W(t))<\frac{\log2}n$ at later times)",
                       given(followed),
                       [](const auto& o) { return stays_small(o, ScalarOf<decltype(o)>(1)); }}},
      .prepare =
          [](Setting& s, Stream& random) {
            place_network(s, random);
            if (random.chance(0.7)) place_margins(s, random);
            if (random.chance(0.2)) {
              s.z = -std::ldexp(1.0, random.integer(2, 6));
            } else if (s.z <= 0) {
              s.z = std::ldexp(1.0, random.integer(-40, 8));
            }
          },
      .tight = {from_zero()},
      .mutants = {{"log 2 / n for log 2 / (3n)", "C4",
                   given([](const auto& o) { return le(o.G_tau, 3 * o.small); }),
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) { return gt(o.margin[i], 0); });
                   }},
                  {"1.35 for 2", "C5", given([](const auto& o) { return gt(o.z, 0); }),
                   [](const auto& o) { return le(100 * o.loss, 135 * o.weight); }},
                  {"every z", "C5", [](const auto& o) { return le(o.loss, 2 * o.weight); }},
                  {"1.1 for 2", "C6", given(at_tau),
                   [](const auto& o) { return le(10 * o.risk_tau, 11 * o.G_tau); }},
                  {"84 for 85", "C3", [](const auto& o) { return le(81, 168 * square(o.log2)); }},
                  {"twice the gradient", "C1 chain rule", given(without_kinks),
                   [](const auto& o) { return chain_rule(o, 2); }},
                  {"twenty times the rate", "C2", given(followed),
                   [](const auto& o) { return falls_until_tau(o, 20); }},
                  {"2 for 81", "C3 time", given(followed),
                   [](const auto& o) { return reached_in_time(o, 2); }},
                  {"log(2) / (10 n)", "C7 later", given(followed),
                   [](const auto& o) { return stays_small(o, ScalarOf<decltype(o)>(1) / 10); }}},
      .cost = 10};
}

}  // namespace claimcheck::frei2023
