// du2019, footnote 3 of section 1: training only the output layer.
//
// Reading. Labels are stored as b = sqrt(m) y, so everything is rational: with Phi_ir = sigma(w_r .
// x_i), L = 1/(2m) |Phi a - b|^2. C2 names no condition on the data; equal inputs with different
// labels keep the loss positive at every width, so the paper's standing condition, no two inputs
// parallel, is assumed. C2 is an exact construction: three units at each kink hyperplane (a point z
// of D_i outside all others, z + e x_i and z - e x_i) fit every label, so W has rank n on an open
// set and a Gaussian W of large width contains it with probability near 1. C3 is read for one
// sample, on which one gradient step of suitable length reaches zero loss in either regime.

#include "core/on_demand.hpp"
#include "theorems/du2019/hyperplane.hpp"
#include "theorems/du2019/network.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;          // n x d
  Vector<double> b;          // n, sqrt(m) y
  Matrix<double> W;          // m x d
  Vector<double> a, a_next;  // m, two output layers

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 3)
        .axis("m", 1, 4)
        .axis("d", 1, 3)
        .matrix("X", &Setting::X, "n", "d")
        .vector("b", &Setting::b, "n")
        .matrix("W", &Setting::W, "m", "d")
        .vector("a", &Setting::a, "m")
        .vector("a_next", &Setting::a_next, "m");
  }
};

/// The two networks after training on the first sample alone, one layer each.
template <class R>
struct TwoRegimes {
  const Matrix<R>& W;
  const Vector<R>& a;
  Vector<R> x, z;  // the sample and its pre-activations
  R rho;           // sqrt(m) (y - u)
  R pull, energy;  // sum over active units of a_r^2 |x|^2; sum_r sigma(z_r)^2

