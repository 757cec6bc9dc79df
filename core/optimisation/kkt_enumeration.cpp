#include "core/optimisation/kkt_enumeration.hpp"

namespace claimcheck {
namespace {

using Response = detail::NeuronResponse<Interval>;

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
    const Matrix<Interval> t = detail::signed_gram(problem, active);
    std::vector<Side> next(active.size(), Side::negative);
    do {
      side.push_back(next);
      response.push_back(detail::neuron_response(t, problem.gamma, next));
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
    const auto w = detail::candidate(problem, active, side, response);
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

}  // namespace claimcheck
