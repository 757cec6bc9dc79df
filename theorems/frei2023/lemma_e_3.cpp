// frei2023, Lemma E.3: the risk bounds its gradient, which is Lipschitz in the weights.
//
// Reading. Logistic loss; |W - V|_2 is the spectral norm; H is the least constant for which phi is
// H-smooth (a larger one only weakens the bound). The paper quotes the proof: S1 to S4 are its
// ingredients. C2 holds with 1/4 instead of 1, since |g'| <= 1/4.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : NetworkOnData {
  Matrix<double> V;  // m x d

  static Schema<Setting> schema() {
    return network_schema<Setting>(3, 3, 3).matrix("V", &Setting::V, "m", "d");
  }
};

/// What one weight matrix gives.
template <class R>
struct AtWeights {
  Matrix<R> slope;
  Vector<R> f, q, g;
  Matrix<R> descent;  // grad L = -descent X

  AtWeights(const Network<R>& net, const Matrix<R>& Z)
      : slope(slopes(net.phi, Z)),
        f(outputs(net.phi, net.a, Z)),
        q(margins(net.y, f)),
        g(sigmoid_losses(LossFamily::logistic, q)),
        descent(descent_coefficients(net.a, slope, g, net.y)) {}
};

template <class R>
struct Observation : Network<R> {
  AtWeights<R> at_W, at_V;
  R gradient, difference;           // |grad L(W)|^2, |grad L(W) - grad L(V)|^2
  R step;                           // |W - V|_2^2
  Vector<R> along;                  // |(W - V) x_i|^2
  Vector<R> slope_norm, slope_gap;  // sum_j phi'^2 at W; sum_j (phi' at W - phi' at V)^2
  Vector<R> output_gap;             // f(x_i; W) - f(x_i; V)

  explicit Observation(const Setting& s)
      : Observation(s, row_products(lift<R>(s.V), lift<R>(s.X))) {}

 private:
  /// Gaps are exactly 0 where <w_j, x_i> = <v_j, x_i>, which enclosures cannot see afterwards.
  Observation(const Setting& s, const Matrix<R>& at_V_Z)
      : Network<R>(s),
        at_W(*this, this->Z),
        at_V(*this, at_V_Z),
        gradient(squared_norm_in_span(at_W.descent, this->K)) {
    const Matrix<R> D = this->W - lift<R>(s.V), DX = row_products(D, this->X);
    step = square(spectral_norm(D));
    Matrix<R> change = at_W.descent - at_V.descent;
    for (std::size_t i = 0; i < this->samples(); ++i) {
      along.push_back(R(0));
      slope_norm.push_back(R(0));
      slope_gap.push_back(R(0));
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        along[i] += square(DX(j, i));
        slope_norm[i] += square(at_W.slope(j, i));
        slope_gap[i] +=
            select(equal(DX(j, i), R(0)), R(0), square(at_W.slope(j, i) - at_V.slope(j, i)));
      }
      const Truth same = equal(along[i], R(0));
      output_gap.push_back(select(same, R(0), at_W.f[i] - at_V.f[i]));
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        change(j, i) = select(same, R(0), change(j, i));
      }
    }
    difference = squared_norm_in_span(change, this->K);
  }
};

/// |grad L(W) - grad L(V)| <= c R_max^2 (1 + H / sqrt(m)) |W - V|_2 with c = per_cent / 100
template <class R>
Relation<R> lipschitz(const Observation<R>& o, int per_cent) {
  return le(100 * sqrt(o.difference),
            per_cent * o.x.max_squared_norm * (1 + o.H / sqrt(o.m)) * sqrt(o.step));
}

/// Nearby weights of one sign along one sample, where the output and the slopes change most.
void prepare(Setting& s, Stream& random) {
  const auto x = s.X.row(0);
  if (random.chance(0.5) || max_abs(x) < 0x1p-60 || max_abs(x) > 0x1p60) return;
  const double size = std::ldexp(1.0, -random.integer(1, 30)) / squared_norm(x);
  const double centre = random.chance(0.5) ? 0 : s.s * random.normal() / squared_norm(x);
  for (std::size_t j = 0; j < s.W.rows(); ++j) {
    for (std::size_t k = 0; k < s.W.cols(); ++k) {
      s.V(j, k) = centre * x[k];
      s.W(j, k) = s.V(j, k) + size * (random.chance(0.5) ? s.s : 1) * s.sign[j] * x[k];
    }
  }
}

}  // namespace

