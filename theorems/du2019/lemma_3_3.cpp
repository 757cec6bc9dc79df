// du2019, lemma 3.3: while the Gram matrix is well conditioned, the residual decays and the weights
// move little.
//
// Reading. The flow is the differential inclusion of the section's footnote: ReLU's slope at 0 is
// any value in [0, 1]. H(s) is (6), with the closed indicator. Two things are false as printed.
//   Units on a kink. n = m = 1, w(0) = 0, a = -1, y = 1: the side z > 0 pushes back, the side z < 0
//     pushes nothing, so the unit stays at z = 0 for ever and nothing is learned, while H(s) = 1
//     counts it as active. So C1, S1, S2, S3 and S5 need that the flow obeys (7): "regular".
//   The exponent. S3 bounds the square, so |y - u(s)| <= e^{-lambda_0 s / 2} |y - u(0)|; S5 drops
//     the half, and the bounds of S6 and C2 lose a factor 2. n = 1, one active unit of four:
//     |w(t) - w(0)| -> 4 |y - u(0)| / sqrt(m), and R' = 2 |y - u(0)| / sqrt(m).
// Times up to 32; S2, S6 at t/2 and t.

#include "theorems/du2019/first_layer_flow.hpp"
#include "theorems/du2019/network_setting.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : NetworkSetting {
  double t = 1;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(2, 5, 2).real("t", &Setting::t, above_up_to(0, 32));
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  R n, m, lambda_0;
  FirstLayerFlow<R> flow;
  R least;         // least lambda_min(H(s)) met
  R bound;         // R' = sqrt(n) |y - u(0)| / (sqrt(m) lambda_0)
  Vector<R> pull;  // sqrt(m) |dL/dw_r| by formula (4) at the end

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.a.size())),
        lambda_0(inputs.lambda_0()),
        flow(inputs, lift<R>(s.W0), s.a, lift<R>(s.y), s.t),
        least(flow.least_eigenvalue_met()),
        bound(sqrt(n / m) * norm(flow.start.residual) / lambda_0),
        pull(row_lengths(descent_coefficients(lift<R>(s.a), flow.end.active, flow.end.residual),
                         inputs.gram)) {}

  /// |w_r - w_r(0)| <= factor R' for all r
  Judgement<R> within(const FlowMoment<R>& at, const R& factor) const {
    return flow.within(at, factor * bound);
  }
  /// d|y - u|^2/dt = -2 (y - u)^T H (y - u) <= -lambda_0 |y - u|^2; the equality to 2^-20, which
  /// any precision decides.
  Judgement<R> energy(const FlowMoment<R>& at) const {
    const R moved = dot(at.residual, at.tangent * at.residual),
            printed = dot(at.residual, gram_matrix(inputs.gram, at.active) * at.residual),
            length = squared_norm(at.residual), scale = length + square(flow.grain);
    return Judgement<R>(le(abs(moved - printed) * 1048576, scale)) &
           le_next_to(scale, lambda_0 * length, 2 * printed);
  }
};

/// Mostly active units, labels near and far from the outputs.
void mostly_active(Setting& s, Stream& random) {
  wake_units(s, 0.7, random);
  if (random.chance(0.5)) {
    for (double& label : s.y) label = random.integer(-4, 4);
  }
  if (random.chance(0.9)) s.t = std::ldexp(1.0, random.integer(-4, 2));
}

/// n = 1, one unit of four active.
const Setting quarter = {one_input(1, 4, 1, 2.5), 32};
/// A unit that stays on its kink.
const Setting stuck = {one_unit(0, -1, 1), 1};

using Lemma = Claim<Setting, Observation>;

constexpr auto regular = [](const auto& o) {
  return fact<std::decay_t<decltype(o.n)>>(o.flow.slid ? Truth::no : Truth::yes);
};

