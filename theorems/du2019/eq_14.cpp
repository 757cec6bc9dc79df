// du2019, equations (12), (13), (14): the dynamics of the predictions when both layers move.
//
// Reading. Pointwise, like eq-7: (W, a) is any point, the velocities are -dL/dw_r and -dL/da_r by
// formula (4) and its companion for a_r, residuals are stored as rho = sqrt(m) (y - u), the
// identities are tested times m sqrt(m), so that nothing is divided by m. In (12) the exponent of
// a_r(t) is lost in our copy of the text; the chain rule has a_r twice, and the paper's bound "max
// a_r^2 - 1" confirms the square. The system's second line is printed with dw_r/dt on its left; it
// is da_r/dt.

#include "theorems/du2019/network.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;      // n x d, inputs of any norm
  Vector<double> rho;    // n, sqrt(m) (y - u)
  Matrix<double> W;      // m x d
  Vector<double> a;      // m
  Vector<double> alpha;  // n, a vector for the quadratic forms

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .axis("m", 1, 4)
        .axis("d", 1, 3)
        .matrix("X", &Setting::X, "n", "d")
        .vector("rho", &Setting::rho, "n")
        .matrix("W", &Setting::W, "m", "d")
        .vector("a", &Setting::a, "m")
        .vector("alpha", &Setting::alpha, "n");
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;

  std::size_t n, m;
  Matrix<R> X, K, Z, active, H, G;  // H and G times m
  Vector<R> a, rho, alpha;
  Matrix<R> dW;            // m dw_r/dt
  Vector<R> da;            // m da_r/dt
  Vector<R> derivative;    // m sqrt(m) du_i/dt, a right derivative
  Vector<R> inner, outer;  // m sqrt(m) times the two sums of C1

  explicit Observation(const Setting& s)
      : n(s.X.rows()),
        m(s.W.rows()),
        X(lift<R>(s.X)),
        K(gram(X)),
        Z(row_products(lift<R>(s.W), X)),
        active(closed_indicator(Z)),
        G(m_times_output_gram(Z)),
        a(lift<R>(s.a)),
        rho(lift<R>(s.rho)),
        alpha(lift<R>(s.alpha)),
        dW(pull_on_weights(X, a, active, rho)) {
    H = m_times_pattern_gram(K, squares(a), active);
    for (std::size_t r = 0; r < m; ++r) da.push_back(pull_on_output(r));
    const Matrix<R> Q = row_products(dW, X);
    derivative = derivative_along(Q);
    for (std::size_t i = 0; i < n; ++i) {
      R through_W(0), through_a(0);
      for (std::size_t r = 0; r < m; ++r) {
        // <du_i/dw_r, dw_r/dt> = a_r I{z_ri >= 0} <x_i, dw_r/dt>
        through_W += a[r] * active(r, i) * Q(r, i);
        through_a += relu(Z(r, i)) * da[r];
      }
      inner.push_back(through_W);
      outer.push_back(through_a);
    }
  }

  /// sqrt(m) du_i/dw_rk = a_r x_ik I{z_ri >= 0}   (S2)
  R slope_in_w(std::size_t i, std::size_t r, std::size_t k) const {
    return a[r] * X(i, k) * active(r, i);
  }
  /// The derivative of sqrt(m) u_i in a_r, from two values; the terms of other units cancel.
  R partial_in_a(std::size_t i, std::size_t r) const {
    const R sigma = relu(Z(r, i));
    return ((a[r] + 1) * sigma - (a[r] - 1) * sigma) / 2;
  }
  /// The right partial derivative of sqrt(m) u_i in w_rk, likewise.
  R partial_in_w(std::size_t i, std::size_t r, std::size_t k) const {
    const R &z = Z(r, i), &x = X(i, k), h = step_within_cell<R>({&z, 1}, {&x, 1});
    return a[r] * (relu(R(z + h * x)) - relu(z)) / h;
  }
  /// m times 1/m sum_r a_r^2 |sum_i alpha_i I x_i|^2 and 1/m sum_r (sum_i alpha_i sigma(z_ri))^2
  R sum_square_H() const {
    R total(0);
    for (std::size_t r = 0; r < m; ++r) {
      R length(0);
      for (std::size_t k = 0; k < X.cols(); ++k) {
        R along(0);
        for (std::size_t i = 0; i < n; ++i) along += alpha[i] * active(r, i) * X(i, k);
        length += square(along);
      }
      total += square(a[r]) * length;
    }
    return total;
  }
  R sum_square_G() const {
    R total(0);
    for (std::size_t r = 0; r < m; ++r) {
      R along(0);
      for (std::size_t i = 0; i < n; ++i) along += alpha[i] * relu(Z(r, i));
      total += square(along);
    }
    return total;
  }

 private:
  R pull_on_output(std::size_t r) const {
    R total(0);
    for (std::size_t i = 0; i < n; ++i) total += rho[i] * relu(Z(r, i));
    return total;
  }
  /// Of sqrt(m) u along (dW, da); Q is the velocity of the pre-activations.
  Vector<R> derivative_along(const Matrix<R>& Q) const {
    const auto at = [&](const R& t) {
      Vector<R> outer_weights = a;
      for (std::size_t r = 0; r < m; ++r) outer_weights[r] += t * da[r];
      return scaled_outputs(outer_weights, Z + t * Q);
    };
    const R h = step_within_cell(Z, Q);
    const Vector<R> here = scaled_outputs(a, Z), near = at(h), far = at(2 * h);
    Vector<R> out;
    for (std::size_t i = 0; i < n; ++i)
      out.push_back(right_derivative(here[i], near[i], far[i], h));
    return out;
  }
};

}  // namespace