AnyClaim lemma_e_3() {
  return Claim<Setting, Observation>{
      .card = {.id = "frei2023/lemma-e.3",
               .title = "The risk bounds its gradient, which is Lipschitz",
               .label = "Lemma E.3",
               .place = "Appendix E.2",
               .statement = R"(For an $H$-smooth, 1-Lipschitz $\phi$, any $W,V$ and
$\|x_i\|\le R_{\max}$, $\frac1{R_{\max}}\|\nabla\widehat L(W)\|_F\le\widehat G(W)\le\widehat
L(W)\wedge1$ and $\|\nabla\widehat L(W)-\nabla\widehat L(V)\|_F\le R_{\max}^2\left(1+\frac H{\sqrt m}
\right)\|W-V\|_2$.)",
               .reading = R"(Spectral norm on the right of C2, logistic loss, $H=\sup|\phi''|$ over
linear functions and three smoothings of leaky ReLU. The first term of C2 is generous: $|g'|\le\frac14$
gives $\frac14+\frac H{\sqrt m}$.)"},
      .conclusions = {{"C1", R"($\frac1{R_{\max}}\|\nabla\widehat L(W)\|_F\le\widehat G(W)
\le\min(\widehat L(W),1)$)",
                       [](const auto& o) {
                         const auto G = mean(o.at_W.g),
                                    L = empirical_risk(LossFamily::logistic, o.at_W.q);
                         return le(o.gradient, o.x.max_squared_norm * square(G)) & le(G, L) &
                                le(G, 1);
                       }},
                      {"C2", R"($\|\nabla\widehat L(W)-\nabla\widehat L(V)\|_F
\le R_{\max}^2(1+\frac H{\sqrt m})\|W-V\|_2$)",
                       [](const auto& o) { return lipschitz(o, 100); }},
                      {"S1", R"($\|\nabla f(x_i;W)\|_F\le\|x_i\|$)",
                       [](const auto& o) {
                         return every(o.samples(), [&](auto i) {
                           return le(o.K(i, i) * o.slope_norm[i], o.m * o.K(i, i));
                         });
                       }},
                      {"S2", R"($g(z)\le\ell(z)$ and $g(z)\le1$)",
                       [](const auto& o) {
                         return every(o.samples(), [&](auto i) {
                           return le(o.at_W.g[i], logistic_loss(o.at_W.q[i])) & le(o.at_W.g[i], 1);
                         });
                       }},
                      {"S3", R"($|f(x_i;W)-f(x_i;V)|\le\|(W-V)x_i\|$)",
                       [](const auto& o) {
                         return every(o.samples(), [&](auto i) {
                           return le(abs(o.output_gap[i]), sqrt(o.along[i]));
                         });
                       }},
                      {"S4", R"($\|\nabla f(x_i;W)-\nabla f(x_i;V)\|_F\le\frac H{\sqrt m}\|x_i\|\,
\|(W-V)x_i\|$)",
                       [](const auto& o) {
                         return every(o.samples(), [&](auto i) {
                           return le(o.slope_gap[i] * o.K(i, i),
                                     square(o.H) * o.K(i, i) * o.along[i]);
                         });
                       }}},
      .prepare = prepare,
      .mutants = {
          {"0.99 R_max", "C1",
           [](const auto& o) {
             return le(10000 * o.gradient, 9801 * o.x.max_squared_norm * square(mean(o.at_W.g)));
           }},
          {"a fifth of the bound", "C2", [](const auto& o) { return lipschitz(o, 20); }},
          {"without the first term", "C2",
           [](const auto& o) {
             return le(o.m * o.difference, square(o.x.max_squared_norm * o.H) * o.step);
           }},
          {"1/m instead of 1/sqrt(m)", "S4",
           [](const auto& o) {
             return every(o.samples(), [&](auto i) {
               return le(o.m * o.slope_gap[i] * o.K(i, i), square(o.H) * o.K(i, i) * o.along[i]);
             });
           }},
          {"99 per cent", "S3",
           [](const auto& o) {
             return every(o.samples(), [&](auto i) {
               return le(100 * abs(o.output_gap[i]), 99 * sqrt(o.along[i]));
             });
           }},
          {"g <= (2/3) l", "S2", [](const auto& o) {
             return every(o.samples(), [&](auto i) {
               return le(3 * o.at_W.g[i], 2 * logistic_loss(o.at_W.q[i]));
             });
           }}}};
}

}  // namespace claimcheck::frei2023
