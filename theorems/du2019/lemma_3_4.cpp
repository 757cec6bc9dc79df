// du2019, lemma 3.4: if R' < R, the conditions of lemmas 3.2 and 3.3 hold for all time.
//
// Reading. On the events of Lemma 3.1 (E1) and Lemma 3.2 (E2: no W within R of W(0) has
// |H - H(0)|_2 >= lambda_0 / 4, read through the flip fractions); the statement names no event, and
// C1 is false without E1. R = c delta lambda_0 / n^2 with c <= sqrt(2 pi) / 16, the instance of
// Lemma 3.2. C2 inherits the factor 2 that lemma 3.3 loses: n = 1, two active units of five,
// |w(t) - w(0)| -> 2.5 |y - u(0)| / sqrt(m) > R'. With twice the R' everything holds, also for
// units that a kink holds (they are among those that may flip, and E2 has room for them). S2 and
// S5 argue from premises that are never met (that is the proof); S3 and S4 are tested as long as
// the weights are within R. S1 prints >= R', which y = u(0) meets at once. Times up to 64.

#include "theorems/du2019/first_layer_flow.hpp"
#include "theorems/du2019/network_setting.hpp"
#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : NetworkSetting {
  double c = 0.125, delta = 0.5, t = 1;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(2, 6, 2)
        .real("c", &Setting::c, above_up_to(0, 0.15625))
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .real("t", &Setting::t, above_up_to(0, 64));
  }
};

/// R' = factor sqrt(n) |y - u(0)| / (sqrt(m) lambda_0).
template <class R>
struct Trajectory {
  UnitInputs<R> inputs;
  R n, m, lambda_0;
  FirstLayerFlow<R> flow;
  R least;           // least lambda_min(H(s)) met
  R least_at_start;  // lambda_min(H(0))
  R reach;           // R'
  R radius;          // R
  R flips;           // sum_ij F_ij within R
  R farthest;        // max_r |w_r(t) - w_r(0)|

  Trajectory(const Setting& s, int factor)
      : inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.a.size())),
        lambda_0(inputs.lambda_0()),
        flow(inputs, lift<R>(s.W0), s.a, lift<R>(s.y), s.t),
        least(flow.least_eigenvalue_met()),
        reach(R(factor) * sqrt(n / m) * norm(flow.start.residual) / lambda_0),
        radius(R(s.c) * R(s.delta) * lambda_0 / square(n)),
        farthest(max_entry(flow.end.distances)) {
    const Matrix<R> z0 = inputs.preactivations(lift<R>(s.W0));
    least_at_start = least_eigenvalue(gram_matrix(inputs.gram, closed_indicator(z0)));
    flips = total(flip_fraction(flip_indicator(z0, radius)));
  }
  /// |w_r(t) - w_r(0)| <= R' for all r
  Relation<R> moves_little() const { return le_next_to(flow.grain, farthest, reach); }
  /// |y - u(t)|^2 <= e^{-lambda_0 t} |y - u(0)|^2
  Relation<R> decays() const { return flow.decayed(flow.start, flow.end, lambda_0); }
};
template <class R>
struct Observation : Trajectory<R> {
  explicit Observation(const Setting& s) : Trajectory<R>(s, 1) {}
};
template <class R>
struct TwiceTheReach : Trajectory<R> {
  explicit TwiceTheReach(const Setting& s) : Trajectory<R>(s, 2) {}
};

/// Residuals so small that R' is around R, units mostly active.
template <template <class> class O, class File = O<double>>
void small_residual(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth()) || !(inputs.lambda_0() > 1e-6)) return;
  wake_units(s, 0.7, random);
  if (random.chance(0.7)) s.t = std::ldexp(1.0, random.integer(-3, 5));
  if (random.chance(0.5)) s.delta = random.uniform(0.25, 1);
  const Vector<double> u =
      outputs(relu_of_paper<double>(), scaled_signs<double>(s.a), inputs.preactivations(s.W0));
  const O<double> o(s);
  const double most = o.radius / (o.reach / norm(o.flow.start.residual));
  if (!std::isfinite(most)) return;
  for (std::size_t i = 0; i < s.y.size(); ++i) {
    const double share = random.chance(0.5) ? 0.6875 : random.uniform(0.1, 1.5);
    s.y[i] = u[i] + random.sign() * share * most / std::sqrt(static_cast<double>(s.y.size()));
  }
}

/// n = 1, `active` units of m, y - u(0) = 2^-6.
Setting few_active(std::size_t active, std::size_t m) {
  return {one_input(active, m, 1, 0x1p-6), 0.15625, 0.9375, 64};
}

