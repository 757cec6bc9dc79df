// frei2023, Lemma E.11 (b): every margin grows in one step.
//
// Reading. Any W(t); H >= sup |phi''| and C_R' > 1 are stored. |grad L|_2 in S1 is the spectral
// norm, as printed. The largest C_R' that H3 and H4 allow is not needed: the lemma is tested with
// C_R' at the loss ratio itself and above it.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/one_step.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : Step {
  double ratio = 2;  // C_R'

  static Schema<Setting> schema() {
    Domain constant = at_least(1);
    constant.open_low = true;
    constant.landmarks = {2};
    return step_schema<Setting>(3, 3, 4).real("C_R'", &Setting::ratio, constant);
  }
};

template <class R>
struct Observation : OneStep<R> {
  R ratio, gamma2;
  Vector<R> sample_sum;  // sum_{i != k} |<x_i, x_k>|
  Vector<R> pull_sum;    // sum_{i != k} |<grad f_i, grad f_k>|

  explicit Observation(const Setting& s)
      : OneStep<R>(s),
        ratio(s.ratio),
        gamma2(square(this->gamma)),
        spectral2_([this] { return square(spectral_norm(risk_gradient())); }) {
    for (std::size_t k = 0; k < this->samples(); ++k) {
      R samples(0), pulls(0);
      for (std::size_t i = 0; i < this->samples(); ++i) {
        if (i == k) continue;
        samples += abs(this->K(i, k));
        pulls += abs(this->products(i, k));
      }
      sample_sum.push_back(samples);
      pull_sum.push_back(pulls);
    }
  }

  /// |grad L|_2^2
  const R& spectral2() const { return *spectral2_; }
  /// H R_max^2 alpha n / (2 sqrt(m)) times a squared norm of the gradient
  R curvature(const R& norm2) const {
    return this->H_given * this->x.max_squared_norm * this->alpha * this->n / (2 * sqrt(this->m)) *
           norm2;
  }
  /// H R_max^4 alpha n / (2 sqrt(m)) G
  R cruder_curvature() const { return curvature(this->x.max_squared_norm * this->G()); }

 private:
  Matrix<R> risk_gradient() const {
    Matrix<R> out(this->neurons(), this->X.cols());
    for (std::size_t j = 0; j < this->neurons(); ++j) {
      for (std::size_t i = 0; i < this->samples(); ++i) {
        for (std::size_t k = 0; k < this->X.cols(); ++k) {
          out(j, k) += this->descent()(j, i) * this->X(i, k);
        }
      }
    }
    return out;
  }

  OnDemand<R> spectral2_;
};

using Lemma = Claim<Setting, Observation>;

/// change_k >= alpha gamma^2 R_min^2 G / (factor C_R' n)
const auto margins_grow = [](int factor) {
  return [factor](const auto& o) {
    return every(o.samples(), [&](auto k) {
      return ge(factor * o.ratio * o.n * o.change()[k],
                o.alpha * o.gamma2 * o.x.min_squared_norm * o.G());
    });
  };
};
/// |x_k|^2 >= 2 gamma^-2 C_R' n max_{i != k} |<x_i, x_k>|
const auto samples_are_nearly_orthogonal = [](const auto& o) {
  return gradients_nearly_orthogonal(o.K, 2 * o.ratio / o.gamma2);
};
/// S6, with 2 in per cent
const auto step_suffices = [](int per_cent) {
  return [per_cent](const auto& o) {
    return ge(100 * sqrt(o.m) * o.gamma2 * o.x.min_squared_norm,
              per_cent * o.ratio * o.H_given * square(o.x.max_squared_norm) * o.alpha * o.n);
  };
};

void prepare(Setting& s, Stream& random) {
  place_step(s, random);
  choose_smoothness(s, random);
  const OneStep<double> o(s);
  const double ratio = max_entry(o.g()) / min_entry(o.g());
  s.ratio = std::isfinite(ratio) ? std::fmax(ratio, 1) * (1 + 0x1p-45) : 2;
  // The samples may be as close as this ratio allows.
  double room = HUGE_VAL;
  for (std::size_t k = 0; k < o.samples(); ++k) {
    room = std::fmin(room, o.K(k, k) / (2 * o.n * max_correlation(o.K, k)) * o.gamma * o.gamma);
  }
  if (random.chance(0.3) && std::isfinite(room) && room > 1) s.ratio = room * (1 - 0x1p-45);
  const double bound =
      o.gamma * o.gamma / (2 * s.H * s.ratio * o.x.squared_ratio() * o.x.max_squared_norm * o.n);
  if (random.chance(0.8)) s.alpha = near_bound(bound * (1 - 0x1p-45), random);
}

/// Two samples that pull against each other, one linear neuron: with equal margins, and with one
/// margin that leaves H2.
Setting opposed_samples() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {8, 0, 1, 8};
  s.W = Matrix<double>(1, 2);
  s.y = {1, -1};
  s.sign = {1};
  s.ratio = 1 + 0x1p-7;
  s.alpha = 0x1p-9;
  return s;
}
Setting one_learnt() {
  Setting s = opposed_samples();
  s.W(0, 0) = 1;
  return s;
}

}  // namespace

