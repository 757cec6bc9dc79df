// All KKT points of the max-margin problem of core/optimisation/kkt_points.hpp, by enumeration.
//
// The points x_i must be linearly independent. Fix the set A of i with lambda_i > 0 and, for every
// neuron, the side of every i in A: positive, negative or at the kink. At a kink <w_j, x_i> = 0
// determines lambda_i phi'_ji from the other shares, since the Gram matrix of the kinked points is
// positive definite. So w_j is linear in lambda, and y_i f(x_i; W) = 1 for i in A is a square
// linear system, positive definite unless some i in A is at the kink of every neuron, and then
// f(x_i; W) = 0. Solving the (1 + 3^m)^n systems and keeping the consistent solutions finds every
// KKT point exactly once: W determines its shares, hence lambda, A and the sides.
//
// Intervals rule out nearly all systems; only the others are solved in the arithmetic asked for.
#pragma once

#include "core/number/interval.hpp"
#include "core/optimisation/kkt_points.hpp"

namespace claimcheck {

/// (1 + 3^m)^n, the number of systems.
inline double kkt_systems(std::size_t n, int m) {
  return std::pow(1 + std::pow(3.0, m), static_cast<double>(n));
}

/// Active samples and the side of each of them for every neuron; the m1 positive neurons first.
struct KktPattern {
  std::vector<std::size_t> active;
  std::vector<std::vector<Side>> side;  ///< m lists over the active samples
};

/// The patterns that intervals do not exclude; a KKT point of any problem enclosed in `problem` has
/// one of them.
std::vector<KktPattern> plausible_kkt_patterns(const MarginProblem<Interval>& problem);

namespace detail {

/// How one neuron answers the multipliers of the active samples, given its sides.
template <Scalar R>
struct NeuronResponse {
  Matrix<R> share;  ///< k x k: lambda_i phi'_ji as a function of lambda
  Matrix<R> load;   ///< k x k: its part of m y_i f(x_i; W), zero rows at kinks
};

/// (y_i y_q <x_i, x_q>) over the active samples.
template <Scalar R>
Matrix<R> signed_gram(const MarginProblem<R>& problem, const std::vector<std::size_t>& active) {
  Matrix<R> t(active.size(), active.size());
  for (std::size_t a = 0; a < active.size(); ++a) {
    for (std::size_t b = 0; b < active.size(); ++b) {
      const std::size_t i = active[a], q = active[b];
      t(a, b) = problem.y[i] * problem.y[q] * problem.gram(i, q);
    }
  }
  return t;
}

/// t is the signed Gram matrix of the active samples.
template <Scalar R>
NeuronResponse<R> neuron_response(const Matrix<R>& t, const R& gamma,
                                  const std::vector<Side>& side) {
  const std::size_t k = side.size();
  NeuronResponse<R> out{Matrix<R>(k, k), Matrix<R>(k, k)};
  const auto slope = [&](std::size_t i) { return side[i] == Side::positive ? R(1) : gamma; };
  std::vector<std::size_t> kinks;
  for (std::size_t i = 0; i < k; ++i) {
    if (side[i] == Side::kink) kinks.push_back(i);
  }
  Matrix<R> kinked(kinks.size(), kinks.size());
  for (std::size_t a = 0; a < kinks.size(); ++a) {
    for (std::size_t b = 0; b < kinks.size(); ++b) kinked(a, b) = t(kinks[a], kinks[b]);
  }
  for (std::size_t q = 0; q < k; ++q) {
    if (side[q] == Side::kink) continue;
    out.share(q, q) = slope(q);
    Vector<R> pull;
    for (const std::size_t i : kinks) pull.push_back(-t(i, q) * out.share(q, q));
    const auto answer = solve_by_elimination(kinked, std::move(pull));
    for (std::size_t a = 0; a < kinks.size() && answer; ++a) out.share(kinks[a], q) = (*answer)[a];
    for (std::size_t i = 0; i < k; ++i) {
      if (side[i] == Side::kink) continue;
      for (std::size_t p = 0; p < k; ++p) out.load(i, q) += t(i, p) * out.share(p, q);
      out.load(i, q) *= slope(i);
    }
  }
  return out;
}

/// The candidate of a pattern, given the responses of its neurons; nothing when its system has a
/// zero pivot or a multiplier that is not positive.
template <Scalar R>
std::optional<KktPoint<R>> candidate(const MarginProblem<R>& problem,
                                     const std::vector<std::size_t>& active,
                                     const std::vector<const std::vector<Side>*>& side,
                                     const std::vector<const NeuronResponse<R>*>& response) {
  const std::size_t n = problem.samples(), m = side.size(), k = active.size();
  Matrix<R> load(k, k);
  for (const NeuronResponse<R>* neuron : response) load = std::move(load) + neuron->load;
  const auto lambda = solve_by_elimination(std::move(load), Vector<R>(k, problem.m()));
  if (!lambda) return std::nullopt;
  KktPoint<R> w{std::vector<int>(m, -1),
                std::vector<int>(m, 1),
                std::vector<bool>(n, false),
                Matrix<Side>(m, n, Side::kink),
                Vector<R>(n, R(0)),
                Matrix<R>(m, n),
                {},
                {},
                Truth::unknown};
  for (std::size_t a = 0; a < k; ++a) {
    if (certainly(less_equal((*lambda)[a], R(0)))) return std::nullopt;
    w.active[active[a]] = true;
    w.lambda[active[a]] = (*lambda)[a];
  }
  for (std::size_t j = 0; j < m; ++j) {
    if (j < static_cast<std::size_t>(problem.m1)) w.sign[j] = 1;
    for (std::size_t a = 0; a < k; ++a) {
      w.side(j, active[a]) = (*side[j])[a];
      w.share(j, active[a]) = dot(response[j]->share.row(a), *lambda);
    }
  }
  complete(problem, w);
  return w;
}

}  // namespace detail

/// The candidates that are not certainly no KKT points; one row a neuron, the m1 positive ones
/// first. In exact arithmetic these are the KKT points. `enclosing` encloses the problem.
template <Scalar R>
std::vector<KktPoint<R>> enumerate_kkt_points(const MarginProblem<R>& problem,
                                              const MarginProblem<Interval>& enclosing) {
  std::vector<KktPoint<R>> out;
  for (const KktPattern& pattern : plausible_kkt_patterns(enclosing)) {
    const Matrix<R> t = detail::signed_gram(problem, pattern.active);
    std::vector<detail::NeuronResponse<R>> neurons;
    for (const std::vector<Side>& side : pattern.side) {
      neurons.push_back(detail::neuron_response(t, problem.gamma, side));
    }
    std::vector<const std::vector<Side>*> sides;
    std::vector<const detail::NeuronResponse<R>*> responses;
    for (std::size_t j = 0; j < neurons.size(); ++j) {
      sides.push_back(&pattern.side[j]);
      responses.push_back(&neurons[j]);
    }
    auto w = detail::candidate(problem, pattern.active, sides, responses);
    if (w && !certainly_not(w->is_kkt)) out.push_back(std::move(*w));
  }
  return out;
}

}  // namespace claimcheck
