// frei2023, Lemma B.9: z maximises the margin up to a factor 2 / (kappa + gamma).
//
// Reading. z^* of C2 solves (y_i y_k <x_i, x_k>) beta = 1, which is optimal because beta >= 0 (see
// the clause "optimum"). S2-S3 for arbitrary feasible z^*, given by its margins t_i >= 1. The proof
// takes m_1 >= m_2; for m_1 < m_2 the two sides change places, and both cases are tested. S1 is
// written for y_i f and y_i z.x_i, which contains S1'.

#include "core/linear/elimination.hpp"
#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGramAndWidths {
  Vector<double> t;  // n margins y_i <z^*, x_i> >= 1

  static Schema<Setting> schema() {
    return labelled_gram_and_widths_schema<Setting>(6, 40).vector("t", &Setting::t, "n",
                                                                  at_least(1));
  }
};

template <class R>
struct Observation : KktSet<R> {
  R larger, smaller;  // max and min of m_1, m_2
  R kappa;            // sqrt(min / max)
  Vector<R> t;        // margins of the rival z^*
  R rival;            // |z^*|^2 of the rival
  Vector<R> beta;     // coefficients of the optimum: z^* = sum beta_i y_i x_i
  R best = R(0);      // |z^*|^2 of the optimum
  Vector<R> zx;       // y_i <z, x_i>
  R z2, v2, u2;       // |z|^2, m |v|^2, m |u|^2

  explicit Observation(const Setting& s)
      : KktSet<R>(s, s.m1, s.m2, 0),
        larger(std::max(s.m1, s.m2)),
        smaller(std::min(s.m1, s.m2)),
        kappa(sqrt(smaller / larger)),
        t(lift<R>(s.t)),
        rival(0),
        z2(0),
        v2(0),
        u2(0) {
    if (this->points().empty()) return;
    const std::size_t size = this->samples();
    beta = *max_margin_multipliers(this->problem);
    best = sum(beta);
    rival = dot(t, *solve_by_elimination(signed_gram(this->problem), t));
    const KktPoint<R>& w = this->points()[0];
    for (std::size_t i = 0; i < size; ++i) {
      const R &v = w.z(0, i), &u = w.z(1, i);
      zx.push_back(this->y[i] * (s.m1 * v - s.m2 * u) / this->m);
      v2 += this->y[i] * w.share(0, i) * v;
      u2 -= this->y[i] * w.share(1, i) * u;
      z2 +=
          this->y[i] * (s.m1 * w.share(0, i) + s.m2 * w.share(1, i)) * this->y[i] * zx[i] / this->m;
    }
  }

  /// (kappa + gamma) times the constraint of sample i at (v^*, u^*), minus kappa + gamma.
  R slack(std::size_t i) const {
    const bool larger_side = (this->problem.m1 >= this->problem.m2) == (this->y[i] == 1);
    const R own = larger_side ? 1 + this->gamma * kappa : kappa + this->gamma;
    const R gain = larger_side ? (1 - kappa) * (1 - this->gamma) : R(0);
    return (t[i] - 1) * own + gain;
  }
};

/// f(w) for the KKT point.
template <class O, class F>
auto at_the_point(const O& o, F f) {
  return every_kkt_point(o, f);
}

const auto optimal = [](const auto& o) {
  return every(o.beta.size(), [&](auto i) { return ge(o.beta[i], 0); });
};

/// One sample, kappa = 1, gamma close to 1: the factor is almost attained.
Setting nearly_tight() {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(1, 1 - 0x1p-10, SignPattern::none);
  s.t = {1};
  return s;
}

}  // namespace

