// du2019, lemma A.3: the Gram matrix of joint training is stable under small changes of both
// layers.
//
// Reading. R_w and R_a as defined in appendix A.1; a_r = a_r(0) + R_a t_r with t_r in [-1, 1]. As
// in lemma-3.2 "any W in the balls" is decided through the flip fractions F_ij >= |H'_ij -
// H_ij(0)|, and the Markov event is sum F_ij <= 4 n^2 R_w / (sqrt(2 pi) delta) = lambda_0 / 8. C1
// is tested as the stronger event sum F_ij + n^2 (2 R_a + R_a^2) <= lambda_0 / 4, C2 on the event
// lambda_min(H(0)) >= 3/4 lambda_0 to which the section restricts itself. S2 is false twice: a_r =
// 1 + R_a gives a_r^2 - 1 = 2 R_a + R_a^2 > 2 R_a, and where all |a_r| shrink max a_r^2 - 1 is
// negative while an inactive entry has H_ij - H'_ij = 0. S3 and S4 fall with it. C1 survives: the
// diagonal pairs i = j flip with probability P(A_ir) only, so Markov gives sum F <= (1 - 1/(2n))
// lambda_0 / 8, and the room lambda_0 / (16 n) pays for n^2 R_a^2 = lambda_0^2 / (256 n^2).

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  double delta = 0.5;
  std::vector<int> signs;  // m, a_r(0)
  Vector<double> t;        // m, a_r = a_r(0) + R_a t_r
  Matrix<double> moves;    // m x d, see moved_within
  Matrix<double> W0;       // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 3)
        .axis("m", 1, 8)
        .axis("d", 1, 3)
        .matrix("directions", &Setting::directions, "n", "d")
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .signs("a(0)", &Setting::signs, "m")
        .vector("t", &Setting::t, "m", within(-1, 1))
        .matrix("moves", &Setting::moves, "m", "d")
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  std::size_t n;
  R pairs, delta, lambda_0;  // pairs = n^2
  R radius_w, radius_a;
  R markov;  // 4 n^2 R_w / (sqrt(2 pi) delta) = lambda_0 / 8
  Matrix<R> F, H0;
  Matrix<R> first, outer;  // H' - H(0) and H - H'
  R largest, spread;       // max_r a_r^2 - 1 and max_r |a_r^2 - 1|
  R least_0, least;

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(inputs.n()),
        pairs(R(n * n)),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        radius_w(root_two_pi<R>() * lambda_0 * delta / (32 * pairs)),
        radius_a(lambda_0 / (16 * pairs)),
        markov(lambda_0 / 8),
        largest(-2),
        spread(0) {
    const Matrix<R> Z0 = inputs.preactivations(lift<R>(s.W0));
    const Matrix<R> active =
        closed_indicator(moved_within(inputs, lift<R>(s.W0), lift<R>(s.moves), radius_w));
    Vector<R> excess;  // a_r^2 - 1 = R_a t (2 a(0) + R_a t)
    for (std::size_t r = 0; r < s.t.size(); ++r) {
      const R change = radius_a * R(s.t[r]);
      excess.push_back(change * (2 * R(s.signs[r]) + change));
      largest = max(largest, excess.back());
      spread = max(spread, abs(excess.back()));
    }
    F = flip_fraction(flip_indicator(Z0, radius_w));
    H0 = gram_matrix(inputs.gram, closed_indicator(Z0));
    first = gram_change(inputs.gram, closed_indicator(Z0), active);
    outer = pattern_gram(inputs.gram, excess, active);
    least_0 = least_eigenvalue(H0);
    least = least_eigenvalue(H0 + first + outer);
  }

  Relation<R> markov_event() const { return le(total(F), markov); }
  /// n^2 (2 R_a + R_a^2)
  R outer_bound() const { return pairs * (2 * radius_a + square(radius_a)); }
};

using Lemma = Claim<Setting, Observation>;

/// All units on the border of both neighbourhoods, now and then.
void to_the_border(Setting& s, Stream& random) {
  if (random.chance(0.3)) {
    const double side = random.sign();
    for (std::size_t r = 0; r < s.t.size(); ++r) s.t[r] = side * s.signs[r];
  }
  if (random.chance(0.3)) {
    for (std::size_t r = 0; r < s.W0.rows(); ++r) {
      const auto v = s.directions.row(r % s.directions.rows());
      const double length = norm(v);
      if (!(length > 0)) continue;
      const double correction = 0.01 * s.delta * random.normal() - dot(s.W0.row(r), v) / length;
      for (std::size_t k = 0; k < v.size(); ++k) s.W0(r, k) += correction * v[k] / length;
    }
  }
}

