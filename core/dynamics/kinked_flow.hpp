// Gradient flow W' in -dL(W) of a two-layer network with ReLU or leaky ReLU, first layer trained,
// enclosed in balls: squared, logistic or exponential loss, kinks and sliding included.
//
// A numerical path W~(t) = W(0) + C~ X is kept with exact C~, and a bound e(t) >= |W(t) - W~(t)|_F:
//   inside a region of activation patterns the outputs are linear in W and L is convex, so the flow
//     does not expand distances: e grows only by the defect of each step (ImpulseSeries);
//   at a kink the crossing lies in a short window; on it the velocity lies in the hull of both
//     modes, and e grows by the window's length times that hull's radius;
//   a kink that both sides push towards is slid along (KinkMode), until one side lets go.
// Steps are in progress int sum_i |p_i| dt, so a loss of 1e-12 costs 30 to 100 of them. What
// cannot be decided stops the flow with a reason; more bits of precision decide all but exact ties
// and tangencies.
//
//   KinkedFlow<Interval> flow({gamma, a, y, gram(x), row_products(w, x),
//   Objective::mean_logistic}); if (flow.advance_until_risk(1e-12)) flow.preactivations(),
//   flow.risk(), flow.distances();
// flow_reading.hpp gives the same in the number type of a claim's evaluation.
#pragma once

#include <string>

#include "core/dynamics/impulse_series.hpp"
#include "core/dynamics/kink_mode.hpp"
#include "core/dynamics/span_observables.hpp"
#include "core/dynamics/working_precision.hpp"

namespace claimcheck {

template <Enclosure R>
struct KinkedFlowProblem {
  R slope;          ///< gamma in [0, 1]: slope on the negative side, 0 for ReLU
  Vector<R> a, y;   ///< output weights (m); labels (n), +-1 unless the loss is squared
  Matrix<R> gram;   ///< K = X X^T, n x n
  Matrix<R> start;  ///< Z(0) = W(0) X^T, m x n; an exact zero is a neuron on a kink
  Objective objective;
};

template <Enclosure R>
class KinkedFlow {
 public:
  /// Resolves the kinks on which the start lies. @throws std::invalid_argument on bad shapes.
  explicit KinkedFlow(KinkedFlowProblem<R> problem);

  /// One step forward, at most to `time` (a finite double). False when undecided, see reason().
  /// With a target > 0, also at most until the risk is just below it.
  bool step(double time, double target = 0);
  /// Steps until `time`, or until the risk is certainly and only just below `risk`. False when
  /// undecided or when `most_steps` were not enough; then reason() is empty and the flow can go on.
  bool advance_to(double time, std::size_t most_steps = 1000);
  bool advance_until_risk(double risk, std::size_t most_steps = 1000);
  /// Empty, or why the flow stopped.
  const std::string& reason() const { return reason_; }
  /// Whether certainly more than one flow leaves the start; then reason() says so too.
  bool several() const { return several_; }

  const R& time() const { return time_; }
  Matrix<R> preactivations() const;  ///< enclosure of Z(t)
  Vector<R> outputs() const;         ///< enclosure of f(t)
  Vector<R> pulls() const;           ///< enclosure of -dL/df
  R risk() const;
  /// Numerical C~(t), exact; |W(t) - (W(0) + C~ X)|_F <= error().
  const Matrix<R>& coefficients() const { return c_; }
  const R& error() const { return error_; }
  /// |w_j(t) - w_j(0)| for all j.
  Vector<R> distances() const;
  /// H of f' = H p in the present region (du2019, eq. 6, where no neuron is on a kink).
  const Matrix<R>& tangent_gram() const { return h_; }
  Side side(std::size_t j, std::size_t i) const { return modes_[j].sides[i]; }
  std::size_t crossings() const { return crossings_; }
  std::size_t slides() const { return slides_; }  ///< times that a neuron began to slide
  std::size_t releases() const { return releases_; }

 private:
  struct KinkOf {
    std::size_t j, i;
  };
  struct Change;  // one neuron's new mode after a window
  struct Window;
  struct Stretch;

  bool stop(const std::string& reason);
  // State: enclosures from the exact coefficients.
  void refresh();
  void rebuild_tangent_gram();
  bool resolve_start();
  R slack(std::size_t i) const;
  Vector<R> widened(Vector<R> f, const R& distance) const;
  R tie_residual() const;
  void project_ties();
  R add_rounded(std::size_t j, const R& length, const Vector<R>& direction);
  R time_left(double time) const;
  ImpulseSeries<R> series(const R& left) const;
  R part_until_risk(const ImpulseSeries<R>& series, const R& reach, double target) const;
  R departure(const ImpulseSeries<R>& series, const R& reach) const;
  void move(const ImpulseSeries<R>& series, const R& until);
  // Events: how long every entry certainly keeps its side, and what happens then.
  std::vector<KinkOf> monitored() const;
  Vector<R> pulls_at(const ImpulseSeries<R>& series, const Vector<R>& impulse) const;
  Stretch stretch(const ImpulseSeries<R>& series, const R& from, const R& to) const;
  Truth keeps_side(const Stretch& part, const KinkOf& entry) const;
  R hold(const KinkOf& entry, const Vector<R>& impulse, const Vector<R>& p) const;
  bool falls(const Stretch& part, const KinkOf& entry) const;
  bool approach(const ImpulseSeries<R>& series, const Stretch& part, const KinkOf& entry,
                int& pieces, R& until) const;
  bool first_doubt(const ImpulseSeries<R>& series, const R& from, const R& to, int level,
                   int& pieces, std::vector<KinkOf>& events, R& until) const;
  R certain_until(const ImpulseSeries<R>& series, const R& to, std::vector<KinkOf>& events) const;
  R window_guess(const KinkOf& entry) const;
  bool pass_window(const std::vector<KinkOf>& events);
  bool plan(const std::vector<KinkOf>& events, Window& window) const;
  bool stays(const KinkOf& entry, const Window& window, const R& most) const;
  bool plan_change(const KinkOf& entry, const Window& window, Change& change) const;
  bool plan_release(const Window& window, Change& change) const;
  bool plan_arrival(const Window& window, Change& change) const;
  bool releases_in_time(const Window& window, const Change& change) const;
  void apply(const Window& window);

  KinkedFlowProblem<R> problem_;
  Vector<R> norms_;  // |x_i|
  R output_norm_;    // |a|
  std::vector<KinkMode<R>> modes_;
  Matrix<R> c_, z_, h_;
  Vector<R> f_;
  R error_, time_;
  std::string reason_;
  bool several_ = false;
  int searches_given_up_ = 0;  // that ran out of pieces
  std::size_t crossings_ = 0, slides_ = 0, releases_ = 0;
};

extern template class KinkedFlow<Interval>;
extern template class KinkedFlow<Ball>;

}  // namespace claimcheck
