// frei2023, Lemma E.11 (c): the network interpolates after one step.
//
// Reading. C1 by draws of W(0); the steps on every W(0), random or adversarial, in the event of
// Lemma E.1. The 51/49 in S4 and the 32n in S6 are damaged in print and restored from (28) and from
// 16 sqrt(5) < 36. S3 is printed without the label before the last f(x_k; W(0)), so that its two
// sides differ by 2 f(x_k; W(0)) when y_k = -1; the next line does not need it.

#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : Training {
  static Schema<Setting> schema() { return training_schema<Setting>(4, 3, 4, 1); }
};

template <class R>
struct Observation : WeightRun<R> {
  using WeightRun<R>::WeightRun;

  /// f(x_k; W(0))
  R f0(std::size_t k) const { return this->y[k] * this->q(0)[k]; }
  /// sqrt(5) omega_init sqrt(m d log(4m/delta)) R_max
  R noise() const {
    return sqrt(5 * this->m * this->d * this->log_term * this->x.max_squared_norm) *
           this->omega_init;
  }
  /// alpha gamma^2 R_min^2 / n. S3 is compared after adding it: f(x_k; W(0)) may cancel to 0.
  R unit() const { return this->alpha * square(this->gamma) * this->x.min_squared_norm / this->n; }
};

using Lemma = Claim<Setting, Observation>;

/// |x_k|^2 >= factor gamma^-2 n max_{i != k} |<x_i, x_k>|
template <class R>
Judgement<R> samples_nearly_orthogonal(const Observation<R>& o) {
  return gradients_nearly_orthogonal(o.K, R(8 / square(o.gamma)));
}

/// S3 with factor * f(x_k; W(0)) as its last term. The sides differ by (y_k - factor) f(x_k; W(0)).
template <class R>
Relation<R> last_term_is(const Observation<R>& o, std::size_t k, const R& factor) {
  const R unit = o.unit(), f0 = o.f0(k);
  const Relation<R> direct = eq(unit + o.q(0)[k], unit + factor * f0);
  if (!unknown(direct.truth())) return direct;
  const Relation<R> quotient = eq(1 + (o.y[k] - factor) * f0 / unit, 1);
  return unknown(quotient.truth()) ? direct : quotient;
}

/// S4 with 49/(4 * 51), in per cent
const auto first_margin = [](int per_cent) {
  return [per_cent](const auto& o) {
    return every(o.samples(), [&](auto k) {
      return ge(100 * (o.q(1)[k] + o.noise()), per_cent * 49 * o.unit() * o.G(0) / (4 * 51));
    });
  };
};

/// The data condition has 8 gamma^-2 in the place of 5 gamma^-2 C_R.
void prepare(Setting& s, Stream& random) {
  prepare_run(s, random);
  if (s.X.rows() < 2 || random.chance(0.6)) return;
  // Two samples on the border, and labels that make them pull against each other.
  const double norm = std::ldexp(1.0, random.integer(-3, 3));
  s.X = Matrix<double>(2, s.X.cols());
  s.y.assign(2, 1);
  if (random.chance(0.7)) s.y[1] = -1;
  s.X(0, 0) = norm;
  s.X(1, 0) = norm * s.gamma * s.gamma / 16 * (1 - 0x1p-40);
  s.X(1, 1) = norm * (1 - 0x1p-10);
  shorten_step(s, random);
  shrink_initialisation(s, random);
  place_initial_weights(s, random);
}

/// Two samples on the border of the data condition that pull against each other.
Setting opposed_samples() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {16, 0, 1, 16};
  s.W = Matrix<double>(1, 2);
  s.y = {1, -1};
  s.sign = {1};
  s.alpha = 0x1p-16;
  return s;
}

/// The same input twice with opposite labels, which the data condition excludes.
Setting contradicting_samples() {
  Setting s;
  s.X = Matrix<double>(2, 1, 1.0);
  s.W = Matrix<double>(1, 1);
  s.y = {1, -1};
  s.sign = {1};
  s.alpha = 0x1p-8;
  return s;
}

