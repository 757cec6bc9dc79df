// du2019, equations (5), (6), (7): the dynamics of the predictions.
//
// Reading. Pointwise: the identities at one point W(t) of the flow, with dw_r/dt given by the
// formula (4). Residuals are stored as rho = sqrt(m) (y - u), so everything is rational; the
// identities are tested times m sqrt(m), so that nothing is divided by m. d/dt u_i is the right
// derivative of the prediction along the velocity, claimed where no pre-activation is 0: at the
// instant a unit crosses its kink, u need not be differentiable (the paper's footnote 6: "this
// should be differential inclusion"). Whole trajectories belong to lemma-3.3.

#include "theorems/du2019/network.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;      // n x d, inputs of any norm
  Vector<double> rho;    // n, sqrt(m) (y - u)
  Matrix<double> W;      // m x d
  std::vector<int> a;    // m signs
  Vector<double> alpha;  // n, a vector for the quadratic form of H

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .axis("m", 1, 4)
        .axis("d", 1, 3)
        .matrix("X", &Setting::X, "n", "d")
        .vector("rho", &Setting::rho, "n")
        .matrix("W", &Setting::W, "m", "d")
        .signs("a", &Setting::a, "m")
        .vector("alpha", &Setting::alpha, "n");
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;

  std::size_t n, m;
  Matrix<R> X, K, Z, active, H;  // H times m
  Vector<R> a, rho, alpha;
  Matrix<R> features;      // n x md: row i has sqrt(m) df(x_i)/dw_r = a_r x_i I{z_ri >= 0}, all r
  Matrix<R> feature_gram;  // sum_r <df_i/dw_r, df_j/dw_r>, times m
  Vector<R> derivative;    // m sqrt(m) du_i/dt, a right derivative
  Vector<R> chain;         // m sqrt(m) sum_r <df_i/dw_r, dw_r/dt>

  explicit Observation(const Setting& s)
      : n(s.X.rows()),
        m(s.W.rows()),
        X(lift<R>(s.X)),
        K(gram(X)),
        Z(row_products(lift<R>(s.W), X)),
        active(closed_indicator(Z)),
        H(m_times_pattern_gram(K, Vector<R>(m, R(1)), active)),
        a(lift<R>(s.a)),
        rho(lift<R>(s.rho)),
        alpha(lift<R>(s.alpha)),
        features(n, m * X.cols()) {
    const std::size_t d = X.cols();
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t r = 0; r < m; ++r) {
        const R slope = a[r] * active(r, i);
        for (std::size_t k = 0; k < d; ++k) features(i, r * d + k) = slope * X(i, k);
      }
    }
    feature_gram = gram(features);
    const Matrix<R> velocity = pull_on_weights(X, a, active, rho);  // m dw_r/dt
    const Matrix<R> Q = row_products(velocity, X);
    const R h = step_within_cell(Z, Q);
    const Vector<R> now = scaled_outputs(a, Z), next = scaled_outputs(a, Z + h * Q);
    for (std::size_t i = 0; i < n; ++i) derivative.push_back((next[i] - now[i]) / h);
    chain = features * velocity.entries();
  }

  std::span<const R> feature(std::size_t r, std::size_t i) const {
    return features.row(i).subspan(r * X.cols(), X.cols());
  }
  /// sum_r |sum_i alpha_i x_i I{z_ri >= 0}|^2
  R sum_square() const {
    R total(0);
    for (std::size_t r = 0; r < m; ++r) {
      for (std::size_t k = 0; k < X.cols(); ++k) {
        R along(0);
        for (std::size_t i = 0; i < n; ++i) along += alpha[i] * active(r, i) * X(i, k);
        total += square(along);
      }
    }
    return total;
  }
};

/// f(i, j) for all i >= j below n, where both sides are symmetric.
template <class F>
auto every_unordered(std::size_t n, F f) {
  return every(n, [&](auto i) { return every(i + 1, [&](auto j) { return f(i, j); }); });
}

}  // namespace