AnyClaim lemma_b_9() {
  using Lemma = Claim<Setting, Observation>;
  return Lemma{
      .card = {.id = "frei2023/lemma-b.9",
               .title = "z maximises the margin up to a factor",
               .label = "Lemma B.9",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, $y_iz^\top x_i\ge1$ for all $i$
and $\|z\|\le\frac2{\kappa+\gamma}\|z^*\|$, where
$\kappa=\sqrt{\min\{m_1,m_2\}/\max\{m_1,m_2\}}$ and $z^*=\mathrm{argmin}_{\tilde z}\|\tilde z\|$ s.t.
$y_i\tilde z^\top x_i\ge1$ for all $i$.)",
               .reading = R"(The KKT point is the one of Theorem 3.2 (unique by Lemma B.6). The
optimum $z^*$ has all constraints active; its multipliers are checked to be non-negative. S2 and S3
are tested for arbitrary feasible $z^*$ in the span of the data, given by its margins. The proof
assumes $m_1\ge m_2$; for $m_1<m_2$ the roles of $v^*$ and $u^*$ are exchanged.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"C1", R"($y_iz^\top x_i\ge1$)",
            [](const auto& o) {
              return at_the_point(o, [&](const auto&) {
                return every(o.samples(), [&](auto i) { return ge(o.zx[i], 1); });
              });
            }},
           {"optimum", R"(the multipliers of $z^*$ are non-negative)", optimal},
           {"C2", R"($\|z\|\le\frac2{\kappa+\gamma}\|z^*\|$)", given(optimal),
            [](const auto& o) {
              return at_the_point(o, [&](const auto&) {
                return le(sqrt(o.z2) * (o.kappa + o.gamma), 2 * sqrt(o.best));
              });
            }},
           {"S1", R"($y_if(x_i;W)=y_i\left(\frac{m_1}{\sqrt m}\phi(v^\top x_i)-\frac{m_2}{\sqrt m}
\phi(u^\top x_i)\right)\le y_iz^\top x_i$)",
            [](const auto& o) {
              return at_the_point(o, [&](const auto& w) {
                return every(o.samples(), [&](auto i) { return le(w.margin[i], o.zx[i]); });
              });
            }},
           {"S2", R"($(v^*,u^*)$ is feasible for Problem (3), by $0\le(1-\kappa)(1-\gamma)$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto i) { return ge(o.slack(i), 0); });
            }},
           {"S3", R"($m_1\|v\|^2+m_2\|u\|^2\le m_1\|v^*\|^2+m_2\|u^*\|^2
=\frac{m\|z^*\|^2}{(\kappa+\gamma)^2}\cdot\frac2{m_1}$)",
            [](const auto& o) {
              return at_the_point(o, [&](const auto&) {
                return le((o.problem.m1 * o.v2 + o.problem.m2 * o.u2) / o.m,
                          o.m * o.rival * 2 / (o.larger * square(o.kappa + o.gamma)));
              });
            }},
           {"S4", R"($\|m_1v\|^2+\|m_2u\|^2\le m_1^2\|v\|^2+m_1m_2\|u\|^2\le
\frac{2m\|z^*\|^2}{(\kappa+\gamma)^2}$)",
            [](const auto& o) {
              return at_the_point(o, [&](const auto&) {
                const auto weighted = o.problem.m1 * o.v2 + o.problem.m2 * o.u2;
                const auto gap = (o.larger - o.problem.m1) * o.problem.m1 * o.v2 +
                                 (o.larger - o.problem.m2) * o.problem.m2 * o.u2;
                return ge(gap, 0) &
                       le(o.larger * weighted / o.m, 2 * o.m * o.rival / square(o.kappa + o.gamma));
              });
            }},
           {"S5", R"($\|z\|^2\le\frac2m(\|m_1v\|^2+\|m_2u\|^2)\le\frac{4\|z^*\|^2}
{(\kappa+\gamma)^2}$)",
            [](const auto& o) {
              return at_the_point(o, [&](const auto&) {
                const auto both = (square(o.m + o.problem.m1 - o.problem.m2) / 4 * o.v2 +
                                   square(o.m + o.problem.m2 - o.problem.m1) / 4 * o.u2) /
                                  o.m;  // m_1^2 |v|^2 + m_2^2 |u|^2
                return le(o.z2, 2 * both / o.m) &
                       le(2 * both / o.m, 4 * o.rival / square(o.kappa + o.gamma));
              });
            }}},
      .prepare =
          [](Setting& s, Stream& random) {
            approach_d3_with_widths(s, 40, random);
            if (random.chance(0.4)) std::fill(s.t.begin(), s.t.end(), 1.0);
          },
      .tight = {nearly_tight()},
      .mutants = {{"one per cent less than 2", "C2", given(optimal),
                   [](const auto& o) {
                     return at_the_point(o, [&](const auto&) {
                       return le(100 * sqrt(o.z2) * (o.kappa + o.gamma), 198 * sqrt(o.best));
                     });
                   }},
                  {"kappa taken as 1", "C2", given(optimal),
                   [](const auto& o) {
                     return at_the_point(o, [&](const auto&) {
                       return le(sqrt(o.z2) * (1 + o.gamma), 2 * sqrt(o.best));
                     });
                   }},
                  {"z is the max-margin predictor", "C2", given(optimal),
                   [](const auto& o) {
                     return at_the_point(
                         o, [&](const auto&) { return le(100 * sqrt(o.z2), 101 * sqrt(o.best)); });
                   }},
                  {"the constraints with 1.01", "S2",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return ge(o.slack(i), (o.kappa + o.gamma) / 100);
                     });
                   }},
                  {"half of the objective", "S3", [](const auto& o) {
                     return at_the_point(o, [&](const auto&) {
                       return le((o.problem.m1 * o.v2 + o.problem.m2 * o.u2) / o.m,
                                 o.m * o.rival / (o.larger * square(o.kappa + o.gamma)));
                     });
                   }}}};
}

}  // namespace claimcheck::frei2023
