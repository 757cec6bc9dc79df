#include "properties/rare_events.hpp"

#include <numbers>

#include "core/number/tail.hpp"
#include "properties/campaign.hpp"
#include "properties/confidence.hpp"
#include "properties/trials.hpp"
#include "tests/catch.hpp"
#include "tests/properties/toy_claims.hpp"

using namespace claimcheck;

namespace {

using Event = GaussianEvent::Kind;

double two_sided(double t) { return std::erfc(t / std::numbers::sqrt2); }

/// The share of imposed draws on which `also` holds, an event that implies `given`.
double share(const GaussianEvent& given, const GaussianEvent& also, int draws) {
  int count = 0;
  for (int k = 0; k < draws; ++k) {
    Stream random(3, "imposed", static_cast<std::uint64_t>(k));
    Vector<double> g = random.normals(6);
    given.impose(g, random);
    CHECK((given.holds(g) || given.kind == Event::within));  // a border of `within` may round away
    count += also.holds(g) ? 1 : 0;
  }
  return count / static_cast<double>(draws);
}

/// P(|z| < bound) > 1 - allowed, which fails only beyond `threshold`.
AnyClaim small_tail(double bound, double allowed, double threshold) {
  toy::CoinClaim claim = toy::coin(0.125);
  claim.conclusions = {fails_only_in(toy::CoinClaim::Clause::probable(
                                         "C1", "", [allowed](const auto&) { return allowed; },
                                         [bound](const auto& o) {
                                           using R = std::decay_t<decltype(o.coin)>;
                                           return lt(square(o.coin), square(R(bound)));
                                         }),
                                     [threshold](const auto&) {
                                       return RareEvents{1, {{Event::beyond, 0, {1}, threshold}}};
                                     })};
  return claim;
}

}  // namespace

TEST_CASE("a draw given an event has the conditional law") {
  constexpr int draws = 2000;
  const double tolerance = 4 / std::sqrt(4.0 * draws);
  const Vector<double> v = {3, 0, -4};
  CHECK(share({Event::beyond, 1, v, 5}, {Event::beyond, 1, v, 5.1}, draws) ==
        Approx(two_sided(5.1) / two_sided(5)).margin(tolerance));
  for (const double t : {0.01, 2.0}) {
    CHECK(share({Event::within, 1, v, t}, {Event::within, 1, v, t / 2}, draws) ==
          Approx((1 - two_sided(t / 2)) / (1 - two_sided(t))).margin(tolerance));
  }
  for (const std::size_t d : {1, 2, 5}) {
    for (const double t : {0.5, 6.0}) {
      const GaussianEvent given{Event::longer, 1, Vector<double>(d), t};
      const GaussianEvent also{Event::longer, 1, Vector<double>(d), t + 0.1};
      CHECK(share(given, also, draws) ==
            Approx(also.probability() / given.probability()).margin(tolerance));
    }
  }
}

TEST_CASE("what is orthogonal to an event keeps its law") {
  const GaussianEvent given{Event::beyond, 0, {1, 1}, 7};
  double squares = 0;
  for (std::uint64_t k = 0; k < 2000; ++k) {
    Stream random(4, "orthogonal", k);
    Vector<double> g = random.normals(2);
    given.impose(g, random);
    squares += std::pow(g[0] - g[1], 2) / 2;
  }
  CHECK(squares / 2000 == Approx(1).margin(0.13));  // four standard deviations
}

TEST_CASE("weights undo the overlap of events") {
  // Three events on one number, the last within both others, and one on another number.
  const RareEvents rare{2,
                        {{Event::beyond, 0, {1}, 3},
                         {Event::beyond, 0, {-2}, 3.2},
                         {Event::longer, 0, {1}, 3.1},
                         {Event::beyond, 1, {1}, 3}}};
  const Layout layout = Schema<toy::VectorSetting>()
                            .axis("n", 2, 2)
                            .vector("x", &toy::VectorSetting::x, "n")
                            .drawn()
                            .layout();
  double sum = 0;
  constexpr int draws = 4000;
  for (std::uint64_t k = 0; k < draws; ++k) {
    Stream random(5, "overlap", k);
    Document drawn;
    drawn.values = {random.normals(2, 2)};
    sum += rare.impose(layout, drawn, random);
    CHECK(rare.hold(layout, drawn));
  }
  const double exact = 1 - std::pow(1 - two_sided(3), 2);
  CHECK(rare.total() * sum / draws == Approx(exact).epsilon(0.03));
}

TEST_CASE("weighted draws exclude the truth at any time far less often than the level") {
  // P(|z| >= 4 or |z| >= 4.2) by weights 1 and 1/2, watched after each of 300 draws.
  const RareEvents rare{1, {{Event::beyond, 0, {1}, 4}, {Event::beyond, 0, {1}, 4.2}}};
  const Layout layout = toy::coin(0.125).operator AnyClaim().layout;
  const double truth = two_sided(4.1) / rare.total();  // failures are |z| >= 4.1
  int errors = 0;
  for (std::uint64_t run = 0; run < 400; ++run) {
    Stream random(6, "weighted coverage", run);
    ConfidenceSequence sequence(0.05);
    bool excluded = false;
    for (int k = 0; k < 300 && !excluded; ++k) {
      Document drawn;
      drawn.values = {0.5, 0.5, random.normals(1)};
      const double weight = rare.impose(layout, drawn, random);
      const double z = std::get<Vector<double>>(drawn.values[2])[0];
      sequence.add(std::fabs(z) >= 4.1 ? weight : 0);
      excluded = sequence.excludes(truth);
    }
    errors += excluded;
  }
  CHECK(errors <= 20);
}

TEST_CASE("a small delta is decided where the rare events happen") {
  const double failing = two_sided(6);  // 2e-9
  const ClauseRecord met = run_campaign(small_tail(6, 2 * failing, 5.5)).record.conclusions[0];
  CHECK(met.verdict == Verdict::supported);
  REQUIRE(!met.trials.empty());
  CHECK(met.trials[0].trials > 0);
  CHECK(met.trials[0].upper < 2 * failing);
  CHECK(met.trials[0].upper >= failing);
  const ClauseRecord broken = run_campaign(small_tail(6, failing / 2, 5.5)).record.conclusions[0];
  CHECK(broken.verdict == Verdict::refuted);
  CHECK(broken.trials[0].lower <= failing);
}

TEST_CASE("events that are rarer than delta need no draw") {
  const ClauseRecord clause = run_campaign(small_tail(6, 1e-6, 5.5)).record.conclusions[0];
  CHECK(clause.verdict == Verdict::supported);
  REQUIRE(!clause.trials.empty());
  CHECK(clause.trials[0].trials == 0);
  CHECK(clause.trials[0].upper == Approx(two_sided(5.5)).epsilon(1e-6));
}

TEST_CASE("a failure outside the rare events is an error, not evidence") {
  const ClauseRecord clause = run_campaign(small_tail(1, 0.75, 2)).record.conclusions[0];
  CHECK(clause.verdict == Verdict::failed);
  CHECK(clause.note.find("none of its rare events") != std::string::npos);
}

TEST_CASE("events of more numbers than are drawn are refused") {
  const RareEvents rare{1, {{Event::beyond, 1, {1}, 4}}};
  const AnyClaim claim = toy::coin(0.125);
  Document drawn;
  drawn.values = {0.5, 0.5, Vector<double>{0}};
  CHECK_THROWS_AS(rare.hold(claim.layout, drawn), std::invalid_argument);
}
