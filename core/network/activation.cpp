#include "core/network/activation.hpp"

#include <limits>

namespace claimcheck {
namespace {

template <Scalar R>
R undefined() {
  return R(std::numeric_limits<double>::quiet_NaN());
}

template <Scalar R>
Truth active(const R& z, Kink kink) {
  return kink == Kink::right ? less_equal(R(0), z) : less(R(0), z);
}

/// softplus(x) - log 2 = x/2 + log cosh(x/2), without the cancellation near 0.
template <Scalar R>
R centred_softplus(const R& x) {
  return max(x, R(0)) + log1p(expm1(-abs(x)) / 2);
}

}  // namespace

template <Scalar R>
R Activation<R>::operator()(const R& z) const {
  switch (family) {
    case ActivationFamily::identity:
      return z;
    case ActivationFamily::linear:
      return gamma * z;
    case ActivationFamily::relu:
      return max(R(0), z);
    case ActivationFamily::leaky_relu:
      return max(z, gamma * z);
    case ActivationFamily::smoothed_leaky:
      return gamma * z + (R(1) - gamma) * scale * centred_softplus(z / scale);
    case ActivationFamily::arctan_leaky: {
      const R x = z / scale;
      return (R(1) + gamma) / 2 * z +
             (R(1) - gamma) * scale / pi<R>() * (x * atan(x) - log1p(square(x)) / 2);
    }
    case ActivationFamily::sqrt_leaky:
      // sqrt(z^2 + s^2) - s written without cancellation
      return (R(1) + gamma) / 2 * z +
             (R(1) - gamma) / 2 * (square(z) / (sqrt(square(z) + square(scale)) + scale));
    case ActivationFamily::huberized_relu:
      break;
  }
  const R positive = max(R(0), z);
  return select(less_equal(z, scale), square(positive) / (2 * scale), z - scale / 2);
}

template <Scalar R>
R Activation<R>::derivative(const R& z) const {
  switch (family) {
    case ActivationFamily::identity:
      return R(1);
    case ActivationFamily::linear:
      return gamma;
    case ActivationFamily::relu:
      return indicator<R>(active(z, kink));
    case ActivationFamily::leaky_relu:
      return select(active(z, kink), R(1), gamma);
    case ActivationFamily::smoothed_leaky:
      return gamma + (R(1) - gamma) * logistic<R>(z / scale);
    case ActivationFamily::arctan_leaky:
      return (R(1) + gamma) / 2 + (R(1) - gamma) / pi<R>() * atan(z / scale);
    case ActivationFamily::sqrt_leaky:
      return (R(1) + gamma) / 2 + (R(1) - gamma) / 2 * z / sqrt(square(z) + square(scale));
    case ActivationFamily::huberized_relu:
      break;
  }
  return min(R(1), max(R(0), z / scale));
}

template <Scalar R>
R Activation<R>::second_derivative(const R& z) const {
  switch (family) {
    case ActivationFamily::identity:
    case ActivationFamily::linear:
      return R(0);
    case ActivationFamily::relu:
    case ActivationFamily::leaky_relu:
      return undefined<R>();
    case ActivationFamily::smoothed_leaky: {
      // 1 - logistic(x) = logistic(-x), without the cancellation
      const R x = z / scale;
      return (R(1) - gamma) / scale * logistic<R>(x) * logistic<R>(-x);
    }
    case ActivationFamily::arctan_leaky:
      return (R(1) - gamma) / (pi<R>() * scale * (R(1) + square(z / scale)));
    case ActivationFamily::sqrt_leaky: {
      const R root = sqrt(square(z) + square(scale));
      return (R(1) - gamma) / 2 * square(scale) / (root * root * root);
    }
    case ActivationFamily::huberized_relu:
      break;
  }
  return indicator<R>(less_equal(R(0), z) & less_equal(z, scale)) / scale;
}

template <Scalar R>
R Activation<R>::least_slope() const {
  switch (family) {
    case ActivationFamily::identity:
      return R(1);
    case ActivationFamily::relu:
    case ActivationFamily::huberized_relu:
      return R(0);
    default:
      return gamma;
  }
}

// sup |phi''| is attained at z = 0 for each smooth family.
template <Scalar R>
R Activation<R>::smoothness() const {
  switch (family) {
    case ActivationFamily::identity:
    case ActivationFamily::linear:
      return R(0);
    case ActivationFamily::smoothed_leaky:
      return (R(1) - gamma) / (4 * scale);
    case ActivationFamily::arctan_leaky:
      return (R(1) - gamma) / (pi<R>() * scale);
    case ActivationFamily::sqrt_leaky:
      return (R(1) - gamma) / (2 * scale);
    case ActivationFamily::huberized_relu:
      return R(1) / scale;
    case ActivationFamily::relu:
    case ActivationFamily::leaky_relu:
      break;
  }
  return undefined<R>();
}

template struct Activation<double>;
template struct Activation<Interval>;
template struct Activation<Ball>;
template struct Activation<Extended>;

}  // namespace claimcheck
