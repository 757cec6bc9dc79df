#include "core/random/stream.hpp"

#include <array>
#include <cmath>

#include "core/number/scalar.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

using Words = std::array<std::uint32_t, 4>;

/// Philox4x32-10 from its definition: Salmon, Moraes, Dror, Shaw (SC 2011), section 3.3.
Words philox(Words c, std::array<std::uint32_t, 2> k) {
  for (int round = 0; round < 10; ++round) {
    const std::uint64_t a = std::uint64_t{0xD2511F53} * c[0], b = std::uint64_t{0xCD9E8D57} * c[2];
    c = {static_cast<std::uint32_t>(b >> 32) ^ c[1] ^ k[0], static_cast<std::uint32_t>(b),
         static_cast<std::uint32_t>(a >> 32) ^ c[3] ^ k[1], static_cast<std::uint32_t>(a)};
    k[0] += 0x9E3779B9;
    k[1] += 0xBB67AE85;
  }
  return c;
}

TEST_CASE("the reference generator gives the published known answers") {
  CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  const std::uint32_t ones = 0xffffffff;
  CHECK(philox({ones, ones, ones, ones}, {ones, ones}) ==
        Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
        Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream is Philox on its key, block by block") {
  CHECK(Stream(0, std::uint64_t{0}, 0).bits() == 0xe169c58d6627e8d5);
  const std::uint64_t seed = 0x0123456789abcdef, key = 0xfedcba9876543210, index = 0x700000005;
  Stream stream(seed, key, index);
  for (std::uint32_t block = 0; block < 4; ++block) {
    const Words w = philox({block, 5, 0x76543210, 0xfedcba98}, {0x89abcdef, 0x01234567 ^ 7});
    CHECK(stream.bits() == ((std::uint64_t{w[1]} << 32) | w[0]));
    CHECK(stream.bits() == ((std::uint64_t{w[3]} << 32) | w[2]));
  }
}

TEST_CASE("streams do not depend on the order in which they are read") {
  Stream a(7, "claim", 0), b(7, "claim", 1);
  const auto a0 = a.bits(), a1 = a.bits(), b0 = b.bits(), b1 = b.bits();
  Stream c(7, "claim", 1), d(7, "claim", 0);
  CHECK(c.bits() == b0);
  CHECK(d.bits() == a0);
  CHECK(c.bits() == b1);
  CHECK(d.bits() == a1);
  CHECK(Stream(8, "claim", 0).bits() != a0);
  CHECK(Stream(7, "clain", 0).bits() != a0);
  CHECK(b0 != a0);
}

TEST_CASE("integers are in range and hit every value; uniforms stay inside (0, 1)") {
  Stream random(1, "stream_test", 0);
  std::array<int, 5> seen{};
  for (int k = 0; k < 5000; ++k) {
    const int value = random.integer(-2, 2);
    REQUIRE(value >= -2);
    REQUIRE(value <= 2);
    ++seen[static_cast<std::size_t>(value + 2)];
    const double u = random.uniform();
    REQUIRE(u > 0);
    REQUIRE(u < 1);
  }
  // 5 sigma of a binomial (5000, 1/5)
  for (const int count : seen) CHECK(std::abs(count - 1000) < 142);
  CHECK(random.below(1) == 0);
  CHECK(random.integer(3, 3) == 3);
}

TEST_CASE("Gaussian draws have the moments of a Gaussian") {
  Stream random(2, "stream_test", 0);
  const Vector<double> x = random.normals(20000, 2);
  double second = 0, fourth = 0;
  for (const double v : x) {
    second += v * v / 4 / 20000;
    fourth += v * v * v * v / 16 / 20000;
  }
  // 5 sigma: variances of v^2 and v^4 are 2 and 96
  CHECK(std::fabs(mean(x)) < 5 * 2 / std::sqrt(20000.0));
  CHECK(std::fabs(second - 1) < 5 * std::sqrt(2 / 20000.0));
  CHECK(std::fabs(fourth - 3) < 5 * std::sqrt(96 / 20000.0));
}

// Newton's correction (Phi(q) - p) / phi(q), enclosed, is the error of q.
TEST_CASE("the Gaussian quantile is right to a few units in the last place") {
  const BallPrecision precision(256);
  double worst = 0;
  std::vector<double> ps = {0x1p-54, 1e-300, 1e-30, 1e-11, 1 - 0x1p-53, 0.075, 0.925, 0.425, 0.575};
  Stream random(3, "stream_test", 0);
  for (int k = 0; k < 300; ++k) ps.push_back(random.uniform());
  for (const double p : ps) {
    const double value = normal_quantile(p);
    const Ball q(value), root2 = sqrt(Ball(2));
    const Ball gap = erfc(-q / root2) / 2 - Ball(p);
    const Ball density = exp(-square(q) / 2) / sqrt(2 * pi<Ball>());
    worst = std::max(worst, std::fabs((gap / density / q).mid()));
  }
  CHECK(worst < 2e-15);
  CHECK(normal_quantile(0.5) == 0);
}

}  // namespace
}  // namespace claimcheck
