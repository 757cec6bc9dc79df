// All KKT points of the max-margin problem of core/optimisation/kkt_points.hpp, by enumeration.
//
// The points x_i must be linearly independent. Fix the set A of i with lambda_i > 0 and, for every
// neuron, the side of every i in A: positive, negative or at the kink. At a kink <w_j, x_i> = 0
// determines lambda_i phi'_ji from the other shares, since the Gram matrix of the kinked points is
// positive definite. So w_j is linear in lambda, and y_i f(x_i; W) = 1 for i in A is a square
// linear system, positive definite unless some i in A is at the kink of every neuron, and then
// f(x_i; W) = 0. Solving the (1 + 3^m)^n systems and keeping the consistent solutions finds every
// KKT point exactly once: W determines its shares, hence lambda, A and the sides.
#pragma once

#include "core/optimisation/kkt_points.hpp"

namespace claimcheck {

/// (1 + 3^m)^n, the number of systems to solve.
inline double kkt_systems(std::size_t n, int m) {
  return std::pow(1 + std::pow(3.0, m), static_cast<double>(n));
}

namespace detail {

/// How one neuron answers the multipliers of the active samples, given its sides.
template <Scalar R>
struct NeuronResponse {
  std::vector<Side> side;  ///< k, over the active samples
  Matrix<R> share;         ///< k x k: lambda_i phi'_ji as a function of lambda
  Matrix<R> load;          ///< k x k: its part of m y_i f(x_i; W), zero rows at kinks
};

/// t = (y_i y_q <x_i, x_q>) over the active samples.
template <Scalar R>
NeuronResponse<R> neuron_response(const Matrix<R>& t, const R& gamma, std::vector<Side> side) {
  const std::size_t k = side.size();
  NeuronResponse<R> out{std::move(side), Matrix<R>(k, k), Matrix<R>(k, k)};
  const auto slope = [&](std::size_t i) { return out.side[i] == Side::positive ? R(1) : gamma; };
  std::vector<std::size_t> kinks;
  for (std::size_t i = 0; i < k; ++i) {
    if (out.side[i] == Side::kink) kinks.push_back(i);
  }
  Matrix<R> kinked(kinks.size(), kinks.size());
  for (std::size_t a = 0; a < kinks.size(); ++a) {
    for (std::size_t b = 0; b < kinks.size(); ++b) kinked(a, b) = t(kinks[a], kinks[b]);
  }
  for (std::size_t q = 0; q < k; ++q) {
    if (out.side[q] == Side::kink) continue;
    out.share(q, q) = slope(q);
    Vector<R> pull;
    for (const std::size_t i : kinks) pull.push_back(-t(i, q) * out.share(q, q));
    const auto answer = solve_by_elimination(kinked, std::move(pull));
    for (std::size_t a = 0; a < kinks.size() && answer; ++a) out.share(kinks[a], q) = (*answer)[a];
    for (std::size_t i = 0; i < k; ++i) {
      if (out.side[i] == Side::kink) continue;
      for (std::size_t p = 0; p < k; ++p) out.load(i, q) += t(i, p) * out.share(p, q);
      out.load(i, q) *= slope(i);
    }
  }
  return out;
}

template <Scalar R>
class ActiveSet {
 public:
  ActiveSet(const MarginProblem<R>& problem, std::vector<std::size_t> samples)
      : problem_(problem), samples_(std::move(samples)) {
    const std::size_t k = samples_.size();
    Matrix<R> t(k, k);
    for (std::size_t a = 0; a < k; ++a) {
      for (std::size_t b = 0; b < k; ++b) {
        const std::size_t i = samples_[a], q = samples_[b];
        t(a, b) = problem.y[i] * problem.y[q] * problem.gram(i, q);
      }
    }
    std::vector<Side> side(k, Side::negative);
    do {
      responses_.push_back(neuron_response(t, problem.gamma, side));
    } while (advance(side));
  }

  /// Appends the candidates that are not certainly no KKT points.
  void collect(std::vector<KktPoint<R>>& out) const {
    std::vector<std::size_t> choice(static_cast<std::size_t>(problem_.m1 + problem_.m2), 0);
    do {
      if (kinked_everywhere(choice)) continue;
      Matrix<R> load(samples_.size(), samples_.size());
      for (const std::size_t c : choice) load = std::move(load) + responses_[c].load;
      const auto lambda =
          solve_by_elimination(std::move(load), Vector<R>(samples_.size(), problem_.m()));
      if (!lambda || some_negative(*lambda)) continue;
      KktPoint<R> w = candidate(choice, *lambda);
      complete(problem_, w);
      if (!certainly_not(w.is_kkt)) out.push_back(std::move(w));
    } while (advance(choice));
  }

 private:
  static bool advance(std::vector<Side>& side) {
    for (Side& s : side) {
      s = s == Side::negative ? Side::kink : s == Side::kink ? Side::positive : Side::negative;
      if (s != Side::negative) return true;
    }
    return false;
  }
  bool advance(std::vector<std::size_t>& choice) const {
    for (std::size_t& c : choice) {
      c = (c + 1) % responses_.size();
      if (c != 0) return true;
    }
    return false;
  }
  bool kinked_everywhere(const std::vector<std::size_t>& choice) const {
    for (std::size_t a = 0; a < samples_.size(); ++a) {
      bool all = true;
      for (const std::size_t c : choice) all = all && responses_[c].side[a] == Side::kink;
      if (all) return true;
    }
    return false;
  }
  static bool some_negative(const Vector<R>& lambda) {
    for (const R& entry : lambda) {
      if (certainly(less_equal(entry, R(0)))) return true;
    }
    return false;
  }

  KktPoint<R> candidate(const std::vector<std::size_t>& choice, const Vector<R>& lambda) const {
    const std::size_t n = problem_.samples(), m = choice.size();
    KktPoint<R> w{std::vector<int>(m, -1),
                  std::vector<int>(m, 1),
                  std::vector<bool>(n, false),
                  Matrix<Side>(m, n, Side::kink),
                  Vector<R>(n, R(0)),
                  Matrix<R>(m, n),
                  {},
                  {},
                  Truth::unknown};
    for (std::size_t a = 0; a < samples_.size(); ++a) {
      w.active[samples_[a]] = true;
      w.lambda[samples_[a]] = lambda[a];
    }
    for (std::size_t j = 0; j < m; ++j) {
      if (j < static_cast<std::size_t>(problem_.m1)) w.sign[j] = 1;
      const NeuronResponse<R>& response = responses_[choice[j]];
      for (std::size_t a = 0; a < samples_.size(); ++a) {
        w.side(j, samples_[a]) = response.side[a];
        w.share(j, samples_[a]) = dot(response.share.row(a), lambda);
      }
    }
    return w;
  }

  const MarginProblem<R>& problem_;
  std::vector<std::size_t> samples_;
  std::vector<NeuronResponse<R>> responses_;
};

}  // namespace detail

/// The candidates that are not certainly no KKT points; one row a neuron, the m1 positive ones
/// first. In exact arithmetic these are the KKT points.
template <Scalar R>
std::vector<KktPoint<R>> enumerate_kkt_points(const MarginProblem<R>& problem) {
  std::vector<KktPoint<R>> out;
  const std::size_t n = problem.samples();
  for (std::size_t set = 1; set < (std::size_t{1} << n); ++set) {
    std::vector<std::size_t> samples;
    for (std::size_t i = 0; i < n; ++i) {
      if ((set >> i & 1) != 0) samples.push_back(i);
    }
    detail::ActiveSet<R>(problem, std::move(samples)).collect(out);
  }
  return out;
}

}  // namespace claimcheck
