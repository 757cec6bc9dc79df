// du2019, assumption 3.1: the kernel matrix H^infinity and its least eigenvalue lambda_0.
//
// Reading. Inputs of any norm. The closed form H_ij = <x_i, x_j> (pi - theta_ij) / (2 pi) is used
// everywhere; S1 ties it to the definition as an expectation: for every alpha, the average over M
// Gaussian w of |sum_i alpha_i phi(x_i)(w)|^2 equals alpha^T H_M alpha for the empirical matrix H_M
// exactly (S1), and by Hoeffding's inequality (summands in [0, B^2], B = sum |alpha_i| |x_i|) it is
// within B^2 sqrt(log(2/delta) / (2M)) of alpha^T H^infinity alpha with probability at least 1 -
// delta (S1-limit). lambda_0 > 0 is an assumption, not a conclusion (theorem-3.1).

#include "core/data/kernel_of_inputs.hpp"
#include "core/linear/dot_sign.hpp"
#include "core/linear/spectrum.hpp"
#include "core/on_demand.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;      // n x d, inputs of any norm
  Vector<double> alpha;  // n
  Vector<double> s;      // n positive factors
  double delta = 0.5;
  Matrix<double> w;  // M x d, drawn from N(0, I)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .axis("d", 1, 3)
        .axis("M", 1, 24)
        .matrix("X", &Setting::X, "n", "d")
        .vector("alpha", &Setting::alpha, "n")
        .vector("s", &Setting::s, "n", positive())
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .matrix("w", &Setting::w, "M", "d")
        .drawn();
  }
};

/// How many of the w make exactly the inputs i active whose bits are set in a number below 2^n.
std::vector<int> pattern_counts(const Matrix<double>& w, const Matrix<double>& X) {
  std::vector<int> out(std::size_t{1} << X.rows());
  for (std::size_t r = 0; r < w.rows(); ++r) {
    std::size_t active = 0;
    for (std::size_t i = 0; i < X.rows(); ++i) {
      if (dot_sign(w.row(r), X.row(i)) >= 0) active |= std::size_t{1} << i;
    }
    ++out[active];
  }
  return out;
}

template <class R>
struct Observation {
  std::size_t n, samples;
  std::vector<int> counts;  // of the patterns met
  Vector<R> alpha, s;
  R delta;
  Matrix<R> X, K;
  R trace, reach_squared;  // of the kernel; B^2

  explicit Observation(const Setting& setting)
      : n(setting.X.rows()),
        samples(setting.w.rows()),
        counts(pattern_counts(setting.w, setting.X)),
        alpha(lift<R>(setting.alpha)),
        s(lift<R>(setting.s)),
        delta(setting.delta),
        X(lift<R>(setting.X)),
        K(gram(X)),
        trace(0),
        reach_squared(0) {
    for (std::size_t i = 0; i < n; ++i) {
      trace += K(i, i) / 2;
      reach_squared += abs(alpha[i]) * sqrt(K(i, i));
    }
    reach_squared = square(reach_squared);
  }
  Observation(const Observation&) = delete;  // what is computed on demand refers to it

  const Matrix<R>& kernel() const { return *kernel_; }
  /// The kernel of the inputs s_i x_i
  Matrix<R> scaled_kernel() const {
    Matrix<R> scaled = X;
    for (std::size_t i = 0; i < n; ++i) {
      for (R& entry : scaled.row(i)) entry *= s[i];
    }
    return infinite_width_gram(scaled, gram(scaled));
  }
  /// H_M, entry K_ij / M times the number of w that make both inputs active
  Matrix<R> empirical() const {
    Matrix<R> out = K;
    for (std::size_t k = 0; k < n * n; ++k) {
      const std::size_t both = std::size_t{1} << k / n | std::size_t{1} << k % n;
      int count = 0;
      for (std::size_t p = 0; p < counts.size(); ++p) count += (p & both) == both ? counts[p] : 0;
      out.entries()[k] *= R(count) / R(samples);
    }
    return out;
  }
  /// 1/M sum_w |sum_i alpha_i x_i I{w . x_i >= 0}|^2, equal terms taken together
  R mean_square() const {
    R total(0);
    for (std::size_t p = 0; p < counts.size(); ++p) {
      if (counts[p] == 0) continue;
      Vector<R> phi(X.cols(), R(0));
      for (std::size_t i = 0; i < n; ++i) {
        if ((p >> i & 1) == 0) continue;
        for (std::size_t k = 0; k < phi.size(); ++k) phi[k] += alpha[i] * X(i, k);
      }
      total += R(counts[p]) * squared_norm(phi);
    }
    return total / R(samples);
  }

  R form(const Matrix<R>& h) const { return dot(alpha, h * alpha); }
  /// |average - expected| <= B^2 sqrt(log(2/delta) / (2M)), squared
  Relation<R> close_to(const R& expected) const {
    return le(2 * R(samples) * square(mean_square() - expected),
              square(reach_squared) * log(R(2) / delta));
  }

 private:
  OnDemand<Matrix<R>> kernel_{[this] { return infinite_width_gram(X, K); }};
};

using Assumption = Claim<Setting, Observation>;