Lemma statement() {
  return {
      .card = {.id = "frei2023/lemma-e.11c",
               .title = "The network interpolates after one step",
               .label = "Lemma E.11 (c)",
               .place = "Appendix E.3",
               .kind = Kind::trajectory,
               .statement = R"(Let $\phi$ be $\gamma$-leaky and $H$-smooth and
$\|x_k\|^2\ge8\gamma^{-2}n\max_{i\ne k}|\langle x_i,x_k\rangle|$ for all $k$. Under (A1) and (A2), with
probability at least $1-\delta$, $y_kf(x_k;W^{(1)})>0$ for all $k$.)",
               .reading = R"(C1 by draws; the steps on every $W^{(0)}$ in the event of Lemma E.1,
adversarial ones included; damaged denominators restored. S3 fails as printed for $y_k=-1$ and
$f(x_k;W^{(0)})\ne0$: its last term is $f(x_k;W^{(0)})$ instead of $y_kf(x_k;W^{(0)})$. S3' and all that
follows hold.)"},
      .hypotheses = step_and_start_are_small<Observation>(),
      .conclusions =
          {Lemma::Clause::probable(
               "C1", R"($y_kf(x_k;W^{(1)})>0$ for all $k$ with probability $1-\delta$)", delta_of,
               [](const auto& o) {
                 return every(o.samples(), [&](auto k) { return gt(o.q(1)[k], 0); });
               }),
           {"S1", R"($|f(x_k;W^{(0)})|\le\frac1{50}$ gives $g_i^{(0)}\in
[(1+e^{0.02})^{-1},(1+e^{-0.02})^{-1}]\subset[0.49,0.51]$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              const R low = 1 / (1 + exp(R(1) / 50)), high = 1 / (1 + exp(-R(1) / 50));
              return every(o.samples(),
                           [&](auto i) {
                             return le(50 * abs(o.f0(i)), 1) & ge(o.g(0)[i], low) &
                                    le(o.g(0)[i], high);
                           }) &
                     ge(100 * low, 49) & le(100 * high, 51);
            }},
           {"S2", R"((28) $\widehat G(W^{(0)})\ge\frac{49}{100}$,
$\max_{i,j}g_i^{(0)}/g_j^{(0)}\le\frac{51}{49}$)",
            on_the_event,
            [](const auto& o) {
              return ge(100 * o.G(0), 49) & le(49 * max_entry(o.g(0)), 51 * min_entry(o.g(0)));
            }},
           {"S3", R"($y_kf(x_k;W^{(1)})=y_kf(x_k;W^{(1)})-y_kf(x_k;W^{(0)})+f(x_k;W^{(0)})$)",
            []<class R>(const Observation<R>& o) {
              return every(o.samples(), [&](auto k) { return last_term_is(o, k, R(1)); });
            }},
           {"S3'", R"($y_kf(x_k;W^{(1)})\ge y_k[f(x_k;W^{(1)})-f(x_k;W^{(0)})]-|f(x_k;W^{(0)})|$)",
            []<class R>(const Observation<R>& o) {
              return every(o.samples(), [&](auto k) {
                const R q = o.q(0)[k];  // x + |x| = 2 max(x, 0)
                return by_slack(ge(o.unit() + q, o.unit() - abs(q)),
                                [&] { return R(2 * max(q, R(0))); });
              });
            }},
           {"S4", R"($y_kf(x_k;W^{(1)})\ge\frac{\alpha\gamma^2R_{\min}^2}{4n\cdot51/49}
\widehat G(W^{(0)})-\sqrt5\omega_{\rm init}\sqrt{md\log(4m/\delta)}R_{\max}$)",
            on_the_event, first_margin(100)},
           {"S5", R"(that is at least $\frac{\gamma^2\alpha R_{\min}^2}{16n}-\sqrt5\omega_{\rm init}
\sqrt{md\log(4m/\delta)}R_{\max}=\frac{\gamma^2\alpha R_{\min}^2}{16n}
\left[1-\frac{16\sqrt5\omega_{\rm init}Rn\sqrt{md\log(4m/\delta)}}{\gamma^2\alpha R_{\min}}\right]$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              const R ratio = 16 * sqrt(R(5)) * o.omega_init * sqrt(o.x.squared_ratio()) * o.n *
                              sqrt(o.m * o.d * o.log_term) /
                              (square(o.gamma) * o.alpha * sqrt(o.x.min_squared_norm));
              const Relation<R> bracket = eq(16 * o.noise(), o.unit() * ratio);
              // Where rounding leaves it open: all but 16 cancels, as R_max = R R_min.
              return ge(49 * 16 * o.G(0), 4 * 51) &
                     (unknown(bracket.truth()) ? eq(R(16), 16) : bracket);
            }},
           {"S6", R"(that is at least $\frac{\gamma^2\alpha R_{\min}^2}{32n}$)", on_the_event,
            [](const auto& o) {
              return ge(o.unit() / 16 - o.noise(), o.unit() / 32) &
                     every(o.samples(), [&](auto k) { return ge(32 * o.q(1)[k], o.unit()); });
            }}},
      .prepare = prepare,
      .draw = gaussian_weights,
      .tight = {opposed_samples(), contradicting_samples()},
      .mutants = {{"1/2000000 instead of 1/50", "S1", on_the_event,
                   [](const auto& o) {
                     return every(o.samples(),
                                  [&](auto i) { return le(2000000 * abs(o.f0(i)), 1); });
                   }},
                  {"a minus sign", "S3",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto k) {
                       return eq(o.unit() + o.q(0)[k], o.unit() - o.f0(k));
                     });
                   }},
                  {"four times as much", "S4", on_the_event, first_margin(400)},
                  Lemma::Wrong::without({"A2"}, "S6"),
                  Lemma::Wrong::without({"D"}, "S4"),
                  {"1/16 instead of 1/32", "S6", on_the_event,
                   [](const auto& o) { return ge(o.unit() / 16 - o.noise(), o.unit() / 16); }}},
      .refuted = {"S3"}};
}

Lemma with_data_condition(Lemma lemma) {
  lemma.hypotheses.push_back({"D",
                              R"($\|x_k\|^2\ge8\gamma^{-2}n\max_{i\ne k}|\langle x_i,x_k\rangle|$)",
                              [](const auto& o) { return samples_nearly_orthogonal(o); }});
  return lemma;
}

}  // namespace

AnyClaim lemma_e_11c() { return with_data_condition(statement()); }

AnyClaim lemma_e_11c_corrected() {
  Lemma lemma = with_data_condition(statement());
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S3 with $y_kf(x_k;W^{(0)})$ as its last term.)";
  lemma.replace({"S3",
                 R"($y_kf(x_k;W^{(1)})=y_kf(x_k;W^{(1)})-y_kf(x_k;W^{(0)})+y_kf(x_k;W^{(0)})$)",
                 []<class R>(const Observation<R>& o) {
                   return every(o.samples(), [&](auto k) { return last_term_is<R>(o, k, o.y[k]); });
                 }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::frei2023
