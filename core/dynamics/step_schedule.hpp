// Step sizes alpha_t of gradient descent as a function of the current loss.
#pragma once

#include "core/number/scalar.hpp"

namespace claimcheck {

enum class ScheduleFamily {
  constant,     ///< alpha_t = q
  log_squared,  ///< alpha_t = q log^2(1 / L_t)       (chatterji2021, theorem 1, H4, q = Q_1)
};

template <Scalar R>
struct StepSchedule {
  ScheduleFamily family = ScheduleFamily::constant;
  R q = R(1);  ///< > 0

  /// alpha_t for the loss L_t > 0.
  R step(const R& loss) const {
    return family == ScheduleFamily::constant ? q : q * square(log(loss));
  }
};

}  // namespace claimcheck