  /// pull sqrt(m) f(t) after w_r += rho a_r I{z_r >= 0} x / pull: zero loss if no unit changes
  /// pattern.
  R first_layer(const Vector<R>& t) const {
    R out(0);
    const R push = rho * dot(x, t);
    for (std::size_t r = 0; r < a.size(); ++r) {
      const R shift = push * a[r] * indicator<R>(less_equal(R(0), z[r]));
      out += a[r] * relu(R(dot(W.row(r), t) * pull + shift));
    }
    return out;
  }
  /// energy sqrt(m) f(t) after a_r += rho sigma(z_r) / energy: zero loss.
  R output_layer(const Vector<R>& t) const {
    R out(0);
    for (std::size_t r = 0; r < a.size(); ++r) {
      out += (a[r] * energy + rho * relu(z[r])) * relu(dot(W.row(r), t));
    }
    return out;
  }
  /// Both steps are defined, something is to be learned, and no active unit falls asleep.
  Judgement<R> both_reach_zero() const {
    return Judgement<R>(gt(pull, 0)) & gt(energy, 0) & gt(abs(rho), 0) &
           every(a.size(), [&](auto r) {
             return either(lt(z[r], 0), ge(z[r] * pull + rho * a[r] * squared_norm(x), 0));
           });
  }
  /// sum of squared differences at +-e_k and at +-t, the part of x orthogonal to the first unit,
  /// times (pull energy)^2, so that nothing is divided; up to the first that is certainly positive
  R difference() const {
    R total(0);
    const auto compare = [&](const Vector<R>& t) {
      if (certainly(less(R(0), total))) return;
      total += square(energy * first_layer(t) - pull * output_layer(t));
    };
    const auto both_signs = [&](Vector<R> t) {
      compare(t);
      for (R& entry : t) entry = -entry;
      compare(t);
    };
    Vector<R> rest = x;
    for (std::size_t k = 0; k < x.size(); ++k) {
      Vector<R> axis(x.size(), R(0));
      axis[k] = R(1);
      both_signs(axis);
      rest[k] = squared_norm(W.row(0)) * x[k] - z[0] * W(0, k);
    }
    both_signs(rest);
    return total;
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;

  std::size_t n, m;
  Matrix<R> X, K;
  KinkCurves<R> curves;
  Matrix<R> W, phi;  // phi: n x m, sigma(w_r . x_i)
  Vector<R> b, a, a_next;
  R loss, loss_next, loss_between;  // 2m L at a, a' and (a + a') / 2
  Vector<R> apart, image;           // a - a' and Phi (a - a')
  OnDemand<TwoRegimes<R>> trained;

  explicit Observation(const Setting& s)
      : n(s.X.rows()),
        m(s.W.rows()),
        X(lift<R>(s.X)),
        K(gram(X)),
        curves(X, K),
        W(lift<R>(s.W)),
        phi(row_products(X, W)),
        b(lift<R>(s.b)),
        a(lift<R>(s.a)),
        a_next(lift<R>(s.a_next)),
        trained([this] { return both_regimes(); }) {
    for (R& entry : phi.entries()) entry = relu(entry);
    Vector<R> between;
    for (std::size_t r = 0; r < m; ++r) {
      apart.push_back(a[r] - a_next[r]);
      between.push_back((a[r] + a_next[r]) / 2);
    }
    image = phi * apart;
    loss = loss_at(a);
    loss_next = loss_at(a_next);
    loss_between = loss_at(between);
  }

  /// m (dL(a) - dL(a')) = Phi^T (Phi a - b) - Phi^T (Phi a' - b), where b cancels
  Vector<R> change_of_gradient() const { return transposed_product(phi, image); }
  /// sum_r,i phi^2 >= |Phi^T Phi|: m times a Lipschitz constant of the gradient
  R smoothness() const { return squared_norm(phi); }

  /// A point of D_i outside every other D_j, and e > 0 with e |K_ij| <= |z . x_j| for j != i.
  struct Bump {
    Vector<R> z;
    R e;
  };
  Bump bump(std::size_t i) const {
    Bump out{curves.point(i, curves.free_point(i)), R(1)};
    for (std::size_t j = 0; j < n; ++j) {
      if (j != i) out.e = min(out.e, abs(dot(out.z, X.row(j))) / (1 + abs(K(i, j))));
    }
    return out;
  }
  /// sigma((z + e x_i) . x_j) + sigma((z - e x_i) . x_j) - 2 sigma(z . x_j)
  R output(const Bump& bump, std::size_t i, std::size_t j) const {
    const R at = dot(bump.z, X.row(j)), step = bump.e * K(i, j);
    return relu(at + step) + relu(at - step) - 2 * relu(at);
  }

 private:
  R loss_at(const Vector<R>& weights) const {
    R total(0);
    for (std::size_t i = 0; i < n; ++i) total += square(dot(phi.row(i), weights) - b[i]);
    return total;
  }
  TwoRegimes<R> both_regimes() const {
    TwoRegimes<R> out{W, a, {X.row(0).begin(), X.row(0).end()}, {}, b[0], R(0), R(0)};
    for (std::size_t r = 0; r < m; ++r) {
      out.z.push_back(dot(W.row(r), out.x));
      const R sigma = relu(out.z[r]);
      out.rho -= a[r] * sigma;
      out.pull += square(a[r]) * indicator<R>(less_equal(R(0), out.z[r])) * K(0, 0);
      out.energy += square(sigma);
    }
    return out;
  }
};

using Remark = Claim<Setting, Observation>;

constexpr auto separable = [](const auto& o) {
  return no_two_parallel(o.X, o.K) & every(o.n, [&](auto i) { return gt(o.K(i, i), 0); });
};
constexpr auto fits_every_label = [](const auto& o) {
  return every(o.n, [&](auto i) {
    const auto bump = o.bump(i);
    const auto peak = bump.e * o.K(i, i);
    auto fits = gt(peak, 0) & eq(o.output(bump, i, i), peak);
    for (std::size_t j = 0; j < o.n; ++j) {
      if (j != i) fits &= eq(o.output(bump, i, j), 0);
    }
    return fits;
  });
};
constexpr auto both_reach_zero = [](const auto& o) { return o.trained->both_reach_zero(); };

Remark statement() {
  return {
      .card = {.id = "du2019/remark-fixed-first-layer",
               .title = "Training only the output layer",
               .label = "Footnote 3",
               .place = "Section 1",
               .statement = R"(If one fixes the first layer and only optimizes the output layer, the
problem becomes a convex and smooth one. If $m$ is large enough, the global minimum has zero training
loss. Though for both cases (fixing the first layer and fixing the output layer) gradient descent
achieves zero training loss, the learned prediction functions are different.)",
               .reading = R"(C2 assumes inputs of which no two are parallel (equal inputs with
different labels never reach zero) and is decided by an explicit network of $3n$ units. C3 is tested on one sample, where a gradient step of suitable length
reaches zero loss in both regimes. It is false as a general statement: in dimension one, and whenever
the only active unit is parallel to the sample, the two functions coincide.)"},
      .conclusions = {{"C1", R"(convex: $L(\frac{a+a'}2)\le\frac{L(a)+L(a')}2$)",
                       [](const auto& o) { return le(2 * o.loss_between, o.loss + o.loss_next); }},
                      {"C1-smooth", R"(smooth: $\|\nabla L(a)-\nabla L(a')\|\le\beta\|a-a'\|$ with
$\beta=\operatorname{tr}\Phi^\top\Phi$)",
                       [](const auto& o) {
                         return le(squared_norm(o.change_of_gradient()),
                                   square(o.smoothness()) * squared_norm(o.apart));
                       }},
                      {"C2", R"(for $3n$ suitable units the minimum over $a$ is zero)",
                       given(separable), fits_every_label},
                      {"C3", R"(the two learned functions differ)", given(both_reach_zero),
                       [](const auto& o) { return gt(o.trained->difference(), 0); }},
                      {"S1", R"($L(a)=\frac12\|\Phi a-y\|^2$ with Hessian $\Phi^\top\Phi\succeq0$:
$L(a)+L(a')-2L(\frac{a+a'}2)=\frac14\|\Phi(a-a')\|^2\ge0$)",
                       [](const auto& o) {
                         const auto image = squared_norm(o.image);
                         return eq(2 * (o.loss + o.loss_next - 2 * o.loss_between), image) &
                                ge(image, 0);
                       }}},
      .mutants = {{"strictly convex", "C1",
                   given([](const auto& o) { return gt(squared_norm(o.apart), 0); }),
                   [](const auto& o) { return lt(2 * o.loss_between, o.loss + o.loss_next); }},
                  {"one per cent smoother", "C1-smooth",
                   [](const auto& o) {
                     return le(10000 * squared_norm(o.change_of_gradient()),
                               9801 * square(o.smoothness()) * squared_norm(o.apart));
                   }},
                  {"zero loss for distinct inputs, parallel or not", "C2", given([](const auto& o) {
                     return every_pair(o.n,
                                       [&](auto i, auto j) {
                                         return gt(o.K(i, i) + o.K(j, j) - 2 * o.K(i, j), 0);
                                       }) &
                            every(o.n, [&](auto i) { return gt(o.K(i, i), 0); });
                   }),
                   fits_every_label}},
      .refuted = {"C3"},
      .untestable =
          {"width: how large m must be for a random W is not stated (C2 gives 3n suitable "
           "units, so it is finite)"},
      .cost = 2};
}

}  // namespace

