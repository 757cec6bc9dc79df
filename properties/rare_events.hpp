// Rare events: how a probability clause with a small delta is put to trial.
//
// Let the drawn numbers be g_1, g_2, ... times a deviation, g i.i.d. N(0, 1), and let the clause
// fail only where one of K events of known probability P_k happens,
//   |<g, v_k>| >= t_k |v_k|,   |<g, v_k>| <= t_k |v_k|   or   |g_block| >= t_k.
// Draw k with probability P_k / S, S = sum_k P_k, and g from its law given event k; let N(g) >= 1
// be the number of events that happen. Then, exactly,
//   P(failure) = S E[1{failure} / N],
// and 1{failure} / N lies in [0, 1], so a confidence sequence for its mean judges delta / S in
// place of delta, and S <= delta needs no draw at all (A. B. Owen, Y. Maximov, M. Chertkov,
// Importance sampling the union of rare events, Electronic J. Statistics 13, 2019). Where the
// clause fails elsewhere too, the expectation is a lower bound, so that a refutation never rests on
// the events.
#pragma once

#include <functional>
#include <vector>

#include "core/random/stream.hpp"
#include "properties/claim.hpp"

namespace claimcheck {

/// One event of `direction.size()` consecutive drawn numbers from number `first` on.
struct GaussianEvent {
  enum class Kind {
    beyond,  ///< |<g, v>| >= t |v|
    within,  ///< |<g, v>| <= t |v|
    longer   ///< |g| >= t; the direction's size alone matters
  };
  Kind kind = Kind::beyond;
  std::size_t first = 0;
  Vector<double> direction{};  ///< v, not 0
  double threshold = 0;        ///< t >= 0

  /// By the Gaussian or chi-square law.
  double probability() const;
  bool holds(const Vector<double>& g) const;
  /// Turns a draw g of N(0, I) into one of its law given the event.
  void impose(Vector<double>& g, Stream& random) const;
};

/// Events of one setting, one of which happens wherever the clause fails.
struct RareEvents {
  double deviation = 1;  ///< of the drawn numbers; at 0 they are all 0, and nothing is rare
  std::vector<GaussianEvent> events{};

  /// S, at least the probability that one of them happens.
  double total() const;
  /// True when one of them happens on the draw, or the law never draws it. @throws
  /// std::invalid_argument when the events speak of numbers that the layout does not draw.
  bool hold(const Layout& layout, const Document& drawn) const;
  /// Moves a draw of the claim's law to where one of them happens; returns 1 / N.
  /// @throws std::invalid_argument when that has probability 0, and as above.
  double impose(const Layout& layout, Document& drawn, Stream& random) const;
};

/// What a probability clause allows, together with its rare events. It stands in
/// Clause::allowed_failure, so that clauses without such events need not know of them.
struct RareFailure {
  std::function<double(const Observed&)> allowed;
  std::function<RareEvents(const Observed&)> events;

  double operator()(const Observed& observed) const { return allowed(observed); }
};

/// Null when the clause has none.
const RareFailure* rare_failure(const Clause& clause);

/// The probability clause, which fails only where one of events(observation) happens; `events`
/// takes an Observation<double>.
template <template <class> class Observation, class File, class Events>
ClauseOver<Observation, File> fails_only_in(ClauseOver<Observation, File> clause, Events events) {
  auto& allowed = clause.clause().allowed_failure;
  allowed =
      RareFailure{allowed, [events](const Observed& observed) -> RareEvents {
                    return events(*static_cast<const Observation<double>*>(observed.data.get()));
                  }};
  return clause;
}

}  // namespace claimcheck
