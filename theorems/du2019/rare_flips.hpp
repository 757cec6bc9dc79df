// Flips as rare events: for radii that shrink with delta, what fails only where some unit may flip
// is put to trial there.
#pragma once

#include "properties/rare_events.hpp"
#include "theorems/du2019/pattern_flips.hpp"

namespace claimcheck::du2019 {

/// |w_r(0) . x_i| <= R for every unit r < m and every sample i, which A_ir implies.
inline RareEvents some_unit_may_flip(const UnitInputs<double>& inputs, std::size_t m,
                                     double radius) {
  RareEvents out;
  for (std::size_t r = 0; r < m; ++r) {
    for (std::size_t i = 0; i < inputs.n(); ++i) {
      const auto direction = inputs.directions.row(i);
      out.events.push_back({.kind = GaussianEvent::Kind::within,
                            .first = r * direction.size(),
                            .direction = {direction.begin(), direction.end()},
                            .threshold = radius * (1 + 0x1p-40)});
    }
  }
  return out;
}

}  // namespace claimcheck::du2019