AnyClaim eq_14() {
  return Claim<Setting, Observation>{
      .card = {.id = "du2019/eq-14",
               .title = "Dynamics of the predictions, joint training",
               .label = "Equations (12), (13), (14)",
               .place = "Appendix A.1",
               .kind = Kind::flow,
               .statement = R"(Along the joint gradient flow,
$$\frac{du(t)}{dt}=(H(t)+G(t))(y-u(t)),$$
$H_{ij}=\frac1m x_i^\top x_j\sum_r a_r^2\,\mathbb I\{x_i^\top w_r\ge0,x_j^\top w_r\ge0\}$,
$G_{ij}=\frac1m\sum_r\sigma(w_r^\top x_i)\sigma(w_r^\top x_j)$.)",
               .reading =
                   R"(Pointwise, at any $(W,a)$, with both velocities by the gradient formulas
and $\rho=\sqrt m\,(y-u)$ stored exactly. Derivatives are exact difference quotients and are claimed
away from kinks. The square on $a_r$ in (12) is invisible in our copy and fixed by the chain rule; the
flow's second line is printed with $\frac{dw_r}{dt}$ for $\frac{da_r}{dt}$.)"},
      .conclusions =
          {{"C1", R"($\frac{du_i}{dt}=\sum_r\langle\frac{\partial u_i}{\partial w_r},
\frac{dw_r}{dt}\rangle+\sum_r\frac{\partial u_i}{\partial a_r}\frac{da_r}{dt}$, away from kinks)",
            given([](const auto& o) { return away_from_kinks(o.Z); }),
            [](const auto& o) {
              return every(o.n,
                           [&](auto i) { return eq(o.derivative[i], o.inner[i] + o.outer[i]); });
            }},
           {"C2", R"((12): $\sum_r\langle\frac{\partial u_i}{\partial w_r},\frac{dw_r}{dt}\rangle=
\sum_j(y_j-u_j)H_{ij}$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) { return eq(o.inner[i], dot(o.H.row(i), o.rho)); });
            }},
           {"C3", R"((13): $\sum_r\frac{\partial u_i}{\partial a_r}\frac{da_r}{dt}=
\sum_j(y_j-u_j)G_{ij}$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) { return eq(o.outer[i], dot(o.G.row(i), o.rho)); });
            }},
           {"C4", R"((14): $\frac{du}{dt}=(H+G)(y-u)$, away from kinks)",
            given([](const auto& o) { return away_from_kinks(o.Z); }),
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                return eq(o.derivative[i], dot(o.H.row(i), o.rho) + dot(o.G.row(i), o.rho));
              });
            }},
           {"C5", R"($\alpha^\top G\alpha=\frac1m\sum_r(\sum_i\alpha_i\sigma(w_r^\top x_i))^2\ge0$,
and likewise for $H$)",
            [](const auto& o) {
              const auto G = o.sum_square_G(), H = o.sum_square_H();
              return eq(dot(o.alpha, o.G * o.alpha), G) & eq(dot(o.alpha, o.H * o.alpha), H) &
                     ge(G, 0) & ge(H, 0);
            }},
           {"S1", R"($\frac{\partial u_i}{\partial a_r}=\frac1{\sqrt m}\sigma(w_r^\top x_i)$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                return every(o.m,
                             [&](auto r) { return eq(o.partial_in_a(i, r), relu(o.Z(r, i))); });
              });
            }},
           {"S2", R"($\frac{\partial u_i}{\partial w_r}=\frac1{\sqrt m}a_rx_i
\mathbb I\{w_r^\top x_i\ge0\}$, away from kinks)",
            given([](const auto& o) { return away_from_kinks(o.Z); }),
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                return every(o.m, [&](auto r) {
                  return every(o.X.cols(), [&](auto k) {
                    return eq(o.partial_in_w(i, r, k), o.slope_in_w(i, r, k));
                  });
                });
              });
            }}},
      .mutants = {{"(12) without the square on a_r", "C2",
                   [](const auto& o) {
                     return every(o.n, [&](auto i) {
                       auto total = 0 * o.rho[i];
                       for (std::size_t r = 0; r < o.m; ++r) {
                         for (std::size_t j = 0; j < o.n; ++j) {
                           total += o.rho[j] * o.K(i, j) * o.a[r] * o.active(r, i) * o.active(r, j);
                         }
                       }
                       return eq(o.inner[i], total);
                     });
                   }},
                  {"(14) at kinks too", "C4",
                   [](const auto& o) {
                     return every(o.n, [&](auto i) {
                       return eq(o.derivative[i], dot(o.H.row(i), o.rho) + dot(o.G.row(i), o.rho));
                     });
                   }},
                  {"(13) with factor 2", "C3",
                   [](const auto& o) {
                     return every(
                         o.n, [&](auto i) { return eq(o.outer[i], 2 * dot(o.G.row(i), o.rho)); });
                   }},
                  {"G is positive definite", "C5",
                   given([](const auto& o) { return gt(squared_norm(o.alpha), 0); }),
                   [](const auto& o) { return gt(o.sum_square_G(), 0); }}},
      .cost = 3};
}

}  // namespace claimcheck::du2019
