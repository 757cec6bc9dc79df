#include "properties/sample.hpp"

#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

struct Seen {
  int equal = 0, antipodal = 0, orthogonal = 0, zero = 0, huge = 0, tiny = 0, integer = 0;
};

Seen structures(int count) {
  Seen seen;
  for (int k = 0; k < count; ++k) {
    Stream random(3, "structures", static_cast<std::uint64_t>(k));
    const Matrix<double> a = sample_matrix(2, 3, anything(), random, 100);
    const double overlap = dot(a.row(0), a.row(1));
    const double norms = squared_norm(a.row(0)) * squared_norm(a.row(1));
    bool same = true, opposite = true, whole = true;
    for (std::size_t j = 0; j < 3; ++j) {
      same = same && a(0, j) == a(1, j);
      opposite = opposite && a(0, j) == -a(1, j);
      whole = whole && a(0, j) == std::nearbyint(a(0, j));
    }
    const double largest = max_abs(a.entries());
    seen.zero += norms == 0;
    seen.equal += same && norms > 0;
    seen.antipodal += opposite && norms > 0;
    seen.orthogonal += overlap == 0 && norms > 0;
    seen.integer += whole && norms > 0;
    seen.huge += largest > 1e4;
    seen.tiny += largest > 0 && largest < 1e-4;
  }
  return seen;
}

}  // namespace

TEST_CASE("samples fit their layout and depend on seed, name and index alone") {
  const AnyClaim claim = toy::coin(0.5);
  for (std::uint64_t k = 0; k < 200; ++k) {
    Stream one(5, "a", k), two(5, "a", k);
    const Document first = sample_setting(claim, one, 60), second = sample_setting(claim, two, 60);
    CHECK(misfit(claim.layout, first).empty());
    CHECK(readable(claim.layout, first) == readable(claim.layout, second));
  }
}

TEST_CASE("matrices show every structure a hostile referee would try") {
  const Seen seen = structures(2000);
  CHECK(seen.equal > 50);
  CHECK(seen.antipodal > 50);
  CHECK(seen.orthogonal > 50);
  CHECK(seen.zero > 50);
  CHECK(seen.integer > 50);
  CHECK(seen.huge > 20);
  CHECK(seen.tiny > 20);
}

TEST_CASE("numbers stay in their domain and visit its ends") {
  const Domain domains[] = {within(-1, 2), strictly_within(0, 1), above_up_to(0, 1),
                            positive(),    at_least(3),           anything()};
  for (const Domain& domain : domains) {
    int at_ends = 0;
    for (std::uint64_t k = 0; k < 500; ++k) {
      Stream random(9, "domain", k);
      const double value = sample_real(domain, random, static_cast<int>(k % 101));
      CHECK(domain.contains(value));
      CHECK(std::isfinite(value));
      at_ends += value == domain.low || value == domain.high;
    }
    const bool closed = (std::isfinite(domain.low) && !domain.open_low) ||
                        (std::isfinite(domain.high) && !domain.open_high);
    CHECK((at_ends > 0) == closed);
  }
}

TEST_CASE("mutation keeps the layout and changes something most of the time") {
  const AnyClaim claim = toy::norms();
  int changed = 0;
  for (std::uint64_t k = 0; k < 300; ++k) {
    Stream random(11, "mutate", k);
    const Document before = sample(claim.layout, random, 50);
    const Document after = mutated(claim, before, random);
    CHECK(misfit(claim.layout, after).empty());
    changed += readable(claim.layout, before) != readable(claim.layout, after);
  }
  CHECK(changed > 200);
}
