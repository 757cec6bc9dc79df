#include "core/linear/ball_dot.hpp"

#include <cassert>
#include <optional>
#include <utility>
#include <vector>

#include "core/number/arb_form.hpp"

namespace claimcheck {
namespace {

/// The terms of a sum of products.
struct Terms {
  std::span<const Ball> x, y;
  bool reversed = false;

  std::size_t size() const { return x.size(); }
  std::size_t second(std::size_t k) const { return reversed ? y.size() - 1 - k : k; }
  const DoubleDouble& left(std::size_t k) const { return BallForm::native(x[k]); }
  const DoubleDouble& right(std::size_t k) const { return BallForm::native(y[second(k)]); }
};

/// A sum of numbers in two doubles that runs on without renormalising: the high parts are added
/// with their errors split off, these and the low parts are collected in a second sum, and what
/// that one rounds off is counted.
class Sums {
 public:
  /// Rounds as double_double::product does; not at all when both numbers are doubles.
  void add_product(const DoubleDouble& x, const DoubleDouble& y) {
    const double top = x.high * y.high, top_error = std::fma(x.high, y.high, -top);
    const double cross = std::fma(x.low, y.high, x.high * y.low);
    const bool rounds = x.low != 0 || y.low != 0 || x.radius != 0 || y.radius != 0;
    add(top, top_error + cross, rounds ? 0x1p-103 * std::fabs(top) : 0);
    inherited_ += std::fma(std::fabs(x.high), y.radius, (std::fabs(y.high) + y.radius) * x.radius);
  }
  void add(const RoundedDoubleDouble& x) {
    add(x.ball.high, x.ball.low, x.error);
    inherited_ += x.ball.radius - x.error;
  }
  /// No argument had a radius.
  bool of_points() const { return inherited_ == 0; }

  RoundedDoubleDouble total(std::size_t terms) const {
    const rounding::Split mid = rounding::two_sum(high_, low_);
    // Sums of non-negative numbers, each with a few roundings.
    const double slack = 1 + static_cast<double>(terms + 4) * 0x1p-50;
    return {{mid.value, mid.error, (inherited_ + rounded_) * slack}, rounded_};
  }

 private:
  void add(double high, double low, double error) {
    const rounding::Split top = rounding::two_sum(high_, high);
    const rounding::Split rest = rounding::two_sum(top.error, low);
    const rounding::Split bottom = rounding::two_sum(low_, rest.value);
    high_ = top.value;
    low_ = bottom.value;
    rounded_ += std::fabs(rest.error) + std::fabs(bottom.error) + error;
  }

  double high_ = 0, low_ = 0, inherited_ = 0, rounded_ = 0;
};

/// One operation after the other as long as nothing is rounded, otherwise what is known already.
RoundedDoubleDouble exact_sum(const Terms& terms, const RoundedDoubleDouble& otherwise) {
  RoundedDoubleDouble out;
  for (std::size_t k = 0; k < terms.size(); ++k) {
    out = double_double::sum(out.ball, double_double::product(terms.left(k), terms.right(k)).ball);
    if (!(out.ball.radius == 0)) return otherwise;
  }
  return out;
}

RoundedDoubleDouble native_sum(const Terms& terms) {
  Sums sums;
  for (std::size_t k = 0; k < terms.size(); ++k) sums.add_product(terms.left(k), terms.right(k));
  const RoundedDoubleDouble out = sums.total(terms.size());
  return out.error > 0 && sums.of_points() ? exact_sum(terms, out) : out;
}

/// Balls side by side as Arb wants them; those in its form lend their words.
class ArbRow {
 public:
  explicit ArbRow(std::span<const Ball> balls) : balls_(balls), words_(balls.size()) {
    for (std::size_t k = 0; k < balls.size(); ++k) {
      if (const DoubleDouble* native = BallForm::two_doubles(balls[k])) {
        arb_init(&words_[k]);
        write(&words_[k], *native);
      } else {
        words_[k] = *BallForm::arb(balls[k]);
      }
    }
  }
  ~ArbRow() {
    for (std::size_t k = 0; k < balls_.size(); ++k) {
      if (BallForm::two_doubles(balls_[k]) != nullptr) arb_clear(&words_[k]);
    }
  }
  ArbRow(const ArbRow&) = delete;
  ArbRow& operator=(const ArbRow&) = delete;

  arb_srcptr first() const { return words_.data(); }
  arb_srcptr last() const { return &words_.back(); }

 private:
  std::span<const Ball> balls_;
  std::vector<arb_struct> words_;
};

Ball term_by_term(const Terms& terms) {
  Ball out(0);
  for (std::size_t k = 0; k < terms.size(); ++k) out += terms.x[k] * terms.y[terms.second(k)];
  return out;
}

/// Nothing if a factor is not exact or the sum is too long to be kept.
std::optional<BallParts> exactly(const Terms& terms) {
  if (BallPrecision::exact_bits() <= Ball::native_bits) return std::nullopt;
  Rational out;
  for (std::size_t k = 0; k < terms.size(); ++k) {
    const ExactArgument x(BallForm::parts(terms.x[k]));
    const ExactArgument y(BallForm::parts(terms.y[terms.second(k)]));
    if (!x || !y) return std::nullopt;
    const Rational product = *x * *y;
    if (!BallForm::sums_shortly(out, product)) return std::nullopt;
    out += product;
  }
  return BallForm::kept(std::move(out));
}

Ball dot(const Terms& terms) {
  assert(terms.x.size() == terms.y.size());
  const RoundedDoubleDouble native = native_sum(terms);
  if (BallForm::is_good(native)) return BallForm::from(native.ball);
  if (const auto exact = exactly(terms)) return BallForm::from(*exact);
  if (BallPrecision::bits() <= Ball::native_bits) return term_by_term(terms);
  const ArbRow left(terms.x), right(terms.y);
  ArbResult out;
  arb_dot(out, nullptr, 0, left.first(), 1, terms.reversed ? right.last() : right.first(),
          terms.reversed ? -1 : 1, static_cast<slong>(terms.size()), BallForm::arb_bits());
  return out.take();
}

}  // namespace

Ball ball_dot(std::span<const Ball> x, std::span<const Ball> y) { return dot({x, y, false}); }
Ball ball_dot_reversed(std::span<const Ball> x, std::span<const Ball> y) {
  return dot({x, y, true});
}

Ball ball_squared_norm(std::span<const Ball> x) {
  Sums sums;
  for (const Ball& value : x) sums.add(double_double::square(BallForm::native(value)));
  RoundedDoubleDouble native = sums.total(x.size());
  if (double_double::may_reach_zero(native.ball)) {
    native.ball = double_double::folded_at_zero(native.ball);
  }
  if (BallForm::is_good(native)) return BallForm::from(native.ball);
  if (const auto exact = exactly({x, x, false})) return BallForm::from(*exact);
  Ball out(0);
  for (const Ball& value : x) out += square(value);
  return abs(out);  // rounding a radius up may have taken the sum below 0
}

Ball ball_sum(std::span<const Ball> x) {
  Sums sums;
  for (const Ball& value : x) sums.add({BallForm::native(value), 0});
  const RoundedDoubleDouble native = sums.total(x.size());
  if (BallForm::is_good(native)) return BallForm::from(native.ball);
  Ball out(0);
  for (const Ball& value : x) out += value;
  return out;
}

}  // namespace claimcheck
