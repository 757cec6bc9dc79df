// frei2023, Lemma E.2: the output of a smooth network is smooth in its weights.
//
// Reading. |.|_2 is the spectral norm, H the least constant for which phi is H-smooth (a larger one
// only weakens the bound). The paper quotes the proof, so there are no steps. Equality is
// approached, not attained: output weights of one sign, the rows of W and V along x, near the point
// where phi'' is largest.

#include <algorithm>

#include "core/linear/spectrum.hpp"
#include "core/network/taylor_remainder.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  Matrix<double> W, V;    // m x d
  std::vector<int> sign;  // a_j = sign_j / sqrt(m)
  Vector<double> x;       // d
  ActivationFamily phi;
  double gamma, s;  // least slope, width of the smoothed kink

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("m", 1, 4)
        .axis("d", 1, 4)
        .activation("phi", &Setting::phi, leaky_smooth_families)
        .real("gamma", &Setting::gamma, above_up_to(0, 1))
        .real("s", &Setting::s, positive())
        .signs("sign", &Setting::sign, "m")
        .vector("x", &Setting::x, "d")
        .matrix("W", &Setting::W, "m", "d")
        .matrix("V", &Setting::V, "m", "d");
  }
};

template <class R>
struct Observation {
  R m, H;
  Matrix<R> difference;  // W - V
  R x;                   // |x|^2
  R step;                // |W - V|_2^2
  R remainder;           // 0 for linear phi: |f(x; W) - f(x; V) - <grad f(x; V), W - V>|

  explicit Observation(const Setting& s)
      : m(R(s.W.rows())), difference(lift<R>(s.W) - lift<R>(s.V)), remainder(0) {
    const Activation<R> phi{s.phi, R(s.gamma), R(s.s), Kink::right};
    H = phi.smoothness();
    const Vector<R> input = lift<R>(s.x);
    x = squared_norm(input);
    step = square(spectral_norm(difference));
    if (s.phi == ActivationFamily::identity || s.phi == ActivationFamily::linear) return;
    const Vector<R> w = lift<R>(s.W) * input, v = lift<R>(s.V) * input, change = difference * input;
    R total(0);
    for (std::size_t j = 0; j < w.size(); ++j) {
      const R taylor = taylor_remainder(phi, v[j], w[j], change[j]);
      total += s.sign[j] * select(equal(change[j], R(0)), R(0), taylor);  // exact for equal w_j x
    }
    remainder = abs(total) / sqrt(m);
  }

  /// max_j |w_j - v_j|^2
  R row_step() const {
    R out(0);
    for (std::size_t j = 0; j < difference.rows(); ++j) {
      out = max(out, squared_norm(difference.row(j)));
    }
    return out;
  }
};

}  // namespace

AnyClaim lemma_e_2() {
  return Claim<Setting, Observation>{
      .card = {.id = "frei2023/lemma-e.2",
               .title = "The output of a smooth network is smooth in its weights",
               .label = "Lemma E.2",
               .place = "Appendix E.2",
               .statement = R"(For an $H$-smooth activation $\phi$, any
$W,V\in\mathbb R^{m\times d}$ and $x\in\mathbb R^d$,
$$|f(x;W)-f(x;V)-\langle\nabla f(x;V),W-V\rangle|\le\frac{H\|x\|^2}{2\sqrt m}\|W-V\|_2^2.$$)",
               .reading = R"(Spectral norm on the right; $H=\sup|\phi''|$ over linear functions and
three smoothings of leaky ReLU with widths over many decades.)"},
      .conclusions = {{"C1",
                       R"($|f(x;W)-f(x;V)-\langle\nabla f(x;V),W-V\rangle|
\le\frac{H\|x\|^2}{2\sqrt m}\|W-V\|_2^2$)",
                       [](const auto& o) {
                         return le(o.remainder, o.H * o.x * o.step / (2 * sqrt(o.m)));
                       }}},
      .prepare =
          [](Setting& s, Stream& random) {
            // Where the bound is nearly attained: V = 0, one output sign, every w_j along x with
            // <w_j, x> small against the width of the kink.
            if (random.chance(0.6) || max_abs(s.x) < 0x1p-100) return;
            const double size = s.s / squared_norm(s.x) * std::ldexp(1.0, -random.integer(0, 12));
            std::fill(s.sign.begin(), s.sign.end(), s.sign[0]);
            for (std::size_t j = 0; j < s.W.rows(); ++j) {
              for (std::size_t k = 0; k < s.W.cols(); ++k) {
                s.W(j, k) = size * s.x[k];
                s.V(j, k) = 0;
              }
            }
          },
      .mutants = {{"one per cent less: 0.99", "C1",
                   [](const auto& o) {
                     return le(100 * o.remainder, 99 * o.H * o.x * o.step / (2 * sqrt(o.m)));
                   }},
                  {"1/m instead of 1/sqrt(m)", "C1",
                   [](const auto& o) { return le(o.remainder, o.H * o.x * o.step / (2 * o.m)); }},
                  {"|x| instead of |x|^2", "C1",
                   [](const auto& o) {
                     return le(o.remainder, o.H * sqrt(o.x) * o.step / (2 * sqrt(o.m)));
                   }},
                  {"the largest row instead of the spectral norm", "C1", [](const auto& o) {
                     return le(o.remainder, o.H * o.x * o.row_step() / (2 * sqrt(o.m)));
                   }}}};
}

}  // namespace claimcheck::frei2023
