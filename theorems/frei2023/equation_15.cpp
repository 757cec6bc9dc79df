// frei2023, equation (15): proxy-PL inequality for the leaky ReLU network.
//
// Reading. Pointwise in W, given by the pre-activations <w_j, x_i> (any numbers, since (D3) makes
// the points independent), with any selection of slopes at kinks. C1 is squared. S3 is Cauchy's
// inequality and can be an equality, so its two sides are subtracted term by term.

#include "theorems/frei2023/leaky_network.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LeakyNetwork {
  static Schema<Setting> schema() { return leaky_network_schema<Setting>(5, 4); }
};

template <class R>
struct Observation : LeakyPoint<R> {
  R squared_signs;  // sum_j s_j^2 = m |Z|_F^2
  R cauchy;         // n^2 |mu-hat|^2 m^2 (|grad L|^2 - <grad L, -Z>^2)

  explicit Observation(const Setting& s) : LeakyPoint<R>(s), squared_signs(0), cauchy(0) {
    for (const int weight : s.sign) squared_signs += R(weight * weight);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      for (std::size_t k = 0; k < this->samples(); ++k) {
        R both(0), first(0), second(0);
        for (std::size_t j = 0; j < s.sign.size(); ++j) {
          both += this->slope(j, i) * this->slope(j, k);
          first += this->slope(j, i);
          second += this->slope(j, k);
        }
        cauchy += this->g[i] * this->g[k] *
                  (this->m * this->mu2 * s.y[i] * s.y[k] * this->gram(i, k) * both -
                   first * second * this->along[i] * this->along[k]);
      }
    }
  }
};

}  // namespace

AnyClaim equation_15() {
  using Equation = Claim<Setting, Observation>;
  return Equation{
      .card = {.id = "frei2023/equation-15",
               .title = "Proxy-PL inequality for the leaky ReLU network",
               .label = "Equation (15)",
               .place = "Appendix D",
               .statement = R"(Under the assumption of Theorem 3.2, for every $W$, the logistic or
the exponential loss and $\widehat G(W)=-\frac1n\sum_k\ell'(y_kf(x_k;W))$,
$$\|\nabla\widehat L(W)\|_F\ge\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}\widehat G(W).$$)",
               .reading = R"(Pointwise in $W$. Where $f$ is not differentiable, for every selection
$\phi'\in[\gamma,1]$. Compared after squaring.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"C1", R"($\|\nabla\widehat L(W)\|_F^2\ge\left(\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}
\widehat G(W)\right)^2$)",
            [](const auto& o) { return ge(o.gradient2, o.proxy_pl_bound()); }},
           {"S1", R"($\|Z\|_F^2=\sum_ja_j^2=1$)",
            [](const auto& o) { return eq(o.squared_signs, o.m); }},
           {"S2", R"($y_k\langle\nabla f(x_k;W),Z\rangle=\frac1m\sum_j\phi'(\langle w_j,x_k\rangle)
\langle\widehat\mu/\|\widehat\mu\|,y_kx_k\rangle\ge\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) {
                return gt(o.along[k], 0) &
                       ge(9 * o.R2_max * o.n * square(o.mean_slope[k] * o.along[k]),
                          2 * square(o.R2_min * o.gamma) * o.mu2);
              });
            }},
           {"S3", R"($\|\nabla\widehat L\|_F\ge\langle\nabla\widehat L,-Z\rangle$)",
            [](const auto& o) { return ge(o.cauchy, 0); }}},
      .prepare = [](Setting& s, Stream& random) { place_network(s, random); },
      .mutants = {
          {"twice the constant", "C1",
           [](const auto& o) { return ge(o.gradient2, 4 * o.proxy_pl_bound()); }},
          {"without gamma", "C1",
           [](const auto& o) { return ge(o.gradient2 * square(o.gamma), o.proxy_pl_bound()); }},
          {"without n", "C1",
           [](const auto& o) { return ge(o.gradient2, o.n * o.proxy_pl_bound()); }},
          {"without R", "C1",
           [](const auto& o) { return ge(o.gradient2 * o.R2_min, o.R2_max * o.proxy_pl_bound()); }},
          {"Cauchy reversed", "S3", [](const auto& o) { return le(o.cauchy, 0); }},
          Equation::Wrong::without({"H1"}, "C1")}};
}

}  // namespace claimcheck::frei2023
