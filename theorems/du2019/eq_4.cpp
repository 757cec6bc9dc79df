// du2019, equation (4): the gradient formula.
//
// Reading. Labels are stored as b = sqrt(m) y and outputs as g = sqrt(m) f, so with (1) and (2)
// L = 1/(2m) sum_i (g_i - b_i)^2 and (4) reads dL/dw_r = 1/m sum_i (g_i - b_i) a_r x_i I{...}:
// everything, times m, is a polynomial of the setting. A gradient is tested through directional
// derivatives: inside an activation cell t -> L(W + tD, a) is a quadratic polynomial, so its right
// derivative is an exact combination of three values. At a kink L has no gradient (the paper's
// footnote 2 calls the symbol a notation); there (4) is the gradient of the active side, which
// C1-kink tests along the directions D that push every kink to that side or leave it.

#include "theorems/du2019/network.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;   // n x d, inputs of any norm
  Vector<double> b;   // n, labels times sqrt(m)
  Matrix<double> W;   // m x d
  Vector<double> a;   // m
  Matrix<double> D;   // m x d, a direction for W
  Vector<double> da;  // m, a direction for a

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .axis("m", 1, 4)
        .axis("d", 1, 3)
        .matrix("X", &Setting::X, "n", "d")
        .vector("b", &Setting::b, "n")
        .matrix("W", &Setting::W, "m", "d")
        .vector("a", &Setting::a, "m")
        .matrix("D", &Setting::D, "m", "d")
        .vector("da", &Setting::da, "m");
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;

  Matrix<R> Z, Q;        // pre-activations w_r . x_i and their change D_r . x_i
  Matrix<R> active;      // I{z_ri >= 0}
  Vector<R> a, da, gap;  // gap_i = g_i - b_i = sqrt(m) (f_i - y_i)
  R along_W, along_a;    // right derivatives of m L in the directions D and da
  R by_formula;          // the first by (4)

  explicit Observation(const Setting& s) : a(lift<R>(s.a)), da(lift<R>(s.da)) {
    const Matrix<R> X = lift<R>(s.X);
    const Vector<R> b = lift<R>(s.b);
    Z = row_products(lift<R>(s.W), X);
    Q = row_products(lift<R>(s.D), X);
    active = closed_indicator(Z);
    gap = difference(scaled_outputs(a, Z), b);
    const R now = squared_norm(gap) / 2;  // m L
    const auto loss = [&](const Vector<R>& outer, const Matrix<R>& z) {
      return squared_norm(difference(scaled_outputs(outer, z), b)) / 2;
    };
    const R t = step_within_cell(Z, Q);
    along_W = right_derivative(now, loss(a, Z + t * Q), loss(a, Z + R(2 * t) * Q), t);
    along_a = right_derivative(now, loss(moved(1), Z), loss(moved(2), Z), R(1));
    by_formula = formula(active);
  }

  /// m sum_r <dL/dw_r, D_r> with the right-hand side of (4) over the given indicators.
  R formula(const Matrix<R>& indicators) const {
    R total(0);
    for (std::size_t i = 0; i < Z.cols(); ++i) {
      R change(0);  // sum_r a_r I{...} <x_i, D_r>
      for (std::size_t r = 0; r < Z.rows(); ++r) change += a[r] * indicators(r, i) * Q(r, i);
      total += gap[i] * change;
    }
    return total;
  }
  /// m sum_r dL/da_r da_r with weight(z) in the place of sigma(z).
  template <class F>
  R outer_formula(F&& weight) const {
    R total(0);
    for (std::size_t i = 0; i < Z.cols(); ++i) {
      R change(0);
      for (std::size_t r = 0; r < Z.rows(); ++r) change += weight(Z(r, i)) * da[r];
      total += gap[i] * change;
    }
    return total;
  }
  /// I{z_ri > 0}
  Matrix<R> open_indicator() const {
    Matrix<R> out(Z.rows(), Z.cols());
    for (std::size_t k = 0; k < out.entries().size(); ++k) {
      out.entries()[k] = indicator<R>(less(R(0), Z.entries()[k]));
    }
    return out;
  }

 private:
  /// a + times da
  Vector<R> moved(int times) const {
    Vector<R> out = a;
    for (std::size_t r = 0; r < a.size(); ++r) out[r] += times * da[r];
    return out;
  }
  static Vector<R> difference(Vector<R> x, const Vector<R>& y) {
    for (std::size_t i = 0; i < x.size(); ++i) x[i] -= y[i];
    return x;
  }
};

