// du2019, section 4.1: how the predictions change in one step of gradient descent.
//
// Reading. Any W(0), W(k), signs, labels, eta > 0, R > 0 and unit inputs; S_i-perp from the closed
// balls around W(0). C3 and S2 are claimed when w_r(k) and w_r(k+1) are both within R' < R of
// w_r(0) for all r (the text prints the bound twice with index k; the use needs k and k+1). The
// members of C4 behind Lemma 4.1 are claimed on its event sum |S_i-perp| <= C m n R / delta with C
// = 2 / sqrt(2 pi). Differences of predictions are compared next to the size of the predictions.

#include "theorems/du2019/descent_step.hpp"
#include "theorems/du2019/network_setting.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : NetworkSetting {
  Matrix<double> Wk;  // m x d
  double eta = 1, radius = 1, delta = 0.5;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(3, 5, 3)
        .matrix("Wk", &Setting::Wk, "m", "d")
        .real("eta", &Setting::eta, positive())
        .real("R", &Setting::radius, positive())
        .real("delta", &Setting::delta, strictly_within(0, 1));
  }
};

template <class R>
struct Observation : DescentStep<R> {
  UnitInputs<R> inputs;
  R delta;

  explicit Observation(const Setting& s) : Observation(s, UnitInputs<R>(s.directions)) {}

  R count(std::size_t size) const { return R(size); }

 private:
  Observation(const Setting& s, const UnitInputs<R>& x)
      : DescentStep<R>(x, lift<R>(s.W0), lift<R>(s.Wk), s.a, lift<R>(s.y), R(s.eta), R(s.radius)),
        inputs(x),
        delta(s.delta) {}
};

/// Often W(k) close to W(0), and R just beyond both iterates or far beyond.
void around_the_start(Setting& s, Stream& random) {
  if (random.chance(0.3)) return;
  if (random.chance(0.7)) {
    const double spread = std::ldexp(1.0, -random.integer(0, 12));
    s.Wk = s.W0;
    for (double& entry : s.Wk.entries()) entry += spread * random.normal();
  }
  const Observation<double> o(s);
  double reach = 0;
  for (std::size_t r = 0; r < o.m; ++r) reach = std::max({reach, o.reach[r], o.reach_next[r]});
  if (!std::isfinite(reach) || reach <= 0 || reach > 1e12) return;
  s.radius = std::sqrt(reach) * (random.chance(0.5) ? 1.0625 : 1.5);
}

using Step = Claim<Setting, Observation>;

constexpr auto inside_balls = [](const auto& o) { return o.inside_balls(); };
constexpr auto each_sample = [](const auto& o, const auto& check) { return every(o.n, check); };

/// The alternative forms of I_1 (C3); `other` weighs the flips: 1 keeps only r in S_i.
constexpr auto first_part = [](const auto& o, std::size_t i) {
  auto by_count = 0 * o.eta;
  auto by_gram = by_count;
  for (std::size_t j = 0; j < o.n; ++j) {
    auto units = 0 * o.eta;
    for (std::size_t r = 0; r < o.m; ++r) {
      units += (1 - o.flips(r, i)) * o.active(r, i) * o.active(r, j);
    }
    by_count += o.gram(i, j) * o.rho[j] * units;
    by_gram += o.rho[j] * (o.H(i, j) - o.H_perp(i, j));
  }
  return std::pair(o.eta * by_count / o.count(o.m), o.eta * by_gram);
};

}  // namespace

