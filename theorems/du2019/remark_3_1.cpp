// du2019, remark 3.1: both deviations of the Gram matrix are O(1/sqrt(m)).
//
// Reading. C1 with the explicit instance |H(0) - H^infinity|_2 <= n sqrt(log(2 n^2 / delta) / (2m))
// of Hoeffding's inequality, with probability at least 1 - delta. C2: the flow stays within R' =
// rho / sqrt(m) of the start (lemma-3.4), so it follows from the uniform bound over the balls of
// radius rho / sqrt(m), with the explicit instance 4 n^2 rho / (sqrt(2 pi) delta sqrt(m)) of
// lemma-3.2's S5; it is tested through the flip fractions F_ij >= |H_ij - H_ij(0)|. C3: as long as
// no pattern changes, y - u(t) = exp(-H(0) t) (y - u(0)), and it differs from the kernel's
// exp(-H^infinity t) (y - u(0)) by at most t |H(0) - H^infinity|_2 |y - u(0)|_2 (both matrices are
// positive semidefinite), hence by O(1/sqrt(m)). Whole trajectories belong to lemma-3.4. The
// exponentials are Taylor sums; C3 allows for their remainders, below 1e-31 |y - u(0)|.

#include "core/linear/dot_sign.hpp"
#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  double rho = 0.5;           // sqrt(m) times the radius of the balls
  double delta = 0.5;
  double t = 1;             // time
  Vector<double> residual;  // n, y - u(0)
  Matrix<double> W0;        // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 3)
        .axis("m", 1, 64)
        .axis("d", 1, 3)
        .matrix("directions", &Setting::directions, "n", "d")
        .real("rho", &Setting::rho, positive())
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .real("t", &Setting::t, within(0, 4))
        .vector("residual", &Setting::residual, "n")
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

// |A t| <= n t <= 12, so the remainder after 80 terms is below 2 * 12^80 / 80! < 1e-31.
constexpr int taylor_terms = 80;

/// -t / k for k = 1, ..., 79
template <Scalar R>
Vector<R> taylor_factors(const R& t) {
  Vector<R> out;
  for (int k = 1; k < taylor_terms; ++k) out.push_back(-t / R(k));
  return out;
}

/// sum_{k < 80} (-A t)^k v / k!
template <Scalar R>
Vector<R> decayed(const Matrix<R>& a, const Vector<R>& factors, const Vector<R>& v) {
  Vector<R> out = v, term = v, next = v;
  for (const R& factor : factors) {
    for (std::size_t i = 0; i < v.size(); ++i) {
      next[i] = dot(a.row(i), term) * factor;
      out[i] += next[i];
    }
    std::swap(term, next);
  }
  return out;
}

template <class R>
struct Observation {
  Setting setting;
  UnitInputs<R> inputs;
  R n, m, rho, delta;
  R deviation;       // |H(0) - H^infinity|_2
  R gap, gap_bound;  // of C3
  R start;           // |y - u(0)|
  R remainder;       // bound of both Taylor remainders

  explicit Observation(const Setting& s)
      : setting(s),
        inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.W0.rows())),
        rho(s.rho),
        delta(s.delta) {
    const Matrix<R> kernel = inputs.kernel(), H0 = start_gram();
    deviation = spectral_norm(H0 - kernel);
    const R t(s.t);
    const Vector<R> residual = lift<R>(s.residual), factors = taylor_factors(t);
    Vector<R> difference = decayed(H0, factors, residual);
    const Vector<R> other = decayed(kernel, factors, residual);
    start = norm(residual);
    for (std::size_t i = 0; i < difference.size(); ++i) difference[i] -= other[i];
    gap = norm(difference);
    gap_bound = t * deviation * start;
    R tail = start;
    for (int k = 1; k <= taylor_terms; ++k) tail *= n * t / R(k);
    remainder = 4 * tail;
  }

  /// H(0) of (6); the exact inputs decide which units are active.
  Matrix<R> start_gram() const {
    Matrix<R> active(setting.W0.rows(), inputs.n());
    for (std::size_t r = 0; r < active.rows(); ++r) {
      for (std::size_t i = 0; i < active.cols(); ++i) {
        active(r, i) = R(dot_sign(setting.W0.row(r), setting.directions.row(i)) >= 0 ? 1 : 0);
      }
    }
    return gram_matrix(inputs.gram, active);
  }
  /// sum_ij F_ij within the balls of radius rho / sqrt(m)
  R flips() const {
    const Matrix<R> z0 = inputs.preactivations(lift<R>(setting.W0));
    return total(flip_fraction(flip_indicator<R>(z0, rho / sqrt(m))));
  }
  /// n sqrt(log(2 n^2 / delta) / (2m))
  R hoeffding() const { return n * sqrt(log(2 * square(n) / delta) / (2 * m)); }
  /// 4 n^2 rho / (sqrt(2 pi) delta sqrt(m))
  R markov() const { return 4 * square(n) * rho / (root_two_pi<R>() * delta * sqrt(m)); }
};