AnyClaim lemma_e_11b() {
  return Lemma{
      .card = {.id = "frei2023/lemma-e.11b",
               .title = "Every margin grows in one step",
               .label = "Lemma E.11 (b)",
               .place = "Appendix E.3",
               .kind = Kind::trajectory,
               .statement = R"(Let $\phi$ be $\gamma$-leaky and $H$-smooth,
$\max_{i,j}g_i^{(t)}/g_j^{(t)}\le C_R'$ with $C_R'>1$, and for all $k$
$\|x_k\|^2\ge2\gamma^{-2}C_R'n\max_{i\ne k}|\langle x_i,x_k\rangle|$. If
$\alpha\le\gamma^2/(2HC_R'R^2R_{\max}^2n)$, then for all $k$
$$y_k[f(x_k;W^{(t+1)})-f(x_k;W^{(t)})]\ge\frac{\alpha\gamma^2R_{\min}^2}{4C_R'n}\widehat
G(W^{(t)}).$$)",
               .reading = R"(Any $W^{(t)}$, $n\le3$, $m\le3$; a stored $H\ge\sup|\phi''|$ over many
decades. S6 is an equality at the largest step when $m=1$.)"},
      .hypotheses = {{"H1", R"($R_{\min}>0$, $|\phi''|\le H$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0) & is_smooth(o); }},
                     {"H2", R"($\max_{i,j}g_i/g_j\le C_R'$)",
                      [](const auto& o) {
                        return le(1, o.ratio) & every_pair(o.samples(), [&](auto i, auto j) {
                                 return le(o.g()[i], o.ratio * o.g()[j]);
                               });
                      }},
                     {"H3",
                      R"($\|x_k\|^2\ge2\gamma^{-2}C_R'n\max_{i\ne k}|\langle x_i,x_k\rangle|$)",
                      samples_are_nearly_orthogonal},
                     {"H4", R"($\alpha\le\gamma^2/(2HC_R'R^2R_{\max}^2n)$)",
                      [](const auto& o) {
                        return le(
                            2 * o.alpha * o.H_given * o.ratio * square(o.x.max_squared_norm) * o.n,
                            o.gamma2 * o.x.min_squared_norm);
                      }}},
      .conclusions =
          {{"C1", R"($y_k[f(x_k;W^{(t+1)})-f(x_k;W^{(t)})]\ge
\frac{\alpha\gamma^2R_{\min}^2}{4C_R'n}\widehat G$)",
            margins_grow(4)},
           {"S1",
            R"(it is at least $\frac\alpha n\sum_ig_i\langle y_i\nabla f_i,y_k\nabla f_k\rangle
-\frac{HR_{\max}^2\alpha^2}{2\sqrt m}\|\nabla\widehat L\|_2^2$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) {
                // the own term alone on the right: the whole growth may cancel
                return by_slack(
                    ge(o.n * o.change()[k] + o.alpha * (o.curvature(o.spectral2()) - o.others()[k]),
                       o.alpha * o.g()[k] * o.products(k, k)),
                    [&] {  // n change = alpha growth + n remainder
                      return o.n * o.remainder()[k] + o.alpha * o.curvature(o.spectral2());
                    });
              });
            }},
           {"S2", R"($\ge\frac\alpha n[g_k(\|\nabla f_k\|^2-\frac{\max_jg_j}{g_k}\sum_{i\ne k}
|\langle\nabla f_i,\nabla f_k\rangle|)-\frac{HR_{\max}^4\alpha n}{2\sqrt m}\widehat G]$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) {
                const auto pull =
                    max_entry(o.g()) * o.pull_sum[k];  // twice: others + pull may be 0
                return ge(o.others()[k] + 2 * pull + o.cruder_curvature(),
                          pull + o.curvature(o.spectral2()));
              });
            }},
           {"S3", R"($g_k(\|\nabla f_k\|^2-\frac{\max_jg_j}{g_k}\sum_{i\ne k}|\langle\nabla f_i,
\nabla f_k\rangle|)\ge g_k(\gamma^2\|x_k\|^2-C_R'\sum_{i\ne k}|\langle x_i,x_k\rangle|)$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) {
                return by_slack(
                    ge(o.g()[k] * (o.products(k, k) + o.ratio * o.sample_sum[k]),
                       o.g()[k] * o.gamma2 * o.K(k, k) + max_entry(o.g()) * o.pull_sum[k]),
                    [&] {
                      return o.g()[k] * (o.K(k, k) * slopes_above(o.slope, k, o.gamma) / o.m +
                                         o.ratio * o.sample_sum[k]) -
                             max_entry(o.g()) * o.pull_sum[k];
                    });
              });
            }},
           {"S4", R"($\gamma^2\|x_k\|^2-C_R'\sum_{i\ne k}|\langle x_i,x_k\rangle|
\ge\frac12\gamma^2\|x_k\|^2$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) {
                return ge(o.gamma2 * o.K(k, k), 2 * o.ratio * o.sample_sum[k]);
              });
            }},
           {"S5", R"($g_k\ge\widehat G/C_R'$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto k) { return ge(o.ratio * o.g()[k], o.G()); });
            }},
           {"S6", R"($\frac{\gamma^2R_{\min}^2}{2C_R'}-\frac{HR_{\max}^4\alpha n}{2\sqrt m}
\ge\frac{\gamma^2R_{\min}^2}{4C_R'}$)",
            step_suffices(200)}},
      .prepare = prepare,
      .tight = {opposed_samples(), one_learnt()},
      .mutants = {{"1 instead of 4", "C1", margins_grow(1)},
                  Lemma::Wrong::without({"H2"}, "C1"),
                  Lemma::Wrong::without({"H3"}, "S4"),
                  Lemma::Wrong::without({"H4"}, "S6"),
                  {"2.02 for 2", "S6", step_suffices(202)},
                  {"without curvature", "S1",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto k) {
                       return ge(o.n * o.change()[k], o.alpha * o.growth(k));
                     });
                   }},
                  {"the mean instead of G/C_R'", "S5", [](const auto& o) {
                     return every(o.samples(), [&](auto k) { return ge(o.g()[k], o.G()); });
                   }}}};
}

}  // namespace claimcheck::frei2023
