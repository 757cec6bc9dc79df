// What a flow knows at one time: its enclosure, from the exact coefficients and the error. Members
// of KinkedFlow, included by kinked_flow.cpp only.
#pragma once

#include <utility>

#include "core/dynamics/kinked_flow.hpp"
#include "core/linear/elimination.hpp"

namespace claimcheck {
namespace detail {

template <Enclosure R>
std::vector<std::size_t> tied_samples(const KinkMode<R>& mode) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < mode.sides.size(); ++i) {
    if (mode.sides[i] == Side::kink) out.push_back(i);
  }
  return out;
}

/// K_TT^{-1} z_T; K_TT is certainly regular, as the mode was built with it.
template <Enclosure R>
Vector<R> tie_coefficients(const Matrix<R>& gram, const std::vector<std::size_t>& tied,
                           std::span<const R> z) {
  Matrix<R> block(tied.size(), tied.size());
  Vector<R> right;
  for (std::size_t r = 0; r < tied.size(); ++r) {
    right.push_back(z[tied[r]]);
    for (std::size_t c = 0; c < tied.size(); ++c) block(r, c) = gram(tied[r], tied[c]);
  }
  return solve_by_elimination(std::move(block), std::move(right)).value();
}

}  // namespace detail

// f_i = sum over free entries of a_j s_ji z_ji, so H_il = sum_j a_j s_ji M_j,il.
template <Enclosure R>
void KinkedFlow<R>::rebuild_tangent_gram() {
  const std::size_t n = z_.cols();
  h_ = Matrix<R>(n, n);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const KinkMode<R>& mode = modes_[j];
    for (std::size_t i = 0; i < n; ++i) {
      if (mode.sides[i] == Side::kink) continue;
      const R weight = problem_.a[j] * mode.share(i, i);
      for (std::size_t l = 0; l < n; ++l) h_(i, l).add_product(weight, mode.velocity(i, l));
    }
  }
}

template <Enclosure R>
void KinkedFlow<R>::refresh() {
  const Matrix<R> moved = row_products(c_, problem_.gram);
  z_ = problem_.start + moved;
  f_.assign(z_.cols(), R(0));
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      const Side side = modes_[j].sides[i];
      if (side == Side::kink) continue;
      const R value = side == Side::positive ? z_(j, i) : problem_.slope * z_(j, i);
      f_[i].add_product(problem_.a[j], value);
    }
  }
  // The path is meant to lie on the kinks exactly; what rounding leaves belongs to the error.
  const R residual = tie_residual();
  f_ = widened(std::move(f_), residual);
  error_ = upper(error_ + residual);
}

/// Distance of W~ from the kinks that neurons slide on: sqrt(sum_j z_jT^T K_TT^{-1} z_jT).
template <Enclosure R>
R KinkedFlow<R>::tie_residual() const {
  R total(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const std::vector<std::size_t> tied = detail::tied_samples(modes_[j]);
    bool exact = true;
    for (const std::size_t i : tied) exact = exact && certainly(equal(z_(j, i), R(0)));
    if (exact) continue;
    const Vector<R> e = detail::tie_coefficients<R>(problem_.gram, tied, z_.row(j));
    for (std::size_t r = 0; r < tied.size(); ++r) total += abs(e[r] * z_(j, tied[r]));
  }
  return upper(sqrt(total));
}

// The exact weights lie on these kinks, so projecting W~ onto them brings it no farther away.
template <Enclosure R>
void KinkedFlow<R>::project_ties() {
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const std::vector<std::size_t> tied = detail::tied_samples(modes_[j]);
    if (tied.empty()) continue;
    const Vector<R> e = detail::tie_coefficients<R>(problem_.gram, tied, z_.row(j));
    for (std::size_t r = 0; r < tied.size(); ++r) {
      c_(j, tied[r]) = midpoint(c_(j, tied[r]) - e[r]);
    }
  }
}

template <Enclosure R>
R KinkedFlow<R>::slack(std::size_t i) const {
  return norms_[i] * error_;
}

template <Enclosure R>
Vector<R> KinkedFlow<R>::widened(Vector<R> f, const R& distance) const {
  for (std::size_t i = 0; i < f.size(); ++i) {
    f[i] = R::around(f[i], output_norm_ * norms_[i] * distance);
  }
  return f;
}

template <Enclosure R>
Matrix<R> KinkedFlow<R>::preactivations() const {
  Matrix<R> out = z_;
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      out(j, i) = side(j, i) == Side::kink ? R(0) : R::around(z_(j, i), slack(i));
    }
  }
  return out;
}

template <Enclosure R>
Vector<R> KinkedFlow<R>::outputs() const {
  return widened(f_, error_);
}
template <Enclosure R>
Vector<R> KinkedFlow<R>::pulls() const {
  return claimcheck::pulls(problem_.objective, outputs(), problem_.y);
}
template <Enclosure R>
R KinkedFlow<R>::risk() const {
  return objective_value(problem_.objective, outputs(), problem_.y);
}

template <Enclosure R>
Vector<R> KinkedFlow<R>::distances() const {
  Vector<R> out = squared_distances<R>({problem_.start, z_, c_});
  for (R& value : out) value = R::around(sqrt(value), error_);
  return out;
}

/// c_j += length * direction, rounded; returns a bound on the resulting error of w_j.
template <Enclosure R>
R KinkedFlow<R>::add_rounded(std::size_t j, const R& length, const Vector<R>& direction) {
  R lost(0);
  for (std::size_t i = 0; i < direction.size(); ++i) {
    const R next = c_(j, i) + length * direction[i];
    c_(j, i) = midpoint(next);
    lost += abs(next - c_(j, i)) * norms_[i];
  }
  return upper(lost);
}

}  // namespace claimcheck
