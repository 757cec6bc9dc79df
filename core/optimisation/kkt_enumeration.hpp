// All KKT points of the max-margin problem of core/optimisation/kkt_points.hpp, by enumeration.
//
// The points x_i must be linearly independent. Fix the set A of i with lambda_i > 0 and, for every
// neuron, the side of every i in A: positive, negative or at the kink. At a kink <w_j, x_i> = 0
// determines lambda_i phi'_ji from the other shares, since the Gram matrix of the kinked points is
// positive definite. So w_j is linear in lambda, and y_i f(x_i; W) = 1 for i in A is a square
// linear system, positive definite unless some i in A is at the kink of every neuron, and then
// f(x_i; W) = 0. Solving the (1 + 3^m)^n systems and keeping the consistent solutions finds every
// KKT point exactly once: W determines its shares, hence lambda, A and the sides.
//
// Intervals rule out nearly all systems; only the others are solved in the arithmetic asked for.
#pragma once

#include "core/number/interval.hpp"
#include "core/optimisation/kkt_points.hpp"

namespace claimcheck {

/// (1 + 3^m)^n, the number of systems.
inline double kkt_systems(std::size_t n, int m) {
  return std::pow(1 + std::pow(3.0, m), static_cast<double>(n));
}

/// Active samples and the side of each of them for every neuron; the m1 positive neurons first.
struct KktPattern {
  std::vector<std::size_t> active;
  std::vector<std::vector<Side>> side;  ///< m lists over the active samples
};

/// The patterns that intervals do not exclude; a KKT point of any problem enclosed in `problem` has
/// one of them.
std::vector<KktPattern> plausible_kkt_patterns(const MarginProblem<Interval>& problem);

/// The candidate of a pattern, with all consequences of its sides; nothing when its system has a
/// zero pivot or a multiplier that is not positive. Exact in rationals.
template <Scalar R>
std::optional<KktPoint<R>> kkt_candidate(const MarginProblem<R>& problem,
                                         const KktPattern& pattern);

/// The candidates that are not certainly no KKT points; one row a neuron, the m1 positive ones
/// first. In exact arithmetic these are the KKT points. `enclosing` encloses the problem.
template <Scalar R>
std::vector<KktPoint<R>> enumerate_kkt_points(const MarginProblem<R>& problem,
                                              const MarginProblem<Interval>& enclosing);

}  // namespace claimcheck
