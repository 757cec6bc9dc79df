// frei2023, Proposition E.10: one step keeps a bound on the exponential loss ratio.
//
// Reading. Any W(t) that interpolates; phi as in Lemma E.8; rho, c, C' and H >= sup |phi''| are
// stored; ratios are compared after taking logarithms.
// C1 and S3 fail as printed: H5 bounds alpha by 1/H, and a linear phi is H-smooth for every H > 0
// (a smoothed one with a wide kink for tiny H), so alpha may be as large as one likes. Two
// orthogonal samples with margins 1/2 and 1 then swap places and end up arbitrarily far apart. The
// proof uses alpha R_max^2 (1 + 1/20)/n <= 1/10 in S3; (A1), which has max(1, H), implies it.
// "Case 1 implies ..." is tested as "not case 1, or ...".

#include "theorems/frei2023/loss_ratio_step.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : BoundedRatioStep {
  static Schema<Setting> schema() { return bounded_ratio_schema<Setting>(3, 3, 4); }
};

template <class R>
struct Observation : PersistentOneStep<R> {
  R rho, R2_c;  // R^2/c

  explicit Observation(const Setting& s)
      : PersistentOneStep<R>(s), rho(s.rho), R2_c(this->x.squared_ratio() / this->c) {}
};

using Proposition = Claim<Setting, Observation>;

/// The claim of case 1, g_i/g_j <= (2/5) rho, or of case 2, for every pair (1, 2) = (i, j).
template <class R, class F>
Judgement<R> in_case_1(const Observation<R>& o, F f) {
  return every_pair(o.samples(), [&](auto i, auto j) {
    return either(Judgement<R>(gt(5 * o.g()[i], 2 * o.rho * o.g()[j])), Judgement<R>(f(i, j)));
  });
}
template <class R, class F>
Judgement<R> in_case_2(const Observation<R>& o, F f) {
  return every_pair(o.samples(), [&](auto i, auto j) {
    return either(Judgement<R>(le(5 * o.g()[i], 2 * o.rho * o.g()[j])), Judgement<R>(f(i, j)));
  });
}

/// alpha (g_j R_max^2/n + R_max^2 G / ((10 R^2/c + 10) n))
template <class R>
R case_1_growth(const Observation<R>& o, std::size_t j) {
  return o.alpha * o.x.max_squared_norm / o.n * (o.g()[j] + o.G() / (10 * o.R2_c + 10));
}
/// (2/5) rho - R^2/c - (R^2/c) rho / (5 R^2/c + 5)
template <class R>
R case_2_rate(const Observation<R>& o) {
  return 2 * o.rho / 5 - o.R2_c - o.R2_c * o.rho / (5 * o.R2_c + 5);
}

/// max_{i,j} log of e^{-q_i} / e^{-q_j} after the step <= log rho
template <class R>
Judgement<R> ratio_is_kept(const Observation<R>& o, const R& rho) {
  return every_pair(o.samples(), [&](auto i, auto j) {
    return le(o.q()[j] + o.change()[j] - o.q()[i] - o.change()[i], log(rho));
  });
}

/// Two orthogonal samples, one linear neuron, margins 1/2 and 1, H = 2^-20.
Setting swapping_pair() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {1, 0, 0, 1};
  s.W = Matrix<double>(1, 2);
  s.W.entries() = {0.5, 1};
  s.y = {1, 1};
  s.sign = {1};
  s.H = 0x1p-20;
  s.alpha = 256;
  return s;
}

/// The same with a short step and margins 2^-8 and 5: nearly equality in S4.
Setting distant_margins() {
  Setting s = swapping_pair();
  s.W.entries() = {0x1p-8, 5};
  s.H = 1;
  s.alpha = 0x1p-8;
  s.rho = 256;
  return s;
}

/// A bound that H3 excludes.
Setting small_bound() {
  Setting s = distant_margins();
  s.rho = 2;
  return s;
}

void prepare(Setting& s, Stream& random) {
  place_interpolating_step(s, random);
  choose_constants(s, random);
  choose_ratio(s, random);
  if (random.chance(0.3)) s.rho *= random.uniform(1, 3);
  if (random.chance(0.1)) s.rho = random.uniform(1, 3);  // too small for H3
}

