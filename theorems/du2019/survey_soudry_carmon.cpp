// du2019, sections 2 and 6: the quoted result of Soudry and Carmon (2016), "if md >= n, then at
// every differentiable local minimum, the training error is zero".
//
// Reading. A setting stores the residuals rho = sqrt(m) (y - u) at W; the labels follow from them.
// Where no pre-activation is 0, L is near W a convex quadratic of W, so W is a local minimum iff
// the gradient vanishes: an exact condition. Section 6 states it as "all differentiable local
// minima are global", tested against any other W'. Quoted as it is, for ReLU and any data, the
// result fails: a unit that is active on no sample, or two equal inputs with different labels, give
// differentiable local minima with positive error. The original is about leaky ReLUs and almost
// every data set.

#include "core/linear/definite.hpp"
#include "theorems/du2019/network.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;      // n x d, inputs of any norm
  Vector<double> rho;    // n, sqrt(m) (y - u) at W
  Matrix<double> W;      // m x d
  std::vector<int> a;    // m signs
  Matrix<double> other;  // m x d, weights to compare with

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .axis("m", 1, 3)
        .axis("d", 1, 3)
        .matrix("X", &Setting::X, "n", "d")
        .vector("rho", &Setting::rho, "n")
        .matrix("W", &Setting::W, "m", "d")
        .signs("a", &Setting::a, "m")
        .matrix("other", &Setting::other, "m", "d");
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;

  std::size_t n, m, d;
  Matrix<R> Z, H;
  Matrix<R> pull;        // -m dL/dW
  R error, other_error;  // L(W) and L(W')

  explicit Observation(const Setting& s) : n(s.X.rows()), m(s.W.rows()), d(s.X.cols()) {
    const Matrix<R> X = lift<R>(s.X);
    const Vector<R> a = lift<R>(s.a), rho = lift<R>(s.rho);
    Z = row_products(lift<R>(s.W), X);
    const Matrix<R> active = closed_indicator(Z);
    H = gram_matrix(gram(X), a, active);
    pull = pull_on_weights(X, a, active, rho);
    error = squared_norm(rho) / (2 * R(m));
    const Vector<R> here = scaled_outputs(a, Z),
                    there = scaled_outputs(a, row_products(lift<R>(s.other), X));
    other_error = R(0);
    for (std::size_t i = 0; i < n; ++i) other_error += square(rho[i] + here[i] - there[i]);
    other_error /= 2 * R(m);
  }
};

/// Takes the residual from every sample that some unit sees, now and then only from all but a pair
/// of equal inputs; often turns a unit towards each input.
void make_stationary(Setting& s, Stream& random) {
  const std::size_t n = s.X.rows();
  if (random.chance(0.15)) {
    for (double& entry : s.W.entries()) entry = -std::fabs(entry);
    for (double& entry : s.X.entries()) entry = std::fabs(entry);
  }
  if (random.chance(0.4)) {
    for (std::size_t r = 0; r < s.W.rows(); ++r) {
      if (dot(s.W.row(r), s.X.row(r % n)) >= 0) continue;
      for (double& entry : s.W.row(r)) entry = -entry;
    }
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t r = 0; r < s.W.rows(); ++r) {
      if (dot(s.W.row(r), s.X.row(i)) >= 0) s.rho[i] = 0;
    }
  }
  if (n >= 2 && random.chance(0.15)) {
    for (std::size_t k = 0; k < s.X.cols(); ++k) s.X(1, k) = s.X(0, k);
    s.rho[0] = 1;
    s.rho[1] = -1;
  }
}

using Survey = Claim<Setting, Observation>;

Survey statement() {
  return {
      .card = {.id = "du2019/survey-soudry-carmon",
               .title = "No bad differentiable local minima, as quoted",
               .label = "Section 2, landscape analysis",
               .place = "Sections 2 and 6",
               .statement = R"(If $md\ge n$, then at every differentiable local minimum of (2) the
training error is zero. (Section 6: if $m\ge n/d$, all differentiable local minima are global.))",
               .reading = R"(The minimum is over $W$ at fixed $a$. The residuals
$\rho=\sqrt m\,(y-u)$ are stored, the labels follow. Away from kinks $L$ is locally a convex quadratic
of $W$, so a zero gradient is a local minimum. With ReLU and no condition on the data the quoted
statement is false: one unit that is inactive on the only sample ($x=1$, $w=-1$, $y=1$) has $L$ constant
around it. The cited theorem is for leaky ReLUs and almost every data set.)"},
      .hypotheses = {{"H1", R"($md\ge n$)",
                      [](const auto& o) {
                        using R = std::decay_t<decltype(o.error)>;
                        return ge(R(o.m * o.d), static_cast<int>(o.n));
                      }},
                     {"differentiable", R"($w_r^\top x_i\ne0$ for all $r,i$)",
                      [](const auto& o) { return away_from_kinks(o.Z); }},
                     {"minimum", R"($\frac{\partial L}{\partial w_r}=0$ for all $r$)",
                      [](const auto& o) {
                        return every(o.pull.entries().size(),
                                     [&](auto k) { return eq(o.pull.entries()[k], 0); });
                      }}},
      .conclusions = {{"C1", R"($L(W,a)=0$)", [](const auto& o) { return eq(o.error, 0); }},
                      {"C1-global", R"(section 6: $L(W,a)\le L(W',a)$ for every $W'$)",
                       [](const auto& o) { return le(o.error, o.other_error); }}},
      .prepare = make_stationary,
      .mutants = {Survey::Wrong::without({"minimum"}, "C1")},
      .refuted = {"C1", "C1-global"}};
}

}  // namespace

AnyClaim survey_soudry_carmon() { return statement(); }

AnyClaim survey_soudry_carmon_corrected() {
  Survey survey = statement();
  survey.card.id += "_corrected";
  survey.card.corrects = R"(Instead of $md\ge n$: the vectors
$\big(a_r\mathbb I\{w_r^\top x_i\ge0\}x_i\big)_r\in\mathbb R^{md}$, $i\in[n]$, are linearly independent,
i.e. $H$ of (12) is positive definite at $W$.)";
  survey.hypotheses[0] = {"H1", R"($H(W)\succ0$)",
                          [](const auto& o) { return positive_pivots(o.H); }};
  survey.mutants = {Survey::Wrong::without({"H1"}, "C1"),
                    Survey::Wrong::without({"minimum"}, "C1"),
                    {"a minimum is below every other point by a margin", "C1-global",
                     [](const auto& o) { return lt(o.error, o.other_error); }}};
  survey.refuted.clear();
  return survey;
}

}  // namespace claimcheck::du2019
