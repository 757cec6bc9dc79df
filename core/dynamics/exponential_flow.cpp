#include "core/dynamics/exponential_flow.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/function/exponential_sum.hpp"
#include "core/linear/symmetric_eigen.hpp"

namespace claimcheck {

struct ExponentialFlow::Decay {
  SymmetricEigen eigen;
  Vector<double> start;  // Q^T p
  Vector<double> reach;  // bound on |P_l(t)| up to the limit

  Vector<double> impulse(double t) const {
    Vector<double> scaled = start;
    for (std::size_t k = 0; k < scaled.size(); ++k) {
      scaled[k] *= decay_integral(eigen.values[k], t);
    }
    return eigen.vectors * scaled;
  }
  /// b_k of <row, P(t)> = sum_k b_k psi(lambda_k, t).
  template <class Row>
  Vector<double> weights(const Row& row) const {
    Vector<double> out = transposed_product(eigen.vectors, Vector<double>(row.begin(), row.end()));
    for (std::size_t k = 0; k < out.size(); ++k) out[k] *= start[k];
    return out;
  }
};

ExponentialFlow::ExponentialFlow(ExponentialFlowProblem problem)
    : problem_(std::move(problem)),
      z_(problem_.start),
      c_(z_.rows(), z_.cols()),
      h_(z_.cols(), z_.cols()),
      p_(problem_.y) {
  const std::size_t m = z_.rows(), n = z_.cols();
  if (m == 0 || n == 0 || problem_.a.size() != m || p_.size() != n || problem_.gram.rows() != n ||
      problem_.gram.cols() != n) {
    throw std::invalid_argument("flow: shapes do not fit");
  }
  for (std::size_t j = 0; j < m; ++j) {
    for (std::size_t i = 0; i < n; ++i) {
      p_[i] -= problem_.a[j] * (z_(j, i) < 0 ? problem_.slope * z_(j, i) : z_(j, i));
    }
  }
  for (std::size_t j = 0; j < m; ++j) {
    std::vector<Side> sides(n, Side::kink);
    for (std::size_t i = 0; i < n; ++i) {
      if (z_(j, i) > 0) sides[i] = Side::positive;
      if (z_(j, i) < 0) sides[i] = Side::negative;
    }
    const TieResolution resolved =
        resolve_ties(sides, p_, problem_.slope, problem_.a[j], problem_.gram);
    modes_.push_back({resolved.sides, Matrix<double>(n, n), Matrix<double>(n, n)});
    if (resolved.kind != TieResolution::Kind::unique) {
      stop("the start lies on a kink from which the flow is not determined");
      continue;  // its ties may have no mode: dependent inputs
    }
    set_mode(j, kink_mode(resolved.sides, problem_.slope, problem_.a[j], problem_.gram));
  }
}

bool ExponentialFlow::stop(const std::string& reason) {
  reason_ = reason;
  return false;
}

/// Replaces the mode of one neuron and its part a_j s_ji M_j,il of H.
void ExponentialFlow::set_mode(std::size_t j, KinkMode<double> mode) {
  const std::size_t n = z_.cols();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t l = 0; l < n; ++l) {
      h_(i, l) += problem_.a[j] * (mode.share(i, i) * mode.velocity(i, l) -
                                   modes_[j].share(i, i) * modes_[j].velocity(i, l));
    }
  }
  modes_[j] = std::move(mode);
}

ExponentialFlow::Decay ExponentialFlow::decay() const {
  Decay out{symmetric_eigen(h_), {}, {}};
  for (double& value : out.eigen.values) value = std::fmax(0.0, value);
  out.start = transposed_product(out.eigen.vectors, p_);
  return out;
}

ExponentialFlow::Event ExponentialFlow::next_event(const Decay& decay, double limit) const {
  Event first;
  first.after = limit;
  for (std::size_t j = 0; j < modes_.size(); ++j) neuron_event(decay, j, first);
  return first;
}

