#include "core/linear/ball_dot.hpp"

#include <arb.h>

#include <cassert>

namespace claimcheck {
namespace {

// Balls lie in memory as arrays of arb_struct do.
static_assert(sizeof(Ball) == sizeof(arb_struct));

Ball strided(std::span<const Ball> x, const Ball* y, slong y_step) {
  Ball out;
  arb_dot(static_cast<arb_ptr>(out.storage()), nullptr, 0,
          static_cast<arb_srcptr>(x.data()->storage()), 1, static_cast<arb_srcptr>(y->storage()),
          y_step, static_cast<slong>(x.size()), BallPrecision::bits());
  return out;
}

}  // namespace

Ball ball_dot(std::span<const Ball> x, std::span<const Ball> y) {
  assert(x.size() == y.size());
  return x.empty() ? Ball(0) : strided(x, y.data(), 1);
}

Ball ball_dot_reversed(std::span<const Ball> x, std::span<const Ball> y) {
  assert(x.size() == y.size());
  return x.empty() ? Ball(0) : strided(x, &y.back(), -1);
}

}  // namespace claimcheck
