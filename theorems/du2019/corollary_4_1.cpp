// du2019, corollary 4.1: small movement along gradient descent.
//
// Reading. The statement puts no bound on eta; it is taken as it stands, for every eta > 0, and
// then fails for eta lambda_0 > 4 (n = 1, k = 0: one step of length eta |y - u(0)| / sqrt(m)). For
// 2 < eta lambda_0 <= 4 condition 4.1 beyond k = 0 means y = u(0), because its base is negative,
// and one step is short enough; so eta lambda_0 <= 4 is the weakest repair, and theorem 4.1's eta =
// O(lambda_0 / n^2) implies it. Steps S3 and S4 are printed with |y - u(k')| after the factor (1 -
// eta lambda_0/2)^{k'/2} that is meant to replace it; S3 is false as printed. S5 sums the geometric
// series, which needs |y - u(0)| there; its relation sign is not legible in our copy, it is read as
// the "=" of the derivation and is an inequality: the sum is 2 (1 + sqrt q) / lambda_0 with q = 1 -
// eta lambda_0 / 2 < 1. Powers 1/2 of q are claimed for eta lambda_0 <= 2 only. Later iterates that
// fall on a kink by an exact tie of irrational numbers are left out ("patterns"); ties that are
// exact in binary stay.

#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/network_setting.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : NetworkSetting {
  double eta = 1;
  int k = 0;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(3, 4, 3)
        .real("eta", &Setting::eta, positive())
        .integer("k", &Setting::k, within(0, 5));
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  int k;
  R n, m, eta, lambda_0;
  R base;               // q = 1 - eta lambda_0 / 2
  DescentRun<R> run;    // iterates 0 .. k + 1
  R start;              // |y - u(0)|
  R unit;               // sqrt(n) |y - u(0)| / sqrt(m)
  R sum, weighted;      // eta sum_{k' <= k} |y - u(k')|, and weighted by q^{k'/2}
  R weighted_at_start;  // eta sum_{k' <= k} q^{k'/2} |y - u(0)|

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        k(s.k),
        n(R(inputs.n())),
        m(R(s.a.size())),
        eta(s.eta),
        lambda_0(inputs.lambda_0()),
        base(1 - eta * lambda_0 / 2),
        run(inputs, lift<R>(s.W0), s.a, lift<R>(s.y), eta, s.k + 1),
        start(run.residual[0]),
        unit(sqrt(n / m) * start),
        sum(0),
        weighted(0),
        weighted_at_start(0) {
    const R root = sqrt(max(R(0), base));
    for (int j = 0; j <= k; ++j) {
      const R& residual = run.residual[static_cast<std::size_t>(j)];
      sum += eta * residual;
      weighted += eta * pow(root, j) * residual;
      weighted_at_start += eta * pow(root, j) * start;
    }
  }

  const Vector<R>& travelled() const { return run.travel.back(); }
  Relation<R> step_at_most(int c) const { return le(eta * lambda_0, c); }
  /// sum_{k' >= 0} eta q^{k'/2} = 2 (1 + sqrt q) / lambda_0
  R series() const { return 2 * (1 + sqrt(max(R(0), base))) / lambda_0; }
};

/// Mostly active units, step sizes on and off the borders 1, 2, 4 of eta lambda_0.
void towards_decay(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth())) return;
  const double lambda_0 = inputs.lambda_0();
  if (!(lambda_0 > 1e-6)) return;
  if (random.chance(0.6)) {
    const double borders[] = {0.125, 0.5, 1, 2, 4, 4.5};
    s.eta = borders[random.below(6)] / lambda_0;
    if (random.chance(0.5)) s.eta *= random.uniform(0.5, 1);
  }
  if (random.chance(0.5)) wake_units(s, 1, random);
  if (random.chance(0.5)) s.k = 0;
}

constexpr auto small_step = [](const auto& o) { return o.step_at_most(2); };

using Corollary = Claim<Setting, Observation>;