using Remark = Claim<Setting, Observation>;

/// n = 1, m = 1: H(0) is 0 or 1 and H^infinity = 1/2.
const Setting one_unit = {Matrix<double>(1, 1, 1.0), 0.0625, 0.25, 1, {1},
                          Matrix<double>(1, 1, 1.0)};
/// A flip or two are within the Markov bound, but not within a bound that is smaller by 1/sqrt(m).
const Setting wide = {Matrix<double>(1, 1, 1.0), 0.25, 0.25, 1, {1}, Matrix<double>(64, 1, 1.0)};

}  // namespace

AnyClaim remark_3_1() {
  return Remark{
      .card = {.id = "du2019/remark-3.1",
               .title = "Both deviations are $O(\\sqrt{1/m})$",
               .label = "Remark 3.1",
               .place = "Section 3.1",
               .kind = Kind::existential,
               .statement =
                   R"($\|H(0)-H^\infty\|_2=O(\sqrt{1/m})$, and $\|H(t)-H(0)\|_2=O(\sqrt{1/m})$
for all $t>0$; as $m\to\infty$ the dynamics of the predictions are characterized by $H^\infty$.)",
               .reading =
                   R"(Explicit instances, each with probability $1-\delta$: Hoeffding for C1, the
Markov bound of Lemma 3.2 over the balls of radius $\rho/\sqrt m$ for C2 (the flow stays in such balls,
Lemma 3.4). C3 is the comparison of the two linear flows while no pattern changes.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }}},
      .conclusions =
          {Remark::Clause::probable(
               "C1", R"($\|H(0)-H^\infty\|_2\le n\sqrt{\frac{\log(2n^2/\delta)}{2m}}$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) { return le(o.deviation, o.hoeffding()); }),
           Remark::Clause::probable(
               "C2",
               R"($\|H-H(0)\|_2\le\sum_{i,j}F_{ij}\le\frac{4n^2\rho}{\sqrt{2\pi}\,\delta\sqrt m}$
whenever $\|w_r-w_r(0)\|_2\le\frac\rho{\sqrt m}$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) { return le(o.flips(), o.markov()); }),
           {"C3", R"($\|e^{-H(0)t}(y-u(0))-e^{-H^\infty t}(y-u(0))\|_2\le t\,\|H(0)-H^\infty\|_2
\|y-u(0)\|_2$)",
            [](const auto& o) {
              // Shifted by |y - u(0)|, so that an equality of tiny sides is recognised.
              return le(o.gap + o.start, o.gap_bound + o.start + o.remainder);
            }}},
      .draw = [](Setting& s,
                 Stream& random) { s.W0 = random.normal_matrix(s.W0.rows(), s.W0.cols()); },
      .tight = {one_unit, wide},
      .mutants = {{"half the gap", "C3",
                   [](const auto& o) { return le(2 * o.gap, o.gap_bound + 2 * o.remainder); }},
                  Remark::Wrong::probable(
                      "1/m instead of sqrt(1/m)", "C1", [](const auto& o) { return o.delta; },
                      [](const auto& o) { return le(o.deviation * sqrt(o.m), o.hoeffding()); }),
                  Remark::Wrong::probable(
                      "flips rarer by 1/sqrt(m)", "C2", [](const auto& o) { return o.delta; },
                      [](const auto& o) { return le(o.flips() * sqrt(o.m), o.markov()); })},
      .untestable =
          {"limit: m to infinity along whole trajectories; C1 and C2 give the rate, C3 the "
           "comparison while no pattern changes"},
      .cost = 4};
}

}  // namespace claimcheck::du2019
