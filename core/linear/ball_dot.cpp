#include "core/linear/ball_dot.hpp"

#include <algorithm>
#include <cassert>
#include <deque>
#include <vector>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

/// Balls side by side as Arb wants them; those in its form lend their words.
class ArbRow {
 public:
  explicit ArbRow(std::span<const Ball> balls) {
    words_.reserve(balls.size());
    for (const Ball& ball : balls) words_.push_back(*arb_srcptr(arguments_.emplace_back(ball)));
  }
  arb_srcptr first() const { return words_.data(); }
  arb_srcptr last() const { return &words_.back(); }

 private:
  std::deque<ArbArgument> arguments_;  // own what had to be converted, and stay where they are
  std::vector<arb_struct> words_;
};

/// In two doubles, where a product costs less than its way into Arb's form.
Ball one_by_one(std::span<const Ball> x, std::span<const Ball> y, bool reversed) {
  Ball total(0);
  for (std::size_t k = 0; k < x.size(); ++k) {
    total.add_product(x[k], y[reversed ? y.size() - 1 - k : k]);
  }
  return total;
}

Ball dot(std::span<const Ball> x, std::span<const Ball> y, bool reversed) {
  assert(x.size() == y.size());
  if (x.empty()) return Ball(0);
  const slong bits = BallPrecision::bits();
  if (bits <= Ball::native_bits) return one_by_one(x, y, reversed);
  const ArbRow left(x), right(y);
  ArbResult out;
  arb_dot(out, nullptr, 0, left.first(), 1, reversed ? right.last() : right.first(),
          reversed ? -1 : 1, static_cast<slong>(x.size()), bits);
  return out.take();
}

}  // namespace

Ball ball_dot(std::span<const Ball> x, std::span<const Ball> y) { return dot(x, y, false); }
Ball ball_dot_reversed(std::span<const Ball> x, std::span<const Ball> y) { return dot(x, y, true); }

}  // namespace claimcheck