/// Where a kink is met, the direction pushes to the active side or along the kink.
inline constexpr auto active_side = [](const auto& o) {
  using R = std::decay_t<decltype(o.along_W)>;
  Judgement<R> all;
  for (std::size_t k = 0; k < o.Z.entries().size(); ++k) {
    const R distance = abs(o.Z.entries()[k]);
    if (certainly(less(R(0), distance))) continue;
    all &= either(gt(distance, 0), ge(o.Q.entries()[k], 0));
  }
  return all;
};

}  // namespace

AnyClaim eq_4() {
  return Claim<Setting, Observation>{
      .card = {.id = "du2019/eq-4",
               .title = "Gradient formula",
               .label = "Equation (4)",
               .place = "Section 1",
               .statement = R"(For $f(W,a,x)=\frac1{\sqrt m}\sum_r a_r\sigma(w_r^\top x)$ and
$L=\sum_i\frac12(f(W,a,x_i)-y_i)^2$,
$$\frac{\partial L}{\partial w_r}=\frac1{\sqrt m}\sum_{i=1}^n(f(W,a,x_i)-y_i)\,a_rx_i\,
\mathbb I\{w_r^\top x_i\ge0\}.$$)",
               .reading = R"(Labels are stored as $b=\sqrt m\,y$, so everything is rational. The
gradient is compared with exact right derivatives of $L$ along a direction $D$: inside an
activation cell $L$ is quadratic. C1 is the derivative away from kinks. At a kink the symbol is a
notation (footnote 2); C1-kink tests that it is the gradient of the active side. C2 is the
derivative in the output weights, used from section 3.2 on.)"},
      .conclusions =
          {{"C1", R"($\langle\partial L/\partial W,D\rangle$ by (4) is the derivative of $L$ along
$D$, when $w_r^\top x_i\ne0$ for all $r,i$)",
            given([](const auto& o) { return away_from_kinks(o.Z); }),
            [](const auto& o) { return eq(o.along_W, o.by_formula); }},
           {"C1-kink", R"(the same for the right derivative at kinks, along directions with
$D_r^\top x_i\ge0$ wherever $w_r^\top x_i=0$)",
            given(active_side), [](const auto& o) { return eq(o.along_W, o.by_formula); }},
           {"C2", R"($\frac{\partial L}{\partial a_r}=\frac1{\sqrt m}\sum_i(f(W,a,x_i)-y_i)
\sigma(w_r^\top x_i)$)",
            [](const auto& o) {
              return eq(o.along_a, o.outer_formula([](const auto& z) { return relu(z); }));
            }}},
      .mutants = {{"open indicator I{z > 0}", "C1-kink", given(active_side),
                   [](const auto& o) { return eq(o.along_W, o.formula(o.open_indicator())); }},
                  {"at kinks in every direction", "C1-kink",
                   [](const auto& o) { return eq(o.along_W, o.formula(o.active)); }},
                  {"the loss as a mean of squares, twice the gradient", "C1",
                   given([](const auto& o) { return away_from_kinks(o.Z); }),
                   [](const auto& o) { return eq(o.along_W, 2 * o.formula(o.active)); }},
                  {"z instead of sigma(z) in the output gradient", "C2",
                   [](const auto& o) {
                     return eq(o.along_a, o.outer_formula([](const auto& z) { return z; }));
                   }}},
      .cost = 2};
}

}  // namespace claimcheck::du2019
