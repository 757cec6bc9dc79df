// frei2023, equation (14): normalised margin of mu-hat.
//
// Reading. Compared after squaring both sides, which are positive: exact in rationals.

#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/section_3.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGram {
  static Schema<Setting> schema() { return labelled_gram_schema<Setting>(12); }
};

template <class R>
struct Observation : DataWithMean<R> {
  static constexpr bool exact_in_rationals = true;
  using DataWithMean<R>::DataWithMean;

  /// R^2 = R_max^2 / R_min^2
  R ratio() const { return this->R2_max / this->R2_min; }
};

/// <mu-hat, y_k x_k> > 0, and its square against factor 2 R_min^2 |mu-hat|^2 / (9 R^2 n).
template <class O>
auto margin_at_least(const O& o, const ScalarOf<O>& factor, const ScalarOf<O>& ratio) {
  return every(o.samples(), [&](auto k) {
    return gt(o.along[k], 0) &
           ge(9 * ratio * o.n * square(o.along[k]), 2 * factor * o.R2_min * o.mu2);
  });
}

Setting border(std::size_t n, SignPattern pattern) {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(n, 1 - 0x1p-10, pattern);
  return s;
}
/// Equal labels and one sample that all others pull the wrong way, and help each other.
Setting one_against_all(std::size_t n) {
  Setting s = border(n, SignPattern::star);
  s.y.assign(n, 1);
  for (double& entry : s.inner.entries()) entry = -entry;
  return s;
}

}  // namespace

AnyClaim equation_14() {
  using Equation = Claim<Setting, Observation>;
  return Equation{
      .card = {.id = "frei2023/equation-14",
               .title = "Normalised margin of the label-weighted mean",
               .label = "Equation (14)",
               .place = "Appendix D",
               .statement = R"(Under the assumption of Theorem 3.2, with
$\widehat\mu=\sum_iy_ix_i$, for all $k$
$$\left\langle\frac{\widehat\mu}{\|\widehat\mu\|},y_kx_k\right\rangle\ge
\frac{\frac23R_{\min}^2}{\sqrt{2nR_{\max}^2}}=\frac{\sqrt2R_{\min}}{3R\sqrt n}.$$)",
               .reading = R"(Data by their Gram matrix; $\widehat\mu\ne0$ because the left-hand side
of (13) is positive. Compared after squaring. The two estimates that are combined are not extremal
together: the best factor in place of $\frac{\sqrt2}3=0.471$ is near $0.577$ for large $n$, when one
sample is opposed by all others.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions = {{"C1", R"($\langle\widehat\mu/\|\widehat\mu\|,y_kx_k\rangle\ge
\frac{\sqrt2R_{\min}}{3R\sqrt n}$)",
                       [](const auto& o) { return margin_at_least(o, 1, o.ratio()); }}},
      .prepare = [](Setting& s, Stream& random) { approach_d3(s, random); },
      .tight = {one_against_all(12), border(12, SignPattern::anti_labels)},
      .mutants = {
          {"a factor sqrt(2) more", "C1",
           [](const auto& o) { return margin_at_least(o, 2, o.ratio()); }},
          {"without R", "C1", [](const auto& o) { return margin_at_least(o, 1, 1); }},
          {"without n", "C1", [](const auto& o) { return margin_at_least(o, o.n, o.ratio()); }},
          Equation::Wrong::without({"H1"}, "C1")}};
}

}  // namespace claimcheck::frei2023
