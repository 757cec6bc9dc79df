// frei2022, Lemma 3: norms and correlations at initialisation.
//
// Reading. (A1) enters through R1, the inequality that the proof consumes: sqrt(8 log(4m/delta)/d)
// <= 1/2. W(0) is omega times the Gaussian stream numbered `draw`; its law is invariant under
// rotations, so mu has its first coordinates only. C1 and C2 are put to trial one by one and
// together; their failure probabilities are also computed exactly (chi-square and binomial tails),
// and the sum of the two is at most delta on every setting decided, which is the lemma. t of S2,
// the deviation u of S6 and the squared norm q of S4 are free. U_j are in {0, 1}, so P(|sum| >= u)
// and P(|sum| > u) agree: m p +- u is never an integer for irrational p.

#include <algorithm>
#include <cmath>

#include "core/number/tail.hpp"
#include "theorems/frei2022/paper.hpp"

namespace claimcheck::frei2022 {
namespace {

constexpr int widest = 2000;  // inputs; R1 asks for d >= 32 log(4m/delta)

struct Setting {
  int m = 1, d = 3;
  double omega = 1;     // > 0
  double C_0 = 2;       // > 1
  double delta = 0.25;  // in (0, 1/2)
  Vector<double> mu;    // direction, padded with zeros
  double t = 0.5;       // of S2, in (0, 1)
  double q = 1;         // |w_j|^2 / (d omega^2) of S4
  double u = 0;         // of S6, >= 0
  int draw = 0;         // number of the stream that fills W(0)

  static Schema<Setting> schema() {
    Domain above_one = at_least(1);
    above_one.open_low = true;
    return Schema<Setting>()
        .axis("k", 1, 3)
        .integer("m", &Setting::m, within(1, 24))
        .integer("d", &Setting::d, within(3, widest))
        .real("omega", &Setting::omega, positive())
        .real("C_0", &Setting::C_0, above_one)
        .real("delta", &Setting::delta, strictly_within(0, 0.5))
        .vector("mu", &Setting::mu, "k")
        .real("t", &Setting::t, strictly_within(0, 1))
        .real("q", &Setting::q, at_least(0))
        .real("u", &Setting::u, at_least(0))
        .integer("draw", &Setting::draw, within(0, 2147483646))
        .drawn();
  }
};

/// What C1 and C2 say of one draw of W(0).
template <class R>
struct Initialisation {
  R least, largest;  // of |w_j|^2
  R correlated{0};   // neurons with |<w_j, mu>| >= omega / (2 C_0)
};

template <class R>
struct Observation {
  int neurons, dimension, draw;
  R m, d, omega, C_0, delta, t, q, u;
  Vector<R> mu;
  R mu_squared;
  R missed;    // P(|z| < 1/(2 C_0)), beside p because 1 - p loses it for large C_0
  R p;         // P(|z| >= 1/(2 C_0))
  R t_delta;   // sqrt(8 log(4m/delta) / d)
  R spread;    // sqrt(2m log(4/delta))
  R promised;  // m (1 - 1/(2 C_0)) - spread, the right side of C2

  explicit Observation(const Setting& s)
      : neurons(s.m),
        dimension(s.d),
        draw(s.draw),
        m(s.m),
        d(s.d),
        omega(s.omega),
        C_0(s.C_0),
        delta(s.delta),
        t(s.t),
        q(s.q),
        u(s.u),
        mu(lift<R>(s.mu)),
        mu_squared(squared_norm(mu)),
        missed(erf(R(1) / (2 * C_0 * sqrt(R(2))))),
        p(erfc(R(1) / (2 * C_0 * sqrt(R(2))))),
        t_delta(sqrt(8 * log(4 * m / delta) / d)),
        spread(sqrt(2 * m * log(4 / delta))),
        promised(m - m / (2 * C_0) - spread) {}

  Initialisation<R> initialisation() const {
    Stream random(static_cast<std::uint64_t>(draw), "W(0)", 0);
    Initialisation<R> out;
    for (int j = 0; j < neurons; ++j) {
      R norm2(0), along(0);
      for (std::size_t k = 0; k < static_cast<std::size_t>(dimension); ++k) {
        const R w = omega * R(random.normal());
        norm2 += square(w);
        if (k < mu.size()) along += w * mu[k];
      }
      out.least = j == 0 ? norm2 : min(out.least, norm2);
      out.largest = j == 0 ? norm2 : max(out.largest, norm2);
      out.correlated +=
          indicator<R>(less_equal(square(omega) * mu_squared, square(2 * C_0 * along)));
    }
    return out;
  }

