// du2019, lemma 3.2: the Gram matrix is stable under small changes of the weights.
//
// Reading. R = c delta lambda_0 / n^2 with the explicit instance c < sqrt(2 pi) / 16 that the proof
// supports. "For any w_1..w_m in the balls" is decided from the flips: |H_ij - H_ij(0)| is at most
// the fraction F_ij of units with A_ir or A_jr, for all W in the balls at once. C1 and S5 are
// tested as the stronger events sum F_ij < lambda_0/4 and sum F_ij <= 4 n^2 R / (sqrt(2 pi) delta).
// C2 has no condition on m: it is tested through two members of the balls, w_r = w_r(0) and a moved
// one. S1 is printed as "if and only if |w_r(0) . x_i| < R"; with a closed ball and a closed
// indicator a unit with w_r(0) . x_i = -R is woken at w . x_i = 0, so the event is -R <= w_r(0) .
// x_i < R.

#include <cmath>

#include "core/on_demand.hpp"
#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/rare_flips.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  double c = 0.125;
  double delta = 0.5;
  Matrix<double> moves;  // m x d, see moved_within
  Matrix<double> W0;     // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 3)
        .axis("m", 1, 8)
        .axis("d", 1, 3)
        .matrix("directions", &Setting::directions, "n", "d")
        .real("c", &Setting::c, above_up_to(0, 0.15625))
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .matrix("moves", &Setting::moves, "m", "d")
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  std::size_t n, m;
  R c, delta, lambda_0, radius;
  Matrix<R> Z0;                // pre-activations of W(0)
  Matrix<R> active_0, active;  // closed patterns of W(0) and of a W in the balls
  Matrix<R> flips, F;          // I{A_ir} and its pairwise fractions
  Matrix<R> change;            // H - H(0)
  R markov;                    // 4 n^2 R / (sqrt(2 pi) delta)

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(inputs.n()),
        m(s.W0.rows()),
        c(s.c),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        radius(c * delta * lambda_0 / R(n * n)),
        Z0(inputs.preactivations(lift<R>(s.W0))),
        active_0(closed_indicator(Z0)),
        active(closed_indicator(moved_within(inputs, lift<R>(s.W0), lift<R>(s.moves), radius))),
        flips(flip_indicator(Z0, radius)),
        F(flip_fraction(flips)),
        change(gram_change(inputs.gram, active_0, active)),
        markov(4 * c * lambda_0 / root_two_pi<R>()) {}
  Observation(const Observation&) = delete;  // what is computed on demand refers to it

  /// lambda_min of H(0) and of H
  const R& least_0() const { return *least_0_; }
  const R& least() const { return *least_; }
  /// factor P(A_ir) <= factor 2 R / sqrt(2 pi). With z = R the sides differ by sqrt(2 / pi) times
  /// z^3/6 - z^5/40 + ..., for z < 1 an alternating series of falling terms: where R is so small
  /// that rounding hides the difference, the first two terms enclose it.
  Relation<R> rare_flips(int factor) const {
    Relation<R> out = le(factor * flip_probability(radius), 2 * factor * radius / root_two_pi<R>());
    if constexpr (Enclosure<R>) {
      if (unknown(out.truth()) && certainly(less(R(0), radius) & less(radius, R(1)))) {
        const R squared = square(radius), most = squared / 6;
        const double size = mid(out.rhs);
        out = le(R(0), out.rhs * R::hull(most - square(squared) / 40, most));
        if (std::isfinite(size)) out.grain = size;
      }
    }
    return out;
  }
  Relation<R> markov_event() const { return le(total(F), markov); }

 private:
  OnDemand<R> least_0_{[this] { return least_eigenvalue(gram_matrix(inputs.gram, active_0)); }};
  OnDemand<R> least_{[this] { return least_eigenvalue(gram_matrix(inputs.gram, active)); }};
};

/// Pre-activations near and exactly on the border of the flip event, when the inputs allow it.
void near_the_border(Setting& s, Stream& random) {
  if (!random.chance(0.3)) return;
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth())) return;
  const double n = static_cast<double>(inputs.n());
  const double radius = s.c * s.delta * inputs.lambda_0() / (n * n);
  for (std::size_t r = 0; r < s.W0.rows(); ++r) {
    const auto v = s.directions.row(r % inputs.n());
    const double length = norm(v);
    const double at = random.sign() * radius * (random.chance(0.5) ? 1 : random.uniform(0, 2));
    const double correction = at - dot(s.W0.row(r), v) / length;
    for (std::size_t k = 0; k < v.size(); ++k) s.W0(r, k) += correction * v[k] / length;
    for (std::size_t k = 0; k < v.size(); ++k) s.moves(r, k) = (at < 0 ? 1 : -1) * v[k] / length;
  }
}

using Lemma = Claim<Setting, Observation>;

const Setting one_unit_on_the_border = {Matrix<double>(1, 1, 1.0), 0.125, 0.25,
                                        Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1, -0.015625)};