/// 15 active units, one about to wake up, all output weights at 1 + R_a.
Setting sixteen_units() {
  Setting s{Matrix<double>(1, 1, 1.0),  0.5,
            std::vector<int>(16, 1),    Vector<double>(16, 1.0),
            Matrix<double>(16, 1, 1.0), Matrix<double>(16, 1, 1.0)};
  s.W0(0, 0) = -0.0078125;
  return s;
}

Setting one_unit() {
  return {Matrix<double>(1, 1, 1.0), 0.25, {1}, {0.0}, Matrix<double>(1, 1, 0.0),
          Matrix<double>(1, 1, 1.0)};
}

constexpr auto each_entry = [](const auto& o, const auto& check) {
  return every(o.n * o.n, [&](auto k) { return check(o.outer.entries()[k]); });
};

Lemma statement() {
  return {
      .card = {.id = "du2019/lemma-A.3",
               .title = "Stability of the Gram matrix, joint training",
               .label = "Lemma A.3",
               .place = "Appendix A.1",
               .kind = Kind::probability,
               .statement = R"(With probability at least $1-\delta$ over initialization, if for all
$r\in[m]$ $\|w_r-w_r(0)\|_2\le R_w=\frac{\sqrt{2\pi}\lambda_0\delta}{32n^2}$ and
$|a_r-a_r(0)|\le R_a=\frac{\lambda_0}{16n^2}$, then $H_{ij}=\frac1mx_i^\top x_j\sum_ra_r^2
\mathbb I\{w_r^\top x_i\ge0,w_r^\top x_j\ge0\}$ satisfies $\|H-H(0)\|_2\le\frac{\lambda_0}4$ and
$\lambda_{\min}(H)>\frac{\lambda_0}2$.)",
               .reading = R"(C1 is tested uniformly over the neighbourhood through
$F_{ij}=\frac1m\sum_r\mathbb I\{A_{ir}\cup A_{jr}\}$; C2 on the section's event
$\lambda_{\min}(H(0))\ge\frac34\lambda_0$. S2 is false: $a_r=1+R_a$ gives $a_r^2-1=2R_a+R_a^2$, and the
absolute value is missing (all $|a_r|<1$, no unit active: $0\le\max a_r^2-1<0$). S3 and S4 fail with it;
C1 itself survives with the sharper count of the diagonal pairs.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }}},
      .conclusions =
          {Lemma::Clause::probable(
               "C1", R"($\|H-H(0)\|_2\le\sum_{i,j}F_{ij}+n^2(2R_a+R_a^2)\le\frac{\lambda_0}4$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) { return le(total(o.F) + o.outer_bound(), o.lambda_0 / 4); }),
           Lemma::Clause::probable(
               "C2", R"($\lambda_{\min}(H)\ge\lambda_{\min}(H(0))-\sum F_{ij}-n^2(2R_a+R_a^2)>
\frac{\lambda_0}2$ unless $\lambda_{\min}(H(0))<\frac34\lambda_0$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) {
                 return either(lt(4 * o.least_0, 3 * o.lambda_0),
                               gt(o.least_0 - total(o.F) - o.outer_bound(), o.lambda_0 / 2));
               }),
           {"S1",
            R"($\|H'-H(0)\|_2\le\frac{4n^2R_w}{\sqrt{2\pi}\,\delta}=\frac{\lambda_0}8$ on the Markov
event)",
            given([](const auto& o) { return o.markov_event(); }),
            [](const auto& o) { return le(spectral_norm(o.first), o.markov); }},
           {"S2", R"($H_{ij}-H'_{ij}\le\max_ra_r^2-1\le2R_a$, also for the absolute value)",
            [](const auto& o) {
              return each_entry(o,
                                [&](const auto& e) {
                                  return le(e, o.largest) & le(abs(e), 2 * o.radius_a);
                                }) &
                     le(o.largest, 2 * o.radius_a);
            }},
           {"S3", R"($\|H-H'\|_2\le\sum_{i,j}|H_{ij}-H'_{ij}|\le2n^2R_a$)",
            [](const auto& o) {
              return le(spectral_norm(o.outer), total_abs(o.outer)) &
                     le(total_abs(o.outer), 2 * o.pairs * o.radius_a);
            }},
           {"S4",
            R"($\|H-H(0)\|_2\le\frac{4n^2R_w}{\sqrt{2\pi}\,\delta}+2n^2R_a\le\frac{\lambda_0}4$ on
the Markov event; both summands are $\frac{\lambda_0}8$)",
            given([](const auto& o) { return o.markov_event(); }),
            [](const auto& o) {
              return le(spectral_norm(o.first + o.outer), o.lambda_0 / 4) &
                     eq(2 * o.pairs * o.radius_a, o.lambda_0 / 8) &
                     eq(4 * o.pairs * o.radius_w /
                            (root_two_pi<std::decay_t<decltype(o.delta)>>() * o.delta),
                        o.lambda_0 / 8);
            }}},
      .prepare = to_the_border,
      .draw = [](Setting& s,
                 Stream& random) { s.W0 = random.normal_matrix(s.W0.rows(), s.W0.cols()); },
      .tight = {sixteen_units(), one_unit()},
      .mutants = {{"the first layer moves twice as far", "S4",
                   given([](const auto& o) { return o.markov_event(); }),
                   [](const auto& o) {
                     return eq(8 * o.pairs * o.radius_w /
                                   (root_two_pi<std::decay_t<decltype(o.delta)>>() * o.delta),
                               o.lambda_0 / 8);
                   }},
                  {"without the Markov event", "S1",
                   [](const auto& o) { return le(spectral_norm(o.first), o.markov); }},
                  Lemma::Wrong::probable(
                      "whatever lambda_min(H(0))", "C2", [](const auto& o) { return o.delta; },
                      [](const auto& o) { return gt(o.least, o.lambda_0 / 2); })},
      .refuted = {"S2", "S3", "S4"},
      .cost = 3};
}

}  // namespace

