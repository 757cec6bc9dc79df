// Losses of the margin q = y f(x) or of the residual f(x) - y, and their sigmoid weights.
#pragma once

#include "core/number/scalar.hpp"

namespace claimcheck {

enum class LossFamily { logistic, exponential };

/// logistic: l(q) = log(1 + e^{-q}); exponential: l(q) = e^{-q}.
template <Scalar R>
R loss(LossFamily family, const R& q) {
  return family == LossFamily::logistic ? softplus<R>(-q) : R(exp(-q));
}

/// g(q) = -l'(q): logistic 1 / (1 + e^q), exponential e^{-q}. (frei2023, section 2)
template <Scalar R>
R sigmoid_loss(LossFamily family, const R& q) {
  return family == LossFamily::logistic ? logistic<R>(-q) : R(exp(-q));
}

template <Scalar R>
R logistic_loss(const R& q) {
  return loss(LossFamily::logistic, q);
}
template <Scalar R>
R logistic_sigmoid(const R& q) {
  return sigmoid_loss(LossFamily::logistic, q);
}

/// (f - y)^2 / 2
template <Scalar R>
R squared_loss(const R& f, const R& y) {
  return square(f - y) / 2;
}

}  // namespace claimcheck
