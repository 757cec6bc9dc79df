// du2019, lemma A.5: the output layer moves little when both layers are trained.
//
// Reading. Joint flow up to t or to the first change of pattern, on flows that obey (14) (see
// lemma-A.2). C1 is tested on draws and, pathwise, on S1's event, whose probability is exact for n
// =
// 1. S3 uses R_w <= sqrt(log(mn / delta)), which is false for mn = 1 and delta near 1: R_w ->
// sqrt(2 pi)/64 and the logarithm -> 0. The lemma survives there, because its probability 1 - delta
// does not ask for anything.

#include "theorems/du2019/joint_training.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

template <class R>
struct OutputMovement : JointTraining<R> {
  R root;     // sqrt(log(mn / delta))
  R largest;  // max |w_r(0) . x_i|

  explicit OutputMovement(const JointSetting& s)
      : JointTraining<R>(s), root(sqrt(log(this->m * this->n / this->delta))), largest(0) {
    const Matrix<R> z0 = this->inputs.preactivations(lift<R>(s.W0));
    for (const R& z : z0.entries()) largest = max(largest, abs(z));
  }
  /// |y - u(t)|
  R length() const { return norm(this->path->residual); }
  /// sqrt(m) |da_r/dt| at t
  R speed(std::size_t r) const {
    R total(0);
    for (std::size_t i = 0; i < this->inputs.n(); ++i) {
      total += this->path->residual[i] * relu(this->path->z(r, i));
    }
    return abs(total);
  }
  /// |w_r(0) . x_i| <= 3 sqrt(log(mn / delta)) for all i, r
  Relation<R> bounded_start() const { return le(largest, 3 * root); }
  /// n = 1: 1 - erf(factor sqrt(log(m / delta)) / sqrt(2))^m <= delta
  Relation<R> bounded_for_one_input(int factor) const {
    const R each = erf(R(factor) * root / sqrt(R(2)));
    return le(1 - pow(each, static_cast<int>(this->units)), this->delta);
  }
  Judgement<R> moves_little(const R& factor) const {
    return this->output_layer_within(factor * this->reach_a());
  }
  Judgement<R> hypotheses() const { return this->well_conditioned() & this->weights_near(); }
  /// sqrt(n) |y - u| (|w(0) . x| + R_w) <= 4 sqrt(n) e^{-lambda_0 t / 2} |y - u(0)| root
  Judgement<R> speed_bound() const {
    const R now = sqrt(this->n) * length(), scale = this->start_length;
    return le(now * (largest + this->radius_w()) + scale,
              now * (3 * root + this->radius_w()) + scale) &
           le(now * (3 * root + this->radius_w()) + scale,
              4 * sqrt(this->n) * exp(-this->lambda_0 * this->path->time / 2) * scale * root +
                  scale);
  }
};

using Lemma = Claim<JointSetting, OutputMovement>;

constexpr auto on_event = [](const auto& o) {
  return o.hypotheses() & Judgement(o.bounded_start());
};

void redraw(JointSetting& s, Stream& random) {
  s.W0 = random.normal_matrix(s.W0.rows(), s.W0.cols());
  for (int& sign : s.a) sign = random.sign();
}

/// As the lemmas of the appendix want it, or delta near 1, where mn = 1 is critical.
void anywhere(JointSetting& s, Stream& random) {
  small_joint_residual(s, random);
  if (random.chance(0.3)) s.delta = 1 - std::ldexp(1.0, -random.integer(5, 12));
  if (random.chance(0.7)) s.t = std::ldexp(1.0, random.integer(-6, 0));
}

JointSetting certain_failure() { return {one_unit(0x1p-10, 1, 0x1p-9), 1 - 0x1p-12, 1}; }