/// Two inputs at 120 degrees, to tell wrong closed forms from the right one.
Setting wide_angle() {
  Setting s{Matrix<double>(2, 2), {1, 1}, {1, 1}, 0.0625, Matrix<double>(2048, 2)};
  s.X(0, 0) = 1;
  s.X(1, 0) = -0.5;
  s.X(1, 1) = 0.875;
  return s;
}

/// The kernel with another function of the angle in the place of (pi - theta) / (2 pi).
template <class R, class F>
R form_with(const Observation<R>& o, F&& fraction) {
  R total(0);
  for (std::size_t i = 0; i < o.n; ++i) {
    for (std::size_t j = 0; j < o.n; ++j) {
      const R cosine = max(R(-1), min(R(1), o.K(i, j) / sqrt(o.K(i, i) * o.K(j, j))));
      total += o.alpha[i] * o.alpha[j] * o.K(i, j) * fraction(R(acos(cosine)));
    }
  }
  return total;
}

}  // namespace

AnyClaim assumption_3_1() {
  return Assumption{
      .card = {.id = "du2019/assumption-3.1",
               .title = "Kernel matrix and its least eigenvalue",
               .label = "Assumption 3.1",
               .place = "Section 3",
               .statement = R"($H^\infty_{ij}=\mathbb E_{w\sim N(0,I)}[x_i^\top x_j
\mathbb I\{w^\top x_i\ge0,w^\top x_j\ge0\}]$, $\lambda_0=\lambda_{\min}(H^\infty)$, assumed
positive. $H^\infty$ is the quantity that determines the convergence rate.)",
               .reading = R"(A definition: C1 is that it makes sense ($H^\infty$ is symmetric and
positive semidefinite; both sides shifted by the trace), C1-scale that the closed form
$x_i^\top x_j\frac{\pi-\theta_{ij}}{2\pi}$ used throughout the suite scales as the definition does, S1
that it is the Gram matrix of $\phi(x)(w)=x\,\mathbb I\{w^\top x\ge0\}$: exactly for an empirical law
of $w$, and in the limit by draws of $w\sim N(0,I)$ within Hoeffding's bound.)"},
      .conclusions =
          {{"C1", R"($H^\infty$ is symmetric, $\lambda_{\min}(H^\infty)\ge0$)",
            [](const auto& o) {
              return every_pair(
                         o.n,
                         [&](auto i, auto j) { return eq(o.kernel()(i, j), o.kernel()(j, i)); }) &
                     ge(least_eigenvalue(o.kernel()) + o.trace, o.trace);
            }},
           {"C1-scale", R"($x_i\to s_ix_i$, $s_i>0$, turns $H^\infty_{ij}$ into
$s_is_jH^\infty_{ij}$)",
            [](const auto& o) {
              const auto scaled = o.scaled_kernel();
              return every(o.n * o.n, [&](auto k) {
                return eq(scaled.entries()[k],
                          o.s[k / o.n] * o.s[k % o.n] * o.kernel().entries()[k]);
              });
            }},
           {"S1", R"($\alpha^\top H\alpha=\frac1M\sum_{w}\|\sum_i\alpha_i\phi(x_i)(w)\|_2^2$ for
the average over any $w_1,\dots,w_M$; both sides shifted by $B^2$)",
            [](const auto& o) {
              return eq(o.form(o.empirical()) + o.reach_squared, o.mean_square() + o.reach_squared);
            }},
           Assumption::Clause::probable(
               "S1-limit", R"($|\frac1M\sum_w\|\sum_i\alpha_i\phi(x_i)(w)\|_2^2-
\alpha^\top H^\infty\alpha|\le B^2\sqrt{\frac{\log(2/\delta)}{2M}}$ with probability
$1-\delta$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) { return o.close_to(o.form(o.kernel())); })},
      .draw = [](Setting& s,
                 Stream& random) { s.w = random.normal_matrix(s.w.rows(), s.w.cols()); },
      .tight = {wide_angle()},
      .mutants = {{"positive definite for all inputs", "C1",
                   [](const auto& o) { return gt(least_eigenvalue(o.kernel()), 0); }},
                  {"homogeneous of degree one", "C1-scale",
                   [](const auto& o) {
                     const auto scaled = o.scaled_kernel();
                     return every(o.n * o.n, [&](auto k) {
                       return eq(square(scaled.entries()[k]),
                                 o.s[k / o.n] * o.s[k % o.n] * square(o.kernel().entries()[k]));
                     });
                   }},
                  Assumption::Wrong::probable(
                      "half the inner product whatever the angle", "S1-limit",
                      [](const auto& o) { return o.delta; },
                      [](const auto& o) {
                        return o.close_to(
                            form_with(o, [](const auto& angle) { return 0 * angle + 1; }) / 2);
                      }),
                  Assumption::Wrong::probable(
                      "(pi - theta)^2 / (2 pi^2), right at 0 and pi", "S1-limit",
                      [](const auto& o) { return o.delta; },
                      [](const auto& o) {
                        return o.close_to(form_with(o, [](const auto& angle) {
                          using R = std::decay_t<decltype(angle)>;
                          return square(1 - angle / pi<R>()) / 2;
                        }));
                      })},
      .untestable = {"C2: that H-infinity determines the rate is a preview; it is tested by "
                     "theorem-3.2 and remark-3.1"},
      .cost = 3};
}

}  // namespace claimcheck::du2019
