// frei2023, Lemma B.2: lower bound on the multipliers of a KKT point.
//
// Reading. C1, C2 on KKT points, as in Lemma B.1. S1-S4 on any weights of the form (6)-(7),
// multiplied by sqrt(m). S3 divides by p; it is multiplied out, so that p = 0 is allowed, where it
// says that its condition cannot hold.

#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/stationary_form.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : StationaryForm {
  Vector<double> lambda;  // n multipliers >= 0

  static Schema<Setting> schema() {
    return stationary_form_schema<Setting>(7, 4).vector("lambda", &Setting::lambda, "n",
                                                        at_least(0));
  }
};

template <class R>
struct Observation : Stationary<R> {
  static constexpr bool exact_in_rationals = true;
  Vector<R> size;  // sum_j |v_j . x_i| + sum_j |u_j . x_i|, times sqrt(m)

  explicit Observation(const Setting& s)
      : Stationary<R>(s, lift<R>(s.lambda), affordable_systems), size(this->samples(), R(0)) {
    for (std::size_t i = 0; i < this->samples(); ++i) {
      for (std::size_t j = 0; j < this->rows(); ++j)
        size[i] += this->copies[j] * abs(this->z(j, i));
    }
  }
};

/// f(i) for every i with y_i f(x_i; W) >= 1 and S_i <= m / (2 R_max^2).
template <class O, class F>
auto where_feasible_and_small(const O& o, F f) {
  using R = ScalarOf<O>;
  return every(o.samples(), [&](auto i) {
    const Judgement<R> excluded = either(lt(o.q[i], o.m), gt(2 * o.R2_max * o.S[i], o.m));
    return either(excluded, Judgement<R>(f(i)));
  });
}

/// One small multiplier among others so large that its sample is classified by them.
void place_multipliers(Setting& s, Stream& random) {
  const std::size_t n = s.y.size(), small = random.below(n);
  const Data<double> x(s);
  const double weight = s.width(1) + s.width(-1);
  for (std::size_t i = 0; i < n; ++i) s.lambda[i] = i == small ? 0.5 / x.R2_max : 0;
  if (random.chance(0.3)) s.lambda[small] *= random.uniform(0, 2);
  if (n == 1 || !(x.p > 0)) return;
  const double others = weight / (2 * static_cast<double>(n - 1) * x.p);
  for (std::size_t i = 0; i < n; ++i) {
    if (i != small) s.lambda[i] = others / weight * std::ldexp(1.0, random.integer(-1, 3));
  }
}

/// One sample that all others help to classify, gamma near 1; S3 needs `others` above n / (n - 1)
/// times 3/2.
Setting hardest(std::size_t n, double others) {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(n, 1 - 0x1p-10, SignPattern::star);
  for (int& label : s.y) label = 1;
  s.sign = {1, -1};
  s.copies = {1, 1};
  s.t = Matrix<double>(2, n, 1);
  s.lambda = Vector<double>(n, others);
  s.lambda[0] = 0.5;
  return s;
}

}  // namespace