Lemma statement() {
  return {
      .card = {.id = "du2019/lemma-A.5",
               .title = "Movement of the output layer",
               .label = "Lemma A.5",
               .place = "Appendix A.1",
               .kind = Kind::probability,
               .statement = R"(With probability at least $1-\delta$ over initialization: if for
$0\le s\le t$ $\lambda_{\min}(H(s))\ge\frac{\lambda_0}2$ and $\|w_r(s)-w_r(0)\|_2\le R_w$, then
$|a_r(t)-a_r(0)|\le R'_a=\frac{8\sqrt n\|y-u(0)\|_2\sqrt{\log(mn/\delta)}}{\sqrt m\lambda_0}$.)",
               .reading =
                   R"(Flows that obey (14), up to the first change of pattern at most. S3 uses
$R_w\le\sqrt{\log(mn/\delta)}$, which is false for $mn=1$ and $\delta$ near 1.)"},
      .hypotheses =
          {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
            [](const auto& o) { return o.inputs.normalisable(); }},
           {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
           {"flow",
            R"(one flow leaves the start, $y\ne u(0)$; it obeys (14) and is followed to $t\ge\frac1{64\lambda_0}$)",
            [](const auto& o) { return o.followed() & o.obeys_14(); }}},
      .conclusions =
          {Lemma::Clause::probable(
               "C1", R"($|a_r(t)-a_r(0)|\le R'_a$ whenever H1 and H2 hold)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) {
                 using R = std::decay_t<decltype(o.n)>;
                 const Truth met = o.hypotheses().truth();
                 return either(Judgement<R>(fact<R>(!met)), o.moves_little(R(1)));
               }),
           {"C1-event", R"($|a_r(t)-a_r(0)|\le R'_a$ under H1 and H2 when S1's event and
$R_w\le\sqrt{\log(mn/\delta)}$ hold)",
            given([](const auto& o) { return on_event(o) & Judgement(le(o.radius_w(), o.root)); }),
            [](const auto& o) { return o.moves_little(1 + 0 * o.n); }},
           {"S1 (n=1)",
            R"($P(\max_r|w_r(0)^\top x|\le3\sqrt{\log(m/\delta)})\ge1-\delta$, exactly)",
            given([](const auto& o) { return eq(o.n, 1); }),
            [](const auto& o) { return o.bounded_for_one_input(3); }},
           Lemma::Clause::probable(
               "S1", R"($n=2$: $|w_r(0)^\top x_i|\le3\sqrt{\log(mn/\delta)}$ for all $i,r$)",
               given([](const auto& o) { return ge(o.n, 2); }),
               [](const auto& o) { return o.delta; },
               [](const auto& o) { return o.bounded_start(); }),
           {"S2", R"($|\dot a_r|\le\frac{\sqrt n}{\sqrt m}\|y-u\|_2\max_i(|w_r(0)^\top x_i|+R_w)$
at $t$)",
            given([](const auto& o) { return o.weights_near(); }),
            [](const auto& o) {
              const auto length = o.length();
              const auto bound = sqrt(o.n) * length * (o.largest + o.radius_w());
              return every(o.units, [&](auto r) { return le_next_to(length, o.speed(r), bound); });
            }},
           {"S3", R"($\frac{\sqrt n}{\sqrt m}\|y-u\|_2(3\sqrt{\log(mn/\delta)}+R_w)\le
\frac{4\sqrt n\|y-u(0)\|_2e^{-\lambda_0t/2}\sqrt{\log(mn/\delta)}}{\sqrt m}$)",
            given(on_event), [](const auto& o) { return o.speed_bound(); }},
           {"S4", R"($\int_0^\infty\frac{4\sqrt n\|y-u(0)\|_2\sqrt{\log(mn/\delta)}}{\sqrt m}
e^{-\lambda_0s/2}ds=R'_a$)",
            [](const auto& o) {
              const auto bound = 4 * sqrt(o.n / o.m) * o.start_length * o.root * 2 / o.lambda_0;
              return eq_next_to(o.start_length, bound, o.reach_a());
            }}},
      .prepare = anywhere,
      .draw = redraw,
      .tight = {certain_failure(), third_active()},
      .mutants = {{"a third of the tail bound", "S1 (n=1)",
                   given([](const auto& o) { return eq(o.n, 1); }),
                   [](const auto& o) { return o.bounded_for_one_input(1); }},
                  Lemma::Wrong::probable(
                      "a third of the tail bound", "S1",
                      given([](const auto& o) { return ge(o.n, 2); }),
                      [](const auto& o) { return o.delta / 8; },
                      [](const auto& o) { return le(3 * o.largest, o.root); }),
                  {"the start's activation alone is not enough", "S2",
                   given([](const auto& o) { return o.weights_near(); }),
                   [](const auto& o) {
                     return every(o.units, [&](auto r) {
                       return le(2 * o.speed(r), sqrt(o.n) * o.length() * o.largest);
                     });
                   }},
                  {"half the integral", "S4",
                   [](const auto& o) {
                     return eq(4 * sqrt(o.n / o.m) * o.start_length * o.root / o.lambda_0,
                               o.reach_a());
                   }}},
      .refuted = {"S3"},
      .cost = 8};
}

}  // namespace

AnyClaim lemma_a_5() { return statement(); }

AnyClaim lemma_a_5_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S3 where $R_w\le\sqrt{\log(mn/\delta)}$, which holds whenever
$\delta\le0.998$ or $mn\ge2$.)";
  lemma.hypotheses.push_back({"R_w", R"($R_w\le\sqrt{\log(mn/\delta)}$)",
                              [](const auto& o) { return le(o.radius_w(), o.root); }});
  lemma.tight = {third_active()};
  lemma.mutants = {{"three instead of four", "S3", given(on_event),
                    [](const auto& o) {
                      return le((o.largest + o.radius_w()) * o.length(), o.root * o.length() / 8);
                    }},
                   {"a sixteenth of R'_a", "C1-event", given(on_event),
                    [](const auto& o) { return o.moves_little((1 + 0 * o.n) / 1000); }}};
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
