// frei2023, Theorem 3.2: its items at one KKT point of Problem (1), multiplied by sqrt(m) and exact
// in rationals.
#pragma once

#include "theorems/frei2023/kkt_set.hpp"

namespace claimcheck::frei2023 {

/// Coefficients of a vector of the span and its inner products with the data.
template <Scalar R>
struct InSpan {
  Vector<R> coefficient, inner;
  R squared_norm() const { return dot(coefficient, inner); }
};

template <Scalar R>
struct KktItems : KktSet<R> {
  using KktSet<R>::KktSet;

  /// sqrt(m) times the first neuron of the sign s
  InSpan<R> neuron(const KktPoint<R>& w, int s) const {
    const std::size_t row = s == 1 ? 0 : w.rows() - 1;
    InSpan<R> out;
    for (std::size_t i = 0; i < this->samples(); ++i) {
      out.coefficient.push_back(s * this->y[i] * w.share(row, i));
      out.inner.push_back(w.z(row, i));
    }
    return out;
  }
  /// m_1 V - m_2 U for V = sqrt(m) v, U = sqrt(m) u, which is m z
  InSpan<R> m_times_z(const KktPoint<R>& w) const {
    const InSpan<R> v = neuron(w, 1), u = neuron(w, -1);
    InSpan<R> out = v;
    for (std::size_t i = 0; i < this->samples(); ++i) {
      out.coefficient[i] =
          this->problem.m1 * v.coefficient[i] - this->problem.m2 * u.coefficient[i];
      out.inner[i] = this->problem.m1 * v.inner[i] - this->problem.m2 * u.inner[i];
    }
    return out;
  }
  /// m f(x; W) where sqrt(m) v.x = vx and sqrt(m) u.x = ux
  R output(const R& vx, const R& ux) const {
    return this->problem.m1 * leaky_relu(this->gamma, vx) -
           this->problem.m2 * leaky_relu(this->gamma, ux);
  }
};

/// sign(a) = sign(b), with sign(0) = -1
template <class R>
Judgement<R> same_sign(const R& a, const R& b) {
  return either(gt(a, 0) & gt(b, 0), le(a, 0) & le(b, 0));
}

/// sign f = sign z.x at the given v.x, u.x and at the opposite point.
template <class O>
auto boundary_at(const O& o, const ScalarOf<O>& vx, const ScalarOf<O>& ux) {
  using R = ScalarOf<O>;
  const R zx = o.problem.m1 * vx - o.problem.m2 * ux;
  return same_sign(o.output(vx, ux), zx) & same_sign(o.output(R(-vx), R(-ux)), R(-zx));
}

/// Item 2: all neurons of a sign have the coefficients of the first.
template <class O, class W>
auto identical_neurons(const O& o, const W& w) {
  return every(w.rows() * o.samples(), [&](auto k) {
    const std::size_t j = k / o.samples(), i = k % o.samples();
    return eq(w.share(j, i), w.share(w.sign[j] == 1 ? 0 : w.rows() - 1, i));
  });
}
/// Item 3.
template <class O, class W>
auto formula_bounds_and_signs(const O& o, const W& w) {
  const auto v = o.neuron(w, 1), u = o.neuron(w, -1);
  return every(o.samples(), [&](auto i) {
    const auto own = o.y[i] == 1 ? w.lambda[i] : o.gamma * w.lambda[i];
    const auto other = o.y[i] == 1 ? o.gamma * w.lambda[i] : w.lambda[i];
    return eq(o.y[i] * v.coefficient[i], own) & eq(-o.y[i] * u.coefficient[i], other) &
           gt(2 * o.R2_max * w.lambda[i], 1) & lt(2 * square(o.gamma) * o.R2_min * w.lambda[i], 3) &
           gt(o.y[i] * v.inner[i], 0) & lt(o.y[i] * u.inner[i], 0);
  });
}

/// Item 5: feasible with equality, and the primal objective equals the dual one.
template <class O, class W>
auto solves_problem_3(const O& o, const W& w) {
  const auto v = o.neuron(w, 1), u = o.neuron(w, -1);
  return every(o.samples(),
               [&](auto i) {
                 const auto first = o.problem.m1 * v.inner[i], second = o.problem.m2 * u.inner[i];
                 const auto value =
                     o.y[i] == 1 ? first - o.gamma * second : second - o.gamma * first;
                 return eq(value, o.m) & ge(w.lambda[i], 0);
               }) &
         eq(o.problem.m1 * v.squared_norm() + o.problem.m2 * u.squared_norm(), o.m * sum(w.lambda));
}

}  // namespace claimcheck::frei2023
