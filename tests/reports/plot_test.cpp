#include "reports/plot.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("axis ends are round and hold the margins and zero") {
  CHECK(round_up(0.98) == Approx(1));
  CHECK(round_up(0.2) == Approx(0.2));
  CHECK(round_up(2.1) == Approx(5));
  CHECK(round_up(5e-324) == 5e-324);
  CHECK(round_up(6e-13) == Approx(1e-12));

  const PlotAxis positive = margin_axis({0.1, 0.98});
  CHECK(positive.low == 0);
  CHECK(positive.high == Approx(1));

  const PlotAxis mixed = margin_axis({-1e-9, 0.9});
  CHECK(mixed.low == Approx(-0.25));
  CHECK(mixed.high == Approx(1));

  const PlotAxis negative = margin_axis({-1.5, -0.2});
  CHECK(negative.low == Approx(-2));
  CHECK(negative.high == Approx(0.5));
}

TEST_CASE("an axis exists without finite margins") {
  for (const auto& margins : {std::vector<double>{}, {0, 0}, {HUGE_VAL}, {std::nan("")}}) {
    const PlotAxis axis = margin_axis(margins);
    CHECK(axis.low < axis.high);
  }
}

TEST_CASE("places are finite percentages in the order of their values") {
  const PlotAxis axis{-1, 3};
  CHECK(axis.place(-1) < axis.place(0));
  CHECK(axis.place(1) == Approx(50));
  CHECK(axis.place(HUGE_VAL) == axis.place(3));
  CHECK(axis.place(-HUGE_VAL) == axis.place(-1));
  CHECK(axis.place(std::nan("")) == axis.place(-1));
  CHECK(axis.place(3) <= 100);
  CHECK(axis.place(-1) >= 0);
}

TEST_CASE("failure is marked only where there is one") {
  const std::vector<double> margins = {-0.5, 0, 0.5};
  CHECK(margin_plot("C1", margins, true).text.find("broken") != std::string::npos);
  CHECK(margin_plot("C1", margins, false).text.find("broken") == std::string::npos);
  CHECK(margin_plot("C1", {0, 0.5, 1}, true).text.find("rect class=\"half broken") ==
        std::string::npos);
}

TEST_CASE("a plot says in words what it shows") {
  CHECK(margin_plot("C<1", {-0.5, 0, 0.5}, true)
            .text.find("aria-label=\"Margins of C&lt;1: worst −0.5, lower quartile") !=
        std::string::npos);
  const TrialRecord trial{"", 200, 30, 0.1, 0.12, 0.19, 0.01};
  CHECK(trial_plot(trial, trial_axis({trial}))
            .text.find("Failure rate 0.15, interval from 0.12 to 0.19, allowed 0.1") !=
        std::string::npos);
}

TEST_CASE("an interval is judged against delta") {
  const auto look = [](double lower, double upper) {
    const TrialRecord trial{"", 100, 10, 0.1, lower, upper, 0.01};
    return trial_plot(trial, trial_axis({trial})).text;
  };
  CHECK(look(0.11, 0.3).find("interval broken") != std::string::npos);
  CHECK(look(0.1, 0.3).find("interval open") != std::string::npos);
  CHECK(look(0.01, 0.1).find("interval met") != std::string::npos);
}

TEST_CASE("no trials give no rate") {
  const TrialRecord none{"", 0, 0, 0, 0, 0, 0.01};
  CHECK(failure_rate(none) == 0);
  CHECK(trial_axis({none}).high == 1);
  CHECK(trial_plot(none, trial_axis({none})).text.find("circle") == std::string::npos);
}
