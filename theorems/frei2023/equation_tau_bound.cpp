// frei2023, Appendix D: how long the flow needs until the sigmoid risk is small.
//
// Reading. C4-C6 are statements about any vector of margins; the inequality in C1 is equation (15)
// at any W, and the constant in C3 is a number. What needs the flow itself (the chain rule of C1,
// C2, the first bound of C3, monotonicity in C7) is listed as untestable here.

#include "theorems/frei2023/leaky_network.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LeakyNetwork {
  Vector<double> margin;  // n margins y_i f(x_i; W(tau))
  double z = 1;           // argument of the losses in C5

  static Schema<Setting> schema() {
    return leaky_network_schema<Setting>(4, 3)
        .vector("margin", &Setting::margin, "n")
        .real("z", &Setting::z);
  }
};

template <class R>
struct Observation : LeakyPoint<R> {
  Vector<R> margin;
  R G_tau, risk_tau;  // G and L at the given margins
  R log2, small;      // log(2), log(2) / (3n)
  R z, loss, weight;  // z, l(z), -l'(z)

  explicit Observation(const Setting& s)
      : LeakyPoint<R>(s),
        margin(lift<R>(s.margin)),
        G_tau(mean(sigmoid_losses(s.loss, margin))),
        risk_tau(empirical_risk(s.loss, margin)),
        log2(log(R(2))),
        small(log2 / (3 * this->n)),
        z(s.z),
        loss(claimcheck::loss(s.loss, z)),
        weight(sigmoid_loss(s.loss, z)) {}
};

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
               .reading = R"(The static parts: the inequality of C1 at any $W$ and any selection of
slopes, the constant of C3, C4 and C6 for any margins with $\widehat G\le\frac{\log2}{3n}$, C5 for
any $z>0$, the last inequality of C7. Both losses.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions = {{"C1",
                       R"($-\|\nabla\widehat L\|_F^2\le-\left(\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}
\widehat G\right)^2$)",
                       [](const auto& o) { return ge(o.gradient2, o.proxy_pl_bound()); }},
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
                       given(at_tau), [](const auto& o) { return lt(o.risk_tau, 3 * o.small); }}},
      .prepare =
          [](Setting& s, Stream& random) {
            place_network(s, random);
            if (random.chance(0.7)) place_margins(s, random);
            if (s.z <= 0 && random.chance(0.8)) s.z = std::ldexp(1.0, random.integer(-40, 8));
          },
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
                  {"84 for 85", "C3", [](const auto& o) { return le(81, 168 * square(o.log2)); }}},
      .untestable = {"C1 chain rule: the derivative along the flow; waits for the flow solver",
                     "C2: integrated along the flow; waits for the flow solver",
                     "C3 first bound: the hitting time itself; waits for the flow solver",
                     "C7 monotonicity: along the flow; waits for the flow solver"}};
}

}  // namespace claimcheck::frei2023