Lemma statement() {
  return {
      .card = {.id = "du2019/lemma-3.3",
               .title = "Linear convergence and small movement when $H$ is well conditioned",
               .label = "Lemma 3.3",
               .place = "Section 3.1",
               .kind = Kind::flow,
               .statement = R"(If $\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$ for $0\le s\le t$, then
$\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$ and for every $r\in[m]$
$$\|w_r(t)-w_r(0)\|_2\le\frac{\sqrt n\,\|y-u(0)\|_2}{\sqrt m\,\lambda_0}=:R'.$$)",
               .reading =
                   R"(The flow is a differential inclusion, $H$ has the closed indicator. False
twice: a unit that a kink holds ($n=m=1$, $w(0)=0$, $a=-1$, $y=1$) counts as active in $H$ and learns
nothing; and S5 forgets the square of S3, so that $R'$ is too small by a factor 2 ($n=1$, one active unit of
four).)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"flow", "one flow leaves the start, and the enclosure follows it up to $t$",
                      [](const auto& o) {
                        return fact<std::decay_t<decltype(o.n)>>(o.flow.decided);
                      }},
                     {"H1", R"($\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$, $0\le s\le t$)",
                      [](const auto& o) { return ge(2 * o.least, o.lambda_0); }}},
      .conclusions =
          {{"C1", R"($\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$)",
            [](const auto& o) { return o.flow.decayed(o.flow.start, o.flow.end, o.lambda_0); }},
           {"C2", R"($\|w_r(t)-w_r(0)\|_2\le R'$)",
            [](const auto& o) { return o.within(o.flow.end, 1 + 0 * o.n); }},
           {"S1", R"($\frac d{dt}\|y-u\|^2=-2(y-u)^\top H(y-u)\le-\lambda_0\|y-u\|^2$ at $0$, $t$)",
            [](const auto& o) { return o.energy(o.flow.start) & o.energy(o.flow.end); }},
           {"S2", R"($e^{\lambda_0s}\|y-u(s)\|^2$ does not increase from $0$ to $t/2$ to $t$)",
            [](const auto& o) {
              return o.flow.decayed(o.flow.start, o.flow.half, o.lambda_0) &
                     o.flow.decayed(o.flow.half, o.flow.end, o.lambda_0);
            }},
           {"S3", R"($\|y-u(s)\|^2\le e^{-\lambda_0s}\|y-u(0)\|^2$ for $s=t/2$)",
            [](const auto& o) { return o.flow.decayed(o.flow.start, o.flow.half, o.lambda_0); }},
           {"S4", R"($\|\sum_i(y_i-u_i)\frac1{\sqrt m}a_rx_i\mathbb I\{\cdot\}\|_2\le\frac1{\sqrt m}
\sum_i|y_i-u_i|\le\frac{\sqrt n}{\sqrt m}\|y-u\|_2$)",
            [](const auto& o) {
              auto total = 0 * o.n;
              for (const auto& value : o.flow.end.residual) total += abs(value);
              const auto length = squared_norm(o.flow.end.residual),
                         scale = length + square(o.flow.grain);
              return every(o.pull.size(),
                           [&](auto r) {
                             return le_next_to(scale, square(o.pull[r]), square(total));
                           }) &
                     le_next_to(scale, square(total), o.n * length);
            }},
           {"S5", R"($\|y-u(s)\|_2\le e^{-\lambda_0s}\|y-u(0)\|_2$, $s=t$)",
            [](const auto& o) { return o.flow.decayed(o.flow.start, o.flow.end, 2 * o.lambda_0); }},
           {"S6", R"($\|w_r(s)-w_r(0)\|_2\le\int_0^s\|\dot w_r\|_2\le R'$, $s=t/2,t$)",
            [](const auto& o) {
              return o.within(o.flow.half, 1 + 0 * o.n) & o.within(o.flow.end, 1 + 0 * o.n);
            }}},
      .prepare = mostly_active,
      .tight = {quarter, stuck},
      .mutants = {{"without the root of n", "S4",
                   [](const auto& o) {
                     auto total = 0 * o.n;
                     for (const auto& value : o.flow.end.residual) total += abs(value);
                     return le(square(total), squared_norm(o.flow.end.residual));
                   }},
                  {"twice the rate, even where (7) holds", "C1", given(regular),
                   [](const auto& o) {
                     return o.flow.decayed(o.flow.start, o.flow.end, 2 * o.lambda_0);
                   }},
                  Lemma::Wrong::without({"H1"}, "C1")},
      .refuted = {"C1", "C2", "S1", "S2", "S3", "S5", "S6"},
      .cost = 20};
}

}  // namespace

AnyClaim lemma_3_3() { return statement(); }

AnyClaim lemma_3_3_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(For flows that obey (7): no unit stays on a kink. $R'$ with
$\frac{2\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$, S5 with $e^{-\lambda_0s/2}$.)";
  lemma.hypotheses.push_back({"regular", "no unit stays on a kink, so (7) holds", regular});
  lemma.replace({"C2", R"($\|w_r(t)-w_r(0)\|_2\le2R'$)",
                 [](const auto& o) { return o.within(o.flow.end, 2 + 0 * o.n); }});
  lemma.replace(
      {"S5", R"($\|y-u(s)\|_2\le e^{-\lambda_0s/2}\|y-u(0)\|_2$, $s=t$)",
       [](const auto& o) { return o.flow.decayed(o.flow.start, o.flow.end, o.lambda_0); }});
  lemma.replace({"S6", R"($\|w_r(s)-w_r(0)\|_2\le2R'$, $s=t/2,t$)", [](const auto& o) {
                   return o.within(o.flow.half, 2 + 0 * o.n) & o.within(o.flow.end, 2 + 0 * o.n);
                 }});
  lemma.mutants = {{"one per cent less than 2 R'", "C2",
                    [](const auto& o) { return o.within(o.flow.end, (198 + 0 * o.n) / 100); }},
                   {"a rate one per cent higher", "C1",
                    [](const auto& o) {
                      return o.flow.decayed(o.flow.start, o.flow.end, 101 * o.lambda_0 / 100);
                    }},
                   Lemma::Wrong::without({"H1"}, "C1"),
                   Lemma::Wrong::without({"regular"}, "C1")};
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