AnyClaim gd_prediction_decomposition() {
  return Step{
      .card = {.id = "du2019/gd-prediction-decomposition",
               .title = "Splitting one gradient step",
               .label = "Section 4.1, the difference of predictions",
               .place = "Section 4.1",
               .kind = Kind::trajectory,
               .statement = R"($u_i(k+1)-u_i(k)=I_1^i+I_2^i$, the sums of
$\frac{a_r}{\sqrt m}\big(\sigma(w_r(k+1)^\top x_i)-\sigma(w_r(k)^\top x_i)\big)$ over $r\in S_i$ and
$r\in S_i^\perp$; $|I_2^i|\le\frac{\eta|S_i^\perp|\sqrt n\|u(k)-y\|_2}m$;
$I_1^i=-\eta\sum_j(u_j-y_j)(H_{ij}(k)-H_{ij}^\perp(k))$; $\|H(k)^\perp\|_2\le\frac{n\sum_i|S_i^\perp|}m
\le\frac{Cn^2R}\delta$; $\|u(k+1)-u(k)\|_2^2\le\eta^2n^2\|y-u(k)\|_2^2$.)",
               .reading = R"(One step from any $W(k)$. C3 and S2 when $\|w_r(k)-w_r(0)\|$ and
$\|w_r(k+1)-w_r(0)\|$ are below $R$ (printed twice with index $k$). Lemma 4.1's event with
$C=\frac2{\sqrt{2\pi}}$.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }}},
      .conclusions =
          {{"C1", R"($u_i(k+1)-u_i(k)=I_1^i+I_2^i$)",
            [](const auto& o) {
              return each_sample(o, [&](auto i) {
                return eq_next_to(o.scale, o.u_next[i] - o.u[i], o.I1[i] + o.I2[i]);
              });
            }},
           {"C2", R"($|I_2^i|\le\frac{\eta|S_i^\perp|\sqrt n\|u(k)-y\|_2}m$)",
            [](const auto& o) {
              return each_sample(o, [&](auto i) {
                return le_next_to(o.scale, abs(o.I2[i]) * o.count(o.m),
                                  o.eta * o.perp[i] * sqrt(o.count(o.n)) * o.residual);
              });
            }},
           {"C3", R"($I_1^i=-\frac\eta m\sum_jx_i^\top x_j(u_j-y_j)\sum_{r\in S_i}
\mathbb I\{w_r(k)^\top x_i\ge0,w_r(k)^\top x_j\ge0\}=-\eta\sum_j(u_j-y_j)(H_{ij}(k)-H^\perp_{ij}(k))$)",
            given(inside_balls),
            [](const auto& o) {
              return each_sample(o, [&](auto i) {
                const auto [by_count, by_gram] = first_part(o, i);
                const auto scale = o.scale + o.eta * o.residual * o.count(o.n);
                return eq_next_to(scale, o.I1[i], by_count) & eq_next_to(scale, by_count, by_gram);
              });
            }},
           {"C4",
            R"($\|H(k)^\perp\|_2\le\sum_{i,j}|H^\perp_{ij}(k)|\le\frac{n\sum_i|S_i^\perp|}m$)",
            [](const auto& o) {
              return le(spectral_norm(o.H_perp), total_abs(o.H_perp)) &
                     le(total_abs(o.H_perp) * o.count(o.m), o.count(o.n) * o.perp_total);
            }},
           {"C4-event",
            R"($\frac{n\sum_i|S_i^\perp|}m\le\frac{Cn^2mR}{\delta m}\le\frac{Cn^2R}\delta$ on
the event of Lemma 4.1)",
            given([](const auto& o) { return o.few_flips(o.delta); }),
            [](const auto& o) {
              return le(spectral_norm(o.H_perp) * o.delta,
                        o.flip_constant() * square(o.count(o.n)) * o.radius);
            }},
           {"C5", R"($\|u(k+1)-u(k)\|_2^2\le\eta^2\sum_i\frac1m\big(\sum_r\|\frac{\partial L}
{\partial w_r}\|_2\big)^2\le\eta^2n^2\|y-u(k)\|_2^2$)",
            [](const auto& o) {
              const auto n = o.count(o.n), scale = square(o.scale);
              const auto middle = square(o.eta) * n / o.count(o.m) * square(o.total_slope());
              return le_next_to(scale, o.squared_change(), middle) &
                     le_next_to(scale, middle, square(o.eta * n * o.residual));
            }},
           {"S1", R"($|I_2^i|\le\frac\eta{\sqrt m}\sum_{r\in S_i^\perp}|(\frac{\partial L}
{\partial w_r})^\top x_i|\le\frac{\eta|S_i^\perp|}{\sqrt m}\max_r\|\frac{\partial L}{\partial w_r}
\|_2$)",
            [](const auto& o) {
              return each_sample(o, [&](auto i) {
                auto along = 0 * o.eta;
                for (std::size_t r = 0; r < o.m; ++r) {
                  along += o.flips(r, i) * abs(o.slope(r, i));
                }
                along *= o.eta / sqrt(o.count(o.m));
                return le_next_to(o.scale, abs(o.I2[i]), along) &
                       le_next_to(
                           o.scale, along,
                           o.eta * o.perp[i] / sqrt(o.count(o.m)) * max_entry(o.slope_length));
              });
            }},
           {"S2", R"($\mathbb I\{w_r(k+1)^\top x_i\ge0\}=\mathbb I\{w_r(k)^\top x_i\ge0\}$ for
$r\in S_i$)",
            given(inside_balls),
            [](const auto& o) {
              return every(o.m * o.n, [&](auto k) {
                return le((1 - o.flips.entries()[k]) *
                              abs(o.active_after.entries()[k] - o.active.entries()[k]),
                          0);
              });
            }},
           {"S3", R"($\|\frac{\partial L(W(k))}{\partial w_r(k)}\|_2\le\frac{\sqrt n}{\sqrt m}
\|y-u(k)\|_2$)",
            [](const auto& o) {
              return every(o.m, [&](auto r) {
                return le_next_to(o.scale, o.slope_length[r],
                                  sqrt(o.count(o.n) / o.count(o.m)) * o.residual);
              });
            }}},
      .prepare = around_the_start,
      .mutants = {{"n instead of n^2", "C5",
                   [](const auto& o) {
                     return le(o.squared_change(),
                               square(o.eta) * o.count(o.n) * square(o.residual));
                   }},
                  {"both bounds at index k, as printed", "S2", given([](const auto& o) {
                     return every(o.m, [&](auto r) { return lt(o.reach[r], square(o.radius)); });
                   }),
                   [](const auto& o) {
                     return every(o.m * o.n, [&](auto k) {
                       return le((1 - o.flips.entries()[k]) *
                                     abs(o.active_after.entries()[k] - o.active.entries()[k]),
                                 0);
                     });
                   }},
                  {"H instead of H - H-perp", "C3", given(inside_balls),
                   [](const auto& o) {
                     return each_sample(o, [&](auto i) {
                       return eq_next_to(o.scale, o.I1[i], o.eta * dot(o.H.row(i), o.rho));
                     });
                   }},
                  {"without n", "C4",
                   [](const auto& o) {
                     return le(total_abs(o.H_perp) * o.count(o.m), o.perp_total);
                   }}},
      .cost = 2};
}

}  // namespace claimcheck::du2019
