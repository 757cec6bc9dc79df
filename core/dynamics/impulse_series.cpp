#include "core/dynamics/impulse_series.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

namespace claimcheck {
namespace {

/// |H|_inf times the step, for the squared loss: about the best ratio of reach to terms.
constexpr double squared_reach = 2;

Ball upper(const Ball& x) { return Ball(x.upper()); }

Ball largest_row_sum(const Matrix<Ball>& h, const Vector<Ball>& weight) {
  Ball out(0);
  for (std::size_t i = 0; i < h.rows(); ++i) {
    Ball row(0);
    for (std::size_t l = 0; l < h.cols(); ++l) row += abs(h(i, l)) * weight[l];
    out = max(out, upper(row));
  }
  return out;
}

/// Largest double whose product with `scale` is certainly at most `bound`; 1 when scale is zero.
double step_below(double bound, const Ball& scale) {
  const double size = scale.upper();
  if (!(size > 0)) return 1;
  if (!std::isfinite(size)) throw std::domain_error("flow: enclosures have become too wide");
  return std::nextafter(bound / size, 0.0);
}

}  // namespace

Vector<Ball> pull_curvatures(Objective objective, const Vector<Ball>& p) {
  const Ball n(static_cast<int>(p.size()));
  Vector<Ball> out;
  for (const Ball& pull : p) {
    const Ball size = abs(pull);
    switch (objective) {
      case Objective::sum_of_squares:
        out.push_back(Ball(1));
        break;
      case Objective::mean_exponential:
        out.push_back(size);
        break;
      case Objective::mean_logistic:
        out.push_back(size * (1 - n * size));
        break;
    }
  }
  return out;
}

ImpulseSeries::ImpulseSeries(Objective objective, Vector<Ball> y, Vector<Ball> f, Matrix<Ball> h,
                             Clock clock)
    : objective_(objective),
      y_(std::move(y)),
      f_(std::move(f)),
      h_(std::move(h)),
      pace_({Ball(1)}),
      rest_(f_.size(), Ball(0)),
      defect_(f_.size(), Ball(0)) {
  if (objective_ == Objective::sum_of_squares) {
    expand_squared();
  } else {
    expand_margin(clock);
  }
}

// The terms p (-H t)^{k-1} t / k! fall below |p| t x^{k-1} / k! with x = |H|_inf t.
void ImpulseSeries::expand_squared() {
  const Vector<Ball> ones(f_.size(), Ball(1));
  const Ball size = largest_row_sum(h_, ones);
  reach_ = step_below(squared_reach, size);
  const Ball x = size * Ball(reach_), step(reach_);
  Vector<Ball> term = pulls(objective_, f_, y_);
  const Ball start = upper(max_abs(term));
  if (!start.is_finite()) throw std::domain_error("flow: enclosures have become too wide");
  Ball share(1);  // of the first term's bound; below tiny soon, since x <= 2
  const Ball tiny = pow(Ball(2), -BallPrecision::bits());  // below every double from 1075 bits on
  for (int k = 1;; ++k) {
    coefficients_.push_back(term);
    share = share * x / (k + 1);
    // The rest is a geometric series once x / (k + 2) <= 1/2.
    if (k >= 4 && certainly(less(share, tiny))) {
      for (Ball& r : rest_) r = upper(2 * start * step * share);
      return;
    }
    if (certainly(equal(start, Ball(0)))) return;
    term = h_ * term;
    for (Ball& value : term) value = -value / (k + 1);
  }
}

Vector<Ball> ImpulseSeries::impulse(const Ball& s) const {
  Vector<Ball> out(f_.size(), Ball(0));
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (std::size_t k = coefficients_.size(); k-- > 0;) {
      out[i] = (out[i] + coefficients_[k][i]) * s;
    }
    out[i] = Ball::around(out[i], rest_[i]);
  }
  return out;
}

Vector<Ball> ImpulseSeries::outputs_after(const Vector<Ball>& p_integral) const {
  Vector<Ball> out = h_ * p_integral;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += f_[i];
  return out;
}

Ball ImpulseSeries::pace(const Ball& s) const {
  Ball out(0);
  for (std::size_t k = pace_.size(); k-- > 0;) out = out * s + pace_[k];
  return out;
}

Ball ImpulseSeries::elapsed(const Ball& s) const {
  Ball out(0);
  for (std::size_t k = pace_.size(); k-- > 0;) {
    out = (out + pace_[k] / static_cast<int>(k + 1)) * s;
  }
  return out;
}

Vector<Ball> ImpulseSeries::pull_rates(const Vector<Ball>& p) const {
  const Vector<Ball> kappa = pull_curvatures(objective_, p), speed = h_ * p;
  Vector<Ball> out;
  for (std::size_t i = 0; i < p.size(); ++i) out.push_back(-(kappa[i] * speed[i]));
  return out;
}

}  // namespace claimcheck
