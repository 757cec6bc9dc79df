// frei2023, equation (13): mu-hat = sum_i y_i x_i separates the data with a margin.
//
// Reading. Only the Gram matrix enters: <mu-hat, y_k x_k> = y_k (G y)_k, |mu-hat|^2 = y^T G y.
// Exact in rationals; gamma = 1 is allowed here, as the text says.

#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/section_3.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGram {
  static Schema<Setting> schema() {
    Domain slope = above_up_to(0, 1);
    slope.landmarks = {1, 0.5, 0x1p-10};
    return Schema<Setting>()
        .axis("n", 1, 12)
        .vector("squared_norm", &LabelledGram::squared_norm, "n", positive())
        .matrix("inner", &LabelledGram::inner, "n", "n")
        .signs("y", &LabelledGram::y, "n")
        .real("gamma", &LabelledGram::gamma, slope);
  }
};

template <class R>
struct Observation : DataWithMean<R> {
  static constexpr bool exact_in_rationals = true;
  R spread;  // sum_i (|x_i|^2 + n p)

  explicit Observation(const Setting& s) : DataWithMean<R>(s), spread(square(this->n) * this->p) {
    for (std::size_t k = 0; k < this->samples(); ++k) spread += this->gram(k, k);
  }
};

/// <mu-hat, y_k x_k> >= bound for every k
template <class O, class R>
auto each_at_least(const O& o, const R& bound) {
  return every(o.samples(), [&](auto k) { return ge(o.along[k], bound); });
}

Setting border(std::size_t n, SignPattern pattern) {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(n, 1, pattern);
  return s;
}

}  // namespace

AnyClaim equation_13() {
  using Equation = Claim<Setting, Observation>;
  return Equation{
      .card = {.id = "frei2023/equation-13",
               .title = "The label-weighted mean separates the data",
               .label = "Equation (13)",
               .place = "Appendix D",
               .statement = R"(Under the assumption of Theorem 3.2, with
$\widehat\mu=\sum_iy_ix_i$ and $p=\max_{i\ne j}|\langle x_i,x_j\rangle|$, for all $k$
$$\langle\widehat\mu,y_kx_k\rangle\ge R_{\min}^2-np\ge\left(1-\tfrac{\gamma^3}3\right)R_{\min}^2\ge
\tfrac23R_{\min}^2,\qquad\|\widehat\mu\|^2\le\sum_i\left[\|x_i\|^2+np\right]\le2nR_{\max}^2.$$)",
               .reading =
                   R"(Data by their Gram matrix. The constants $\frac23$ and $1-\frac{\gamma^3}3$
are approached as $n\to\infty$: $n$ may be replaced by $n-1$.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }},
                     {"H2", R"($\gamma\le1$)", [](const auto& o) { return le(o.gamma, 1); }}},
      .conclusions = {{"C1", R"($\langle\widehat\mu,y_kx_k\rangle\ge R_{\min}^2-np$)",
                       [](const auto& o) { return each_at_least(o, o.R2_min - o.n * o.p); }},
                      {"C2", R"($R_{\min}^2-np\ge(1-\frac{\gamma^3}3)R_{\min}^2$)",
                       [](const auto& o) {
                         return ge(o.R2_min - o.n * o.p, (1 - pow(o.gamma, 3) / 3) * o.R2_min);
                       }},
                      {"C3", R"($\langle\widehat\mu,y_kx_k\rangle\ge\frac23R_{\min}^2$)",
                       [](const auto& o) {
                         return every(o.samples(),
                                      [&](auto k) { return ge(3 * o.along[k], 2 * o.R2_min); });
                       }},
                      {"C4", R"($\|\widehat\mu\|^2\le\sum_i[\|x_i\|^2+np]\le2nR_{\max}^2$)",
                       [](const auto& o) {
                         return le(o.mu2, o.spread) & le(o.spread, 2 * o.n * o.R2_max);
                       }}},
      .prepare = [](Setting& s, Stream& random) { approach_d3(s, random); },
      .tight = {border(12, SignPattern::anti_labels), border(12, SignPattern::labels),
                border(4, SignPattern::anti_labels)},
      .mutants = {
          {"n - 2 for n", "C1",
           [](const auto& o) { return each_at_least(o, o.R2_min - (o.n - 2) * o.p); }},
          {"gamma^3 / 4 for gamma^3 / 3", "C2",
           [](const auto& o) {
             return ge(o.R2_min - o.n * o.p, (1 - pow(o.gamma, 3) / 4) * o.R2_min);
           }},
          {"7/10 for 2/3", "C3", [](const auto& o) { return each_at_least(o, 7 * o.R2_min / 10); }},
          {"5/4 for 2", "C4", [](const auto& o) { return le(4 * o.mu2, 5 * o.n * o.R2_max); }},
          {"R_max for R_min", "C3",
           [](const auto& o) { return each_at_least(o, 2 * o.R2_max / 3); }},
          Equation::Wrong::without({"H1"}, "C3")}};
}

}  // namespace claimcheck::frei2023