Proposition statement() {
  return {
      .card = {.id = "frei2023/proposition-e.10",
               .title = "One step keeps a bound on the exponential loss ratio",
               .label = "Proposition E.10",
               .place = "Appendix E.3",
               .kind = Kind::trajectory,
               .statement =
                   R"(Let $\phi$ be 1-Lipschitz and $H$-smooth. At time $t$ let Condition E.6
hold for some $c>0$, Condition E.5 for some $C'>25R^2/c+25$, let
$\max_{i,j}e^{-q_i}/e^{-q_j}\le\rho$ for some $\rho\ge5R^2/c+5$ and $q_i=y_if(x_i)>0$ for all $i$. If
$\alpha\le[5HR_{\max}^2n(10R^2/c+10)]^{-1}$, then $\max_{i,j}e^{-q_i}/e^{-q_j}\le\rho$ at time $t+1$.)",
               .reading =
                   R"(False as printed: $\alpha$ is unbounded as $H\to0$, and linear $\phi$ is
$H$-smooth for every $H>0$. For orthogonal $x_1,x_2$ of norm 1 and $\phi(z)=z$,
$q_i^{(t+1)}=q_i+\frac\alpha2g_i$, so $|q_1-q_2|$ grows like $\frac\alpha2|g_1-g_2|$: with $q=(\frac12,1)$
and $\alpha\ge52$ it passes $\log10$. S3 is where the proof breaks:
$\alpha(\frac{g_2R_{\max}^2}n+\dots)\le0.1$ needs a bound on $\alpha R_{\max}^2$. Smoothed activations with
a wide kink give the same. In the paper (A1) has $\max(1,H)$, so Lemma E.4 is not affected.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$, $|\phi''|\le H$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0) & is_smooth(o); }},
                     {"H1", "(Condition E.6 with $c$)",
                      [](const auto& o) { return gradients_persist(o.overlaps, o.K, o.c); }},
                     {"H2", R"((Condition E.5 with $C'>25R^2/c+25$))",
                      [](const auto& o) {
                        return gradients_nearly_orthogonal(o.products, o.C) &
                               near_orthogonality_exceeds(o);
                      }},
                     {"H3", R"($\max_{i,j}e^{-q_i}/e^{-q_j}\le\rho$, $\rho\ge5R^2/c+5$)",
                      [](const auto& o) {
                        return le(max_entry(o.q()) - min_entry(o.q()), log(o.rho)) &
                               ge(o.rho * o.c_R2_min(), 5 * o.spread());
                      }},
                     {"H4", R"($q_i>0$ for all $i$)",
                      [](const auto& o) {
                        return every(o.samples(), [&](auto i) { return gt(o.q()[i], 0); });
                      }},
                     {"H5", R"($\alpha\le[5HR_{\max}^2n(10R^2/c+10)]^{-1}$)",
                      [](const auto& o) { return step_is_short(o); }}},
      .conclusions =
          {{"C1", R"($\max_{i,j}e^{-q_i}/e^{-q_j}\le\rho$ at time $t+1$)",
            []<class R>(const Observation<R>& o) { return ratio_is_kept<R>(o, o.rho); }},
           {"S1", R"((24): Lemma E.8 for $(1,2)$)",
            [](const auto& o) {
              return every_pair(o.samples(),
                                [&](auto i, auto j) { return ratio_change_is_bounded(o, i, j); });
            }},
           {"S2",
            R"(case 1, $g_1/g_2\le\frac25\rho$: $A_{t+1}\le A_t\exp(\alpha(\frac{g_2R_{\max}^2}n
+\frac{R_{\max}^2\widehat G}{(10R^2/c+10)n}))$)",
            [](const auto& o) {
              return in_case_1(o, [&](auto i, auto j) {
                return by_slack(le(o.change()[j] - o.change()[i], case_1_growth(o, j)), [&] {
                  const auto own = o.g()[j] * below_longest(o, j) + o.g()[i] * o.products(i, i);
                  const auto last = o.x.max_squared_norm * o.G() / (10 * o.R2_c + 10);
                  return (o.alpha * (own + last) - pulled_apart(o, i, j)) / o.n;
                });
              });
            }},
           {"S3", R"(case 1: that is at most $1.2A_t$)",
            []<class R>(const Observation<R>& o) {
              return in_case_1(
                  o, [&](auto, auto j) { return le(case_1_growth(o, j), log(R(6) / 5)); });
            }},
           {"S4", R"(case 1: $1.2A_t\le2.4\,g_1/g_2\le2.4\cdot\frac25\rho\le\rho$)",
            []<class R>(const Observation<R>& o) {
              return in_case_1(o, [&](auto i, auto j) {
                return le(o.q()[j] - o.q()[i], log(2 * o.g()[i] / o.g()[j])) &
                       le(R(12) / 5 * o.g()[i], o.rho * o.g()[j]);
              });
            }},
           {"S5", R"(case 2, $g_1/g_2>\frac25\rho$: $A_{t+1}\le
A_t\exp(-\frac{g_2\alpha cR_{\min}^2}n(\frac25\rho-\frac{R^2}c))
\exp(\frac{\alpha R_{\max}^2}{(10R^2/c+10)n}g_2\cdot2\rho)$ and $\widehat G\le2\rho g_2$)",
            []<class R>(const Observation<R>& o) {
              return in_case_2(o, [&](auto i, auto j) {
                const R first = -o.c_R2_min() * (2 * o.rho / 5 - o.R2_c);
                const R second = o.x.max_squared_norm / (10 * o.R2_c + 10) * 2 * o.rho;
                return le(ratio_change(o, i, j), o.alpha * o.g()[j] * (first + second)) &
                       le(o.G(), 2 * o.rho * o.g()[j]);
              });
            }},
           {"S6", R"(this is $A_t\exp(-\frac{g_2\alpha cR_{\min}^2}n(\frac25\rho-\frac{R^2}c
-\frac{R^2}c\frac\rho{5R^2/c+5}))$)",
            [](const auto& o) {
              return eq(o.x.max_squared_norm / (10 * o.R2_c + 10) * 2 * o.rho,
                        o.c_R2_min() * o.R2_c * o.rho / (5 * o.R2_c + 5));
            }},
           {"S7", R"($\frac25\rho-\frac{R^2}c-\frac{R^2}c\frac\rho{5R^2/c+5}
=\frac25\rho(1-\frac12\frac{5R^2/c}{5(R^2/c+1)})-\frac{R^2}c\ge\frac15\rho-\frac{R^2}c>0$)",
            []<class R>(const Observation<R>& o) {
              const R middle = 2 * o.rho / 5 * (1 - o.R2_c / (2 * (o.R2_c + 1))) - o.R2_c;
              return eq(case_2_rate(o) + o.R2_c, middle + o.R2_c) & ge(middle, o.rho / 5 - o.R2_c) &
                     gt(o.rho / 5 - o.R2_c, 0);
            }},
           {"S8", R"(case 2: $A_{t+1}\le A_t\le\rho$)",
            [](const auto& o) {
              return in_case_2(o, [&](auto i, auto j) {
                return le(o.change()[j] - o.change()[i], 0) & le(o.q()[j] - o.q()[i], log(o.rho));
              });
            }}},
      .prepare = prepare,
      .tight = {swapping_pair(), distant_margins(), small_bound()},
      .mutants = {{"the bound 0.99 rho", "S8",
                   []<class R>(const Observation<R>& o) {
                     return ratio_is_kept<R>(o, 99 * o.rho / 100);
                   }},
                  {"1 instead of 1.2 in case 1", "S2",
                   [](const auto& o) {
                     return in_case_1(
                         o, [&](auto i, auto j) { return le(o.change()[j] - o.change()[i], 0); });
                   }},
                  {"1.95 instead of 2.4", "S4",
                   []<class R>(const Observation<R>& o) {
                     return in_case_1(o, [&](auto i, auto j) {
                       return le(o.q()[j] - o.q()[i], log(R(195) / 120 * o.g()[i] / o.g()[j]));
                     });
                   }},
                  {"case 2 wherever g_1 > g_2", "S8",
                   []<class R>(const Observation<R>& o) {
                     return every_pair(o.samples(), [&](auto i, auto j) {
                       return either(Judgement<R>(le(o.g()[i], o.g()[j])),
                                     Judgement<R>(le(o.change()[j] - o.change()[i], 0)));
                     });
                   }},
                  {"R^2/(2c) kept of rho/5 - R^2/c", "S7",
                   [](const auto& o) { return ge(case_2_rate(o), 2 * o.rho / 5 - o.R2_c); }},
                  Proposition::Wrong::without({"H3"}, "S7")},
      .refuted = {"C1", "S3"},
      .cost = 2};
}

}  // namespace

AnyClaim proposition_e_10() { return statement(); }

AnyClaim proposition_e_10_corrected() {
  Proposition proposition = statement();
  proposition.card.id += "_corrected";
  proposition.card.corrects =
      R"(The step size: also $\alpha\le\frac n{11R_{\max}^2}$, which (A1) implies and S3 needs.)";
  proposition.hypotheses.push_back({"H6", R"($\alpha\le\frac n{11R_{\max}^2}$)", [](const auto& o) {
                                      return le(11 * o.alpha * o.x.max_squared_norm, o.n);
                                    }});
  proposition.tight.erase(proposition.tight.begin());
  proposition.refuted.clear();
  return proposition;
}

}  // namespace claimcheck::frei2023
