// Where the preparation of frei2023's settings puts them.

#include "theorems/frei2023/prepare.hpp"

#include <cmath>

#include "tests/catch.hpp"
#include "theorems/frei2023/assumptions.hpp"

namespace claimcheck::frei2023 {
namespace {

constexpr int settings = 200;

Training random_training(Stream& random) {
  Training s;
  const std::size_t n = 2 + random.below(3), m = 1 + random.below(3), d = 2 + random.below(4);
  s.X = random.normal_matrix(n, d);
  for (std::size_t i = 0; i < n; ++i) s.y.push_back(random.sign());
  for (std::size_t j = 0; j < m; ++j) s.sign.push_back(random.sign());
  s.phi = leaky_smooth_families[random.below(leaky_smooth_families.size())];
  s.gamma = random.chance(0.5) ? 1 : random.uniform(0.1, 1);
  s.W = random.normal_matrix(m, d);
  return s;
}

/// How many of the prepared settings certainly satisfy each assumption, and how many of those do so
/// with (nearly) equality.
struct Count {
  int inside = 0, on_border = 0;

  void add(const Judgement<Ball>& judgement) {
    if (!certainly(judgement.truth())) return;
    ++inside;
    on_border += judgement.margin() < 1e-12 ? 1 : 0;
  }
};

}  // namespace

TEST_CASE("frei2023: last_inside finds the last double on which a condition holds") {
  const auto holds = [](double x) { return less_equal(3 * Rational(x), Rational(1)); };
  const double last = last_inside(0.25, 1, holds);
  CHECK(certainly(holds(last)));
  CHECK(certainly_not(holds(std::nextafter(last, 1))));
}

TEST_CASE("frei2023: prepared settings lie inside the assumptions and on their borders") {
  const BallPrecision precision(256);
  Count data, step, initialisation, event;
  int zero_data = 0;
  for (std::uint64_t k = 0; k < settings; ++k) {
    Stream random(1, "frei2023 prepare", k);
    Training s = random_training(random);
    prepare_training(s, random);
    REQUIRE(s.X.rows() <= s.X.cols());
    REQUIRE(s.X.rows() == s.y.size());
    const Network<Ball> net(s);
    const Ball log_term = log(4 * net.m / Ball(s.delta)), omega(s.omega_init), alpha(s.alpha);
    if (!certainly(samples_are_not_zero(net.x).truth())) ++zero_data;
    data.add(nearly_orthogonal(net.K, net.gamma));
    step.add(step_is_short(net, alpha));
    initialisation.add(initialisation_is_small(net, alpha, omega, log_term));
    event.add(initial_norms_are_small(net, omega, log_term));
  }
  CHECK(zero_data == 0);
  for (const Count& count : {data, step, initialisation, event}) {
    CHECK(count.inside > 0.6 * settings);
    CHECK(count.on_border > 0.1 * settings);
  }
  for (const Count& count : {data, step, initialisation}) CHECK(count.inside < settings);
}

TEST_CASE("frei2023: prepared data has several samples, of norms up to ten times apart") {
  int several = 0, unequal = 0, far_apart = 0, admissible = 0;
  for (std::uint64_t k = 0; k < settings; ++k) {
    Stream random(1, "frei2023 sizes", k);
    NetworkOnData s = random_training(random);
    const std::size_t n = 1 + random.below(3), d = 1 + random.below(2);
    s.X = random.normal_matrix(n, d);
    s.y.assign(n, 1);
    s.W = random.normal_matrix(s.sign.size(), d);
    make_nearly_orthogonal(s, random);
    REQUIRE(s.X.rows() <= s.X.cols());
    REQUIRE(s.X.rows() == s.y.size());
    REQUIRE(s.W.cols() == s.X.cols());
    if (!certainly(nearly_orthogonal(gram(s.X), s.gamma).truth())) continue;
    const double ratio = data_geometry(gram(s.X)).squared_ratio();
    ++admissible;
    several += s.X.rows() > 1 ? 1 : 0;
    unequal += ratio > 1.21 ? 1 : 0;
    far_apart += ratio > 90 ? 1 : 0;
  }
  CHECK(admissible > settings / 2);
  CHECK(several > 0.6 * admissible);
  CHECK(unequal > 0.3 * admissible);
  CHECK(far_apart > 0.03 * admissible);
}

TEST_CASE("frei2023: data that is nearly orthogonal already is mostly kept") {
  int kept = 0, held = 0;
  for (std::uint64_t k = 0; k < settings; ++k) {
    Stream random(1, "frei2023 keep", k);
    NetworkOnData s = random_training(random);
    make_nearly_orthogonal(s, random);
    if (!certainly(nearly_orthogonal(gram(s.X), s.gamma).truth())) continue;
    ++held;
    const Matrix<double> before = s.X;
    make_nearly_orthogonal(s, random);
    kept += before.entries() == s.X.entries() ? 1 : 0;
  }
  CHECK(held > settings / 2);
  CHECK(kept > 0.6 * held);
  CHECK(kept < held);
}

}  // namespace claimcheck::frei2023
