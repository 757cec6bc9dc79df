// What a flow knows at one time: its enclosure, from the exact coefficients and the error.
#include <utility>

#include "core/dynamics/kinked_flow.hpp"
#include "core/linear/elimination.hpp"

namespace claimcheck {
namespace {

Ball upper(const Ball& x) { return Ball(x.upper()); }

std::vector<std::size_t> tied_samples(const KinkMode<Ball>& mode) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < mode.sides.size(); ++i) {
    if (mode.sides[i] == Side::kink) out.push_back(i);
  }
  return out;
}

/// K_TT^{-1} z_T; K_TT is certainly regular, as the mode was built with it.
Vector<Ball> tie_coefficients(const Matrix<Ball>& gram, const std::vector<std::size_t>& tied,
                              std::span<const Ball> z) {
  Matrix<Ball> block(tied.size(), tied.size());
  Vector<Ball> right;
  for (std::size_t r = 0; r < tied.size(); ++r) {
    right.push_back(z[tied[r]]);
    for (std::size_t c = 0; c < tied.size(); ++c) block(r, c) = gram(tied[r], tied[c]);
  }
  return solve_by_elimination(std::move(block), std::move(right)).value();
}

}  // namespace

// f_i = sum over free entries of a_j s_ji z_ji, so H_il = sum_j a_j s_ji M_j,il.
void KinkedFlow::rebuild_tangent_gram() {
  const std::size_t n = z_.cols();
  h_ = Matrix<Ball>(n, n);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const KinkMode<Ball>& mode = modes_[j];
    for (std::size_t i = 0; i < n; ++i) {
      if (mode.sides[i] == Side::kink) continue;
      const Ball weight = problem_.a[j] * mode.share(i, i);
      for (std::size_t l = 0; l < n; ++l) h_(i, l).add_product(weight, mode.velocity(i, l));
    }
  }
}

void KinkedFlow::refresh() {
  const Matrix<Ball> moved = row_products(c_, problem_.gram);
  z_ = problem_.start + moved;
  f_.assign(z_.cols(), Ball(0));
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      const Side side = modes_[j].sides[i];
      if (side == Side::kink) continue;
      const Ball value = side == Side::positive ? z_(j, i) : problem_.slope * z_(j, i);
      f_[i].add_product(problem_.a[j], value);
    }
  }
  // The path is meant to lie on the kinks exactly; what rounding leaves belongs to the error.
  const Ball residual = tie_residual();
  f_ = widened(std::move(f_), residual);
  error_ = upper(error_ + residual);
}

/// Distance of W~ from the kinks that neurons slide on: sqrt(sum_j z_jT^T K_TT^{-1} z_jT).
Ball KinkedFlow::tie_residual() const {
  Ball total(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const std::vector<std::size_t> tied = tied_samples(modes_[j]);
    bool exact = true;
    for (const std::size_t i : tied) exact = exact && certainly(equal(z_(j, i), Ball(0)));
    if (exact) continue;
    const Vector<Ball> e = tie_coefficients(problem_.gram, tied, z_.row(j));
    for (std::size_t r = 0; r < tied.size(); ++r) total += abs(e[r] * z_(j, tied[r]));
  }
  return upper(sqrt(total));
}

// The exact weights lie on these kinks, so projecting W~ onto them brings it no farther away.
void KinkedFlow::project_ties() {
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const std::vector<std::size_t> tied = tied_samples(modes_[j]);
    if (tied.empty()) continue;
    const Vector<Ball> e = tie_coefficients(problem_.gram, tied, z_.row(j));
    for (std::size_t r = 0; r < tied.size(); ++r) {
      c_(j, tied[r]) = (c_(j, tied[r]) - e[r]).midpoint();
    }
  }
}

Ball KinkedFlow::slack(std::size_t i) const { return norms_[i] * error_; }

Vector<Ball> KinkedFlow::widened(Vector<Ball> f, const Ball& distance) const {
  for (std::size_t i = 0; i < f.size(); ++i) {
    f[i] = Ball::around(f[i], output_norm_ * norms_[i] * distance);
  }
  return f;
}

Matrix<Ball> KinkedFlow::preactivations() const {
  Matrix<Ball> out = z_;
  for (std::size_t j = 0; j < z_.rows(); ++j) {
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      out(j, i) = side(j, i) == Side::kink ? Ball(0) : Ball::around(z_(j, i), slack(i));
    }
  }
  return out;
}

Vector<Ball> KinkedFlow::outputs() const { return widened(f_, error_); }
Vector<Ball> KinkedFlow::pulls() const {
  return claimcheck::pulls(problem_.objective, outputs(), problem_.y);
}
Ball KinkedFlow::risk() const { return objective_value(problem_.objective, outputs(), problem_.y); }

Vector<Ball> KinkedFlow::distances() const {
  Vector<Ball> out = squared_distances<Ball>({problem_.start, z_, c_});
  for (Ball& value : out) value = Ball::around(sqrt(value), error_);
  return out;
}

/// c_j += length * direction, rounded; returns a bound on the resulting error of w_j.
Ball KinkedFlow::add_rounded(std::size_t j, const Ball& length, const Vector<Ball>& direction) {
  Ball lost(0);
  for (std::size_t i = 0; i < direction.size(); ++i) {
    const Ball next = c_(j, i) + length * direction[i];
    c_(j, i) = next.midpoint();
    lost += abs(next - c_(j, i)) * norms_[i];
  }
  return upper(lost);
}

}  // namespace claimcheck
