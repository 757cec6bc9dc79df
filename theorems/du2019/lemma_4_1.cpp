// du2019, lemma 4.1: how many units may change their pattern.
//
// Reading. Any radius R > 0 (the section uses R = c lambda_0 / n^2) and the explicit instance C =
// 2 / sqrt(2 pi) that the proof gives. S_i-perp is the set of units with A_ir, decided on the
// closed ball (pattern_flips.hpp); its law does not depend on the border, which has probability
// zero.

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/rare_flips.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  double radius = 1;          // R
  double delta = 0.5;
  Matrix<double> W0;  // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .axis("m", 1, 8)
        .axis("d", 1, 3)
        .matrix("directions", &Setting::directions, "n", "d")
        .real("R", &Setting::radius, positive())
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  R n, m, radius, delta;
  R flips;        // sum_i |S_i-perp|
  R probability;  // P(A_ir)
  R bound;        // 2 R / sqrt(2 pi)

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.W0.rows())),
        radius(s.radius),
        delta(s.delta),
        flips(total(flip_indicator(inputs.preactivations(lift<R>(s.W0)), radius))),
        probability(flip_probability(radius)),
        bound(2 * radius / root_two_pi<R>()) {}
};

using Lemma = Claim<Setting, Observation>;

/// More flips than allowed are at least one; where m n flips are allowed there never are more.
const auto some_flip = [](const auto& o) {
  if (o.bound >= o.delta) return RareEvents{};
  return some_unit_may_flip(o.inputs, static_cast<std::size_t>(o.m), o.radius);
};

/// Now and then a radius for which (16) allows a few flips but not all. Parallel inputs flip
/// together, so that at 1, 2, ... flips the event fails with probability delta but for a hair,
/// which no trials could tell.
void prepare(Setting& s, Stream& random) {
  if (!random.chance(0.3)) return;
  const double pairs = static_cast<double>(s.directions.rows() * s.W0.rows());
  const double one_flip = s.delta * root_two_pi<double>() / (2 * pairs);
  s.radius = (random.integer(1, 3) - 0.5) * one_flip * random.uniform(0.9, 1);
}

}  // namespace

AnyClaim lemma_4_1() {
  return Lemma{
      .card = {.id = "du2019/lemma-4.1",
               .title = "Number of units whose pattern may flip",
               .label = "Lemma 4.1",
               .place = "Section 4.1",
               .kind = Kind::probability,
               .statement = R"(With probability at least $1-\delta$ over the initialization,
$$\sum_{i=1}^n|S_i^\perp|\le\frac{C\,mnR}{\delta}$$ for some positive constant $C$.)",
               .reading =
                   R"(Explicit instance $C=\frac2{\sqrt{2\pi}}$, which the proof gives; any $R>0$,
unit inputs as directions. $A_{ir}$ is decided on the closed ball.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }}},
      .conclusions =
          {fails_only_in(
               Lemma::Clause::probable(
                   "C1", R"(S4 (16): $\sum_i|S_i^\perp|\le\frac{2mnR}{\sqrt{2\pi}\,\delta}$)",
                   [](const auto& o) { return o.delta; },
                   [](const auto& o) { return le(o.flips * o.delta, o.m * o.n * o.bound); }),
               some_flip),
           {"S1", R"($P(A_{ir})\le\frac{2R}{\sqrt{2\pi}}$)",
            [](const auto& o) { return le(o.probability, o.bound); }},
           {"S2", R"((15): $\mathbb E|S_i^\perp|=\sum_rP(A_{ir})\le\frac{2mR}{\sqrt{2\pi}}$)",
            [](const auto& o) { return le(o.m * o.probability, o.m * o.bound); }},
           {"S3", R"($\mathbb E\sum_i|S_i^\perp|\le\frac{2mnR}{\sqrt{2\pi}}$)",
            [](const auto& o) { return le(o.n * o.m * o.probability, o.n * o.m * o.bound); }}},
      .prepare = prepare,
      .draw = [](Setting& s,
                 Stream& random) { s.W0 = random.normal_matrix(s.W0.rows(), s.W0.cols()); },
      // One flip is already more than mnR / sqrt(2 pi) / delta: the event fails with probability
      // close to delta.
      .tight = {{Matrix<double>(1, 1, 1.0), 0.25, 0.25, Matrix<double>(1, 1, 1.0)}},
      .mutants = {{"one per cent less", "S1",
                   [](const auto& o) { return le(100 * o.probability, 99 * o.bound); }},
                  {"the density at R instead of at 0", "S1",
                   [](const auto& o) {
                     return le(o.probability, o.bound * exp(-square(o.radius) / 2));
                   }},
                  Lemma::Wrong::probable(
                      "Markov with half the constant", "C1", [](const auto& o) { return o.delta; },
                      [](const auto& o) { return le(2 * o.flips * o.delta, o.m * o.n * o.bound); }),
                  Lemma::Wrong::probable(
                      "with probability 1 - delta/2", "C1",
                      [](const auto& o) { return o.delta / 2; },
                      [](const auto& o) { return le(o.flips * o.delta, o.m * o.n * o.bound); })},
      .untestable = {"S4: Markov's inequality applied to S3; what it gives is C1"}};
}

}  // namespace claimcheck::du2019