AnyClaim eq_7() {
  return Claim<Setting, Observation>{
      .card = {.id = "du2019/eq-7",
               .title = "Dynamics of the predictions",
               .label = "Equations (5), (6), (7)",
               .place = "Section 3.1",
               .kind = Kind::flow,
               .statement = R"(Along the gradient flow with fixed $a\in\{-1,1\}^m$,
$$\frac{d}{dt}u(t)=H(t)(y-u(t)),\qquad H_{ij}(t)=\frac1m x_i^\top x_j\sum_{r=1}^m
\mathbb I\{x_i^\top w_r(t)\ge0,\ x_j^\top w_r(t)\ge0\}.$$)",
               .reading = R"(Pointwise, at any $W$, with $\frac{dw_r}{dt}$ by formula (4) and
$\rho=\sqrt m\,(y-u)$ stored exactly. $\frac{d}{dt}u_i$ is an exact difference quotient along the
velocity and is claimed away from kinks (footnote 6 of the paper); the other identities hold
everywhere.)"},
      .conclusions =
          {{"C1", R"((5): $\frac{d}{dt}u_i=\sum_r\langle\frac{\partial f(x_i)}{\partial w_r},
\frac{dw_r}{dt}\rangle$, away from kinks)",
            given([](const auto& o) { return away_from_kinks(o.Z); }),
            [](const auto& o) {
              return every(o.n, [&](auto i) { return eq(o.derivative[i], o.chain[i]); });
            }},
           {"C1-sums", R"((5): $\sum_r\langle\frac{\partial f(x_i)}{\partial w_r},\frac{dw_r}{dt}
\rangle=\sum_j(y_j-u_j)\sum_r\langle\frac{\partial f(x_i)}{\partial w_r},
\frac{\partial f(x_j)}{\partial w_r}\rangle=\sum_j(y_j-u_j)H_{ij}$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                const auto middle = dot(o.feature_gram.row(i), o.rho);
                return eq(o.chain[i], middle) & eq(middle, dot(o.H.row(i), o.rho));
              });
            }},
           {"C2", R"((6): $m H_{ij}$ is $x_i^\top x_j$ times the number of units active on both)",
            [](const auto& o) {
              return every_unordered(o.n, [&](auto i, auto j) {
                auto both = 0 * o.rho[i];
                for (std::size_t r = 0; r < o.m; ++r) both += o.active(r, i) * o.active(r, j);
                return eq(o.H(i, j), o.K(i, j) * both);
              });
            }},
           {"C3", R"((7): $\frac{d}{dt}u=H(y-u)$, away from kinks)",
            given([](const auto& o) { return away_from_kinks(o.Z); }),
            [](const auto& o) {
              return every(o.n,
                           [&](auto i) { return eq(o.derivative[i], dot(o.H.row(i), o.rho)); });
            }},
           {"C4", R"($H$ is symmetric and $\alpha^\top H\alpha=\frac1m\sum_r\|\sum_i\alpha_i
\mathbb I\{w_r^\top x_i\ge0\}x_i\|_2^2\ge0$)",
            [](const auto& o) {
              const auto squares = o.sum_square();
              return every_unordered(o.n,
                                     [&](auto i, auto j) { return eq(o.H(i, j), o.H(j, i)); }) &
                     eq(dot(o.alpha, o.H * o.alpha), squares) & ge(squares, 0);
            }},
           {"S1", R"($\langle\partial_{w_r}f(x_i),\partial_{w_r}f(x_j)\rangle=\frac1m a_r^2
x_i^\top x_j\mathbb I\{w_r^\top x_i\ge0\}\mathbb I\{w_r^\top x_j\ge0\}$)",
            [](const auto& o) {
              return every(o.m, [&](auto r) {
                return every_unordered(o.n, [&](auto i, auto j) {
                  return eq(dot(o.feature(r, i), o.feature(r, j)),
                            square(o.a[r]) * o.K(i, j) * o.active(r, i) * o.active(r, j));
                });
              });
            }},
           {"S2", R"(summed over $r$ with $a_r^2=1$ this is $H_{ij}$)",
            [](const auto& o) {
              return every_unordered(
                  o.n, [&](auto i, auto j) { return eq(o.feature_gram(i, j), o.H(i, j)); });
            }}},
      .mutants = {{"(7) at kinks too", "C3",
                   [](const auto& o) {
                     return every(
                         o.n, [&](auto i) { return eq(o.derivative[i], dot(o.H.row(i), o.rho)); });
                   }},
                  {"H without the inner products of the inputs", "C3",
                   given([](const auto& o) { return away_from_kinks(o.Z); }),
                   [](const auto& o) {
                     return every(o.n, [&](auto i) {
                       auto total = 0 * o.rho[i];
                       for (std::size_t j = 0; j < o.n; ++j) {
                         for (std::size_t r = 0; r < o.m; ++r) {
                           total += o.rho[j] * o.active(r, i) * o.active(r, j);
                         }
                       }
                       return eq(o.derivative[i], total);
                     });
                   }},
                  {"only units active on x_i counted", "C1-sums",
                   [](const auto& o) {
                     return every(o.n, [&](auto i) {
                       auto total = 0 * o.rho[i];
                       for (std::size_t j = 0; j < o.n; ++j) {
                         for (std::size_t r = 0; r < o.m; ++r) {
                           total += o.rho[j] * o.K(i, j) * o.active(r, i);
                         }
                       }
                       return eq(o.chain[i], total);
                     });
                   }},
                  {"positive definite", "C4",
                   given([](const auto& o) { return gt(squared_norm(o.alpha), 0); }),
                   [](const auto& o) { return gt(o.sum_square(), 0); }}},
      .cost = 2};
}

}  // namespace claimcheck::du2019
