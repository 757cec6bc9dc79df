#include "theorems/frei2023/weight_run.hpp"

#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {

void prepare_run(Training& s, Stream& random) {
  prepare_training(s, random);
  if (random.chance(0.6)) place_against_mean(s, random);
  // Long horizons are rare: they cost.
  if (s.X.rows() == 1 && random.chance(0.05)) return;
  s.T = 1 + s.T % (random.chance(0.1) ? 20 : 4);
}

void prepare_rarely_long_run(Training& s, Stream& random) {
  const int horizon = s.T;
  prepare_run(s, random);
  if (s.X.rows() == 1 && s.W.rows() == 1 && random.chance(0.01)) s.T = horizon;
}

}  // namespace claimcheck::frei2023
