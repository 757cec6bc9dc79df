// du2019, appendix A.1: the initial Gram matrix of joint training.
//
// Reading. The width as in lemma-3.1 with the explicit instance m >= 256 n^2 / lambda_0^2 log(n /
// delta) that its proof chain gives. At initialisation |a_r(0)| = 1, so (12) is (6).

#include "theorems/du2019/paper.hpp"
#include "theorems/du2019/unit_inputs.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> directions;  // n x d
  double delta = 0.5;
  std::vector<int> a;  // m signs, a(0)
  Matrix<double> W0;   // m x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 2)
        .axis("m", 1, 64)
        .axis("d", 1, 2)
        .matrix("directions", &Setting::directions, "n", "d")
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .signs("a(0)", &Setting::a, "m")
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  std::size_t n;
  R m, delta, lambda_0;
  Matrix<R> active;  // I{w_r(0) . x_i >= 0}
  Vector<R> a;

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        n(inputs.n()),
        m(R(s.W0.rows())),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        active(closed_indicator(inputs.preactivations(lift<R>(s.W0)))),
        a(lift<R>(s.a)) {}

  /// lambda_min(H(0)), (12)
  R least() const { return least_eigenvalue(gram_matrix(inputs.gram, a, active)); }
  /// H_ij(0) of (12) and of (6), over their common factor K_ij / m
  Matrix<R> joint() const { return active_on_both(squares(a), active); }
  Matrix<R> first_layer() const { return active_on_both(Vector<R>(active.rows(), R(1)), active); }
  /// factor H_ij(0) of (12) = H_ij(0) of (6)
  Judgement<R> same(int factor) const {
    const Matrix<R> left = joint(), right = first_layer();
    return every(n * n, [&](auto k) { return eq(factor * left.entries()[k], right.entries()[k]); });
  }

  /// 256 n^2 / lambda_0^2 log(n / delta)
  R width() const { return 256 * R(n * n) / square(lambda_0) * log(R(n) / delta); }
};

/// Wide enough, exactly or almost, for a delta that leaves the width moderate.
void wide_enough(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth()) || !(inputs.lambda_0() > 0.1)) return;
  const double n = static_cast<double>(inputs.n());
  const double unit = 256 * n * n / (inputs.lambda_0() * inputs.lambda_0());
  if (random.chance(0.7)) s.delta = random.uniform(0, 0.9375);
  s.delta = std::max(s.delta, std::min(0.9375, n * std::exp(-4000 / unit)));
  const auto width =
      static_cast<std::size_t>(std::max(1.0, std::ceil(unit * std::log(n / s.delta))));
  if (width > 6000) return;
  s.W0 = random.normal_matrix(width, s.W0.cols());
  s.a.assign(width, 1);
  for (int& sign : s.a) sign = random.sign();
}

using Statement = Claim<Setting, Observation>;

}  // namespace

AnyClaim joint_initial_gram() {
  return Statement{
      .card = {.id = "du2019/joint-initial-gram",
               .title = "Initial Gram matrix, joint training",
               .label = "Appendix A.1, before Lemma A.2",
               .place = "Appendix A.1",
               .kind = Kind::probability,
               .statement =
                   R"($\lambda_{\min}(H(0))\ge\frac34\lambda_0$ with probability $1-\delta$ over
the initialization (width as in Lemma 3.1).)",
               .reading =
                   R"(Explicit instance $m\ge256\frac{n^2}{\lambda_0^2}\log\frac n\delta$, from the
proof chain of Lemma 3.1. Tested for $n\le2$, where the width stays below 6000.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
                     {"width", R"($m\ge256\frac{n^2}{\lambda_0^2}\log\frac n\delta$)",
                      [](const auto& o) { return ge(o.m, o.width()); }}},
      .conclusions = {Statement::Clause::probable(
                          "C1", R"($\lambda_{\min}(H(0))\ge\frac34\lambda_0$)",
                          [](const auto& o) { return o.delta; },
                          [](const auto& o) { return ge(4 * o.least(), 3 * o.lambda_0); }),
                      {"S1", R"($a_r(0)^2=1$: the joint $H(0)$ is the first layer's)",
                       [](const auto& o) { return o.same(1); }}},
      .prepare = wide_enough,
      .draw =
          [](Setting& s, Stream& random) {
            s.W0 = random.normal_matrix(s.W0.rows(), s.W0.cols());
            for (int& sign : s.a) sign = random.sign();
          },
      .mutants = {Statement::Wrong::probable(
                      "the whole of lambda_0", "C1", [](const auto& o) { return o.delta / 8; },
                      [](const auto& o) { return ge(o.least(), o.lambda_0); }),
                  {"open indicators or sums over half of the units", "S1",
                   [](const auto& o) { return o.same(2); }}},
      .cost = 20};
}

}  // namespace claimcheck::du2019
