#include "reports/curves.hpp"

#include <cmath>

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) {
    ++out;
  }
  return out;
}

FigureRecord figure(std::vector<double> y, bool log_y = false) {
  std::vector<double> x;
  for (std::size_t k = 0; k < y.size(); ++k) x.push_back(static_cast<double>(k));
  return {"Loss", "epoch", "loss", false, log_y, {{"m < 5", x, std::move(y)}}};
}

}  // namespace

TEST_CASE("a curve runs from corner to corner of its panel") {
  const std::string text = curve_plot(figure({4, 2, 0})).text;
  CHECK(text.find("points=\"0.0,0.0 500.0,100.0 1000.0,200.0\"") != std::string::npos);
  CHECK(text.find("m &lt; 5") != std::string::npos);
  CHECK(text.find("aria-label=\"Loss: loss by epoch; m &lt; 5 from 4 to 0\"") != std::string::npos);
}

TEST_CASE("a logarithmic axis spaces powers evenly and leaves out what is not positive") {
  CHECK(curve_plot(figure({1, 10, 100}, true)).text.find("500.0,100.0") != std::string::npos);
  CHECK(count(curve_plot(figure({1, 10, 0, 100, 10}, true)).text, "<polyline") == 2);
}

TEST_CASE("what is not finite interrupts a curve") {
  CHECK(count(curve_plot(figure({1, 2, std::nan(""), 1, 2, HUGE_VAL, 3})).text, "<polyline") == 2);
  CHECK(count(curve_plot(figure({std::nan("")})).text, "<polyline") == 0);
  CHECK(count(curve_plot(figure({})).text, "<polyline") == 0);
  CHECK(count(curve_plot(figure({3, 3, 3})).text, "<polyline") == 1);
}

TEST_CASE("deviations are drawn on both sides and widen the axis") {
  FigureRecord with = figure({2, 2, 2});
  with.series[0].deviation = {0, 1, 2};
  const std::string text = curve_plot(with).text;
  CHECK(text.find("curve look0\" points=\"0.0,100.0 500.0,100.0 1000.0,100.0\"") !=
        std::string::npos);
  CHECK(text.find("deviation look0\" points=\"0.0,100.0 500.0,150.0 1000.0,200.0\"") !=
        std::string::npos);
  CHECK(text.find("deviation look0\" points=\"0.0,100.0 500.0,50.0 1000.0,0.0\"") !=
        std::string::npos);
}

TEST_CASE("long series are thinned out") {
  const std::string text = curve_plot(figure(std::vector<double>(1000, 1.0))).text;
  CHECK(count(text, ",100.0") == 200);
}
