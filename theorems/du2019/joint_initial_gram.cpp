// du2019, appendix A.1: the initial Gram matrix of joint training.
//
// Reading. The width as in lemma-3.1 with the explicit instance m >= 256 n^2 / lambda_0^2 log(n /
// delta) that its proof chain gives. At initialisation |a_r(0)| = 1, so (12) is (6).

#include "core/on_demand.hpp"
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
  Matrix<double> W0;
  std::vector<int> a;  // a(0)
  UnitInputs<R> inputs;
  std::size_t n;
  R m, delta, lambda_0;
  OnDemand<std::vector<Truth>> active;  // w_r(0) . x_i >= 0, n of them for each r

  explicit Observation(const Setting& s)
      : W0(s.W0),
        a(s.a),
        inputs(s.directions),
        n(inputs.n()),
        m(R(s.W0.rows())),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        active([this] { return signs(); }) {}
  Observation(const Observation&) = delete;  // the signs refer to the inputs
  Observation& operator=(const Observation&) = delete;

  /// sum_r q(r) I{w_r(0) . x_i >= 0} I{w_r(0) . x_j >= 0}, which is H_ij(0) but for K_ij / m, for
  /// integers q(r).
  template <class Weight>
  R active_on_both(std::size_t i, std::size_t j, Weight q) const {
    const std::vector<Truth>& on = *active;
    int certain = 0, possible = 0;
    for (std::size_t r = 0; r < a.size(); ++r) {
      const Truth both = on[r * n + i] & on[r * n + j];
      // No branches on signs that are as good as random.
      certain += certainly(both) * q(r);
      possible += unknown(both) * q(r);
    }
    R out(certain);
    if (possible > 0) out += indicator<R>(Truth::unknown) * R(possible);
    return out;
  }
  /// The same for (12), q(r) = a_r(0)^2, and for (6), q(r) = 1.
  R joint(std::size_t i, std::size_t j) const {
    return active_on_both(i, j, [&](std::size_t r) { return a[r] * a[r]; });
  }
  R first_layer(std::size_t i, std::size_t j) const {
    return active_on_both(i, j, [](std::size_t) { return 1; });
  }
  /// factor H(0) of (12) = H(0) of (6), both symmetric, every entry over its factor K_ij / m, so
  /// that it is exact
  Judgement<R> same(int factor) const {
    return every(n, [&](auto i) {
      return every(i + 1, [&](auto j) { return eq(factor * joint(i, j), first_layer(i, j)); });
    });
  }
  /// lambda_min(H(0)), (12)
  R least() const {
    Matrix<R> H(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) H(j, i) = H(i, j) = inputs.gram(i, j) * joint(i, j) / m;
    }
    return least_eigenvalue(H);
  }
  /// 256 n^2 / lambda_0^2 log(n / delta)
  R width() const { return 256 * R(n * n) / square(lambda_0) * log(R(n) / delta); }

 private:
  /// From the directions, whose products with w_r have the same signs.
  std::vector<Truth> signs() const {
    std::vector<Truth> out;
    out.reserve(W0.rows() * n);
    Vector<R> w(W0.cols());
    for (std::size_t r = 0; r < W0.rows(); ++r) {
      for (std::size_t k = 0; k < w.size(); ++k) w[k] = R(W0(r, k));
      for (std::size_t i = 0; i < n; ++i) {
        out.push_back(less_equal(R(0), dot(w, inputs.directions.row(i))));
      }
    }
    return out;
  }
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