AnyClaim remark_fixed_first_layer() { return statement(); }

AnyClaim remark_fixed_first_layer_corrected() {
  Remark remark = statement();
  remark.card.id += "_corrected";
  remark.card.corrects = R"(C3 for one unit that is not parallel to the sample; in dimension one the
learned functions coincide.)";
  remark.replace({"C3", R"(the two learned functions differ when $m=1$ and $w\nparallel x$)",
                  given([](const auto& o) {
                    using R = std::decay_t<decltype(o.b[0])>;
                    return both_reach_zero(o) & le(R(o.m), 1) &
                           gt(squared_norm(o.W.row(0)) * o.K(0, 0), square(o.trained->z[0]));
                  }),
                  [](const auto& o) { return gt(o.trained->difference(), 0); }});
  remark.mutants = {{"in every dimension", "C3", given([](const auto& o) {
                       using R = std::decay_t<decltype(o.b[0])>;
                       return both_reach_zero(o) & le(R(o.m), 1);
                     }),
                     [](const auto& o) { return gt(o.trained->difference(), 0); }}};
  remark.prepare = [](Setting& s, Stream& random) {
    if (random.chance(0.5)) return;
    Matrix<double> one(1, s.W.cols());
    for (std::size_t k = 0; k < one.cols(); ++k) one(0, k) = s.W(0, k);
    s.W = one;
    s.a.resize(1);
    s.a_next.resize(1);
  };
  remark.refuted.clear();
  return remark;
}

}  // namespace claimcheck::du2019
