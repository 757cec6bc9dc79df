// One step of an ordinary differential equation x' = F(x) at a time, its length chosen so that the
// local error stays below a tolerance: Runge-Kutta-Fehlberg of order 7(8) (Boost.Odeint), in
// double.
#pragma once

#include <functional>

#include "core/linear/matrix.hpp"

namespace claimcheck {

class AdaptiveStep {
 public:
  using State = Vector<double>;
  using Field = std::function<void(const State& x, State& rate)>;

  /// Bounds the estimated local error of x_k by tolerance * max(1, |x_k|).
  /// @throws std::invalid_argument unless tolerance > 0.
  explicit AdaptiveStep(double tolerance);

  /// Moves x forward by at most `most`; the length moved, 0 when no length that double resolves
  /// keeps the tolerance (x is then as before).
  double advance(const Field& field, State& x, double most);
  /// A step of a given length without control.
  void advance_by(const Field& field, State& x, double length);

  /// Estimated |error| of every entry of x in the last step: that of the embedded formula of order
  /// 7, whereas x is that of order 8.
  const State& local_error() const { return error_; }
  double tolerance() const { return tolerance_; }
  /// Length that the next step will try.
  double proposal() const { return length_; }
  void propose(double length) { length_ = length; }

 private:
  double tolerance_, length_ = 1e-3;
  State error_;
};

}  // namespace claimcheck