Corollary statement() {
  return {
      .card = {.id = "du2019/corollary-4.1",
               .title = "Small movement along gradient descent",
               .label = "Corollary 4.1",
               .place = "Section 4.1",
               .kind = Kind::trajectory,
               .statement = R"(If Condition 4.1 holds for $k'=0,\dots,k$, then for every $r\in[m]$
$$\|w_r(k+1)-w_r(0)\|_2\le\frac{4\sqrt n\,\|y-u(0)\|_2}{\sqrt m\,\lambda_0}=:R'.$$)",
               .reading =
                   R"(For every $\eta>0$, as printed; unit inputs as directions, $\lambda_0>0$. It
fails for $\eta\lambda_0>4$ already at $k=0$, $n=1$; Theorem 4.1's step size excludes that. S3 and S4 carry
$\|y-u(k')\|$ where $\|y-u(0)\|$ is meant, and S3 is false with it. S5 (sign illegible, read as "=") is a
strict inequality.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"patterns", R"(the pattern of every iterate is decided: true in exact
arithmetic, no enclosure decides an iterate that falls exactly on a kink)",
                      [](const auto& o) {
                        return fact<std::decay_t<decltype(o.eta)>>(o.run.decided);
                      }},
                     {"H1", R"(Condition 4.1 for $k'=1,\dots,k$)",
                      [](const auto& o) {
                        return every(static_cast<std::size_t>(o.k), [&](auto j) {
                          return contracted(o.run.residual[j + 1], o.start, o.base,
                                            static_cast<int>(j) + 1);
                        });
                      }}},
      .conclusions =
          {{"C1", R"($\|w_r(k+1)-w_r(0)\|_2\le\frac{4\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$)",
            [](const auto& o) {
              return every(o.travelled().size(), [&](auto r) {
                return le_next_to(o.run.grain, o.travelled()[r] * o.lambda_0, 4 * o.unit);
              });
            }},
           {"S1", R"($\|w_r(k+1)-w_r(0)\|_2\le\eta\sum_{k'\le k}\|\partial L(W(k'))/\partial w_r
\|_2$)",
            [](const auto& o) {
              return every(o.travelled().size(), [&](auto r) {
                auto path = 0 * o.eta;
                for (int j = 0; j <= o.k; ++j) {
                  path += o.eta * o.run.slopes[static_cast<std::size_t>(j)][r];
                }
                return le_next_to(o.eta * o.run.grain, o.travelled()[r], path);
              });
            }},
           {"S2",
            R"($\|\partial L(W(k'))/\partial w_r\|_2\le\frac{\sqrt n}{\sqrt m}\|y-u(k')\|_2$)",
            [](const auto& o) {
              return every(static_cast<std::size_t>(o.k) + 1, [&](auto j) {
                return every(o.travelled().size(), [&](auto r) {
                  return le_next_to(o.run.grain, o.run.slopes[j][r],
                                    sqrt(o.n / o.m) * o.run.residual[j]);
                });
              });
            }},
           {"S3", R"(printed: $\sum_{k'\le k}\|y-u(k')\|_2\le\sum_{k'\le k}q^{k'/2}\|y-u(k')\|_2$,
$q=1-\frac{\eta\lambda_0}2\ge0$)",
            given(small_step),
            [](const auto& o) { return le_next_to(o.eta * o.run.grain, o.sum, o.weighted); }},
           {"S4", R"(printed: adding the terms beyond $k$ does not decrease the sum)",
            given(small_step),
            [](const auto& o) {
              const auto next = pow(sqrt(max(o.base, 0 * o.base)), o.k + 1) * o.run.residual.back();
              return le_next_to(o.eta * o.run.grain, o.weighted, o.weighted + o.eta * next);
            }},
           {"S5", R"($\eta\sum_{k'\ge0}\frac{\sqrt n}{\sqrt m}q^{k'/2}\|y-u(0)\|_2=
\frac{4\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$)",
            given(small_step),
            [](const auto& o) {
              return eq_next_to(o.run.grain, o.unit * o.series() * o.lambda_0, 4 * o.unit);
            }},
           {"S6",
            R"($\eta\sum_{k'\le k}q^{k'/2}\le\frac{2(1+\sqrt q)}{\lambda_0}\le\frac4{\lambda_0}$
for $\eta\lambda_0\le2$)",
            given(small_step),
            [](const auto& o) {
              return le_next_to(o.eta * o.run.grain, o.weighted_at_start, o.start * o.series()) &
                     le(o.series() * o.lambda_0, 4);
            }}},
      .prepare = towards_decay,
      .mutants = {{"without the root of n", "S2",
                   [](const auto& o) {
                     return every(o.travelled().size(), [&](auto r) {
                       return le(o.run.slopes[0][r], o.run.residual[0] / sqrt(o.m));
                     });
                   }},
                  {"one per cent less than 4 / lambda_0", "S6", given(small_step),
                   [](const auto& o) { return le(100 * o.series() * o.lambda_0, 396); }},
                  {"the series of q instead of its root", "S6", given(small_step),
                   [](const auto& o) { return le(o.series() * o.lambda_0, 2); }}},
      .refuted = {"C1", "S3", "S5"},
      .cost = 2};
}

}  // namespace

AnyClaim corollary_4_1() { return statement(); }

AnyClaim corollary_4_1_corrected() {
  Corollary corollary = statement();
  corollary.card.id += "_corrected";
  corollary.card.corrects =
      R"(With $\eta\lambda_0\le4$; S3 and S4 with $\|y-u(0)\|_2$ on the right; S5 with
$\le$.)";
  corollary.hypotheses.push_back(
      {"step", R"($\eta\lambda_0\le4$)", [](const auto& o) { return o.step_at_most(4); }});
  corollary.replace({"S3", R"($\sum_{k'\le k}\|y-u(k')\|_2\le\sum_{k'\le k}q^{k'/2}\|y-u(0)\|_2$)",
                     given(small_step), [](const auto& o) {
                       return le_next_to(o.eta * o.run.grain, o.sum, o.weighted_at_start);
                     }});
  corollary.replace({"S4", R"($\sum_{k'\le k}q^{k'/2}\le\sum_{k'\ge0}q^{k'/2}$)", given(small_step),
                     [](const auto& o) {
                       return le_next_to(o.eta * o.run.grain, o.weighted_at_start,
                                         o.start * o.series());
                     }});
  corollary.replace({"S5", R"($\eta\sum_{k'\ge0}\frac{\sqrt n}{\sqrt m}q^{k'/2}\|y-u(0)\|_2\le
\frac{4\sqrt n\|y-u(0)\|_2}{\sqrt m\lambda_0}$)",
                     given(small_step), [](const auto& o) {
                       return le_next_to(o.run.grain, o.unit * o.series() * o.lambda_0, 4 * o.unit);
                     }});
  corollary.mutants = {{"one per cent less than R'", "C1",
                        [](const auto& o) {
                          return every(o.travelled().size(), [&](auto r) {
                            return le(100 * o.travelled()[r] * o.lambda_0, 396 * o.unit);
                          });
                        }},
                       Corollary::Wrong::without({"H1"}, "C1"),
                       Corollary::Wrong::without({"step"}, "C1"),
                       {"the bound of gradient flow", "C1", [](const auto& o) {
                          return every(o.travelled().size(), [&](auto r) {
                            return le(o.travelled()[r] * o.lambda_0, o.unit);
                          });
                        }}};
  corollary.refuted.clear();
  return corollary;
}

}  // namespace claimcheck::du2019
