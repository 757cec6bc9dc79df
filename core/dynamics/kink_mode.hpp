// How one neuron moves under gradient flow on a piecewise linear activation: on either side of the
// kink of every sample, or along it.
//
// The flow of w_j is a differential inclusion, w_j' = a_j sum_i s_i p_i x_i with p = -dL/df and
// s_i = 1, gamma or any value in [gamma, 1] as z_ji = <w_j, x_i> is positive, negative or zero. A
// kink that both sides push towards is not crossed: the neuron slides along it, and the s_i p_i of
// its tied samples T are what keeps z_jT = 0 (Filippov),
//   (s p)_T = -K_TT^{-1} K_TF (s p)_F.
// So in every mode the velocity is linear in p: w_j' = a_j X^T E p, z_j' = M p, M = a_j K E.
#pragma once

#include <vector>

#include "core/linear/matrix.hpp"
#include "core/network/side.hpp"

namespace claimcheck {

template <Scalar R>
struct KinkMode {
  std::vector<Side> sides;  ///< n
  Matrix<R> share;          ///< E, n x n
  Matrix<R> velocity;       ///< M, n x n; the rows of tied samples are exactly zero
};

/// slope is gamma in [0, 1], a the output weight, gram = X X^T.
/// @throws std::domain_error when the tied samples are not certainly linearly independent.
template <Scalar R>
KinkMode<R> kink_mode(std::vector<Side> sides, const R& slope, const R& a, const Matrix<R>& gram);

/// Velocities of z_i, up to a common positive factor when i is tied, if sample i alone were moved
/// off to the positive or the negative side.
template <Scalar R>
struct SidePush {
  R positive, negative;
};
/// i is tied in `mode`; p are the pulls; every other sample keeps its side. The neuron goes on
/// sliding while positive <= 0 <= negative.
template <Scalar R>
SidePush<R> side_push(const KinkMode<R>& mode, std::size_t i, const Vector<R>& p, const R& slope,
                      const R& a);

/// Whether the neuron rests on the kink of sample i whatever p_i is: slope 0, and no other sample
/// moves it. If p_i then pushes to the positive side it may stay (s_i = 0) or leave: two flows.
template <Scalar R>
bool rests(const KinkMode<R>& mode, std::size_t i, const R& slope) {
  bool out = certainly(equal(slope, R(0)));
  for (const R& e : mode.share.row(i)) out = out && certainly(equal(e, R(0)));
  return out;
}

/// What can be said about a neuron with z_ji = 0 for i in `tied` at some instant.
struct TieResolution {
  enum class Kind {
    unique,     ///< `sides` is the only way to go on
    several,    ///< the inclusion has more than one solution (a kink that pushes away, or rests())
    undecided,  ///< too wide to tell, tied samples dependent, or too many of them
  } kind;
  std::vector<Side> sides;
};
/// `sides` gives the side of every sample; the tied ones (at most 7) are to be resolved.
template <Scalar R>
TieResolution resolve_ties(const std::vector<Side>& sides, const Vector<R>& p, const R& slope,
                           const R& a, const Matrix<R>& gram);

extern template KinkMode<double> kink_mode(std::vector<Side>, const double&, const double&,
                                           const Matrix<double>&);
extern template KinkMode<Interval> kink_mode(std::vector<Side>, const Interval&, const Interval&,
                                             const Matrix<Interval>&);
extern template KinkMode<Ball> kink_mode(std::vector<Side>, const Ball&, const Ball&,
                                         const Matrix<Ball>&);
extern template SidePush<double> side_push(const KinkMode<double>&, std::size_t,
                                           const Vector<double>&, const double&, const double&);
extern template SidePush<Interval> side_push(const KinkMode<Interval>&, std::size_t,
                                             const Vector<Interval>&, const Interval&,
                                             const Interval&);
extern template SidePush<Ball> side_push(const KinkMode<Ball>&, std::size_t, const Vector<Ball>&,
                                         const Ball&, const Ball&);
extern template TieResolution resolve_ties(const std::vector<Side>&, const Vector<double>&,
                                           const double&, const double&, const Matrix<double>&);
extern template TieResolution resolve_ties(const std::vector<Side>&, const Vector<Interval>&,
                                           const Interval&, const Interval&,
                                           const Matrix<Interval>&);
extern template TieResolution resolve_ties(const std::vector<Side>&, const Vector<Ball>&,
                                           const Ball&, const Ball&, const Matrix<Ball>&);

}  // namespace claimcheck