  /// P(| |w_j|^2 / (d omega^2) - 1 | >= s), exactly.
  R chi_square_leaves(const R& s) const {
    return chi_square_below(dimension, d * (1 - s)) + chi_square_above(dimension, d * (1 + s));
  }
  /// P(C1 fails): some of m independent norms leaves [1/2, 3/2] omega sqrt(d).
  R norms_fail(const R& least, const R& largest) const {
    const R one = chi_square_below(dimension, d * square(least)) +
                  chi_square_above(dimension, d * square(largest));
    return -expm1(m * log1p(-one));
  }
  R norms_fail() const { return norms_fail(R(1) / 2, R(3) / 2); }
  /// P(sum_j U_j < count)
  R count_below(const R& count) const { return binomial_below<R>(neurons, p, count); }
};

using Lemma = Claim<Setting, Observation>;
using Clause = Lemma::Clause;

const auto delta = [](const auto& o) { return o.delta; };
const auto norms_hold = [](const auto& o, const auto& W) {
  return le(square(o.omega) * o.d, 4 * W.least) & le(4 * W.largest, 9 * square(o.omega) * o.d);
};
const auto count_holds = [](const auto& o, const auto& W) { return ge(W.correlated, o.promised); };

void prepare(Setting& s, Stream& random) {
  if (random.chance(0.1)) return;
  if (random.chance(0.2)) s.delta = std::ldexp(1.0, -random.integer(2, 30));
  const double least = std::ceil(32 * std::log(4 * s.m / s.delta));
  s.d = static_cast<int>(std::min<double>(widest, least));
  if (random.chance(0.1)) --s.d;
  if (random.chance(0.2)) s.d += random.integer(0, widest - s.d);
  if (!(squared_norm(s.mu) > 0)) s.mu[0] = 1;
  if (random.chance(0.3)) s.t = 1 - std::ldexp(1.0, -random.integer(1, 20));
  if (random.chance(0.7)) s.u = s.m * random.uniform();
  if (random.chance(0.5)) s.q = random.chance(0.5) ? 0.5 : 1.5;
}

Lemma statement() {
  return {
      .card = {.id = "frei2022/lemma-3",
               .title = "Norms and correlations at initialisation",
               .label = "Lemma 3",
               .place = "Section 3, proof in appendix A.1.1",
               .kind = Kind::probability,
               .statement =
                   R"(Let $\delta\in(0,1/2)$, $C_0>1$, $\|\mu\|=1$. With probability at least
$1-\delta$, for all $j\in[m]$, $\frac12\omega\sqrt d\le\|w_j^{(0)}\|\le\frac32\omega\sqrt d$, and
$$\sum_{j=1}^m\mathbf 1\Big(|\langle w_j^{(0)},\mu\rangle|\ge\frac\omega{2C_0}\Big)\ge
m\Big(1-\frac1{2C_0}-\sqrt{\frac{2\log(4/\delta)}m}\Big).$$)",
               .reading = R"((A1) through what the proof uses of it, R1:
$\sqrt{8\log(4m/\delta)/d}\le\frac12$. By trials, and exactly: failure probabilities of both parts
are chi-square and binomial tails, whose sum must be at most $\delta$. Direction $\mu$ has up to
three coordinates, the rest are zero; the law of $W^{(0)}$ does not change under rotations.)"},
      .hypotheses = {{"H1", R"($\|\mu\|=1$: the direction is non-zero)",
                      [](const auto& o) { return gt(o.mu_squared, 0); }},
                     {"H2", R"((A1) as R1: $32\log(4m/\delta)\le d$)",
                      [](const auto& o) { return le(32 * log(4 * o.m / o.delta), o.d); }}},
      .conclusions =
          {Clause::probable(
               "C1", R"($\frac12\omega\sqrt d\le\|w_j^{(0)}\|\le\frac32\omega\sqrt d$, all $j$)",
               delta, [](const auto& o) { return norms_hold(o, o.initialisation()); }),
           Clause::probable(
               "C2", R"(at least $m(1-\frac1{2C_0}-\sqrt{2\log(4/\delta)/m})$ neurons with
$|\langle w_j^{(0)},\mu\rangle|\ge\frac\omega{2C_0}$)",
               delta, [](const auto& o) { return count_holds(o, o.initialisation()); }),
           Clause::probable("C1 and C2", "simultaneously", delta,
                            [](const auto& o) {
                              const auto W = o.initialisation();
                              return norms_hold(o, W) & count_holds(o, W);
                            }),
           {"C1 (exact)", R"($P(\text{C1 fails})\le\delta$, chi-square tails)",
            [](const auto& o) { return le(o.norms_fail(), o.delta); }},
           {"C2 (exact)", R"($P(\text{C2 fails})\le\delta$, binomial tail)",
            [](const auto& o) { return le(o.count_below(o.promised), o.delta); }},
           {"C1 and C2 (exact)", R"($P(\text{C1 fails})+P(\text{C2 fails})\le\delta$)",
            [](const auto& o) { return le(o.norms_fail() + o.count_below(o.promised), o.delta); }},
           {"S2", R"($P(|\frac{\|w_j\|^2}{d\omega^2}-1|\ge t)\le2e^{-dt^2/8}$ for $t\in(0,1)$)",
            [](const auto& o) {
              return le(o.chi_square_leaves(o.t), 2 * exp(-o.d * square(o.t) / 8));
            }},
           {"S3", R"($t=\sqrt{8\log(4m/\delta)/d}$: $\frac12\le1-t$, $1+t\le\frac32$, and
$P(|\frac{\|w_j\|^2}{d\omega^2}-1|>t)\le\frac\delta{2m}$)",
            [](const auto& o) {
              return le(2 * o.t_delta, 1) & le(2 * o.m * o.chi_square_leaves(o.t_delta), o.delta);
            }},
           {"S4", R"(if $\frac12\le q\le\frac32$ then $\frac12\le\sqrt q\le\frac32$; over all $j$,
$P(\text{C1 fails})\le\frac\delta2$)",
            given([](const auto& o) { return ge(2 * o.q, 1) & le(2 * o.q, 3); }),
            [](const auto& o) {
              return ge(4 * o.q, 1) & le(4 * o.q, 9) & le(2 * o.norms_fail(), o.delta);
            }},
           {"S5", R"($P_{z\sim N(0,1)}(|z|\le\frac1{2C_0})\le\frac1{2C_0}$)",
            [](const auto& o) { return le(2 * o.C_0 * o.missed, 1); }},
           {"S6", R"($P(|\sum_j(U_j-p)|\ge u)\le2e^{-u^2/(2m)}$ for $u\ge0$)",
            [](const auto& o) {
              return le(binomial_deviates(o.neurons, o.p, o.u), 2 * exp(-square(o.u) / (2 * o.m)));
            }},
           {"S7", R"($P(\sum_jU_j<mp-\sqrt{2m\log(4/\delta)})\le\frac\delta2$ and
$mp-\sqrt{2m\log(4/\delta)}$ is at least the right side of C2)",
            [](const auto& o) {
              return le(2 * o.count_below(o.m * o.p - o.spread), o.delta) &
                     ge(o.m * o.p - o.spread, o.promised);
            }}},
      .prepare = prepare,
      .draw = [](Setting& s, Stream& random) { s.draw = random.integer(0, 2147483646); },
      .mutants = {{"norms within 0.9 and 1.1 omega sqrt(d)", "C1 (exact)",
                   [](const auto& o) {
                     const auto unit = o.m / o.m;
                     return le(o.norms_fail(9 * unit / 10, 11 * unit / 10), o.delta);
                   }},
                  Lemma::Wrong::probable("norms from 0.95 omega sqrt(d)", "C1", delta,
                                         [](const auto& o) {
                                           return le(361 * square(o.omega) * o.d,
                                                     400 * o.initialisation().least);
                                         }),
                  {"sqrt(log(4/delta)/(16m)) instead of sqrt(2 log(4/delta)/m)", "C2 (exact)",
                   [](const auto& o) {
                     const auto lost = o.m / (2 * o.C_0);
                     const auto slack = sqrt(o.m * log(4 / o.delta)) / 4;
                     return le(o.count_below(o.m - lost - slack), o.delta);
                   }},
                  {"exponent d t^2/6", "S2",
                   [](const auto& o) {
                     return le(o.chi_square_leaves(o.t), 2 * exp(-o.d * square(o.t) / 6));
                   }},
                  {"0.79/(2 C_0), below sqrt(2/pi)/(2 C_0)", "S5",
                   [](const auto& o) { return le(200 * o.C_0 * o.missed, 79); }},
                  {"exponent 3 u^2/m", "S6",
                   [](const auto& o) {
                     return le(binomial_deviates(o.neurons, o.p, o.u),
                               2 * exp(-3 * square(o.u) / o.m));
                   }},
                  Lemma::Wrong::without({"H2"}, "S3")},
      .untestable = {"S1: the name of a law; S2 uses its exact tail"},
      .cost = 2};
}

}  // namespace

AnyClaim lemma_3() { return statement(); }

}  // namespace claimcheck::frei2022
