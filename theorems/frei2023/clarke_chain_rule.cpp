// frei2023, Appendix A: the Clarke subdifferential and its chain rule.
//
// Reading. Compositions h = f o z of piecewise linear functions, f(t) = sum_j b_j phi_o(t_j) and
// z_j(x) = phi_i(<w_j, x>), with kinks at x. A limit of gradients of h at x is measured by a
// difference quotient in the direction e at a near point x + t delta where h is differentiable; on
// one linear piece the quotient is exact. It must not exceed the largest value of <., e> on the
// right-hand set, whose elements are sum_j alpha_j s_j w_j with alpha_j and s_j in their intervals.

#include "core/optimisation/kkt_points.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  Matrix<double> W;          // k x d, rows w_j
  Vector<double> b;          // k coefficients of f
  double inner_slope = 0.5;  // phi_i(s) = max(s, inner_slope s)
  double outer_slope = 0.5;  // phi_o
  Vector<double> x, delta, e;
  int near = 20;  // t = 2^-near, quotients over steps 4^-near

  static Schema<Setting> schema() {
    Domain slope = within(0, 1);
    slope.landmarks = {0, 0.5, 1};
    return Schema<Setting>()
        .axis("k", 1, 3)
        .axis("d", 1, 3)
        .matrix("W", &Setting::W, "k", "d")
        .vector("b", &Setting::b, "k")
        .real("inner_slope", &Setting::inner_slope, slope)
        .real("outer_slope", &Setting::outer_slope, slope)
        .vector("x", &Setting::x, "d")
        .vector("delta", &Setting::delta, "d")
        .vector("e", &Setting::e, "d")
        .integer("near", &Setting::near, within(10, 40));
  }
};

/// a + s b
template <class R>
Vector<R> moved(Vector<R> a, const R& s, const Vector<R>& b) {
  for (std::size_t k = 0; k < a.size(); ++k) a[k] += s * b[k];
  return a;
}

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;
  std::vector<bool> vanishes;       // w_j = 0
  Vector<R> at_x, at_near, at_end;  // <w_j, .>
  R quotient;                       // difference quotient of h in the direction e
  R gradient;                       // <grad h(x), e> where no kink is active
  R largest;                        // max of <., e> over the right-hand set

  explicit Observation(const Setting& s) : quotient(0), gradient(0), largest(0) {
    const Matrix<R> W = lift<R>(s.W);
    const Vector<R> b = lift<R>(s.b);
    const R t = R(std::ldexp(1.0, -s.near)), step = square(t), gi(s.inner_slope), go(s.outer_slope);
    const R slope = gi * go;
    at_x = W * lift<R>(s.x);
    at_near = W * moved(lift<R>(s.x), t, lift<R>(s.delta));
    const Vector<R> we = W * lift<R>(s.e);
    at_end = moved(at_near, step, we);
    for (std::size_t j = 0; j < W.rows(); ++j) {
      vanishes.push_back(max_abs(s.W.row(j)) == 0);
      const auto composed = [&](const R& z) { return leaky_relu(go, leaky_relu(gi, z)); };
      quotient += b[j] * (composed(at_end[j]) - composed(at_near[j]));
      const R steep = b[j] * we[j], flat = slope * steep;
      const R inside = select(less(R(0), at_x[j]), steep, flat);
      gradient += inside;
      // At a kink alpha in b_j [go, 1], s in [gi, 1]: alpha s <w_j, e> is between the two.
      largest += certainly(less(R(0), abs(at_x[j]))) ? inside : max(steep, flat);
    }
    quotient /= step;
  }

  /// <w_j, .> keeps its strict sign from the near point to the end of the quotient, and has the
  /// sign it has at x unless that is zero.
  Truth keeps_sign(std::size_t j) const {
    const R zero(0), &x = at_x[j], &near = at_near[j], &end = at_end[j];
    return (less(zero, near) & less(zero, end) & less_equal(zero, x)) |
           (less(near, zero) & less(end, zero) & less_equal(x, zero));
  }
};

