#include "core/network/taylor_remainder.hpp"

namespace claimcheck {
namespace {

/// A step from one argument to another.
template <Scalar R>
struct Step {
  const R& from;
  const R& to;
  const R& step;
};

template <Scalar R>
R direct(const Activation<R>& phi, const Step<R>& s) {
  return phi(s.to) - phi(s.from) - phi.derivative(s.from) * s.step;
}

// The families at gamma = 0, for steps of at most the width of the kink. With x = from / width,
// x' = to / width and h = x' - x:

/// width [log(1 + e^x') - log(1 + e^x)] = width log(1 + sigma (e^h - 1)), sigma = phi'(from)
template <Scalar R>
R short_softplus(const R& width, const Step<R>& s) {
  const R sigma = logistic<R>(s.from / width);
  return width * log1p(sigma * expm1(s.step / width)) - sigma * s.step;
}

/// (width/pi) [x' (atan x' - atan x) - (log(1 + x'^2) - log(1 + x^2)) / 2]. The difference of the
/// angles is atan(h / (1 + x x')), because x x' >= -1/4; that of the logarithms is
/// log(1 + h (x + x') / (1 + x^2)).
template <Scalar R>
R short_arctan(const R& width, const Step<R>& s) {
  const R x = s.from / width, next = s.to / width, h = s.step / width;
  const R angle = atan(h / (R(1) + x * next));
  const R logarithm = log1p(h * (x + next) / (R(1) + square(x)));
  return width / pi<R>() * (next * angle - logarithm / 2);
}

/// With r = sqrt(from^2 + width^2), r' = sqrt(to^2 + width^2): [r' - r - from step / r] / 2
/// = step^2 (r r' - from to + width^2) / (2 r (r + r')^2), for steps of any length.
template <Scalar R>
R any_root(const R& width, const Step<R>& s) {
  const R w2 = square(width), r = sqrt(square(s.from) + w2), next = sqrt(square(s.to) + w2);
  return square(s.step) * (r * next - s.from * s.to + w2) / (2 * r * square(r + next));
}

/// The remainder at gamma = 0.
template <Scalar R>
R of_bend(Activation<R> phi, const Step<R>& s) {
  phi.gamma = R(0);
  const bool is_short = certainly(less_equal(abs(s.step), phi.scale));
  if (is_short && phi.family == ActivationFamily::smoothed_leaky) {
    return short_softplus(phi.scale, s);
  }
  if (is_short && phi.family == ActivationFamily::arctan_leaky) return short_arctan(phi.scale, s);
  if (phi.family == ActivationFamily::sqrt_leaky) return any_root(phi.scale, s);
  return direct(phi, s);
}

}  // namespace

template <Scalar R>
R taylor_remainder(const Activation<R>& phi, const R& from, const R& to, const R& step) {
  const Step<R> s{from, to, step};
  switch (phi.family) {
    case ActivationFamily::identity:
    case ActivationFamily::linear:
      return R(0);
    case ActivationFamily::relu:
    case ActivationFamily::huberized_relu:
      return direct(phi, s);
    default:
      break;
  }
  // phi(z) = gamma z + (1 - gamma) phi_0(z) for the leaky families, phi_0 being that of gamma = 0.
  return (R(1) - phi.gamma) * of_bend(phi, s);
}

template double taylor_remainder(const Activation<double>&, const double&, const double&,
                                 const double&);
template Interval taylor_remainder(const Activation<Interval>&, const Interval&, const Interval&,
                                   const Interval&);
template Ball taylor_remainder(const Activation<Ball>&, const Ball&, const Ball&, const Ball&);
template Extended taylor_remainder(const Activation<Extended>&, const Extended&, const Extended&,
                                   const Extended&);

}  // namespace claimcheck
