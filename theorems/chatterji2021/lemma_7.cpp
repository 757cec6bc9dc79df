// chatterji2021, Lemma 7: the loss changes slowly.
//
// Reading. Reduced (bias-free) form of section 3: 2p units, output weights +1 on the first p and
// -1 on the others, inputs of unit norm with x_s . x_q >= 0, bandwidth h = 1/p. A unit input is
// stored as its direction v_s and used as v_s/|v_s|. The norm of the gradient is Frobenius.
// S3 is printed with a strict sign, |phi'(v_i . x_s)| < 1; but phi'(z) = 1 for every z >= h.

#include "core/network/two_layer.hpp"
#include "theorems/chatterji2021/paper.hpp"

namespace claimcheck::chatterji2021 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d, x_s = direction_s / |direction_s|
  std::vector<int> y;         // n labels
  Matrix<double> V_plus;      // p x d, units with u_i = +1
  Matrix<double> V_minus;     // p x d, units with u_i = -1

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("p", 1, 4)
        .axis("n", 1, 5)
        .axis("d", 1, 4)
        .matrix("directions", &Setting::directions, "n", "d")
        .signs("y", &Setting::y, "n")
        .matrix("V_plus", &Setting::V_plus, "p", "d")
        .matrix("V_minus", &Setting::V_minus, "p", "d");
  }
};

template <class R>
struct Observation {
  std::size_t n;      // samples
  R two_p;            // units
  Matrix<R> raw;      // inner products of the directions, exact
  Matrix<R> slope;    // phi'(v_i . x_s), 2p x n
  Vector<R> g, loss;  // g_s and L_s
  R L;                // L(V)
  R gradient;         // |grad_V L|^2

  explicit Observation(const Setting& s) : n(s.y.size()), two_p(R(2 * s.V_plus.rows())) {
    Matrix<R> X = lift<R>(s.directions);
    raw = gram(X);
    for (std::size_t i = 0; i < n; ++i) {
      for (R& entry : X.row(i)) entry /= sqrt(raw(i, i));
    }
    const Matrix<R> V = stacked(lift<R>(s.V_plus), lift<R>(s.V_minus));
    Vector<R> u(V.rows(), R(1));
    for (std::size_t i = s.V_plus.rows(); i < V.rows(); ++i) u[i] = R(-1);
    const Vector<R> y = lift<R>(s.y);
    const Activation<R> phi{ActivationFamily::huberized_relu, R(1), R(2) / two_p};
    const Matrix<R> Z = row_products(V, X);
    slope = slopes(phi, Z);
    const Vector<R> q = margins(y, outputs(phi, u, Z));
    g = sigmoid_losses(LossFamily::logistic, q);
    for (const R& margin : q) loss.push_back(logistic_loss(margin));
    L = mean(loss);
    gradient = squared_norm_in_span(descent_coefficients(u, slope, g, y), gram(X));
  }
};

using Lemma = Claim<Setting, Observation>;

Lemma statement() {
  return {
      .card = {.id = "chatterji2021/lemma-7",
               .title = "The loss changes slowly",
               .label = "Lemma 7",
               .place = "Section 3",
               .statement = R"(For every weight matrix $V$,
$$\|\nabla_V L\| \le \sqrt{2p}\,\min\{L(V),1\}.$$)",
               .reading = R"(Reduced form: $x_s=v_s/\|v_s\|$ for a stored direction $v_s$, $h=1/p$,
Frobenius norm. S3 is printed with a strict sign; at $v_i\cdot x_s\ge h$ the derivative is exactly
1, so S3 fails as printed. The lemma does not need it: $\phi'\le1$ is enough for S4.)"},
      .hypotheses = {{"H1", R"($\|x_s\|=1$: every direction is non-zero)",
                      [](const auto& o) {
                        return every(o.n, [&](auto s) { return gt(o.raw(s, s), 0); });
                      }},
                     {"setting", R"($x_s\cdot x_q\ge 0$ for all $s,q$)",
                      [](const auto& o) {
                        return every_pair(o.n, [&](auto s, auto q) { return ge(o.raw(s, q), 0); });
                      }}},
      .conclusions = {{"C1", R"($\|\nabla_V L\|\le\sqrt{2p}\,\min\{L(V),1\}$)",
                       [](const auto& o) {
                         return le(sqrt(o.gradient), sqrt(o.two_p) * min(o.L, 1));
                       }},
                      {"S3", R"($|\phi'(v_i\cdot x_s)|<1$ and $|y_sy_qx_s\cdot x_q|\le1$)",
                       [](const auto& o) {
                         return every(o.slope.entries().size(),
                                      [&](auto k) { return lt(abs(o.slope.entries()[k]), 1); }) &
                                every_pair(o.n, [&](auto s, auto q) {
                                  return le(square(o.raw(s, q)), o.raw(s, s) * o.raw(q, q));
                                });
                       }},
                      {"S4", R"($\|\nabla L\|^2\le\frac{2p}{n^2}\sum_{s,q}g_sg_q$)",
                       [](const auto& o) { return le(o.gradient, o.two_p * square(mean(o.g))); }},
                      {"S5", R"($\|\nabla L\|^2\le 2p$)",
                       [](const auto& o) { return le(o.gradient, o.two_p); }},
                      {"S6", R"($g_s\le L_s$, hence $\|\nabla L\|^2\le 2p\,L(V)^2$)",
                       [](const auto& o) {
                         return every(o.n, [&](auto s) { return le(o.g[s], o.loss[s]); }) &
                                le(o.gradient, o.two_p * square(o.L));
                       }}},
      .mutants = {{"one per cent less: 0.99 sqrt(2p) min{L, 1}", "C1",
                   [](const auto& o) {
                     return le(100 * sqrt(o.gradient), 99 * sqrt(o.two_p) * min(o.L, 1));
                   }},
                  {"p units instead of 2p", "S4",
                   [](const auto& o) { return le(o.gradient, o.two_p / 2 * square(mean(o.g))); }},
                  {"the minimum taken as L^2", "C1",
                   [](const auto& o) {
                     return le(sqrt(o.gradient), sqrt(o.two_p) * square(o.L));
                   }}},
      .refuted = {"S3"}};
}

}  // namespace

AnyClaim lemma_7() { return statement(); }

AnyClaim lemma_7_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S3 with $|\phi'|\le1$ instead of $<1$.)";
  lemma.replace(
      {"S3", R"($|\phi'(v_i\cdot x_s)|\le1$ and $|y_sy_qx_s\cdot x_q|\le1$)", [](const auto& o) {
         return every(o.slope.entries().size(),
                      [&](auto k) { return le(abs(o.slope.entries()[k]), 1); }) &
                every_pair(o.n, [&](auto s, auto q) {
                  return le(square(o.raw(s, q)), o.raw(s, s) * o.raw(q, q));
                });
       }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::chatterji2021
