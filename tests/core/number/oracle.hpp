// Exact containment, decided by integer arithmetic and not by the code under test.
#pragma once

#include <flint/fmpq.h>

#include <vector>

#include "core/number/arb_form.hpp"
#include "core/number/rational.hpp"

namespace claimcheck {

/// Does the ball contain the fraction?
inline bool encloses(const Ball& x, const Rational& exact) {
  fmpq_t q;
  fmpq_init(q);
  fmpq_set_str(q, exact.text().c_str(), 10);
  const bool inside = arb_contains_fmpq(ArbArgument(x), q) != 0;
  fmpq_clear(q);
  return inside;
}

/// Doubles where arithmetic changes its behaviour.
inline std::vector<double> edge_values() {
  const std::vector<double> positive = {0.0,
                                        0x1p-1074,
                                        0x1.fffffffffffffp-1023,
                                        0x1p-1022,
                                        0x1p-537,
                                        1e-20,
                                        0.1,
                                        0.5,
                                        0x1.fffffffffffffp-1,
                                        1.0,
                                        0x1.0000000000001p0,
                                        1.5,
                                        3.0,
                                        0x1p53,
                                        0x1.fffffffffffffp60,
                                        1e160,
                                        0x1.fffffffffffffp1023};
  std::vector<double> out = positive;
  for (const double x : positive) out.push_back(-x);
  return out;
}

}  // namespace claimcheck
