#include "properties/confidence.hpp"

#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("the interval contains the estimate and shrinks") {
  ConfidenceSequence sequence(0.01);
  CHECK(sequence.lower() == 0);
  CHECK(sequence.upper() == 1);
  double width = 1;
  for (int k = 1; k <= 1000; ++k) {
    sequence.add(k % 4 == 0);
    if (k % 250 != 0) continue;
    CHECK(sequence.lower() <= 0.25);
    CHECK(sequence.upper() >= 0.25);
    CHECK(sequence.upper() - sequence.lower() < width);
    width = sequence.upper() - sequence.lower();
  }
  CHECK_FALSE(sequence.excludes(0.25));
  CHECK(sequence.excludes(0.5));
}

TEST_CASE("no failure in n trials excludes what (1 - p)^n would") {
  ConfidenceSequence sequence(0.001);
  for (int k = 0; k < 200; ++k) sequence.add(false);
  CHECK(sequence.lower() == 0);
  CHECK(sequence.upper() > 1 - std::pow(0.001, 1.0 / 200));
  CHECK(sequence.upper() < 0.06);
}

TEST_CASE("ends at certain outcomes") {
  ConfidenceSequence all(0.01);
  for (int k = 0; k < 50; ++k) all.add(true);
  CHECK(all.upper() == 1);
  CHECK(all.lower() > 0.8);
  CHECK(all.excludes(0));
  CHECK_FALSE(all.excludes(1));
}

TEST_CASE("the truth is excluded at any time far less often than the level") {
  // 400 sequences watched after each of 500 trials: at level 0.05, at most 20 errors are expected,
  // and the bound is conservative.
  int errors = 0;
  for (std::uint64_t k = 0; k < 400; ++k) {
    Stream random(17, "coverage", k);
    ConfidenceSequence sequence(0.05);
    bool excluded = false;
    for (int t = 0; t < 500 && !excluded; ++t) {
      sequence.add(random.chance(0.1));
      excluded = sequence.excludes(0.1);
    }
    errors += excluded;
  }
  CHECK(errors <= 20);
  CHECK(errors > 0);  // an interval that never errs would be needlessly wide
}

TEST_CASE("outcomes between 0 and 1 keep the level too") {
  // 1/4 or 3/4 with equal chances: mean 1/2, watched after each of 300 outcomes.
  int errors = 0;
  ConfidenceSequence last(0.05);
  for (std::uint64_t k = 0; k < 200; ++k) {
    Stream random(18, "outcomes", k);
    ConfidenceSequence sequence(0.05);
    bool excluded = false;
    for (int t = 0; t < 300 && !excluded; ++t) {
      sequence.add(random.chance(0.5) ? 0.25 : 0.75);
      excluded = sequence.excludes(0.5);
    }
    errors += excluded;
    last = sequence;
  }
  CHECK(errors <= 10);
  CHECK(last.excludes(0.7));
  CHECK(last.excludes(0.3));
}

TEST_CASE("a level outside (0, 1) is refused") {
  CHECK_THROWS_AS(ConfidenceSequence(0), std::invalid_argument);
  CHECK_THROWS_AS(ConfidenceSequence(1), std::invalid_argument);
}
