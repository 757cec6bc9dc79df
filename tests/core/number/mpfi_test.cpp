// MPFI as an independent oracle: the image of a whole argument, not of single points in it, must
// lie in the enclosures of Interval and of Ball.
#include <mpfi.h>

#include <vector>

#include "core/number/ball.hpp"
#include "tests/catch.hpp"
#include "tests/core/number/inclusion.hpp"

namespace claimcheck {
namespace {

/// An MPFI interval that frees itself.
class Oracle {
 public:
  explicit Oracle(mpfr_prec_t bits) { mpfi_init2(value_, bits); }
  ~Oracle() { mpfi_clear(value_); }
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;
  operator mpfi_ptr() { return value_; }  // NOLINT: passes for one in every call

  void set(const Interval& x) { exact_ends(&value_->left, &value_->right, x); }
  /// Does [low, high] contain it, but for the oracle's own rounding?
  bool inside(mpfr_srcptr low, mpfr_srcptr high) {
    for (int k = 0; k < 8; ++k) {
      mpfr_nextabove(&value_->left);
      mpfr_nextbelow(&value_->right);
    }
    return mpfr_cmp(low, &value_->left) <= 0 && mpfr_cmp(&value_->right, high) <= 0;
  }

 private:
  mpfi_t value_;
};

using Unary = int (*)(mpfi_ptr, mpfi_srcptr);
using Binary = int (*)(mpfi_ptr, mpfi_srcptr, mpfi_srcptr);

struct Case {
  const char* name;
  std::function<Interval(Interval, Interval)> interval;
  std::function<Ball(Ball, Ball)> ball;
  std::function<void(mpfi_ptr, mpfi_srcptr, mpfi_srcptr)> oracle;
};

template <class F>
Case unary(const char* name, F f, Unary oracle) {
  return {name, [f](const Interval& x, const Interval&) { return f(x); },
          [f](const Ball& x, const Ball&) { return f(x); },
          [oracle](mpfi_ptr z, mpfi_srcptr x, mpfi_srcptr) { oracle(z, x); }};
}
template <class F>
Case binary(const char* name, F f, Binary oracle) {
  return {name, f, f, [oracle](mpfi_ptr z, mpfi_srcptr x, mpfi_srcptr y) { oracle(z, x, y); }};
}

const std::vector<Case>& cases() {
  static const std::vector<Case> all = {
      binary(
          "add", [](const auto& x, const auto& y) { return x + y; }, mpfi_add),
      binary(
          "subtract", [](const auto& x, const auto& y) { return x - y; }, mpfi_sub),
      binary(
          "multiply", [](const auto& x, const auto& y) { return x * y; }, mpfi_mul),
      binary(
          "divide", [](const auto& x, const auto& y) { return x / y; }, mpfi_div),
      unary(
          "square", [](const auto& x) { return square(x); }, mpfi_sqr),
      unary(
          "square root", [](const auto& x) { return sqrt(x); }, mpfi_sqrt),
      unary(
          "absolute value", [](const auto& x) { return abs(x); }, mpfi_abs),
      unary(
          "exp", [](const auto& x) { return exp(x); }, mpfi_exp),
      unary(
          "expm1", [](const auto& x) { return expm1(x); }, mpfi_expm1),
      unary(
          "log", [](const auto& x) { return log(x); }, mpfi_log),
      unary(
          "log1p", [](const auto& x) { return log1p(x); }, mpfi_log1p),
      unary(
          "atan", [](const auto& x) { return atan(x); }, mpfi_atan),
      unary(
          "acos", [](const auto& x) { return acos(x); }, mpfi_acos),
      unary(
          "tanh", [](const auto& x) { return tanh(x); }, mpfi_tanh),
      unary(
          "sin", [](const auto& x) { return sin(x); }, mpfi_sin),
      unary(
          "cos", [](const auto& x) { return cos(x); }, mpfi_cos)};
  return all;
}

Ball as_ball(const Interval& x) { return Ball::around(Ball(x.mid()), Ball(x.radius())); }

/// Calls compared; `enclose` gives the ends of the enclosure under test, false when it has none.
template <class Enclose>
int compare(const Case& c, int calls, Enclose enclose) {
  Stream random(23, c.name, 0);
  Oracle x(2200), y(2200), image(600);
  Real low(2200), high(2200);
  int compared = 0;
  for (int k = 0; k < calls; ++k) {
    const Interval a = draw_interval(random), b = draw_interval(random);
    x.set(a);
    y.set(b);
    c.oracle(image, x, y);
    if (mpfi_bounded_p(image) == 0 || !enclose(a, b, low, high)) continue;
    INFO(c.name << " of " << a.text(17) << ", " << b.text(17));
    REQUIRE(image.inside(low, high));
    ++compared;
  }
  return compared;
}

TEST_CASE("intervals contain what MPFI computes at ten times the precision") {
  int total = 0;
  for (const Case& c : cases()) {
    const int compared = compare(c, 3000, [&](const auto& a, const auto& b, auto& low, auto& high) {
      const Interval result = c.interval(a, b);
      if (!result.is_finite()) return false;
      exact_ends(low, high, result);
      return true;
    });
    CHECK(compared > 600);
    total += compared;
  }
  CHECK(total > 30000);
}

// At 40 bits, so that the doubles that bound the ball are finer than its own rounding.
TEST_CASE("balls contain what MPFI computes at ten times the precision") {
  const BallPrecision precision(40);
  for (const Case& c : cases()) {
    const int compared = compare(c, 1000, [&](const auto& a, const auto& b, auto& low, auto& high) {
      const Ball result = c.ball(as_ball(a), as_ball(b));
      if (!result.is_finite()) return false;
      mpfr_set_d(low, result.lower(), MPFR_RNDN);
      mpfr_set_d(high, result.upper(), MPFR_RNDN);
      return true;
    });
    CHECK(compared > 200);
  }
}

}  // namespace
}  // namespace claimcheck
