#include "core/linear/shifted_elimination.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace claimcheck {
namespace {

/// Covers the roundings of a sum of fewer than 2^10 non-negative terms, and its underflows.
double above(double sum) { return sum * (1 + 0x1p-40) + rounding::tiny; }

/// At least |x| for an exact ball.
double size(const Ball& x) { return std::fabs(x.mid()) * (1 + 0x1p-50); }

}  // namespace

ShiftedElimination::ShiftedElimination(const Matrix<Ball>& a, const Ball& shift,
                                       Vector<double> slack)
    : n_(a.rows()),
      order_(n_),
      left_(n_, n_),
      factors_(n_, n_),
      error_(n_, n_),
      slack_(std::move(slack)) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  for (std::size_t i = 0; i < n_; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      left_(i, j) = a(i, j).midpoint();
      error_(i, j) = a(i, j).radius();
    }
    left_(i, i) -= shift;
    if (slack_[i] != 0) left_(i, i) -= Ball(slack_[i]);
  }
  while (steps_ < n_ && find_pivot(steps_)) eliminate(steps_++);
  for (std::size_t i = steps_; i < n_; ++i) {
    for (std::size_t j = steps_; j <= i; ++j) {
      Ball& entry = left(order_[i], order_[j]);
      error(order_[i], order_[j]) += entry.radius();
      entry = entry.midpoint();
    }
  }
}

bool ShiftedElimination::find_pivot(std::size_t step) {
  std::size_t best = step;
  for (std::size_t i = step + 1; i < n_; ++i) {
    if (left_(order_[i], order_[i]).mid() > left_(order_[best], order_[best]).mid()) best = i;
  }
  std::swap(order_[step], order_[best]);
  const std::size_t p = order_[step];
  return left_(p, p).mid() > 2 * (error_(p, p) + left_(p, p).radius());
}

/// The column u of the pivot d becomes l d with l = u / d; what this misses of u, times the factor
/// of row j, is missed of what is left in column j.
void ShiftedElimination::eliminate(std::size_t step) {
  const std::size_t p = order_[step];
  error_(p, p) += left_(p, p).radius();
  const Ball pivot = left_(p, p) = left_(p, p).midpoint();
  Vector<Ball> column(n_);
  Vector<double> missed(n_);
  for (std::size_t k = step + 1; k < n_; ++k) {
    const std::size_t i = order_[k];
    column[k] = left(i, p).midpoint();
    const Ball factor = column[k] / pivot;
    factors_(i, step) = -factor.midpoint();
    missed[k] = above(factor.radius() * size(pivot));
    error(i, p) += left(i, p).radius() + missed[k];
  }
  for (std::size_t k = step + 1; k < n_; ++k) {
    for (std::size_t m = step + 1; m <= k; ++m) {
      const std::size_t i = order_[k], j = order_[m];
      left(i, j).add_product(column[k], factors_(j, step));
      error(i, j) += missed[k] * size(factors_(j, step));
    }
  }
}

double ShiftedElimination::least(const Vector<double>& weights) const {
  std::vector<bool> in_block(n_, false);
  for (std::size_t k = steps_; k < n_; ++k) in_block[order_[k]] = true;
  double out = rounding::infinity;
  for (std::size_t i = 0; i < n_; ++i) {
    double away = 0;
    for (std::size_t j = 0; j < n_; ++j) {
      const std::size_t row = std::max(i, j), col = std::min(i, j);
      double entry = error_(row, col);
      if (i != j && in_block[i] && in_block[j]) entry += size(left_(row, col));
      away += above(entry) * (weights[j] / weights[i]);
    }
    away = above(away);
    const double more = in_block[i] ? left_(i, i).lower() : 0;
    const double room = (slack_[i] + more) - away;
    const double certain = room - (slack_[i] + std::fabs(more) + away) * 0x1p-50;
    if (!std::isfinite(certain)) return -rounding::infinity;
    out = std::min(out, certain);
  }
  return out;
}

Vector<Ball> ShiftedElimination::solve(const Vector<Ball>& x) const {
  Vector<Ball> y = x;
  for (std::size_t step = 0; step < steps_; ++step) {
    const Ball known = y[order_[step]];
    for (std::size_t k = step + 1; k < n_; ++k) {
      Ball& next = y[order_[k]];
      next = next.add_product(factors_(order_[k], step), known).midpoint();
    }
  }
  for (std::size_t step = n_; step-- > 0;) {
    const std::size_t p = order_[step];
    // A pivot of exactly 0 stands for one below every rounding.
    const bool is_zero = certainly(equal(left_(p, p), Ball(0)));
    y[p] /= is_zero ? Ball(0x1p-900) : left_(p, p);
    for (std::size_t k = step + 1; k < n_ && step < steps_; ++k) {
      y[p].add_product(factors_(order_[k], step), y[order_[k]]);
    }
    y[p] = y[p].midpoint();
  }
  int exponent = 0;
  std::frexp(max_abs(y).mid(), &exponent);
  const Ball unit(std::ldexp(1.0, -exponent));
  for (Ball& entry : y) entry = (unit * entry).midpoint();
  return y;
}

}  // namespace claimcheck
