// frei2023, Lemma E.3: the risk bounds its gradient, which is Lipschitz in the weights.
//
// Reading. Logistic loss; |W - V|_2 is the spectral norm; H is the least constant for which phi is
// H-smooth (a larger one only weakens the bound). The paper quotes the proof: S1 to S4 are its
// ingredients. C2 holds with 1/4 instead of 1, since |g'| <= 1/4.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/increment.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : NetworkOnData {
  Matrix<double> V;  // m x d

  static Schema<Setting> schema() {
    return network_schema<Setting>(3, 3, 3).matrix("V", &Setting::V, "m", "d");
  }
};

/// The losses at one weight matrix.
template <class R>
struct AtWeights {
  Vector<R> q, g;
  Matrix<R> descent;  // grad L = -descent X

  AtWeights(const Network<R>& net, const Matrix<R>& Z, const Matrix<R>& slope)
      : q(margins(net.y, outputs(net.phi, net.a, Z))),
        g(sigmoid_losses(LossFamily::logistic, q)),
        descent(descent_coefficients(net.a, slope, g, net.y)) {}
};

/// Gaps are exactly 0 where <w_j, x_i> = <v_j, x_i>, which enclosures cannot see afterwards.
template <class R>
class Observation : public Network<R> {
 public:
  Matrix<R> V, Z_V;                 // Z_V = V X^T
  Matrix<R> D, DX;                  // D = W - V, D X^T
  Matrix<R> slope, slope_V;         // phi' at W and at V
  Vector<R> along;                  // |(W - V) x_i|^2
  Vector<R> slope_norm, slope_gap;  // sum_j phi'^2 at W; sum_j (phi' at W - phi' at V)^2

  explicit Observation(const Setting& s)
      : Network<R>(s),
        V(lift<R>(s.V)),
        Z_V(row_products(V, this->X)),
        D(this->W - V),
        DX(row_products(D, this->X)),
        slope(slopes(this->phi, this->Z)),
        slope_V(slopes(this->phi, Z_V)),
        at_W_([this] { return AtWeights<R>(*this, this->Z, slope); }),
        step_([this] { return square(spectral_norm(D)); }),
        difference_([this] { return gradient_difference(); }) {
    for (std::size_t i = 0; i < this->samples(); ++i) {
      along.push_back(R(0));
      slope_norm.push_back(R(0));
      slope_gap.push_back(R(0));
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        along[i] += square(DX(j, i));
        slope_norm[i] += square(slope(j, i));
        slope_gap[i] += select(equal(DX(j, i), R(0)), R(0), square(slope(j, i) - slope_V(j, i)));
      }
    }
  }
  Observation(const Observation&) = delete;

  const AtWeights<R>& at_W() const { return *at_W_; }
  R gradient() const { return squared_norm_in_span(at_W().descent, this->K); }  // |grad L(W)|^2
  const R& step() const { return *step_; }                                      // |W - V|_2^2
  const R& difference() const { return *difference_; }  // |grad L(W) - grad L(V)|^2
  /// f(x_i; W) - f(x_i; V)
  R output_gap(std::size_t i) const {
    R total(0);
    for (std::size_t j = 0; j < this->neurons(); ++j) {
      total += this->a[j] * increment(this->phi, Z_V(j, i), slope_V(j, i), DX(j, i)).value;
    }
    return total;
  }

 private:
  R gradient_difference() const {
    const AtWeights<R> at_V(*this, Z_V, slope_V);
    Matrix<R> change = at_W().descent - at_V.descent;
    for (std::size_t i = 0; i < this->samples(); ++i) {
      const Truth same = equal(along[i], R(0));
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        change(j, i) = select(same, R(0), change(j, i));
      }
    }
    return squared_norm_in_span(change, this->K);
  }

  OnDemand<AtWeights<R>> at_W_;
  OnDemand<R> step_, difference_;
};

/// |grad L(W) - grad L(V)| <= c R_max^2 (1 + H / sqrt(m)) |W - V|_2 with c = per_cent / 100
template <class R>
Relation<R> lipschitz(const Observation<R>& o, int per_cent) {
  return le(100 * sqrt(o.difference()),
            per_cent * o.x.max_squared_norm * (1 + o.H / sqrt(o.m)) * sqrt(o.step()));
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
      .conclusions =
          {{"C1", R"($\frac1{R_{\max}}\|\nabla\widehat L(W)\|_F\le\widehat G(W)
\le\min(\widehat L(W),1)$)",
            [](const auto& o) {
              const auto G = mean(o.at_W().g), L = empirical_risk(LossFamily::logistic, o.at_W().q);
              return le(o.gradient(), o.x.max_squared_norm * square(G)) & le(G, L) & le(G, 1);
            }},
           {"C2", R"($\|\nabla\widehat L(W)-\nabla\widehat L(V)\|_F
\le R_{\max}^2(1+\frac H{\sqrt m})\|W-V\|_2$)",
            [](const auto& o) { return lipschitz(o, 100); }},
           {"S1", R"($\|\nabla f(x_i;W)\|_F\le\|x_i\|$)",
            []<class R>(const Observation<R>& o) {
              return every(o.samples(), [&](auto i) {
                return by_slack(le(o.K(i, i) * o.slope_norm[i], o.m * o.K(i, i)),
                                [&] { return -o.K(i, i) * slopes_above<R>(o.slope, i, R(1)); });
              });
            }},
           {"S2", R"($g(z)\le\ell(z)$ and $g(z)\le1$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto i) {
                return le(o.at_W().g[i], logistic_loss(o.at_W().q[i])) & le(o.at_W().g[i], 1);
              });
            }},
           {"S3", R"($|f(x_i;W)-f(x_i;V)|\le\|(W-V)x_i\|$)",
            [](const auto& o) {
              return every(o.samples(),
                           [&](auto i) { return le(abs(o.output_gap(i)), sqrt(o.along[i])); });
            }},
           {"S4", R"($\|\nabla f(x_i;W)-\nabla f(x_i;V)\|_F\le\frac H{\sqrt m}\|x_i\|\,
\|(W-V)x_i\|$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto i) {
                return le(o.slope_gap[i] * o.K(i, i), square(o.H) * o.K(i, i) * o.along[i]);
              });
            }}},
      .prepare = prepare,
      .mutants = {{"0.99 R_max", "C1",
                   [](const auto& o) {
                     return le(10000 * o.gradient(),
                               9801 * o.x.max_squared_norm * square(mean(o.at_W().g)));
                   }},
                  {"a fifth of the bound", "C2", [](const auto& o) { return lipschitz(o, 20); }},
                  {"without the first term", "C2",
                   [](const auto& o) {
                     return le(o.m * o.difference(), square(o.x.max_squared_norm * o.H) * o.step());
                   }},
                  {"1/m instead of 1/sqrt(m)", "S4",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return le(o.m * o.slope_gap[i] * o.K(i, i),
                                 square(o.H) * o.K(i, i) * o.along[i]);
                     });
                   }},
                  {"99 per cent", "S3",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return le(100 * abs(o.output_gap(i)), 99 * sqrt(o.along[i]));
                     });
                   }},
                  {"g <= (2/3) l", "S2", [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return le(3 * o.at_W().g[i], 2 * logistic_loss(o.at_W().q[i]));
                     });
                   }}}};
}

}  // namespace claimcheck::frei2023
