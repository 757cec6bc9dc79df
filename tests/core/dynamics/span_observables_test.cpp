#include "core/dynamics/span_observables.hpp"

#include "core/dynamics/gram_descent.hpp"
#include "core/dynamics/span_start.hpp"
#include "core/dynamics/spectral_tracker.hpp"
#include "core/dynamics/step_schedule.hpp"
#include "core/linear/spectrum.hpp"
#include "core/network/tangent_gram.hpp"
#include "core/network/two_layer.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Run {
  Matrix<double> x, w;
  SpanStart start;
  GramDescent<ScalarOutput> descent;

  SpanState<double> state() const {
    return {descent.start(), descent.preactivations(), descent.coefficients()};
  }
  Matrix<double> weights() const { return w + product(descent.coefficients(), x); }
};

Run run(std::size_t n, std::size_t m, std::size_t d, double scale, int steps, double step) {
  Stream draw(5, "span observables", 0);
  Matrix<double> x = draw.normal_matrix(n, d), w = draw.normal_matrix(m, d, scale);
  Vector<double> a, y;
  for (std::size_t j = 0; j < m; ++j) a.push_back(draw.sign() / std::sqrt(double(m)));
  for (std::size_t i = 0; i < n; ++i) y.push_back(draw.sign());
  SpanStart start = span_start(x, w);
  const ScalarOutput output({ActivationFamily::leaky_relu, 0.2, 1.0, Kink::right}, a, y,
                            Objective::mean_logistic);
  Run out{x, w, start, {output, start.gram, start.preactivations}};
  for (int t = 0; t < steps; ++t) out.descent.advance(step);
  return out;
}

void check_all(const Vector<double>& found, const Vector<double>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t k = 0; k < found.size(); ++k) {
    CHECK(found[k] == Approx(expected[k]).epsilon(1e-12));
  }
}

}  // namespace

TEST_CASE("norms, distances and projections are those of the rebuilt weights") {
  const Run at = run(7, 9, 20, 0.3, 200, 0.1);
  const Matrix<double> w = at.weights(), moved = w - at.w;
  Vector<double> norms2, distances2;
  for (std::size_t j = 0; j < w.rows(); ++j) {
    norms2.push_back(squared_norm(w.row(j)));
    distances2.push_back(squared_norm(moved.row(j)));
  }
  check_all(squared_norms(at.start.squared_norms, at.state()), norms2);
  check_all(squared_distances(at.state()), distances2);

  Stream draw(6, "direction", 0);
  const Vector<double> v = draw.normals(20);
  check_all(projections(at.w * v, at.x * v, at.descent.coefficients()), w * v);
  const Vector<double>& y = at.descent.output().y();
  check_all(mean_projections(at.descent.preactivations(), y), w * transposed_product(at.x, y));
}

TEST_CASE("the start can be summed over blocks of coordinates") {
  const Run at = run(4, 3, 10, 1, 0, 0);
  SpanStartSum sum(4, 3);
  for (const std::size_t first : {std::size_t{0}, std::size_t{6}}) {
    std::vector<std::size_t> which;
    for (std::size_t k = first; k < (first == 0 ? 6 : 10); ++k) which.push_back(k);
    sum.add(columns(at.x, which), columns(at.w, which));
  }
  check_all(sum.total().gram.entries(), at.start.gram.entries());
  check_all(sum.total().preactivations.entries(), at.start.preactivations.entries());
  check_all(sum.total().squared_norms, at.start.squared_norms);
}

TEST_CASE("pattern changes count certain and doubtful signs apart") {
  Matrix<Ball> a(1, 4), b(1, 4);
  for (std::size_t k = 0; k < 4; ++k) a(0, k) = Ball(1);
  b(0, 0) = Ball(-1);
  b(0, 1) = Ball::between(-1, 1);
  b(0, 2) = Ball(0);
  b(0, 3) = Ball(2);
  const PatternChange change = pattern_change(activation_pattern(a), activation_pattern(b));
  CHECK(change.certain == 1);
  CHECK(change.doubtful == 1);
}

TEST_CASE("the fast tangent Gram matrix is the generic one") {
  const Run at = run(6, 11, 8, 0.5, 50, 0.2);
  const ScalarOutput& output = at.descent.output();
  check_all(tangent_gram(output.a(), output.slopes(), at.start.gram).entries(),
            gradient_gram(output.a(), output.slopes(), at.start.gram).entries());
}

TEST_CASE("the tracked spectral norm is that of the rebuilt weights at every step") {
  // d above and below m / 2: both representations of W(0) W(0)^T.
  for (const std::size_t d : {std::size_t{40}, std::size_t{8}}) {
    Run at = run(6, 24, d, 0.1, 0, 0);
    SpectralTracker tracker(at.w);
    int late_products = 0;
    for (int t = 0; t < 120; ++t) {
      const double tracked = tracker.norm(at.state());
      REQUIRE(tracked == Approx(spectral_norm(at.weights())).epsilon(1e-11));
      if (t % 40 == 0) {
        CHECK(tracked == Approx(tracker.norm_by_decomposition(at.state())).epsilon(1e-11));
      }
      if (t >= 60) late_products += tracker.products();
      at.descent.advance(0.1);
    }
    CHECK(late_products < 60 * 6);
  }
}

TEST_CASE("the log-squared schedule is that of the theorem") {
  const StepSchedule<double> schedule{ScheduleFamily::log_squared, 0.5};
  CHECK(schedule.step(std::exp(-3.0)) == Approx(4.5));
  CHECK((StepSchedule<double>{ScheduleFamily::constant, 0.25}.step(1e-9)) == 0.25);
}
