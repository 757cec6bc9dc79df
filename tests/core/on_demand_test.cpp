#include "core/on_demand.hpp"

#include <memory>

#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("a value on demand is made when it is first read, and once") {
  int made = 0;
  const OnDemand<std::unique_ptr<int>> value([&] { return std::make_unique<int>(++made); });
  CHECK(made == 0);
  CHECK(**value == 1);
  CHECK(*value->get() == 1);
  CHECK(made == 1);
}
