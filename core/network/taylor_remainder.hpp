// What an activation leaves of first order: the heart of every smoothness argument.
#pragma once

#include "core/network/activation.hpp"

namespace claimcheck {

/// phi(to) - phi(from) - phi'(from) step, where `step` is to - from. Exactly 0 for linear phi and
/// for gamma = 1. The smooth leaky families are evaluated without the cancellation that leaves
/// nothing of the remainder of a short step; at kinks the convention of phi.derivative holds.
template <Scalar R>
R taylor_remainder(const Activation<R>& phi, const R& from, const R& to, const R& step);

extern template double taylor_remainder(const Activation<double>&, const double&, const double&,
                                        const double&);
extern template Interval taylor_remainder(const Activation<Interval>&, const Interval&,
                                          const Interval&, const Interval&);
extern template Ball taylor_remainder(const Activation<Ball>&, const Ball&, const Ball&,
                                      const Ball&);
extern template Extended taylor_remainder(const Activation<Extended>&, const Extended&,
                                          const Extended&, const Extended&);

}  // namespace claimcheck