template <template <class> class O, class File = O<double>>
Claim<Setting, O> statement() {
  using Lemma = Claim<Setting, O>;
  const auto not_beyond = [](const auto& o) { return le(o.farthest, o.radius); };
  return Lemma{
      .card = {.id = "du2019/lemma-3.4",
               .title = "Bootstrapping: the conditions hold for all time",
               .label = "Lemma 3.4",
               .place = "Section 3.1",
               .kind = Kind::flow,
               .statement = R"(If $R'<R$, then for all $t\ge0$ $\lambda_{\min}(H(t))\ge\frac12
\lambda_0$, for all $r\in[m]$ $\|w_r(t)-w_r(0)\|_2\le R'$, and $\|y-u(t)\|_2^2\le e^{-\lambda_0t}
\|y-u(0)\|_2^2$; $R'=\frac{\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$, $R=\frac{c\delta\lambda_0}{n^2}$.)",
               .reading = R"(On the events of Lemmas 3.1 and 3.2, which the statement does not name,
$c\le\frac{\sqrt{2\pi}}{16}$. C2 inherits the factor 2 that Lemma 3.3 loses ($n=1$, two active units of
five).)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"E1", R"(Lemma 3.1: $\lambda_{\min}(H(0))\ge\frac34\lambda_0$)",
                      [](const auto& o) { return ge(4 * o.least_at_start, 3 * o.lambda_0); }},
                     {"E2", R"(Lemma 3.2: $\sum_{i,j}F_{ij}<\frac{\lambda_0}4$ within $R$)",
                      [](const auto& o) { return lt(4 * o.flips, o.lambda_0); }},
                     {"H1", R"($R'<R$)", [](const auto& o) { return lt(o.reach, o.radius); }},
                     {"flow", "one flow leaves the start, and the enclosure follows it up to $t$",
                      [](const auto& o) {
                        return fact<std::decay_t<decltype(o.n)>>(o.flow.decided);
                      }}},
      .conclusions =
          {{"C1", R"($\lambda_{\min}(H(s))\ge\frac12\lambda_0$, $0\le s\le t$)",
            [](const auto& o) { return ge(2 * o.least, o.lambda_0); }},
           {"C2", R"($\|w_r(t)-w_r(0)\|_2\le R'$)", [](const auto& o) { return o.moves_little(); }},
           {"C3", R"($\|y-u(t)\|_2^2\le e^{-\lambda_0t}\|y-u(0)\|_2^2$)",
            [](const auto& o) { return o.decays(); }},
           {"S1",
            R"(if $\|w_r(t)-w_r(0)\|_2\ge R'$ or $\|y-u(t)\|_2^2>e^{-\lambda_0t}\|y-u(0)\|_2^2$,
then $\lambda_{\min}(H(s))<\frac12\lambda_0$ for some $s\le t$)",
            [](const auto& o) {
              using R = std::decay_t<decltype(o.n)>;
              return either(lt(o.farthest, o.reach) & o.decays(),
                            Judgement<R>(lt(2 * o.least, o.lambda_0)));
            }},
           {"S3", R"(while the weights are within $R$, $\lambda_{\min}(H)\ge\frac12\lambda_0$)",
            given(not_beyond), [](const auto& o) { return ge(2 * o.least, o.lambda_0); }},
           {"S4", R"(while the weights are within $R$, they are within $R'<R$)", given(not_beyond),
            [](const auto& o) { return o.moves_little() & lt(o.reach, o.radius); }}},
      .prepare = small_residual<O>,
      .tight = {few_active(2, 5), few_active(1, 1), few_active(0, 4), few_active(1, 6)},
      .untestable =
          {"S2: the premise lambda_min(H(s)) < lambda_0 / 2 is never met on E1 and E2, which is "
           "what the proof shows; C1 is tested instead (printed with R in the place of R^2)",
           "S5: the same premise"},
      .cost = 10};
}

}  // namespace

AnyClaim lemma_3_4() {
  auto lemma = statement<Observation>();
  using Lemma = decltype(lemma);
  lemma.refuted = {"C2", "S1", "S4"};
  lemma.mutants = {Lemma::Wrong::without({"E1"}, "C1"),
                   Lemma::Wrong::without({"E1"}, "C3"),
                   {"twice the rate", "C3", [](const auto& o) {
                      return o.flow.decayed(o.flow.start, o.flow.end, 2 * o.lambda_0);
                    }}};
  return lemma;
}

AnyClaim lemma_3_4_corrected() {
  auto lemma = statement<TwiceTheReach>();
  using Lemma = decltype(lemma);
  lemma.card.id += "_corrected";
  lemma.card.corrects =
      R"($R'=\frac{2\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$, on the events of Lemmas
3.1 and 3.2; S1 with $>R'$, because $R'=0$ when $y=u(0)$.)";
  lemma.replace(
      {"S1", R"(if $\|w_r(t)-w_r(0)\|_2>R'$ or $\|y-u(t)\|_2^2>e^{-\lambda_0t}\|y-u(0)\|_2^2$,
then $\lambda_{\min}(H(s))<\frac12\lambda_0$ for some $s\le t$)",
       [](const auto& o) {
         using R = std::decay_t<decltype(o.n)>;
         return either(o.moves_little() & o.decays(), Judgement<R>(lt(2 * o.least, o.lambda_0)));
       }});
  lemma.mutants = {
      {"0.62 R'", "C2", [](const auto& o) { return le(100 * o.farthest, 62 * o.reach); }},
      Lemma::Wrong::without({"E1"}, "C1"),
      Lemma::Wrong::without({"E1"}, "C2"),
      Lemma::Wrong::without({"H1"}, "S4")};
  return lemma;
}

}  // namespace claimcheck::du2019
