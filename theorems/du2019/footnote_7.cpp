// du2019, footnote 7 of section 3: relaxing the unit norms.
//
// Reading. Inputs with c_low <= |x_i| <= c_high (c_low, c_high the extreme norms). The footnote
// names no constants; the clauses are the forms that the quoted steps take: the flip event compares
// |w_r(0) . x_i| with R |x_i| and keeps its probability, entries of Gram matrices are at most
// c_high^2, velocities gain a factor c_high, and c_low^2 lambda_0' <= lambda_0 <= c_high^2
// lambda_0' with lambda_0' the value for the normalised inputs: relative to the unit case the
// admissible radius R = c delta lambda_0 / (n^2 c_high^2) shrinks by a factor between (c_low /
// c_high)^2 and 1. "We only need to change Lemma 3.1-3.3" is not literally true: the last step of
// the proof of Theorem 3.2, outside these lemmas, uses E f(W(0), a, x_i)^2 <= 1, and E f^2 =
// |x_i|^2 / 2.

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;      // n x d, non-zero rows
  double radius = 1;     // R
  Vector<double> rho;    // n, y - u
  std::vector<int> a;    // m signs
  Matrix<double> moves;  // m x d, see moved_within
  Matrix<double> W0;     // m x d

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 3)
        .axis("m", 1, 6)
        .axis("d", 1, 3)
        .matrix("X", &Setting::X, "n", "d")
        .real("R", &Setting::radius, positive())
        .vector("rho", &Setting::rho, "n")
        .signs("a", &Setting::a, "m")
        .matrix("moves", &Setting::moves, "m", "d")
        .matrix("W0", &Setting::W0, "m", "d");
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;  // X normalised
  std::size_t n;
  R radius, low, high;  // R, c_low^2, c_high^2
  Matrix<R> K, S0, S;   // X X^T and pre-activations w_r . x_i, not normalised
  Matrix<R> F, change;  // flip fractions and H - H(0)
  Vector<R> speed;      // m |dw_r/dt|^2
  R residual;           // |y - u|^2
  R lambda_0, lambda_unit;

  explicit Observation(const Setting& s)
      : inputs(s.X), n(inputs.n()), radius(s.radius), K(inputs.raw) {
    low = high = K(0, 0);
    for (std::size_t i = 1; i < n; ++i) {
      low = min(low, K(i, i));
      high = max(high, K(i, i));
    }
    const Matrix<R> Z0 = inputs.preactivations(lift<R>(s.W0));
    S0 = row_products(lift<R>(s.W0), inputs.directions);
    const Matrix<R> before = closed_indicator(Z0);
    F = flip_fraction(flip_indicator(Z0, radius));
    change = gram_change(
        K, before, closed_indicator(moved_within(inputs, lift<R>(s.W0), lift<R>(s.moves), radius)));
    const Vector<R> rho = lift<R>(s.rho);
    const Matrix<R> pull = pull_on_weights(inputs.directions, lift<R>(s.a), before, rho);
    for (std::size_t r = 0; r < s.a.size(); ++r) speed.push_back(squared_norm(pull.row(r)));
    residual = squared_norm(rho);
    lambda_0 = least_eigenvalue(infinite_width_gram(K));
    lambda_unit = inputs.lambda_0();
  }
};

using Footnote = Claim<Setting, Observation>;

