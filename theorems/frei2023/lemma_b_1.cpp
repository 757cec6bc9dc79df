// frei2023, Lemma B.1: upper bound on the multipliers of a KKT point.
//
// Reading. C1, C2 on KKT points: all of them when few enough to be enumerated, otherwise the one
// of Theorem 3.2. S2-S5 on any weights of the form (6)-(7), multiplied by sqrt(m). The case r in
// I_- is printed; both cases are tested, written for y_r f(x_r; W). S1 is printed for all z_1, z_2,
// but for z_1 < z_2 it says that phi has slope at most gamma.

#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/stationary_form.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : StationaryForm {
  Vector<double> lambda;  // n multipliers >= 0
  double z1 = 0, z2 = 0;

  static Schema<Setting> schema() {
    return stationary_form_schema<Setting>(7, 4)
        .vector("lambda", &Setting::lambda, "n", at_least(0))
        .real("z1", &Setting::z1)
        .real("z2", &Setting::z2);
  }
};

template <class R>
struct Observation : Stationary<R> {
  static constexpr bool exact_in_rationals = true;
  R z1, z2;
  Vector<R> right_of_S2;  // y_r times the right-hand side of S2, times sqrt(m)

  explicit Observation(const Setting& s)
      : Stationary<R>(s, lift<R>(s.lambda), affordable_systems), z1(s.z1), z2(s.z2) {
    for (std::size_t r = 0; r < this->samples(); ++r) {
      R total(0);
      for (std::size_t j = 0; j < this->rows(); ++j) {
        const R own = this->sign[j] * this->y[r] * this->share(j, r) * this->R2_min;
        total +=
            this->sign[j] * this->copies[j] * leaky_relu(this->gamma, R(own + this->rest(j, r)));
      }
      right_of_S2.push_back(this->y[r] * total);
    }
  }

  /// sum of S_q over q != r
  R others(std::size_t r) const { return sum(this->S) - this->S[r]; }
};

/// f(r) for every r at which S is largest.
template <class O, class F>
auto at_the_largest(const O& o, F f) {
  return every(o.samples(), [&](auto r) {
    using R = ScalarOf<O>;
    return either(Judgement<R>(lt(o.S[r], o.xi)), Judgement<R>(f(r)));
  });
}

const auto positive_xi = [](const auto& o) { return gt(o.xi, 0); };
const auto large_xi = [](const auto& o) { return ge(2 * o.gamma * o.R2_min * o.xi, 3 * o.m); };

/// Multipliers at the scale where S5 begins: all alike, one dominating, some zero.
void place_multipliers(Setting& s, Stream& random) {
  const std::size_t family = random.below(4);
  const std::size_t leader = random.below(s.y.size());
  for (std::size_t i = 0; i < s.y.size(); ++i) {
    double& entry = s.lambda[i];
    if (family == 0) entry = 1;
    if (family == 1) entry = i == leader ? 1 : random.chance(0.5) ? 0 : 0x1p-10;
    if (family == 2) entry = random.uniform();
  }
  const Observation<double> o(s);
  if (!(o.xi > 0)) return;
  const double factor = 1.5 * o.m / (o.gamma * o.R2_min * o.xi) *
                        (random.chance(0.5) ? 1 : std::ldexp(1.0, random.integer(-2, 6)));
  for (double& entry : s.lambda) entry *= factor;
}

/// Equal multipliers that pull against each other.
Setting hardest(std::size_t n, double lambda) {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(n, 1 - 0x1p-10, SignPattern::anti_labels);
  s.sign = {1, -1};
  s.copies = {1, 1};
  s.t = Matrix<double>(2, n);
  s.lambda = Vector<double>(n, lambda);
  return s;
}

using Lemma = Claim<Setting, Observation>;

