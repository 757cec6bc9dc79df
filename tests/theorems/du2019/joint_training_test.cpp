#include "theorems/du2019/joint_training.hpp"

#include "tests/catch.hpp"

using namespace claimcheck;
using namespace claimcheck::du2019;

TEST_CASE("H does not fall as long as no output weight does, even from equality") {
  // n = 1, one of four units awake: lambda_min(H(0)) = 1/4 = lambda_0 / 2, and a_1 grows.
  const JointTraining<Interval> grows(some_active(1, 4, 0x1p-10, 0x1p-8));
  CHECK(certainly(grows.followed().truth()));
  CHECK(certainly(grows.well_conditioned().truth()));
  // With the residual of the other sign a_1 shrinks, and H with it.
  const JointTraining<Interval> shrinks(some_active(1, 4, 0x1p-2, -0x1p-4));
  CHECK(certainly(shrinks.followed().truth()));
  CHECK(certainly_not(shrinks.well_conditioned().truth()));
}

TEST_CASE("the end of a step tells that weights have left their ball") {
  JointSetting s = some_active(1, 1, 1, 0.5);
  s.delta = 0.5;
  s.t = 0.046875;
  const JointTraining<Interval> leaves(s);
  CHECK(leaves.path->flow.steps().size() == 1);
  CHECK(certainly_not(leaves.weights_near().truth()));
  s.t = 0x1p-10;
  CHECK(certainly(JointTraining<Interval>(s).weights_near().truth()));
}