Footnote statement() {
  return {
      .card = {.id = "du2019/footnote-7",
               .title = "Relaxing unit norms",
               .label = "Footnote 7",
               .place = "Section 3",
               .kind = Kind::existential,
               .statement =
                   R"(If $0<c_{\rm low}\le\|x_i\|_2\le c_{\rm high}$ for all $i$, we only need to
change Lemmas 3.1-3.3 to make them depend on $c_{\rm low}$ and $c_{\rm high}$, and the amount of
over-parameterization $m$ will depend on $\frac{c_{\rm high}}{c_{\rm low}}$.)",
               .reading =
                   R"(No constants are given; the clauses are the forms of the steps of Lemmas
3.1-3.3 for general norms. C1-rest is the step outside these lemmas that also depends on the norms:
$\mathbb E f(W(0),a,x_i)^2=\frac12\|x_i\|^2$, which the proof of Theorem 3.2 bounds by 1.)"},
      .hypotheses = {{"H1", R"($0<c_{\rm low}\le\|x_i\|_2\le c_{\rm high}$: no input is zero)",
                      [](const auto& o) { return gt(o.low, 0); }}},
      .conclusions =
          {{"C1-3.1",
            R"(Lemma 3.1: the summands $x_i^\top x_j\mathbb I\{\cdot\}$ of $H_{ij}(0)$ lie in
an interval of length at most $c_{\rm high}^2$)",
            [](const auto& o) {
              return every(o.n * o.n, [&](auto k) { return le(abs(o.K.entries()[k]), o.high); });
            }},
           {"C1-3.2", R"(Lemma 3.2: $|H_{ij}-H_{ij}(0)|\le c_{\rm high}^2\,\frac1m\sum_r
\mathbb I\{A_{ir}\cup A_{jr}\}$, where $A_{ir}$ is $-R\|x_i\|\le w_r(0)^\top x_i<R\|x_i\|$)",
            [](const auto& o) {
              using R = std::decay_t<decltype(o.high)>;
              return every(o.n * o.n,
                           [&](auto k) {
                             return le(abs(o.change.entries()[k]), o.high * o.F.entries()[k]);
                           }) &
                     every(o.n, [&](auto i) {
                       const R reach = o.radius * o.inputs.length[i];
                       R inside(0);
                       for (std::size_t r = 0; r < o.S0.rows(); ++r) {
                         inside +=
                             indicator<R>(less_equal(-reach, o.S0(r, i)) & less(o.S0(r, i), reach));
                       }
                       return eq(inside, R(o.S0.rows()) * o.F(i, i));
                     });
            }},
           {"C1-3.3", R"(Lemma 3.3: $\|\frac{d}{dt}w_r\|_2\le\frac{c_{\rm high}\sqrt n}{\sqrt m}
\|y-u\|_2$)",
            [](const auto& o) {
              return every(o.speed.size(), [&](auto r) {
                return le(o.speed[r], static_cast<int>(o.n) * o.high * o.residual);
              });
            }},
           {"C1-rest", R"(the rest of the proof of Theorem 3.2 is unchanged:
$\mathbb E f(W(0),a,x_i)^2=\frac12\|x_i\|^2\le1$)",
            [](const auto& o) { return every(o.n, [&](auto i) { return le(o.K(i, i) / 2, 1); }); }},
           {"C2",
            R"($c_{\rm low}^2\lambda_0'\le\lambda_0\le c_{\rm high}^2\lambda_0'$, so the radius
$\frac{c\delta\lambda_0}{n^2c_{\rm high}^2}$ is at least $(c_{\rm low}/c_{\rm high})^2$ times that of the
normalised inputs)",
            [](const auto& o) {
              // Both sides shifted by c_high^2, so that lambda_0 = 0 is recognised as equality.
              return le(o.low * o.lambda_unit + o.high, o.lambda_0 + o.high) &
                     le(o.lambda_0 + o.high, o.high * o.lambda_unit + o.high);
            }}},
      .mutants = {{"c_high instead of its square", "C1-3.2",
                   [](const auto& o) {
                     return every(o.n * o.n, [&](auto k) {
                       return le(square(o.change.entries()[k]), o.high * square(o.F.entries()[k]));
                     });
                   }},
                  {"without sqrt(n)", "C1-3.3",
                   [](const auto& o) {
                     return every(o.speed.size(),
                                  [&](auto r) { return le(o.speed[r], o.high * o.residual); });
                   }},
                  {"c_low in the place of c_high", "C2",
                   [](const auto& o) {
                     return le(o.lambda_0 + o.high, o.low * o.lambda_unit + o.high);
                   }}},
      .refuted = {"C1-rest"},
      .cost = 2};
}

}  // namespace

AnyClaim footnote_7() { return statement(); }

AnyClaim footnote_7_corrected() {
  Footnote footnote = statement();
  footnote.card.id += "_corrected";
  footnote.card.corrects = R"(C1-rest: the last step of the proof of Theorem 3.2 changes too,
$\mathbb E f(W(0),a,x_i)^2\le\frac12c_{\rm high}^2$.)";
  footnote.replace(
      {"C1-rest", R"($\mathbb E f(W(0),a,x_i)^2=\frac12\|x_i\|^2\le\frac12
c_{\rm high}^2$)",
       [](const auto& o) { return every(o.n, [&](auto i) { return le(o.K(i, i), o.high); }); }});
  footnote.mutants = {{"c_low in the last step", "C1-rest", [](const auto& o) {
                         return every(o.n, [&](auto i) { return le(o.K(i, i), o.low); });
                       }}};
  footnote.refuted.clear();
  return footnote;
}

}  // namespace claimcheck::du2019
