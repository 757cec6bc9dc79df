#include "core/optimisation/alternative.hpp"

#include <stdexcept>

#include "core/optimisation/certificates.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

namespace claimcheck {
namespace {

struct Inequalities {
  Matrix<Rational> a;
  Vector<Rational> b;
};

Inequalities draw(Stream& random) {
  const auto m = static_cast<std::size_t>(random.integer(1, 7));
  const auto d = static_cast<std::size_t>(random.integer(1, 4));
  Inequalities out{Matrix<Rational>(m, d), Vector<Rational>(m)};
  for (Rational& entry : out.a.entries()) entry = random.integer(-3, 3);
  for (Rational& entry : out.b) entry = random.integer(-4, 4);
  return out;
}

TEST_CASE("either a point or multipliers, and the certificate decides which") {
  Stream random(1, "alternative_test", 0);
  int feasible_systems = 0, refuted_systems = 0;
  for (int k = 0; k < 300; ++k) {
    const auto [a, b] = draw(random);
    const Alternative found = feasible_or_refuted(a, b);
    REQUIRE(found.point.has_value() != found.multipliers.has_value());
    if (found.point) {
      CHECK(certainly(feasible(a, b, *found.point).truth()));
      ++feasible_systems;
    } else {
      CHECK(certainly(refutes_feasibility(a, b, *found.multipliers).truth()));
      ++refuted_systems;
    }
  }
  CHECK(feasible_systems > 50);
  CHECK(refuted_systems > 50);
}

TEST_CASE("separability: exclusive or on a line, opposite points, a degenerate cycle") {
  const auto ones = [](std::size_t m) { return Vector<Rational>(m, Rational(1)); };
  Matrix<Rational> same_side(2, 1);
  same_side(0, 0) = 1;
  same_side(1, 0) = 3;
  const Alternative separated = feasible_or_refuted(same_side, ones(2));
  REQUIRE(separated.point);
  CHECK(certainly(strictly_feasible(same_side, Vector<Rational>(2), *separated.point).truth()));
  Matrix<Rational> opposite = same_side;
  opposite(1, 0) = -3;
  const Alternative mixed = feasible_or_refuted(opposite, ones(2));
  REQUIRE(mixed.multipliers);
  CHECK(certainly(refutes_separation(opposite, *mixed.multipliers).truth()));
  // Repeated and zero rows: every ratio ties.
  Matrix<Rational> degenerate(6, 3);
  for (std::size_t i = 0; i < 5; ++i) degenerate(i, i % 3) = i < 3 ? 1 : -1;
  CHECK(feasible_or_refuted(degenerate, Vector<Rational>(6)).point.has_value());
  CHECK(feasible_or_refuted(degenerate, ones(6)).multipliers.has_value());
}

TEST_CASE("wrong certificates are refused") {
  Matrix<Rational> a(2, 1);
  a(0, 0) = 1;
  a(1, 0) = -1;
  const Vector<Rational> b = {1, 0};  // x >= 1 and -x >= 0
  CHECK(certainly(refutes_feasibility(a, b, Vector<Rational>{1, 1}).truth()));
  CHECK(certainly_not(refutes_feasibility(a, b, Vector<Rational>{1, 2}).truth()));
  CHECK(certainly_not(refutes_feasibility(a, b, Vector<Rational>{-1, -1}).truth()));
  CHECK(certainly_not(refutes_feasibility(a, b, Vector<Rational>{0, 0}).truth()));
  CHECK(certainly_not(
      refutes_feasibility(a, Vector<Rational>{1, -1}, Vector<Rational>{1, 1}).truth()));
  CHECK(certainly_not(refutes_separation(a, Vector<Rational>{0, 0}).truth()));
  CHECK(certainly_not(feasible(a, b, Vector<Rational>{1}).truth()));
  CHECK(certainly_not(strictly_feasible(a, Vector<Rational>{1, -1}, Vector<Rational>{1}).truth()));
  CHECK(certainly(feasible(a, Vector<Rational>{1, -1}, Vector<Rational>{1}).truth()));
  CHECK_THROWS_AS(feasible_or_refuted(a, Vector<Rational>{1}), std::invalid_argument);
}

}  // namespace
}  // namespace claimcheck