AnyClaim lemma_b_2() {
  using Lemma = Claim<Setting, Observation>;
  return Lemma{
      .card = {.id = "frei2023/lemma-b.2",
               .title = "Lower bound on the multipliers",
               .label = "Lemma B.2",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, for every KKT point of
Problem (1) and every $i\in I$, with $S_i=\sum_{j\in[m_1]}\lambda_i\phi'_{i,v_j}
+\sum_{j\in[m_2]}\lambda_i\phi'_{i,u_j}$,
$$S_i>\frac m{2R_{\max}^2},\qquad\lambda_i>\frac1{2R_{\max}^2}.$$)",
               .reading = R"(C1 and C2 are tested on KKT points as in Lemma B.1, the steps on all
weights of the form (6)-(7), multiplied by $\sqrt m$. S3 is printed with $\frac m{2np}$, which has
no meaning for exactly orthogonal data; it is tested as $2np\max_qS_q\ge m$, which then says that
no feasible point has $S_i\le\frac m{2R_{\max}^2}$.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"widths", R"($m_1,m_2\ge1$)", [](const auto& o) { return both_signs(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions = {{"C1", R"($S_i>\frac m{2R_{\max}^2}$)",
                       [](const auto& o) {
                         return every_kkt_point(o, [&](const auto& w) {
                           return every(o.samples(), [&](auto i) {
                             return gt(2 * o.R2_max * w.total_share(i), o.m);
                           });
                         });
                       }},
                      {"C2", R"($\lambda_i>\frac1{2R_{\max}^2}$)",
                       [](const auto& o) {
                         return every_kkt_point(o, [&](const auto& w) {
                           return every(o.samples(),
                                        [&](auto i) { return gt(2 * o.R2_max * w.lambda[i], 1); });
                         });
                       }},
                      {"S1", R"($|\sqrt mf(x_i;W)|\le\sum_j|v_j^\top x_i|+\sum_j|u_j^\top x_i|$)",
                       [](const auto& o) {
                         return every(o.samples(),
                                      [&](auto i) { return le(abs(o.q[i]), o.size[i]); });
                       }},
                      {"S2",
                       R"($\sum_j|v_j^\top x_i|+\sum_j|u_j^\top x_i|\le\frac{R_{\max}^2}{\sqrt m}S_i
+\frac p{\sqrt m}\sum_{q\ne i}S_q\le\frac{R_{\max}^2}{\sqrt m}S_i+\frac p{\sqrt m}n\max_qS_q$)",
                       [](const auto& o) {
                         return every(o.samples(), [&](auto i) {
                           const auto own = o.R2_max * o.S[i];
                           const auto others = o.p * (sum(o.S) - o.S[i]);
                           return ge(own + others - o.size[i], 0) & ge(o.p * o.n * o.xi, others);
                         });
                       }},
                      {"S3", R"(if $y_if(x_i;W)\ge1$ and $S_i\le\frac m{2R_{\max}^2}$ then
$2np\max_qS_q\ge m$, and $\frac m{2np}\ge\frac m{2p}\frac{3p}{\gamma^3R_{\min}^2}
\frac{R_{\max}^2}{R_{\min}^2}>\frac{3m}{2\gamma R_{\min}^2}$)",
                       [](const auto& o) {
                         return where_feasible_and_small(
                                    o, [&](auto) { return ge(2 * o.n * o.p * o.xi, o.m); }) &
                                ge(pow(o.gamma, 3) * square(o.R2_min), 3 * o.n * o.p * o.R2_max) &
                                gt(o.R2_max, square(o.gamma) * o.R2_min);
                       }},
                      {"S4", R"($S_i\le m\lambda_i$)",
                       [](const auto& o) {
                         return every(o.samples(),
                                      [&](auto i) { return le(o.S[i], o.m * o.lambda[i]); });
                       }}},
      .prepare =
          [](Setting& s, Stream& random) {
            approach_d3(s, random);
            if (random.chance(0.6)) place_multipliers(s, random);
          },
      .tight = {hardest(7, 1.25), hardest(7, 1.76), hardest(2, 3.01)},
      .mutants = {{"the constant 1/2 taken as 13/20", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(), [&](auto i) {
                         return gt(20 * o.R2_max * w.total_share(i), 13 * o.m);
                       });
                     });
                   }},
                  {"R_min for R_max", "C2",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(),
                                    [&](auto i) { return gt(2 * o.R2_min * w.lambda[i], 1); });
                     });
                   }},
                  {"n - 1 for n, and another 1 less", "S2",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return ge(o.R2_max * o.S[i] + o.p * (o.n - 2) * o.xi - o.size[i], 0);
                     });
                   }},
                  {"S3 with 8/5 for 2", "S3",
                   [](const auto& o) {
                     return where_feasible_and_small(
                         o, [&](auto) { return ge(8 * o.n * o.p * o.xi, 5 * o.m); });
                   }},
                  Lemma::Wrong::without({"H1"}, "C2")}};
}

}  // namespace claimcheck::frei2023
