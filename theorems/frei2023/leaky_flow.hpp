// frei2023, section 3 and appendix D: gradient flow of the leaky ReLU network on its data, enclosed
// in balls and read at chosen times.
#pragma once

#include "core/dynamics/flow_reading.hpp"
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

/// Flows in more steps than this are given up, and their settings are not admitted.
inline constexpr std::size_t most_flow_steps = 3000;

/// Bits for a flow whose reading is of type R: those in force for Ball, at most 96; otherwise 36,
/// which leave an error far below the margins of the claims in a fifth of the time of 96.
template <Scalar R>
int leaky_flow_bits() {
  return std::same_as<R, Ball> ? std::min(BallPrecision::bits(), 96) : 36;
}

/// The flow from its start, at the precision of balls in force; see docs/dynamics.md.
KinkedFlow leaky_flow(const FlowStart& s);

/// What the clauses say of one time.
template <Scalar R>
struct FlowState {
  R time, risk;
  R G;          ///< mean of g_i = -l'(q_i)
  R gradient2;  ///< |grad L|_F^2 of the selection that the flow follows
  Vector<R> q;  ///< y_i f(x_i; W)
  Matrix<R> Z;  ///< m x n, <w_j, x_i>

  /// Zeros, in place of a time that the flow did not reach.
  FlowState(std::size_t m, std::size_t n)
      : time(0), risk(0), G(0), gradient2(0), q(n, R(0)), Z(m, n) {}
  FlowState(const KinkedFlow& flow, const std::vector<int>& y);
};

/// (sqrt(2) R_min gamma / (3 R sqrt(n)) G)^2, the square of the right-hand side of (15).
template <Scalar R>
R proxy_pl_bound(const Data<R>& x, const R& G) {
  return 2 * square(x.gamma * x.R2_min * G) / (9 * x.R2_max * x.n);
}

/// approach_d3, and starts at zero, on kinks, aligned with the labels or against them, of sizes
/// 2^-10 to 2^3.
void place_start(FlowStart& s, Stream& random);

}  // namespace claimcheck::frei2023
