// frei2023, remark after Theorem 4.2: vanishing logistic risk forces the spectral norm to infinity.
//
// Reading. The limit is tested through the inequality that proves it, at every W: the risk bounds
// the spectral norm from below by a function that tends to infinity as the risk tends to 0.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {
namespace {

constexpr std::array<ActivationFamily, 6> lipschitz_families = {
    ActivationFamily::identity,       ActivationFamily::linear,       ActivationFamily::leaky_relu,
    ActivationFamily::smoothed_leaky, ActivationFamily::arctan_leaky, ActivationFamily::sqrt_leaky};

struct Setting : NetworkOnData {
  static Schema<Setting> schema() {
    return network_schema<Setting>(3, 4, 3, "W", lipschitz_families);
  }
};

template <class R>
struct Observation {
  Vector<R> f2, Wx2, x2;  // f(x_i)^2, |W x_i|^2, |x_i|^2
  R spectral, R_max, risk;

  explicit Observation(const Setting& s) : spectral(spectral_norm(lift<R>(s.W))) {
    const Matrix<R> X = lift<R>(s.X), Z = row_products(lift<R>(s.W), X);
    Vector<R> a = lift<R>(s.sign);
    const R m = R(a.size());
    const Activation<R> phi{s.phi, R(s.gamma), R(s.s), Kink::right};
    // sqrt(m) f, whose square is exact for the piecewise linear families
    const Vector<R> scaled = outputs(phi, a, Z);
    Vector<R> f;
    for (std::size_t i = 0; i < X.rows(); ++i) {
      f.push_back(scaled[i] / sqrt(m));
      f2.push_back(square(scaled[i]) / m);
      x2.push_back(squared_norm(X.row(i)));
      Wx2.push_back(R(0));
      for (std::size_t j = 0; j < Z.rows(); ++j) Wx2.back() += square(Z(j, i));
    }
    R_max = sqrt(max_entry(x2));
    risk = empirical_risk(LossFamily::logistic, margins(lift<R>(s.y), f));
  }
};

/// log(1 + e^{-c |W|_2 R_max})
template <class O>
auto least_risk(const O& o, int numerator, int denominator) {
  return logistic_loss(numerator * o.spectral * o.R_max / denominator);
}

/// Weights that classify well, large or small.
void place_weights(Setting& s, Stream& random) {
  if (random.chance(0.5)) return;
  const double scale = std::ldexp(1.0, random.integer(-6, 8));
  for (std::size_t j = 0; j < s.W.rows(); ++j) {
    for (std::size_t k = 0; k < s.W.cols(); ++k) {
      s.W(j, k) = scale * s.sign[j] * s.y[0] * s.X(0, k);
    }
  }
}

}  // namespace

AnyClaim remark_4_2_spectral_norm() {
  using Remark = Claim<Setting, Observation>;
  return Remark{
      .card = {.id = "frei2023/remark-4.2-spectral-norm",
               .title = "Vanishing risk forces the spectral norm to infinity",
               .label = "Remark after Theorem 4.2",
               .place = "Section 4",
               .statement = R"(Since $\widehat L(W^{(t)})\to0$ and $\ell(z)>0$ for all $z$,
necessarily $\|W^{(t)}\|_2\to\infty$; otherwise $\widehat L(W^{(t)})$ would be bounded from below by a
positive constant.)",
               .reading = R"(Tested at every $W$: $\widehat L(W)\ge\log(1+e^{-\|W\|_2R_{\max}})$,
which tends to 0 only if $\|W\|_2\to\infty$ (and is $\log2$ for zero data). For every 1-Lipschitz
activation with $\phi(0)=0$ that the suite has. S1 is an equality for one linear neuron.)"},
      .hypotheses = {},
      .conclusions = {{"S1", R"($|f(x;W)|\le\|Wx\|\le\|W\|_2\|x\|$)",
                       [](const auto& o) {
                         return every(o.f2.size(), [&](auto i) {
                           return le(o.f2[i], o.Wx2[i]) &
                                  le(o.Wx2[i], square(o.spectral) * o.x2[i]);
                         });
                       }},
                      {"S1 risk", R"($\widehat L(W)\ge\log(1+e^{-\|W\|_2R_{\max}})$)",
                       [](const auto& o) { return ge(o.risk, least_risk(o, 1, 1)); }},
                      {"C1",
                       R"($\widehat L(W)\le\delta$ implies $\|W\|_2R_{\max}\ge-\log(e^\delta-1)$)",
                       [](const auto& o) {
                         return risk_needs_outputs<decltype(o.risk)>(o.risk, o.spectral * o.R_max);
                       }}},
      .prepare = place_weights,
      .mutants = {{"99 per cent of the spectral norm", "S1 risk",
                   [](const auto& o) { return ge(o.risk, least_risk(o, 99, 100)); }},
                  {"normalised by m", "S1",
                   [](const auto& o) {
                     return every(o.f2.size(),
                                  [&](auto i) { return le(101 * o.f2[i], 100 * o.Wx2[i]); });
                   }},
                  {"one per cent more", "C1", [](const auto& o) {
                     return ge(100 * o.spectral * o.R_max, -101 * log(expm1(o.risk)));
                   }}}};
}

}  // namespace claimcheck::frei2023