Lemma statement() {
  return {
      .card = {.id = "frei2023/lemma-b.1",
               .title = "Upper bound on the multipliers",
               .label = "Lemma B.1",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, for every KKT point of
Problem (1) and every $i\in I$,
$$S_i:=\sum_{j\in[m_1]}\lambda_i\phi'_{i,v_j}+\sum_{j\in[m_2]}\lambda_i\phi'_{i,u_j}
<\frac{3m}{2\gamma R_{\min}^2},\qquad\lambda_i<\frac3{2\gamma^2R_{\min}^2}.$$)",
               .reading = R"(Data are given by their Gram matrix. C1 and C2 are tested on KKT points
found by enumeration of all activation patterns when that takes at most 1001 linear systems, and on
the KKT point of Theorem 3.2 otherwise, for widths up to 160. The steps are tested for all
multipliers and slopes, multiplied by $\sqrt m$ and written for $y_rf(x_r;W)$, which treats
both cases at once. S1 is printed for all $z_1,z_2\in\mathbb R$. It holds for $z_1\ge z_2$ and fails
for $z_1<z_2$, where it would bound the slope of $\phi$ by $\gamma$ from above. The proof uses it
with $z_1\ge z_2$ only.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"widths", R"($m_1,m_2\ge1$)", [](const auto& o) { return both_signs(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"C1", R"($S_i<\frac{3m}{2\gamma R_{\min}^2}$)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) {
                return every(o.samples(), [&](auto i) {
                  return lt(2 * o.gamma * o.R2_min * w.total_share(i), 3 * o.m);
                });
              });
            }},
           {"C2", R"($\lambda_i<\frac3{2\gamma^2R_{\min}^2}$)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) {
                return every(o.samples(), [&](auto i) {
                  return lt(2 * square(o.gamma) * o.R2_min * w.lambda[i], 3);
                });
              });
            }},
           {"S1", R"($\phi(z_1)-\phi(z_2)\ge\gamma(z_1-z_2)$ for all $z_1,z_2$)",
            [](const auto& o) {
              return ge(leaky_relu(o.gamma, o.z1) - leaky_relu(o.gamma, o.z2),
                        o.gamma * (o.z1 - o.z2));
            }},
           {"S2", R"($\sqrt mf(x_r;W)$ against its value with $R_{\min}^2$ for $\|x_r\|^2$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto r) { return ge(o.q[r], o.right_of_S2[r]); });
            }},
           {"S3", R"(the right side of S2 against $\frac1{\sqrt m}\gamma\xi R_{\min}^2
-\frac p{\sqrt m}\sum_{q\ne r}S_q$ and $\frac\xi{\sqrt m}(\gamma R_{\min}^2-np)$)",
            [](const auto& o) {
              return at_the_largest(o, [&](auto r) {
                const auto first = o.gamma * o.S[r] * o.R2_min - o.p * o.others(r);
                return ge(o.right_of_S2[r] - first, 0) &
                       ge(first, o.xi * (o.gamma * o.R2_min - o.n * o.p));
              });
            }},
           {"S4", R"($\xi(\gamma R_{\min}^2-np)\ge\xi R_{\min}^2\left(\gamma-\frac{\gamma^3}3
\frac{R_{\min}^2}{R_{\max}^2}\right)>\xi R_{\min}^2\frac{2\gamma}3$ when $\xi>0$)",
            given(positive_xi),
            [](const auto& o) {
              const auto middle = o.gamma - pow(o.gamma, 3) * o.R2_min / (3 * o.R2_max);
              return ge(o.xi * (o.gamma * o.R2_min - o.n * o.p), o.xi * o.R2_min * middle) &
                     gt(o.xi * o.R2_min * middle, o.xi * o.R2_min * 2 * o.gamma / 3);
            }},
           {"S5", R"(if $\xi\ge\frac{3m}{2\gamma R_{\min}^2}$ then
$\xi R_{\min}^2\frac{2\gamma}3\ge m$ and $y_rf(x_r;W)>1$)",
            given(large_xi),
            [](const auto& o) {
              return at_the_largest(o, [&](auto r) {
                return ge(o.xi * o.R2_min * 2 * o.gamma, 3 * o.m) & gt(o.q[r], o.m);
              });
            }},
           {"S6", R"($m\lambda_i\gamma\le S_i$)",
            [](const auto& o) {
              return every(o.samples(),
                           [&](auto i) { return le(o.m * o.lambda[i] * o.gamma, o.S[i]); });
            }}},
      .prepare =
          [](Setting& s, Stream& random) {
            approach_d3(s, random);
            if (random.chance(0.6)) place_multipliers(s, random);
          },
      .tight = {hardest(7, 1.5), hardest(7, 1.375)},
      .mutants = {{"the constant 3/2 taken as 4/3", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(), [&](auto i) {
                         return lt(3 * o.gamma * o.R2_min * w.total_share(i), 4 * o.m);
                       });
                     });
                   }},
                  {"R_max for R_min", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(), [&](auto i) {
                         return lt(2 * o.gamma * o.R2_max * w.total_share(i), 3 * o.m);
                       });
                     });
                   }},
                  {"gamma for gamma^2", "C2",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(), [&](auto i) {
                         return lt(2 * o.gamma * o.R2_min * w.lambda[i], 3);
                       });
                     });
                   }},
                  {"the slack of S4 a little smaller", "S4", given(positive_xi),
                   [](const auto& o) {
                     return ge(o.xi * (o.gamma * o.R2_min - o.n * o.p),
                               o.xi * o.R2_min * 68 * o.gamma / 100);
                   }},
                  {"S5 from a smaller xi", "S5", given([](const auto& o) {
                     return ge(2 * o.gamma * o.R2_min * o.xi, o.m * 27 / 10);
                   }),
                   [](const auto& o) {
                     return at_the_largest(o, [&](auto r) { return gt(o.q[r], o.m); });
                   }},
                  Lemma::Wrong::without({"H1"}, "C1")},
      .refuted = {"S1"}};
}

}  // namespace

AnyClaim lemma_b_1() { return statement(); }

AnyClaim lemma_b_1_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S1 for $z_1\ge z_2$ only.)";
  lemma.replace({"S1", R"($\phi(z_1)-\phi(z_2)\ge\gamma(z_1-z_2)$ for $z_1\ge z_2$)",
                 given([](const auto& o) { return ge(o.z1, o.z2); }), [](const auto& o) {
                   return ge(leaky_relu(o.gamma, o.z1) - leaky_relu(o.gamma, o.z2),
                             o.gamma * (o.z1 - o.z2));
                 }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::frei2023