AnyClaim lemma_a_3() { return statement(); }

AnyClaim lemma_a_3_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S2: $|H_{ij}-H'_{ij}|\le\max_r|a_r^2-1|\le2R_a+R_a^2$. S3:
$\le n^2(2R_a+R_a^2)$. S4 on the event $\sum F_{ij}\le(1-\frac1{2n})\frac{\lambda_0}8$, which Markov's
inequality also gives.)";
  lemma.replace({"S2", R"($|H_{ij}-H'_{ij}|\le\max_r|a_r^2-1|\le2R_a+R_a^2$)", [](const auto& o) {
                   return each_entry(o, [&](const auto& e) { return le(abs(e), o.spread); }) &
                          le(o.spread, 2 * o.radius_a + square(o.radius_a));
                 }});
  lemma.replace(
      {"S3", R"($\|H-H'\|_2\le\sum_{i,j}|H_{ij}-H'_{ij}|\le n^2(2R_a+R_a^2)$)", [](const auto& o) {
         return le(spectral_norm(o.outer), total_abs(o.outer)) &
                le(total_abs(o.outer), o.outer_bound());
       }});
  lemma.replace({"S4", R"($\|H-H(0)\|_2\le\sum F_{ij}+n^2(2R_a+R_a^2)\le\frac{\lambda_0}4$ when
$\sum F_{ij}\le(1-\frac1{2n})\frac{\lambda_0}8$)",
                 given([](const auto& o) {
                   return le(16 * static_cast<int>(o.n) * total(o.F),
                             (2 * static_cast<int>(o.n) - 1) * o.lambda_0);
                 }),
                 [](const auto& o) {
                   return le(spectral_norm(o.first + o.outer), total(o.F) + o.outer_bound()) &
                          le(total(o.F) + o.outer_bound(), o.lambda_0 / 4);
                 }});
  lemma.conclusions.push_back(Lemma::Clause::probable(
      "Markov", R"($\sum F_{ij}\le(1-\frac1{2n})\frac{\lambda_0}8$)",
      [](const auto& o) { return o.delta; },
      [](const auto& o) {
        return le(16 * static_cast<int>(o.n) * total(o.F),
                  (2 * static_cast<int>(o.n) - 1) * o.lambda_0);
      }));
  lemma.mutants = {{"2 R_a without the square", "S2",
                    [](const auto& o) { return le(o.spread, 2 * o.radius_a); }},
                   {"entries without the square", "S3",
                    [](const auto& o) { return le(total_abs(o.outer), 2 * o.pairs * o.radius_a); }},
                   {"the whole of lambda_0 / 8 for the flips", "S4",
                    given([](const auto& o) { return o.markov_event(); }), [](const auto& o) {
                      return le(spectral_norm(o.first + o.outer), o.lambda_0 / 4);
                    }}};
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
