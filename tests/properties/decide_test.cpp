#include "properties/decide.hpp"

#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

namespace claimcheck {
namespace {

struct RootSetting {
  double x = 0, y = 0;
  static Schema<RootSetting> schema() {
    return Schema<RootSetting>().real("x", &RootSetting::x).real("y", &RootSetting::y);
  }
};

/// sqrt(x)^2 and y
template <class R>
struct RootObservation {
  R square_of_root, y;
  explicit RootObservation(const RootSetting& s) : square_of_root(square(sqrt(R(s.x)))), y(s.y) {}
};

AnyClaim square_of_root_at_most_y() {
  return Claim<RootSetting, RootObservation>{
      .card = {.id = "toy/root"},
      .conclusions = {{"C1", "", [](const auto& o) { return le(o.square_of_root, o.y); }}}};
}

ClauseDecision decided(double x, double y, const Precision& precision, const Stakes& stakes = {}) {
  const AnyClaim claim = square_of_root_at_most_y();
  Document setting;
  setting.values = {x, y};
  return decide(claim, setting, precision, false, stakes).conclusions.at(0);
}

TEST_CASE("balls climb from two doubles to the highest precision, which is always reached") {
  const auto climbed = [](int most) {
    std::vector<int> out;
    const Precision precision{true, most};
    for (auto bits = next_bits(0, precision); bits; bits = next_bits(*bits, precision)) {
      out.push_back(*bits);
    }
    return out;
  };
  CHECK(climbed(2048) == std::vector<int>{106, 256, 512, 1024, 2048});
  CHECK(climbed(300) == std::vector<int>{106, 256, 300});
  CHECK(climbed(106) == std::vector<int>{106});
}

TEST_CASE("the first rung that is sure decides") {
  const Precision quick{true, 512};
  const ClauseDecision clear = decided(2, 3, quick);
  CHECK(certainly(clear.outcome.truth));
  CHECK(clear.decided_by.rung == Arithmetic::Rung::interval);

  // Half a unit in the last place apart.
  const ClauseDecision close = decided(0x1.8p0 + 0x1p-52, 0x1.8p0 + 0x1p-51, quick);
  CHECK(certainly(close.outcome.truth));
  CHECK(close.decided_by.precision <= Ball::native_bits);

  const ClauseDecision equal = decided(2, 2, quick);
  CHECK(unknown(equal.outcome.truth));
  CHECK(equal.outcome.consistent);
  CHECK(equal.decided_by.precision == 512);
}

TEST_CASE("a decision may begin above intervals, and says how many arithmetics it took") {
  const AnyClaim claim = square_of_root_at_most_y();
  Document setting;
  setting.values = {2.0, 3.0};
  const Precision quick{true, 512};
  Stakes without;
  without.intervals = false;
  CHECK(decide(claim, setting, quick).rungs == 1);
  const Decision exact = decide(claim, setting, quick, false, without);
  CHECK(exact.rungs == 1);
  CHECK(certainly(exact.conclusions.at(0).outcome.truth));
  CHECK(exact.conclusions.at(0).decided_by.precision == Ball::native_bits);
  setting.values = {2.0, 2.0};
  CHECK(decide(claim, setting, quick).rungs == 3);
  CHECK(decide(claim, setting, quick, false, without).rungs == 2);
}

TEST_CASE("where no certificate is at stake, intervals leave what looks equal open, no more") {
  const Precision quick{true, 512};
  const Stakes none{{}, {Stake::violation}};
  const ClauseDecision equal = decided(2, 2, quick, none);
  CHECK(unknown(equal.outcome.truth));
  CHECK(equal.outcome.close);
  CHECK_FALSE(equal.outcome.consistent);
  CHECK(equal.decided_by.rung == Arithmetic::Rung::interval);
  CHECK(certainly_not(decided(2, 2 - 0x1p-30, quick, none).outcome.truth));
  // Midpoints that speak of a violation are not left alone.
  const auto close_at = [](double mid) {
    const auto relation = le(Interval::around(mid, 0x1p-34), Interval(1));
    return outcome(Judgement<Interval>(relation), false).close;
  };
  CHECK(close_at(1));
  CHECK_FALSE(close_at(1 + 0x1p-40));

  // Both sides are 0: no scale says how near they are.
  const AnyClaim claim = Claim<RootSetting, RootObservation>{
      .card = {.id = "toy/cancellation"},
      .conclusions = {
          {"C1", "", [](const auto& o) { return eq(o.square_of_root - o.y, o.y - o.y); }}}};
  Document setting;
  setting.values = {2.0, 2.0};
  const Decision cancelled = decide(claim, setting, quick, false, none);
  CHECK_FALSE(cancelled.conclusions.at(0).outcome.close);
  CHECK(cancelled.conclusions.at(0).decided_by.precision == 512);
}

TEST_CASE("sides that are 0 by underflow have no margin in double") {
  const AnyClaim claim = Claim<RootSetting, RootObservation>{
      .card = {.id = "toy/underflow"},
      .conclusions = {{"C1", "", [](const auto& o) { return le(exp(o.y), exp(o.y + o.y)); }}}};
  const auto outcome_at = [&](double y) {
    Document setting;
    setting.values = {0.0, y};
    return evaluate(claim, setting).conclusions.at(0).outcome;
  };
  CHECK(outcome_at(-800).undefined());
  CHECK(outcome_at(0).margin == 0);
  CHECK(outcome_at(-5).margin < 0);

  const AnyClaim zeros = square_of_root_at_most_y();
  Document setting;
  setting.values = {0.0, 0.0};
  CHECK(evaluate(zeros, setting).conclusions.at(0).outcome.margin == 0);
}

}  // namespace
}  // namespace claimcheck
