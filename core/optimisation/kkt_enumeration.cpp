#include "core/optimisation/kkt_enumeration.hpp"

#include "core/linear/elimination.hpp"

namespace claimcheck {
namespace {

/// How one neuron answers the multipliers of the active samples, given its sides.
template <Scalar R>
struct NeuronResponse {
  Matrix<R> share;  ///< k x k: lambda_i phi'_ji as a function of lambda
  Matrix<R> load;   ///< k x k: its part of m y_i f(x_i; W), zero rows at kinks
};

/// (y_i y_q <x_i, x_q>) over the active samples.
template <Scalar R>
Matrix<R> signed_gram_of(const MarginProblem<R>& problem, const std::vector<std::size_t>& active) {
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

using Response = NeuronResponse<Interval>;

/// The next list of sides in counting order; false after the last.
bool advance(std::vector<Side>& side) {
  for (Side& s : side) {
    s = s == Side::negative ? Side::kink : s == Side::kink ? Side::positive : Side::negative;
    if (s != Side::negative) return true;
  }
  return false;
}

bool advance(std::vector<std::size_t>& choice, std::size_t base) {
  for (std::size_t& c : choice) {
    c = (c + 1) % base;
    if (c != 0) return true;
  }
  return false;
}

/// All sides of one neuron on a set of active samples, with its responses.
struct Neurons {
  std::vector<std::vector<Side>> side;
  std::vector<Response> response;

  Neurons(const MarginProblem<Interval>& problem, const std::vector<std::size_t>& active) {
    const Matrix<Interval> t = signed_gram_of(problem, active);
    std::vector<Side> next(active.size(), Side::negative);
    do {
      side.push_back(next);
      response.push_back(neuron_response(t, problem.gamma, next));
    } while (advance(next));
  }

  bool all_at_a_kink(const std::vector<std::size_t>& choice) const {
    for (std::size_t a = 0; a < side[0].size(); ++a) {
      bool all = true;
      for (const std::size_t c : choice) all = all && side[c][a] == Side::kink;
      if (all) return true;
    }
    return false;
  }
};

void collect(const MarginProblem<Interval>& problem, const std::vector<std::size_t>& active,
             std::vector<KktPattern>& out) {
  const Neurons neurons(problem, active);
  const auto m = static_cast<std::size_t>(problem.m1 + problem.m2);
  std::vector<std::size_t> choice(m, 0);
  std::vector<const std::vector<Side>*> side(m);
  std::vector<const Response*> response(m);
  do {
    if (neurons.all_at_a_kink(choice)) continue;
    for (std::size_t j = 0; j < m; ++j) {
      side[j] = &neurons.side[choice[j]];
      response[j] = &neurons.response[choice[j]];
    }
    const auto w = candidate(problem, active, side, response);
    if (!w || certainly_not(w->is_kkt)) continue;
    KktPattern pattern{active, {}};
    for (const std::vector<Side>* s : side) pattern.side.push_back(*s);
    out.push_back(std::move(pattern));
  } while (advance(choice, neurons.side.size()));
}

}  // namespace

std::vector<KktPattern> plausible_kkt_patterns(const MarginProblem<Interval>& problem) {
  std::vector<KktPattern> out;
  for (std::size_t set = 1; set < (std::size_t{1} << problem.samples()); ++set) {
    std::vector<std::size_t> active;
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      if ((set >> i & 1) != 0) active.push_back(i);
    }
    collect(problem, active, out);
  }
  return out;
}

template <Scalar R>
std::optional<KktPoint<R>> kkt_candidate(const MarginProblem<R>& problem,
                                         const KktPattern& pattern) {
  const Matrix<R> t = signed_gram_of(problem, pattern.active);
  std::vector<NeuronResponse<R>> neurons;
  for (const std::vector<Side>& side : pattern.side) {
    neurons.push_back(neuron_response(t, problem.gamma, side));
  }
  std::vector<const std::vector<Side>*> sides;
  std::vector<const NeuronResponse<R>*> responses;
  for (std::size_t j = 0; j < neurons.size(); ++j) {
    sides.push_back(&pattern.side[j]);
    responses.push_back(&neurons[j]);
  }
  return candidate(problem, pattern.active, sides, responses);
}

template <Scalar R>
std::vector<KktPoint<R>> enumerate_kkt_points(const MarginProblem<R>& problem,
                                              const MarginProblem<Interval>& enclosing) {
  std::vector<KktPoint<R>> out;
  for (const KktPattern& pattern : plausible_kkt_patterns(enclosing)) {
    auto w = kkt_candidate(problem, pattern);
    if (w && !certainly_not(w->is_kkt)) out.push_back(std::move(*w));
  }
  return out;
}

template std::optional<KktPoint<double>> kkt_candidate(const MarginProblem<double>&,
                                                       const KktPattern&);
template std::vector<KktPoint<double>> enumerate_kkt_points(const MarginProblem<double>&,
                                                            const MarginProblem<Interval>&);

template std::optional<KktPoint<Interval>> kkt_candidate(const MarginProblem<Interval>&,
                                                         const KktPattern&);
template std::vector<KktPoint<Interval>> enumerate_kkt_points(const MarginProblem<Interval>&,
                                                              const MarginProblem<Interval>&);

template std::optional<KktPoint<Ball>> kkt_candidate(const MarginProblem<Ball>&, const KktPattern&);
template std::vector<KktPoint<Ball>> enumerate_kkt_points(const MarginProblem<Ball>&,
                                                          const MarginProblem<Interval>&);

template std::optional<KktPoint<Rational>> kkt_candidate(const MarginProblem<Rational>&,
                                                         const KktPattern&);
template std::vector<KktPoint<Rational>> enumerate_kkt_points(const MarginProblem<Rational>&,
                                                              const MarginProblem<Interval>&);

template std::optional<KktPoint<Extended>> kkt_candidate(const MarginProblem<Extended>&,
                                                         const KktPattern&);
template std::vector<KktPoint<Extended>> enumerate_kkt_points(const MarginProblem<Extended>&,
                                                              const MarginProblem<Interval>&);

}  // namespace claimcheck
