#include "core/dynamics/kink_mode.hpp"

#include <stdexcept>

#include "core/linear/elimination.hpp"

namespace claimcheck {
namespace {

constexpr std::size_t most_ties = 7;  // 3^7 assignments

std::vector<std::size_t> tied_samples(const std::vector<Side>& sides) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (sides[i] == Side::kink) out.push_back(i);
  }
  return out;
}

/// Rows T of E: -K_TT^{-1} K_TF S_F.
template <Scalar R>
void fill_tied_rows(const std::vector<std::size_t>& tied, const Matrix<R>& gram,
                    KinkMode<R>& mode) {
  const std::size_t n = gram.rows();
  Matrix<R> block(tied.size(), tied.size());
  for (std::size_t r = 0; r < tied.size(); ++r) {
    for (std::size_t c = 0; c < tied.size(); ++c) block(r, c) = gram(tied[r], tied[c]);
  }
  if (!certainly(positive_definite_by_elimination(block))) {
    throw std::domain_error("tied samples are not certainly independent");
  }
  for (std::size_t l = 0; l < n; ++l) {
    if (mode.sides[l] == Side::kink) continue;
    Vector<R> right;
    for (const std::size_t t : tied) right.push_back(-(gram(t, l) * mode.share(l, l)));
    const Vector<R> column = solve_by_elimination(block, std::move(right)).value();
    for (std::size_t r = 0; r < tied.size(); ++r) mode.share(tied[r], l) = column[r];
  }
}

/// Whether the assignment agrees with the motion it causes: a tied sample needs an s in [gamma, 1]
/// with s p_i = e_i, be it one that both pushes hold (stable) or that both would leave.
template <Scalar R>
Truth consistent(const KinkMode<R>& mode, const std::vector<std::size_t>& tied, const Vector<R>& p,
                 const R& slope, const R& a) {
  Truth all = Truth::yes;
  for (const std::size_t i : tied) {
    if (mode.sides[i] == Side::kink) {
      const SidePush<R> push = side_push(mode, i, p, slope, a);
      const R zero(0);
      all = all & ((less_equal(push.positive, zero) & less_equal(zero, push.negative)) |
                   (less_equal(zero, push.positive) & less_equal(push.negative, zero)));
    } else {
      const R v = dot(mode.velocity.row(i), p);
      all = all & (mode.sides[i] == Side::positive ? less(R(0), v) : less(v, R(0)));
    }
  }
  return all;
}

}  // namespace

template <Scalar R>
KinkMode<R> kink_mode(std::vector<Side> sides, const R& slope, const R& a, const Matrix<R>& gram) {
  const std::size_t n = gram.rows();
  KinkMode<R> mode{std::move(sides), Matrix<R>(n, n), Matrix<R>(n, n)};
  for (std::size_t i = 0; i < n; ++i) {
    if (mode.sides[i] == Side::positive) mode.share(i, i) = R(1);
    if (mode.sides[i] == Side::negative) mode.share(i, i) = slope;
  }
  const std::vector<std::size_t> tied = tied_samples(mode.sides);
  if (!tied.empty()) fill_tied_rows(tied, gram, mode);
  for (std::size_t i = 0; i < n; ++i) {
    if (mode.sides[i] == Side::kink) continue;
    for (std::size_t l = 0; l < n; ++l) {
      // Column l of E is its diagonal entry and the rows of the ties.
      R sum = mode.sides[l] == Side::kink ? R(0) : gram(i, l) * mode.share(l, l);
      for (const std::size_t t : tied) sum += gram(i, t) * mode.share(t, l);
      mode.velocity(i, l) = a * sum;
    }
  }
  return mode;
}

// With i freed and the others tied as before, z_i' = a kappa (s_i p_i - e_i), where e_i is the
// value of s_i p_i that keeps z_i = 0 and kappa = 1 / (K_TT^{-1})_ii > 0 is a Schur complement.
template <Scalar R>
SidePush<R> side_push(const KinkMode<R>& mode, std::size_t i, const Vector<R>& p, const R& slope,
                      const R& a) {
  const R e = dot(mode.share.row(i), p);
  return {a * (p[i] - e), a * (slope * p[i] - e)};
}

template <Scalar R>
TieResolution resolve_ties(const std::vector<Side>& sides, const Vector<R>& p, const R& slope,
                           const R& a, const Matrix<R>& gram) {
  const std::vector<std::size_t> tied = tied_samples(sides);
  if (tied.empty()) return {TieResolution::Kind::unique, sides};
  if (tied.size() > most_ties) return {TieResolution::Kind::undecided, sides};
  std::size_t assignments = 1;
  for (std::size_t k = 0; k < tied.size(); ++k) assignments *= 3;
  std::vector<std::vector<Side>> valid;
  bool doubt = false;
  for (std::size_t code = 0; code < assignments; ++code) {
    std::vector<Side> trial = sides;
    std::size_t rest = code;
    for (const std::size_t i : tied) {
      trial[i] = static_cast<Side>(static_cast<int>(rest % 3) - 1);
      rest /= 3;
    }
    try {
      const Truth fits = consistent(kink_mode(trial, slope, a, gram), tied, p, slope, a);
      if (certainly(fits)) valid.push_back(std::move(trial));
      doubt = doubt || unknown(fits);
    } catch (const std::domain_error&) {
      doubt = true;
    }
  }
  if (valid.size() > 1) return {TieResolution::Kind::several, valid.front()};
  if (doubt || valid.empty()) return {TieResolution::Kind::undecided, sides};
  return {TieResolution::Kind::unique, valid.front()};
}

template KinkMode<double> kink_mode(std::vector<Side>, const double&, const double&,
                                    const Matrix<double>&);
template KinkMode<Interval> kink_mode(std::vector<Side>, const Interval&, const Interval&,
                                      const Matrix<Interval>&);
template KinkMode<Ball> kink_mode(std::vector<Side>, const Ball&, const Ball&, const Matrix<Ball>&);
template SidePush<double> side_push(const KinkMode<double>&, std::size_t, const Vector<double>&,
                                    const double&, const double&);
template SidePush<Interval> side_push(const KinkMode<Interval>&, std::size_t,
                                      const Vector<Interval>&, const Interval&, const Interval&);
template SidePush<Ball> side_push(const KinkMode<Ball>&, std::size_t, const Vector<Ball>&,
                                  const Ball&, const Ball&);
template TieResolution resolve_ties(const std::vector<Side>&, const Vector<double>&, const double&,
                                    const double&, const Matrix<double>&);
template TieResolution resolve_ties(const std::vector<Side>&, const Vector<Interval>&,
                                    const Interval&, const Interval&, const Matrix<Interval>&);
template TieResolution resolve_ties(const std::vector<Side>&, const Vector<Ball>&, const Ball&,
                                    const Ball&, const Matrix<Ball>&);

}  // namespace claimcheck
