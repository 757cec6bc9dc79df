// frei2023, appendix E.3: what one step does to the ratio of two exponential losses, and the bound
// of Lemma E.8 on it.
#pragma once

#include "theorems/frei2023/one_step.hpp"

namespace claimcheck::frei2023 {

/// n log(A_{t+1} / A_t) for A = e^{-q_i} / e^{-q_j}, and the bound of Lemma E.8 on it.
template <Scalar R>
R ratio_change(const OneStep<R>& o, std::size_t i, std::size_t j) {
  return o.n * (o.change()[j] - o.change()[i]);
}
template <Scalar R>
R ratio_change_bound(const PersistentOneStep<R>& o, std::size_t i, std::size_t j) {
  const R first = o.g()[j] * o.x.max_squared_norm - o.g()[i] * o.c_R2_min();
  return o.alpha * (first + o.x.max_squared_norm * o.c_R2_min() * o.G() / (10 * o.spread()));
}
/// R_max^2 - |grad f_k|^2 and |grad f_k|^2 - c R_min^2: exactly 0 where all slopes on the longest
/// sample are 1, or where their mean square on the shortest one is c.
template <Scalar R>
R below_longest(const OneStep<R>& o, std::size_t k) {
  R shorter(0);  // R_max^2 - |x_k|^2
  for (std::size_t i = 0; i < o.samples(); ++i) {
    if (i != k) shorter = max(shorter, o.K(i, i) - o.K(k, k));
  }
  return shorter + o.K(k, k) * (1 - o.overlaps(k, k));
}
template <Scalar R>
R above_shortest(const PersistentOneStep<R>& o, std::size_t k) {
  R longer(0);  // |x_k|^2 - R_min^2
  for (std::size_t i = 0; i < o.samples(); ++i) {
    if (i != k) longer = max(longer, o.K(k, k) - o.K(i, i));
  }
  return o.c * longer + o.K(k, k) * (o.overlaps(k, k) - o.c);
}
/// g_j (R_max^2 - |grad f_j|^2) + g_i (|grad f_i|^2 - c R_min^2), the slack of (19)
template <Scalar R>
R first_factor_slack(const PersistentOneStep<R>& o, std::size_t i, std::size_t j) {
  const R below = below_longest(o, j), above = above_shortest(o, i);
  const R slack = o.g()[j] * below + o.g()[i] * above;
  const bool nonnegative = certainly(less_equal(R(0), below)) && certainly(less_equal(R(0), above));
  return nonnegative ? max(slack, R(0)) : slack;  // g > 0, even where it underflows
}
/// n times the growth of margin j less that of margin i, without the first-order terms of the
/// samples j and i themselves.
template <Scalar R>
R pulled_apart(const OneStep<R>& o, std::size_t i, std::size_t j) {
  return o.alpha * (o.others()[j] - o.others()[i]) + o.n * (o.remainder()[j] - o.remainder()[i]);
}
/// The bound less the change, without alpha (g_j |grad f_j|^2 - g_i |grad f_i|^2), which both
/// contain.
template <Scalar R>
R ratio_change_slack(const PersistentOneStep<R>& o, std::size_t i, std::size_t j) {
  const R last = o.x.max_squared_norm * o.c_R2_min() * o.G() / (10 * o.spread());
  return o.alpha * (first_factor_slack(o, i, j) + last) - pulled_apart(o, i, j);
}
/// Lemma E.8
template <Scalar R>
Relation<R> ratio_change_is_bounded(const PersistentOneStep<R>& o, std::size_t i, std::size_t j) {
  return by_slack(le(ratio_change(o, i, j), ratio_change_bound(o, i, j)),
                  [&] { return ratio_change_slack(o, i, j); });
}

}  // namespace claimcheck::frei2023