void ExponentialFlow::neuron_event(const Decay& decay, std::size_t j, Event& first) const {
  const KinkMode<double>& mode = modes_[j];
  const double a = problem_.a[j];
  if (a == 0) return;
  const auto keep_earliest = [&](const ExponentialSum& f, std::size_t i, Side to) {
    const std::optional<double> zero = f.first_zero(first.after);
    if (zero && *zero < first.after) first = {*zero, j, i, to};
  };
  for (std::size_t i = 0; i < z_.cols(); ++i) {
    if (mode.sides[i] == Side::kink) {
      // a (s p_i - e_i) stays inwards: sum_k v_k e^{-lambda_k t} with v from the row s 1_i - E_i.
      for (const Side to : {Side::positive, Side::negative}) {
        Vector<double> row(z_.cols());
        const double sign = to == Side::positive ? -a : a;
        for (std::size_t l = 0; l < row.size(); ++l) row[l] = -sign * mode.share(i, l);
        row[i] += sign * (to == Side::positive ? 1 : problem_.slope);
        Vector<double> weights = decay.weights(row);
        const double now = sum(weights);
        for (std::size_t k = 0; k < weights.size(); ++k) weights[k] *= -decay.eigen.values[k];
        if (max_abs(row) > 0) keep_earliest({now, weights, decay.eigen.values}, i, to);
      }
      continue;
    }
    const auto row = mode.velocity.row(i);
    double most = 0;
    for (std::size_t l = 0; l < row.size(); ++l) most += std::fabs(row[l]) * decay.reach[l];
    if (std::fabs(z_(j, i)) > most) continue;
    const double sign = static_cast<int>(mode.sides[i]);
    Vector<double> weights = decay.weights(row);
    for (double& weight : weights) weight *= sign;
    keep_earliest({sign * z_(j, i), std::move(weights), decay.eigen.values}, i, Side::kink);
  }
}

void ExponentialFlow::move(const Decay& decay, double step) {
  const Vector<double> impulse = decay.impulse(step);
  for (std::size_t j = 0; j < modes_.size(); ++j) {
    const Vector<double> v = modes_[j].velocity * impulse, e = modes_[j].share * impulse;
    for (std::size_t i = 0; i < v.size(); ++i) {
      z_(j, i) += v[i];
      c_(j, i) += problem_.a[j] * e[i];
    }
  }
  Vector<double> q = decay.start;
  for (std::size_t k = 0; k < q.size(); ++k) q[k] *= std::exp(-decay.eigen.values[k] * step);
  p_ = decay.eigen.vectors * q;
  time_ += step;
}

bool ExponentialFlow::pass(const Event& event) {
  const KinkMode<double>& mode = modes_[event.j];
  std::vector<Side> sides = mode.sides;
  if (sides[event.i] == Side::kink && rests(mode, event.i, problem_.slope)) {
    return stop("a neuron at rest on a kink may stay or leave: more than one flow goes on");
  }
  sides[event.i] = event.to;
  if (event.to == Side::kink) {
    z_(event.j, event.i) = 0;
    const TieResolution resolved =
        resolve_ties(sides, p_, problem_.slope, problem_.a[event.j], problem_.gram);
    if (resolved.kind != TieResolution::Kind::unique) {
      return stop("a kink is met at which the flow is not determined");
    }
    sides = resolved.sides;
  }
  for (std::size_t i = 0; i < sides.size(); ++i) {
    if (sides[i] == mode.sides[i]) continue;
    ++(sides[i] == Side::kink ? slides_ : mode.sides[i] == Side::kink ? releases_ : crossings_);
  }
  set_mode(event.j, kink_mode(sides, problem_.slope, problem_.a[event.j], problem_.gram));
  return true;
}

bool ExponentialFlow::advance(double time) {
  if (!reason_.empty()) return false;
  if (!(time_ < time)) return true;
  Decay at = decay();
  const double limit = time - time_;
  at.reach.assign(z_.cols(), 0);
  for (std::size_t l = 0; l < z_.cols(); ++l) {
    for (std::size_t k = 0; k < z_.cols(); ++k) {
      at.reach[l] += std::fabs(at.eigen.vectors(l, k) * at.start[k]) *
                     decay_integral(at.eigen.values[k], limit);
    }
  }
  const Event event = next_event(at, limit);
  move(at, event.after);
  if (event.after < limit) return pass(event);
  time_ = time;
  return true;
}

bool ExponentialFlow::advance_to(double time, std::size_t most_events) {
  for (std::size_t k = 0; k <= most_events; ++k) {
    if (!advance(time)) return false;
    if (time_ >= time) return true;
  }
  return stop("more events than allowed");
}

}  // namespace claimcheck
