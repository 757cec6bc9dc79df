// What a claim reads off an enclosed flow, in the number type of its evaluation.
//
//   KinkedFlow<FlowNumber<R>> flow({gamma, a, y, gram, start, Objective::mean_logistic});
//   const FlowReading<R> at = read_flow<R>(flow, flow.advance_to(8));
#pragma once

#include <cmath>
#include <limits>
#include <type_traits>

#include "core/dynamics/kinked_flow.hpp"
#include "core/number/conversion.hpp"

namespace claimcheck {

/// What encloses a flow whose reading is of type R: balls of the bits in force for Ball, intervals
/// for the other types.
template <Scalar R>
using FlowNumber = std::conditional_t<std::same_as<R, Ball>, Ball, Interval>;

/// What is read where a flow did not arrive: an enclosure of all numbers, NaN in the other types,
/// so that no relation with it is decided.
template <Scalar R>
R unread() {
  return R(Enclosure<R> ? HUGE_VAL : std::numeric_limits<double>::quiet_NaN());
}

/// x as R: its midpoint in double, which may be wrong; an enclosure otherwise.
template <Scalar R, Enclosure F>
R reading(const F& x) {
  if constexpr (std::same_as<R, F>) {
    return x;
  } else if constexpr (std::same_as<R, Interval>) {
    return interval_of(x);
  } else if constexpr (std::same_as<R, Ball>) {
    return ball_of(x);
  } else {
    return R(x.is_finite() ? x.mid() : std::numeric_limits<double>::quiet_NaN());
  }
}
template <Scalar R, Enclosure F>
Vector<R> reading(const Vector<F>& x) {
  Vector<R> out;
  for (const F& value : x) out.push_back(reading<R>(value));
  return out;
}
template <Scalar R, Enclosure F>
Matrix<R> reading(const Matrix<F>& x) {
  Matrix<R> out(x.rows(), x.cols());
  out.entries() = reading<R>(x.entries());
  return out;
}

/// Of W(t) at one time; everything is undecided when the flow did not get there.
template <Scalar R>
struct FlowReading {
  R time, risk;
  Vector<R> outputs, pulls;  ///< f(t); p = -dL/df, which is y - f for the squared loss; n
  Vector<R> distances;       ///< |w_j(t) - w_j(0)|, m
  Matrix<R> preactivations;  ///< Z(t) = W(t) X^T, m x n
  R error;                   ///< |W(t) - (W(0) + C~ X)|_F at most, for the flow's coefficients C~
};

template <Scalar R, Enclosure F>
FlowReading<R> read_flow(const KinkedFlow<F>& flow, bool arrived) {
  FlowReading<R> out{reading<R>(flow.time()),      reading<R>(flow.risk()),
                     reading<R>(flow.outputs()),   reading<R>(flow.pulls()),
                     reading<R>(flow.distances()), reading<R>(flow.preactivations()),
                     reading<R>(flow.error())};
  if (arrived) return out;
  out.time = out.risk = out.error = unread<R>();
  for (Vector<R>* part :
       {&out.outputs, &out.pulls, &out.distances, &out.preactivations.entries()}) {
    for (R& value : *part) value = unread<R>();
  }
  return out;
}

}  // namespace claimcheck
