#include "properties/experiment.hpp"

#include <atomic>

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

/// Halving: 1, 1/2, 1/4, ...
struct Halving {
  Vector<double> values;
  std::vector<FigureRecord> figures() const {
    return {{"halving", "step", "value", false, true, {{"v", {0, 1, 2}, values}}}};
  }
  std::int64_t runs() const { return 3; }
};

Experiment<Halving> halving() {
  return {.card = {.id = "toy/figure"},
          .run =
              [](const ExperimentScale& scale) {
                scale.breathe();
                const double start = scale.effort == Effort::deep ? 64 : 1;
                return Halving{{start, start / 2, start / 4}};
              },
          .findings = {{"C1", "falls",
                        [](const Halving& h) {
                          return lt(h.values[1], h.values[0]) & lt(h.values[2], h.values[1]);
                        }},
                       {"C2", "at least a half",
                        [](const Halving& h) { return ge(2 * h.values[2], h.values[0]); }}},
          .mutants = {{"rises",
                       {"C1", "", [](const Halving& h) { return gt(h.values[1], h.values[0]); }}}},
          .refuted = {"C2"}};
}

}  // namespace

TEST_CASE("an experiment runs once and its findings are judged on the result") {
  const ClaimRecord record = run_campaign(halving()).record;
  CHECK(record.card.kind == Kind::experiment);
  CHECK(record.as_expected);
  REQUIRE(record.conclusions.size() == 2);
  CHECK(record.conclusions[0].verdict == Verdict::supported);
  CHECK(record.conclusions[0].margins == std::vector<double>{0.5});
  CHECK(record.conclusions[1].verdict == Verdict::refuted);
  CHECK(record.conclusions[1].note == "0.5 >= 1");
  CHECK(record.draws == 3);
  REQUIRE(record.figures.size() == 1);
  CHECK(record.figures[0].series[0].y == std::vector<double>{1, 0.5, 0.25});
}

TEST_CASE("an experiment runs at the scale of the effort") {
  CampaignOptions deep;
  deep.effort = Effort::deep;
  CHECK(run_campaign(halving(), deep).record.figures[0].series[0].y[0] == 64);
}

TEST_CASE("a wrong finding is refuted") {
  const AnyClaim claim = halving();
  const ClaimRecord record = run_campaign(claim.mutated(claim.mutants[0])).record;
  REQUIRE(record.conclusions.size() == 1);
  CHECK(record.conclusions[0].verdict == Verdict::refuted);
}

TEST_CASE("an experiment that throws or finds NaN has failed, an interrupted one stops") {
  Experiment<Halving> broken = halving();
  broken.run = [](const ExperimentScale&) -> Halving { throw std::runtime_error("no data"); };
  const ClaimRecord record = run_campaign(broken).record;
  CHECK_FALSE(record.as_expected);
  CHECK(record.conclusions[0].verdict == Verdict::failed);
  CHECK(record.conclusions[0].note == "no data");

  broken.run = [](const ExperimentScale&) { return Halving{{std::nan(""), 1, 0.5}}; };
  CHECK(run_campaign(broken).record.conclusions[0].verdict == Verdict::failed);

  const std::atomic<bool> stop = true;
  CampaignOptions options;
  options.stop = &stop;
  CHECK_THROWS_AS(run_campaign(halving(), options), Interrupted);
}

TEST_CASE("figures survive the evidence file") {
  ClaimRecord record = run_campaign(halving()).record;
  record.figures[0].series[0].y[1] = HUGE_VAL;
  record.figures[0].series[0].deviation = {0, 0.5, 1};
  const ClaimRecord read = parse_record(record_json(record), "x.json");
  REQUIRE(read.figures.size() == 1);
  CHECK(read.figures[0].title == "halving");
  CHECK(read.figures[0].log_y);
  CHECK_FALSE(read.figures[0].log_x);
  CHECK(read.figures[0].series[0].deviation == std::vector<double>{0, 0.5, 1});
  CHECK(read.figures[0].series[0].name == "v");
  CHECK(read.figures[0].series[0].x == std::vector<double>{0, 1, 2});
  CHECK(read.figures[0].series[0].y == std::vector<double>{1, HUGE_VAL, 0.25});

  record.figures[0].series[0].x.pop_back();
  CHECK_THROWS_AS(parse_record(record_json(record), "x.json"), BadFile);
}