const Setting one_flip_of_eight_is_too_much = {
    Matrix<double>(1, 1, 1.0), 0.15625, 0.5, Matrix<double>(8, 1, 1.0), Matrix<double>(8, 1, 1.0)};

/// With F = 0 nothing below can fail.
const auto some_flip = [](const auto& o) { return some_unit_may_flip(o.inputs, o.m, o.radius); };

constexpr auto S3 = [](const auto& o, const auto& bound) {
  return every(o.n * o.n,
               [&](auto k) { return le(abs(o.change.entries()[k]), bound(k / o.n, k % o.n)); });
};

Lemma statement() {
  return {
      .card = {.id = "du2019/lemma-3.2",
               .title = "Stability of the Gram matrix under small weight changes",
               .label = "Lemma 3.2",
               .place = "Section 3.1",
               .kind = Kind::probability,
               .statement =
                   R"(If $w_1(0),\dots,w_m(0)$ are i.i.d. from $N(0,I)$, then with probability
at least $1-\delta$, for any $w_1,\dots,w_m$ with $\|w_r(0)-w_r\|_2\le\frac{c\delta\lambda_0}{n^2}=:R$
for some small positive constant $c$, the matrix $H_{ij}=\frac1mx_i^\top x_j\sum_r
\mathbb I\{w_r^\top x_i\ge0,w_r^\top x_j\ge0\}$ satisfies $\|H-H(0)\|_2<\frac{\lambda_0}4$ and
$\lambda_{\min}(H)>\frac{\lambda_0}2$.)",
               .reading =
                   R"(Explicit instance: $c<\frac{\sqrt{2\pi}}{16}$. C1 and S5 are tested uniformly
over the balls through the fractions $F_{ij}=\frac1m\sum_r\mathbb I\{A_{ir}\cup A_{jr}\}\ge
|H_{ij}-H_{ij}(0)|$. C2 has no condition on $m$ and fails at small width: $n=m=1$ has
$\lambda_{\min}(H(0))=0$ with probability $\frac12$, whatever $c$. The proof uses the event
$\lambda_{\min}(H(0))\ge\frac34\lambda_0$ of Lemma 3.1. S1 fails at $w_r(0)^\top x_i=-R$: the ball and the
indicator are closed, so $A_{ir}$ is $-R\le w_r(0)^\top x_i<R$ (a null event, without consequence).)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"H2", R"($0<c<\frac{\sqrt{2\pi}}{16}$)",
                      [](const auto& o) {
                        return lt(256 * square(o.c), 2 * pi<std::decay_t<decltype(o.c)>>());
                      }}},
      .conclusions =
          {fails_only_in(Lemma::Clause::probable(
                             "C1", R"($\|H-H(0)\|_2\le\sum_{i,j}F_{ij}<\frac{\lambda_0}4$)",
                             [](const auto& o) { return o.delta; },
                             [](const auto& o) { return lt(total(o.F), o.lambda_0 / 4); }),
                         some_flip),
           Lemma::Clause::probable(
               "C2", R"($\lambda_{\min}(H)>\frac{\lambda_0}2$, also for $w_r=w_r(0)$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) {
                 return gt(o.least_0(), o.lambda_0 / 2) & gt(o.least(), o.lambda_0 / 2);
               }),
           {"S1", R"($A_{ir}$ happens if and only if $|w_r(0)^\top x_i|<R$)",
            [](const auto& o) {
              using R = std::decay_t<decltype(o.c)>;
              return every(o.Z0.entries().size(), [&](auto k) {
                const Truth flips = may_flip(o.Z0.entries()[k], o.radius),
                            inside = less(abs(o.Z0.entries()[k]), o.radius);
                return fact<R>((flips & inside) | (!flips & !inside));
              });
            }},
           {"S2", R"($P(A_{ir})=P(|z|<R)\le\frac{2R}{\sqrt{2\pi}}$)",
            [](const auto& o) { return o.rare_flips(1); }},
           {"S3", R"($|H_{ij}(0)-H_{ij}|\le\frac1m\sum_r\mathbb I\{A_{ir}\cup A_{jr}\}$, and
$P(A_{ir}\cup A_{jr})\le\frac{4R}{\sqrt{2\pi}}$)",
            [](const auto& o) {
              return S3(o, [&](auto i, auto j) { return o.F(i, j); }) & o.rare_flips(2);
            }},
           {"S4", R"($\sum_{i,j}|H_{ij}-H_{ij}(0)|\le\sum_{i,j}F_{ij}$, whose mean is at most
$\frac{4n^2R}{\sqrt{2\pi}}$)",
            [](const auto& o) {
              const int pairs = static_cast<int>(o.n * o.n);
              return le(total_abs(o.change), total(o.F)) & o.rare_flips(2 * pairs);
            }},
           fails_only_in(
               Lemma::Clause::probable(
                   "S5",
                   R"($\sum_{i,j}|H_{ij}-H_{ij}(0)|\le\sum_{i,j}F_{ij}\le\frac{4n^2R}{\sqrt{2\pi}\,
\delta}$)",
                   [](const auto& o) { return o.delta; },
                   [](const auto& o) { return o.markov_event(); }),
               some_flip),
           {"S6", R"($\|H-H(0)\|_2\le\|H-H(0)\|_F\le\sum_{i,j}|H_{ij}-H_{ij}(0)|$, and
$\le\frac{4n^2R}{\sqrt{2\pi}\,\delta}$ on the event of S5)",
            [](const auto& o) {
              return le(spectral_norm(o.change), frobenius_norm(o.change)) &
                     le(frobenius_norm(o.change), total_abs(o.change)) &
                     either(Judgement(gt(total(o.F), o.markov)),
                            Judgement(le(total_abs(o.change), o.markov)));
            }},
           {"S7", R"($\lambda_{\min}(H)\ge\lambda_{\min}(H(0))-\frac{4n^2R}{\sqrt{2\pi}\,\delta}\ge
\frac{\lambda_0}2$ on the events of S5 and of Lemma 3.1)",
            given([](const auto& o) {
              return o.markov_event() & ge(4 * o.least_0(), 3 * o.lambda_0);
            }),
            [](const auto& o) {
              return ge(o.least(), o.least_0() - o.markov) &
                     ge(o.least_0() - o.markov, o.lambda_0 / 2);
            }}},
      .prepare = near_the_border,
      .draw = [](Setting& s,
                 Stream& random) { s.W0 = random.normal_matrix(s.W0.rows(), s.W0.cols()); },
      .tight = {one_unit_on_the_border, one_flip_of_eight_is_too_much},
      .mutants = {{"one per cent less than 2R / sqrt(2 pi)", "S2",
                   [](const auto& o) {
                     return le(100 * flip_probability(o.radius),
                               198 * o.radius / root_two_pi<std::decay_t<decltype(o.c)>>());
                   }},
                  {"only units that may flip on both inputs", "S3",
                   [](const auto& o) {
                     return S3(o, [&](auto i, auto j) {
                       auto both = 0 * o.c;
                       for (std::size_t r = 0; r < o.m; ++r) both += o.flips(r, i) * o.flips(r, j);
                       return both / static_cast<int>(o.m);
                     });
                   }},
                  {"without the event of Lemma 3.1", "S7",
                   given([](const auto& o) { return o.markov_event(); }),
                   [](const auto& o) { return ge(o.least(), o.lambda_0 / 2); }},
                  Lemma::Wrong::probable(
                      "with probability 1 - delta/4", "C1",
                      [](const auto& o) { return o.delta / 4; },
                      [](const auto& o) { return lt(total(o.F), o.lambda_0 / 4); })},
      .refuted = {"C2", "S1"},
      .cost = 2};
}

}  // namespace

