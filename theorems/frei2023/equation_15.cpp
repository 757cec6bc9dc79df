// frei2023, equation (15): proxy-PL inequality for the leaky ReLU network.
//
// Reading. Pointwise in W, given by the pre-activations <w_j, x_i> (any numbers, since (D3) makes
// the points independent), with any selection of slopes at kinks.

#include "theorems/frei2023/leaky_network.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LeakyNetwork {
  static Schema<Setting> schema() { return leaky_network_schema<Setting>(5, 4); }
};

template <class R>
struct Observation : LeakyPoint<R> {
  R squared_signs;     // sum_j s_j^2 = m |Z|_F^2
  Vector<R> share;     // g_i / g_1: C1 and S3 are homogeneous in g, which may be tiny
  R relative2;         // n^2 m |grad L|^2 / g_1^2
  R relative_along_Z;  // <grad L, -Z> n m |mu-hat| / g_1

  explicit Observation(const Setting& s)
      : LeakyPoint<R>(s), squared_signs(0), share(this->g), relative_along_Z(0) {
    for (const int weight : s.sign) squared_signs += R(weight * weight);
    share[0] = R(1);
    for (std::size_t i = 1; i < this->samples(); ++i) share[i] /= this->g[0];
    relative2 = this->pulled2(share);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      relative_along_Z += share[i] * this->slope_sum[i] * this->along[i];
    }
  }
};

/// |grad L|_F against factor times the bound.
template <class O>
auto proxy_pl(const O& o, const ScalarOf<O>& factor) {
  return ge(sqrt(o.relative2 / o.m) / o.n, factor * proxy_pl_bound(o, mean(o.share)));
}
/// n^2 m^2 |mu-hat|^2 |grad L|^2 against its value along Z.
const auto cauchy = [](const auto& o) {
  return ge(o.m * o.mu2 * o.relative2, square(o.relative_along_Z));
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
$\phi'\in[\gamma,1]$. S3 is compared after squaring. It is Cauchy's inequality and is an
equality for $n=1$ and equal slopes. The factor $R$ in C1 comes from the choice of $Z$: no violation
of the inequality without it was found.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"C1", R"($\|\nabla\widehat L(W)\|_F\ge\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}
\widehat G(W)$)",
            [](const auto& o) { return proxy_pl(o, 1); }},
           {"S1", R"($\|Z\|_F^2=\sum_ja_j^2=1$)",
            [](const auto& o) { return eq(o.squared_signs, o.m); }},
           {"S2", R"($y_k\langle\nabla f(x_k;W),Z\rangle=\frac1m\sum_j\phi'(\langle w_j,x_k\rangle)
\langle\widehat\mu/\|\widehat\mu\|,y_kx_k\rangle\ge\frac{\sqrt2R_{\min}\gamma}{3R\sqrt n}$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) {
                return gt(o.along[k], 0) &
                       ge(9 * o.R2_max * o.n * square(o.slope_sum[k] * o.along[k]),
                          2 * square(o.m * o.R2_min * o.gamma) * o.mu2);
              });
            }},
           {"S3", R"($\|\nabla\widehat L\|_F\ge\langle\nabla\widehat L,-Z\rangle$)", cauchy}},
      .prepare = [](Setting& s, Stream& random) { place_network(s, random); },
      .mutants = {{"twice the constant", "C1", [](const auto& o) { return proxy_pl(o, 2); }},
                  {"without gamma", "C1", [](const auto& o) { return proxy_pl(o, 1 / o.gamma); }},
                  {"without n", "C1", [](const auto& o) { return proxy_pl(o, sqrt(o.n)); }},
                  {"one per mille more", "S3",
                   [](const auto& o) {
                     return ge(1000 * o.m * o.mu2 * o.relative2, 1001 * square(o.relative_along_Z));
                   }},
                  Equation::Wrong::without({"H1"}, "C1")}};
}

}  // namespace claimcheck::frei2023
