#include "core/dynamics/spectral_tracker.hpp"

#include <cmath>

#include "core/linear/product.hpp"
#include "core/linear/spectrum.hpp"

namespace claimcheck {

SpectralTracker::SpectralTracker(const Matrix<double>& w)
    : keeps_gram_(2 * w.cols() > w.rows()),
      at_start_(keeps_gram_ ? product_transposed(w, w) : w),
      noise_(0, "spectral tracker", w.rows()) {}

void SpectralTracker::multiply(const SpanState<double>& state, const Vector<double>& x,
                               Vector<double>& y) const {
  y.assign(x.size(), 0.0);
  Vector<double> inner;
  if (keeps_gram_) {
    add_times(at_start_, x, y);
  } else {
    transpose_times(at_start_, x, inner);
    add_times(at_start_, inner, y);
  }
  transpose_times(state.coefficients, x, inner);
  add_times(state.start, inner, y);
  transpose_times(state.preactivations, x, inner);
  add_times(state.coefficients, inner, y);
}

// Along a smooth trajectory 2 v(t) - v(t-1) is v(t+1) to second order. The random part, a few
// times the accuracy that the eigenvector needs, lets a hidden eigenvector surface.
Vector<double> SpectralTracker::start_vector() {
  const std::size_t m = at_start_.rows();
  Vector<double> v = last_.vector;
  if (v.empty()) return noise_.normals(m);
  if (!before_last_.empty()) {
    const double sign = dot(v, before_last_) < 0 ? -1 : 1;
    for (std::size_t j = 0; j < m; ++j) v[j] = 2 * v[j] - sign * before_last_[j];
  }
  const double size = 1e-5 / std::sqrt(static_cast<double>(m));
  for (double& entry : v) entry += size * noise_.normal();
  return v;
}

double SpectralTracker::norm(const SpanState<double>& state, double relative) {
  const auto b = [&](const Vector<double>& x, Vector<double>& y) { multiply(state, x, y); };
  LeadingEigenpair found = leading_eigenpair(b, start_vector(), 2 * relative, 300);
  before_last_ = std::move(last_.vector);
  last_ = std::move(found);
  accuracy_ = last_.error / (2 * last_.value);
  return std::sqrt(std::max(0.0, last_.value));
}

double SpectralTracker::norm_by_decomposition(const SpanState<double>& state) const {
  Matrix<double> b = keeps_gram_ ? at_start_ : product_transposed(at_start_, at_start_);
  add_product_transposed(state.start, state.coefficients, b);
  add_product_transposed(state.coefficients, state.preactivations, b);
  return std::sqrt(std::max(0.0, largest_eigenvalue(b)));
}

}  // namespace claimcheck