AnyClaim lemma_3_2() { return statement(); }

AnyClaim lemma_3_2_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects =
      R"(C2 on the event $\lambda_{\min}(H(0))\ge\frac34\lambda_0$ (Lemma 3.1 gives it
when $m$ is large); S1 with $-R\le w_r(0)^\top x_i<R$.)";
  lemma.replace(fails_only_in(
      Lemma::Clause::probable(
          "C2",
          R"($\lambda_{\min}(H)\ge\lambda_{\min}(H(0))-\sum_{i,j}F_{ij}>\frac{\lambda_0}2$ unless
$\lambda_{\min}(H(0))<\frac34\lambda_0$)",
          [](const auto& o) { return o.delta; },
          [](const auto& o) {
            return either(lt(4 * o.least_0(), 3 * o.lambda_0),
                          gt(o.least_0() - total(o.F), o.lambda_0 / 2));
          }),
      some_flip));
  lemma.replace(
      {"S1", R"($A_{ir}$ happens if and only if $-R\le w_r(0)^\top x_i<R$)", [](const auto& o) {
         using R = std::decay_t<decltype(o.c)>;
         return every(o.Z0.entries().size(), [&](auto k) {
           const R& s = o.Z0.entries()[k];
           const Truth flips = may_flip(s, o.radius),
                       inside = less_equal(-o.radius, s) & less(s, o.radius);
           return fact<R>((flips & inside) | (!flips & !inside));
         });
       }});
  lemma.mutants = {{"open ball", "S1",
                    [](const auto& o) {
                      using R = std::decay_t<decltype(o.c)>;
                      return every(o.Z0.entries().size(), [&](auto k) {
                        const Truth flips = may_flip(o.Z0.entries()[k], o.radius),
                                    inside = less(abs(o.Z0.entries()[k]), o.radius);
                        return fact<R>((flips & inside) | (!flips & !inside));
                      });
                    }},
                   Lemma::Wrong::probable(
                       "whatever lambda_min(H(0))", "C2", [](const auto& o) { return o.delta; },
                       [](const auto& o) { return gt(o.least(), o.lambda_0 / 2); })};
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
