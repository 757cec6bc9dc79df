#include "core/dynamics/kinked_flow.hpp"

#include <stdexcept>
#include <utility>

#include "core/linear/elimination.hpp"

namespace claimcheck {
namespace {

constexpr int most_searches_given_up = 16;

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

KinkedFlow::KinkedFlow(KinkedFlowProblem problem)
    : problem_(std::move(problem)),
      c_(problem_.start.rows(), problem_.start.cols()),
      error_(0),
      time_(0) {
  const std::size_t m = problem_.start.rows(), n = problem_.start.cols();
  if (m == 0 || n == 0 || problem_.a.size() != m || problem_.y.size() != n ||
      problem_.gram.rows() != n || problem_.gram.cols() != n) {
    throw std::invalid_argument("flow: shapes do not fit");
  }
  for (std::size_t i = 0; i < n; ++i) norms_.push_back(sqrt(problem_.gram(i, i)));
  output_norm_ = norm(problem_.a);
  z_ = problem_.start;
  resolve_start();
}

bool KinkedFlow::stop(const std::string& reason) {
  reason_ = reason;
  return false;
}

bool KinkedFlow::resolve_start() {
  const std::size_t m = z_.rows(), n = z_.cols();
  for (std::size_t j = 0; j < m; ++j) {
    std::vector<Side> sides(n, Side::kink);
    for (std::size_t i = 0; i < n; ++i) {
      if (certainly(equal(z_(j, i), Ball(0)))) continue;
      if (certainly(less(Ball(0), z_(j, i)))) sides[i] = Side::positive;
      if (certainly(less(z_(j, i), Ball(0)))) sides[i] = Side::negative;
      if (sides[i] == Side::kink) return stop("the start is too wide to tell its side of a kink");
    }
    modes_.push_back({sides, Matrix<Ball>(n, n), Matrix<Ball>(n, n)});
  }
  refresh();
  const Vector<Ball> p = pulls();
  for (std::size_t j = 0; j < m; ++j) {
    const bool frozen = certainly(equal(problem_.a[j], Ball(0)));
    TieResolution resolved{TieResolution::Kind::unique, modes_[j].sides};
    if (frozen) {
      for (Side& side : resolved.sides) side = side == Side::kink ? Side::positive : side;
    } else {
      resolved = resolve_ties(modes_[j].sides, p, problem_.slope, problem_.a[j], problem_.gram);
    }
    if (resolved.kind == TieResolution::Kind::several) {
      return stop("the start lies on a kink that pushes away: more than one flow leaves it");
    }
    if (resolved.kind == TieResolution::Kind::undecided) {
      return stop("the start lies on kinks whose resolution is undecided");
    }
    modes_[j] = kink_mode(resolved.sides, problem_.slope, problem_.a[j], problem_.gram);
  }
  rebuild_tangent_gram();
  refresh();
  return true;
}

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

void KinkedFlow::move(const ImpulseSeries& series, const Ball& until) {
  const Vector<Ball> impulse = series.impulse(until);
  Ball lost(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    lost += square(add_rounded(j, problem_.a[j], modes_[j].share * impulse));
  }
  error_ = upper(error_ + sqrt(lost));
  time_ += series.elapsed(until);
  refresh();
  project_ties();
  refresh();
}

/// |W - W~|_F at most, after the whole of a series, if 0 before.
Ball KinkedFlow::departure(const ImpulseSeries& series, const Ball& reach) const {
  Ball squares(0);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    Ball length(0);
    for (std::size_t i = 0; i < z_.cols(); ++i) {
      for (std::size_t l = 0; l < z_.cols(); ++l) {
        length += abs(modes_[j].share(i, l)) * series.defect()[l] * norms_[i];
      }
    }
    squares += square(problem_.a[j] * length);
  }
  return upper(reach * sqrt(squares));
}

ImpulseSeries KinkedFlow::series(const Ball& left) const {
  const auto with = [&](Clock clock) {
    return ImpulseSeries(problem_.objective, problem_.y, f_, h_, clock);
  };
  if (problem_.objective == Objective::sum_of_squares) return with(Clock::time);
  ImpulseSeries out = with(Clock::progress);
  if (certainly(less_equal(out.elapsed(Ball(out.reach())), left))) return out;
  return with(Clock::time);
}

/// The part of a series after which the risk is certainly, but only just, below `target`.
Ball KinkedFlow::part_until_risk(const ImpulseSeries& series, const Ball& reach,
                                 double target) const {
  const auto reached = [&](const Ball& s) {
    const Vector<Ball> f = widened(series.outputs_after(series.impulse(s)), error_);
    return certainly(less(objective_value(problem_.objective, f, problem_.y), Ball(target)));
  };
  if (!reached(reach)) return reach;
  Ball low(0), high = reach;
  for (int k = 0; k < 24; ++k) {
    const Ball middle = ((low + high) / 2).midpoint();
    (reached(middle) ? high : low) = middle;
  }
  return high;
}

bool KinkedFlow::step(double time, double target) {
  if (!reason_.empty()) return false;
  const Ball left(Ball(Ball(time) - time_).lower());
  if (!certainly(less(Ball(0), left))) return true;
  try {
    const ImpulseSeries path = series(left);
    Ball reach(path.reach());
    if (!certainly(less_equal(path.elapsed(reach), left))) reach = min(reach, left).midpoint();
    error_ = upper(error_ + departure(path, reach));
    if (target > 0) reach = part_until_risk(path, reach, target);
    std::vector<KinkOf> events;
    const Ball until = certain_until(path, reach, events);
    if (certainly(less(Ball(0), until))) move(path, until);
    if (!events.empty()) return pass_window(events);
    if (certainly(less(until, reach)) && ++searches_given_up_ > most_searches_given_up) {
      return stop("a neuron follows a kink too closely to tell on which side it is");
    }
    return true;
  } catch (const std::domain_error& error) {
    return stop(error.what());
  }
}

bool KinkedFlow::advance_to(double time, std::size_t most_steps) {
  for (std::size_t k = 0; k < most_steps; ++k) {
    if (!certainly(less(time_, Ball(time)))) return reason_.empty();
    if (!step(time)) return false;
  }
  return false;
}

bool KinkedFlow::advance_until_risk(double target, std::size_t most_steps) {
  for (std::size_t k = 0; k < most_steps; ++k) {
    if (!reason_.empty()) return false;
    if (certainly(less(risk(), Ball(target)))) return true;
    if (!step(1e300, target)) return false;
  }
  return false;
}

}  // namespace claimcheck