/// condition(j) for every j with w_j != 0
template <class O, class F>
auto at_other_rows(const O& o, F condition) {
  Truth all = Truth::yes;
  for (std::size_t j = 0; j < o.vanishes.size(); ++j) {
    if (!o.vanishes[j]) all = all & condition(j);
  }
  return fact<std::decay_t<decltype(o.quotient)>>(all);
}
const auto one_piece = [](const auto& o) {
  return at_other_rows(o, [&](auto j) { return o.keeps_sign(j); });
};
const auto smooth_at_x = [](const auto& o) {
  return at_other_rows(o,
                       [&](auto j) { return o.keeps_sign(j) & !equal(o.at_x[j], 0 * o.at_x[j]); });
};

/// Puts x on kinks: zero, or orthogonal to a row.
void place_on_kinks(Setting& s, Stream& random) {
  if (random.chance(0.4)) return;
  const std::size_t j = random.below(s.b.size());
  if (s.x.size() == 1 || random.chance(0.3)) {
    std::fill(s.x.begin(), s.x.end(), 0.0);
  } else {
    std::fill(s.x.begin(), s.x.end(), 0.0);
    s.x[0] = -s.W(j, 1);
    s.x[1] = s.W(j, 0);
  }
  if (random.chance(0.5)) {
    for (double& entry : s.delta) entry = random.normal();
  }
}

}  // namespace

AnyClaim clarke_chain_rule() {
  using Rule = Claim<Setting, Observation>;
  return Rule{
      .card = {.id = "frei2023/clarke-chain-rule",
               .title = "Chain rule of the Clarke subdifferential",
               .label = "Appendix A",
               .place = "Appendix A",
               .statement = R"(For locally Lipschitz functions: if $f$ is continuously
differentiable at $x$ then $\partial^\circ f(x)=\{\nabla f(x)\}$, and $\partial^\circ(f\circ z)(x)
\subseteq\mathrm{conv}\{\sum_i\alpha_ih_i:\alpha\in\partial^\circ f(z_1(x),\dots,z_n(x)),\,
h_i\in\partial^\circ z_i(x)\}$, in general without equality.)",
               .reading = R"(Piecewise linear compositions, at kinks and away from them. C2 is
inclusion of convex sets, tested by support functions: the limits of gradients, measured by exact
difference quotients of $f\circ z$ near $x$, against the largest value on the right-hand set. The
inclusion is strict for $\phi(w)-\phi(w)$ at 0, where the left set is $\{0\}$ and the right one is an
interval.)"},
      .hypotheses = {},
      .conclusions =
          {{"C1", R"(no kink at $x$: the quotient is $\langle\nabla(f\circ z)(x),e\rangle$)",
            given(smooth_at_x), [](const auto& o) { return eq(o.quotient, o.gradient); }},
           {"C2",
            R"($\langle g,e\rangle\le\max\langle\sum_i\alpha_ih_i,e\rangle$ for every limit $g$
of gradients)",
            given(one_piece), [](const auto& o) { return le(o.quotient, o.largest); }}},
      .prepare = place_on_kinks,
      .tight = {[] {  // phi(w) - phi(w) at 0
        Setting s;
        s.W = Matrix<double>(2, 1, 1);
        s.b = {1, -1};
        s.x = {0};
        s.delta = s.e = {1};
        return s;
      }()},
      .mutants = {{"equality of the two sets", "C2", given(one_piece),
                   [](const auto& o) { return ge(o.quotient, o.largest); }},
                  {"the value at x for the limits", "C2", given(one_piece),
                   [](const auto& o) { return le(o.quotient, o.gradient); }},
                  {"C1 at kinks too", "C1", given(one_piece),
                   [](const auto& o) { return eq(o.quotient, o.gradient); }}}};
}

}  // namespace claimcheck::frei2023
