#include "core/linear/dot_sign.hpp"

#include <cmath>
#include <vector>

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

TEST_CASE("the sign of an inner product is exact where double rounds it away") {
  Stream random(1, "dot_sign_test", 0);
  for (int round = 0; round < 50; ++round) {
    const double a = random.normal(), b = random.normal();
    const std::vector<double> x = {a, b}, turned = {-b, a};
    CHECK(dot_sign(x, turned) == 0);
    // x . (-b, a + e) = b e, and e has the sign of a.
    const std::vector<double> further = {-b, std::nextafter(a, 2 * a)};
    CHECK(dot_sign(x, further) == (a * b > 0 ? 1 : -1));
    CHECK(dot_sign(x, x) == 1);
    CHECK(dot_sign(x, std::vector<double>{-a, -b}) == -1);
  }
}

TEST_CASE("the sign of an inner product where double has the wrong one") {
  // 3/4 - 9/10 of an ulp of 1, the first of them rounded up to one.
  const std::vector<double> x = {1, 0.75 * 0x1p-52, -1, -0.9 * 0x1p-52}, ones(4, 1.0);
  CHECK(dot_sign(x, ones) == -1);
}

TEST_CASE("the sign of an inner product outside the range of double") {
  CHECK(dot_sign(std::vector<double>{0x1p-600}, std::vector<double>{-0x1p-600}) == -1);
  CHECK(dot_sign(std::vector<double>{0x1p600, 0x1p600}, std::vector<double>{0x1p600, -0x1p600}) ==
        0);
  CHECK(dot_sign(std::vector<double>{0x1p600, -1}, std::vector<double>{0x1p600, 1}) == 1);
  CHECK(dot_sign(std::vector<double>{0, 1}, std::vector<double>{1, 0}) == 0);
}

}  // namespace
}  // namespace claimcheck
