// frei2023, section 3 and appendix D: gradient flow of the leaky ReLU network on its data, enclosed
// in balls and read at chosen times.
#pragma once

#include "core/dynamics/flow_reading.hpp"
#include "core/dynamics/gram_descent.hpp"
#include "theorems/frei2023/section_3.hpp"

namespace claimcheck::frei2023 {

/// Data, the network (2) and W(0), which lies in the span of the data: a part outside it never
/// moves and changes no output.
struct FlowStart : LabelledGram {
  std::vector<int> sign;  ///< s_j, output weights s_j / sqrt(m)
  Matrix<double> Z;       ///< m x n, <w_j(0), x_i>
  LossFamily loss = LossFamily::logistic;
};

template <class Setting>
Schema<Setting> flow_start_schema(int most_samples, int least_neurons, int most_neurons) {
  return labelled_gram_schema<Setting>(most_samples)
      .axis("m", least_neurons, most_neurons)
      .signs("sign", &FlowStart::sign, "m")
      .matrix("Z", &FlowStart::Z, "m", "n")
      .choice("loss", static_cast<LossFamily Setting::*>(&FlowStart::loss),
              {LossFamily::logistic, LossFamily::exponential}, {"logistic", "exponential"});
}

/// What the clauses say of one time.
template <Scalar R>
struct FlowState {
  R time, risk;
  R G;          ///< mean of g_i = -l'(q_i)
  R gradient2;  ///< |grad L|_F^2 of the selection that the flow follows
  Vector<R> q;  ///< y_i f(x_i; W)
  Matrix<R> Z;  ///< m x n, <w_j, x_i>
  Matrix<R> H;  ///< n x n, the outputs follow f' = H p

  /// In place of a time that the flow did not reach: nothing is known. Another arithmetic may reach
  /// it and decide the hypotheses, so zeros could pass for a violation.
  FlowState(std::size_t m, std::size_t n)
      : time(unread<R>()),
        risk(unread<R>()),
        G(unread<R>()),
        gradient2(unread<R>()),
        q(n, unread<R>()),
        Z(m, n, unread<R>()),
        H(n, n, unread<R>()) {}
};

/// The flow from its start: enclosed by KinkedFlow, for Ball in the bits in force, at most 96, for
/// the other types in intervals, whose error is far below the margins of the claims.
template <Scalar R>
class LeakyFlow {
 public:
  explicit LeakyFlow(const FlowStart& s);

  /// False when the start has several flows, or when the solver has given up, needs too many steps
  /// or knows the outputs to less than three digits.
  bool followed() const { return arrived_; }
  /// Both keep followed() up to date and return it. A time that is not finite is not reached. The
  /// second stops at the time `latest` at the latest, however large the risk is then.
  bool advance_to(double time);
  bool advance_until_risk(double risk, double latest = 1e300);

  double time() const { return flow_.time().mid(); }
  double risk() const { return flow_.risk().mid(); }
  Side side(std::size_t j, std::size_t i) const { return flow_.side(j, i); }
  /// Crossings, slides and releases so far.
  std::size_t events() const;
  FlowState<R> state() const;

 private:
  void step(double time, double risk);

  KinkedFlow<FlowNumber<R>> flow_;
  std::vector<int> y_;
  double length_;  // R_max, at least
  bool arrived_ = true;
};

/// For the search only: gradient descent in steps that move no margin by more than 1/20.
template <>
class LeakyFlow<double> {
 public:
  explicit LeakyFlow(const FlowStart& s);

  bool followed() const { return arrived_; }
  bool advance_to(double time);
  bool advance_until_risk(double risk, double latest = 1e300);

  double time() const { return time_; }
  double risk() const { return descent_.risk(); }
  /// On the kink when much smaller than the other pre-activations.
  Side side(std::size_t j, std::size_t i) const;
  std::size_t events() const { return 0; }
  FlowState<double> state() const;

 private:
  double longest_step() const;

  GramDescent<ScalarOutput> descent_;
  double squared_length_;  // R_max^2
  double time_ = 0;
  bool arrived_ = true;
};

/// approach_d3, and starts at zero, on kinks, aligned with the labels or against them, of sizes
/// 2^-10 to 2^3.
void place_start(FlowStart& s, Stream& random);

}  // namespace claimcheck::frei2023
