#include "core/dynamics/impulse_series.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/dynamics/working_precision.hpp"

namespace claimcheck {
namespace {

/// |H|_inf times the step, for the squared loss: about the best ratio of reach to terms.
constexpr double squared_reach = 2;
/// The same where nothing is expanded: beyond that nothing moves.
constexpr double diagonal_reach = 1024;

template <Enclosure R>
R largest_row_sum(const Matrix<R>& h, const Vector<R>& weight) {
  R out(0);
  for (std::size_t i = 0; i < h.rows(); ++i) {
    R row(0);
    for (std::size_t l = 0; l < h.cols(); ++l) row += abs(h(i, l)) * weight[l];
    out = max(out, upper(row));
  }
  return out;
}

/// Largest double whose product with `scale` is certainly at most `bound`; 1 when scale is zero.
template <Enclosure R>
double step_below(double bound, const R& scale) {
  const double size = scale.upper();
  if (!(size > 0)) return 1;
  if (!std::isfinite(size)) throw std::domain_error("flow: enclosures have become too wide");
  return std::nextafter(bound / size, 0.0);
}

/// a_0 + a_1 x + ...; at a point in doubles, each step of Horner's rule with one rounding, at most
/// u times its result. What underflows is below K 64^K 2^-1074 for K coefficients.
Interval value_of(const Vector<Interval>& a, const Interval& x) {
  constexpr std::size_t most = 64;
  const double at = x.mid(), length = std::fabs(at);
  if (x.is_exact() && length <= 64 && a.size() <= most) {
    double value = 0, error = 0;
    for (std::size_t k = a.size(); k-- > 0;) {
      value = std::fma(value, at, a[k].mid());
      error = std::fma(error, length, std::fma(std::fabs(value), 0x1p-53, a[k].radius()));
    }
    if (error >= 0x1p-600) {
      return Interval::around(value, error * (1 + static_cast<double>(a.size() + 2) * 0x1p-51));
    }
  }
  return polynomial(a, x);
}
Ball value_of(const Vector<Ball>& a, const Ball& x) { return polynomial(a, x); }

}  // namespace

template <Enclosure R>
Vector<R> pull_curvatures(Objective objective, const Vector<R>& p) {
  const R n(static_cast<int>(p.size()));
  Vector<R> out;
  for (const R& pull : p) {
    const R size = abs(pull);
    switch (objective) {
      case Objective::sum_of_squares:
        out.push_back(R(1));
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

template <Enclosure R>
ImpulseSeries<R>::ImpulseSeries(Objective objective, Vector<R> y, Vector<R> f, Matrix<R> h,
                                Clock clock)
    : objective_(objective),
      y_(std::move(y)),
      f_(std::move(f)),
      h_(std::move(h)),
      rest_(f_.size(), R(0)) {
  if (objective_ == Objective::sum_of_squares) {
    if (!expand_diagonal()) expand_squared();
  } else {
    path_ = impulse_path(margin_loss(objective_), y_, f_, h_, clock);
  }
}

/// False unless H is certainly diagonal, each entry 0 or positive.
template <Enclosure R>
bool ImpulseSeries<R>::expand_diagonal() {
  R largest(0);
  for (std::size_t i = 0; i < h_.rows(); ++i) {
    for (std::size_t l = 0; l < h_.cols(); ++l) {
      const R& entry = h_(i, l);
      if (certainly(equal(entry, R(0)))) continue;
      if (l != i || !certainly(less(R(0), entry))) return false;
      largest = max(largest, entry);
    }
  }
  const Vector<R> p = pulls(objective_, f_, y_);
  if (!max_abs(p).is_finite()) throw std::domain_error("flow: enclosures have become too wide");
  diagonal_ = true;
  path_.reach = step_below(diagonal_reach, largest);
  path_.pace = {R(1)};
  path_.defect.assign(f_.size(), R(0));
  for (const R& pull : p) path_.impulse.push_back({pull});
  return true;
}

// The terms p (-H t)^{k-1} t / k! fall below |p| t x^{k-1} / k! with x = |H|_inf t.
template <Enclosure R>
void ImpulseSeries<R>::expand_squared() {
  const Vector<R> ones(f_.size(), R(1));
  const R size = largest_row_sum(h_, ones);
  path_.reach = step_below(squared_reach, size);
  path_.impulse.resize(f_.size());
  for (Vector<R>& coefficients : path_.impulse) coefficients.reserve(working_bits<R>() / 4 + 16);
  path_.pace = {R(1)};
  path_.defect.assign(f_.size(), R(0));
  const R x = size * R(path_.reach), step(path_.reach);
  Vector<R> term = pulls(objective_, f_, y_), next(term.size());
  const R start = upper(max_abs(term));
  if (!start.is_finite()) throw std::domain_error("flow: enclosures have become too wide");
  R share(1);  // of the first term's bound; below tiny soon, since x <= 2
  const R tiny = pow(R(2), -working_bits<R>());  // below every double from 1075 bits on
  for (int k = 1;; ++k) {
    for (std::size_t i = 0; i < term.size(); ++i) path_.impulse[i].push_back(term[i]);
    const R part = R(1) / (k + 1);
    share = share * x * part;
    // The rest is a geometric series once x / (k + 2) <= 1/2.
    if (k >= 4 && certainly(less(share, tiny))) {
      for (R& r : rest_) r = upper(2 * start * step * share);
      return;
    }
    if (certainly(equal(start, R(0)))) return;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] = -dot(h_.row(i), term) * part;
    std::swap(term, next);
  }
}

template <Enclosure R>
Vector<R> ImpulseSeries<R>::impulse(const R& s) const {
  if (certainly(equal(s, R(0)))) return Vector<R>(f_.size(), R(0));
  Vector<R> out;
  out.reserve(f_.size());
  if (diagonal_) {
    for (std::size_t i = 0; i < f_.size(); ++i) {
      const R &h = h_(i, i), &p = path_.impulse[i][0];
      out.push_back(certainly(equal(h, R(0))) ? p * s : -p * (expm1(-h * s) / h));
    }
    return out;
  }
  const R x = s / path_.unit;
  for (std::size_t i = 0; i < f_.size(); ++i) {
    out.push_back(R::around(s * value_of(path_.impulse[i], x), rest_[i]));
  }
  return out;
}

template <Enclosure R>
Vector<R> ImpulseSeries<R>::outputs_after(const Vector<R>& p_integral) const {
  Vector<R> out = h_ * p_integral;
  for (std::size_t i = 0; i < out.size(); ++i) out[i] += f_[i];
  return out;
}

template <Enclosure R>
R ImpulseSeries<R>::pace(const R& s) const {
  return value_of(path_.pace, R(s / path_.unit));
}

template <Enclosure R>
R ImpulseSeries<R>::elapsed(const R& s) const {
  const R x = s / path_.unit;
  R out(0);
  for (std::size_t k = path_.pace.size(); k-- > 0;) {
    out = out * x + path_.pace[k] / static_cast<int>(k + 1);
  }
  return out * s;
}

template <Enclosure R>
Vector<R> ImpulseSeries<R>::pull_rates(const Vector<R>& p) const {
  const Vector<R> kappa = pull_curvatures(objective_, p), speed = h_ * p;
  Vector<R> out;
  for (std::size_t i = 0; i < p.size(); ++i) out.push_back(-(kappa[i] * speed[i]));
  return out;
}

template Vector<Interval> pull_curvatures(Objective, const Vector<Interval>&);
template Vector<Ball> pull_curvatures(Objective, const Vector<Ball>&);
template class ImpulseSeries<Interval>;
template class ImpulseSeries<Ball>;

}  // namespace claimcheck
