#include "core/dynamics/gram_descent.hpp"

#include "core/dynamics/direct_descent.hpp"
#include "core/dynamics/gradient_descent.hpp"
#include "core/dynamics/span_start.hpp"
#include "core/dynamics/step_schedule.hpp"
#include "core/random/stream.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Instance {
  Matrix<double> x, w;
  Vector<double> a, y;
};

Instance instance(std::size_t n, std::size_t m, std::size_t d, double scale) {
  Stream draw(3, "gram descent", n + m + d);
  Instance out{draw.normal_matrix(n, d), draw.normal_matrix(m, d, scale), {}, {}};
  for (std::size_t j = 0; j < m; ++j) {
    out.a.push_back((j % 2 == 0 ? 1 : -1) / std::sqrt(static_cast<double>(m)));
  }
  for (std::size_t i = 0; i < n; ++i) out.y.push_back(draw.sign());
  return out;
}

const Activation<double> smooth{ActivationFamily::smoothed_leaky, 0.1, 1.0, Kink::right};
const Activation<double> relu{ActivationFamily::relu, 1.0, 1.0, Kink::right};

double relative_distance(const Matrix<double>& a, const Matrix<double>& b) {
  return max_abs((a - b).entries()) / max_abs(b.entries());
}

ScalarOutput scalar(const Instance& at, Objective objective, const Activation<double>& phi) {
  return {phi, at.a, at.y, objective};
}
double scalar_risk(const Instance& at, const Activation<double>& phi) {
  return DirectDescent<ScalarOutput>(scalar(at, Objective::mean_logistic, phi), at.x, at.w).risk();
}
SoftmaxOutput softmax(const Instance& at) {
  Stream draw(4, "softmax", 0);
  std::vector<std::size_t> classes;
  for (std::size_t i = 0; i < at.y.size(); ++i) classes.push_back(i % 3);
  return {relu, draw.normal_matrix(3, at.a.size()), classes};
}

/// Runs both forms with `step(descent, t)` and compares pre-activations and rebuilt weights.
template <class Output, class Step>
void check_agreement(const Instance& at, const Output& output, int steps, Step step) {
  const SpanStart start = span_start(at.x, at.w);
  GramDescent<Output> fast(output, start.gram, start.preactivations);
  DirectDescent<Output> direct(output, at.x, at.w);
  const double before = fast.risk();
  for (int t = 0; t < steps; ++t) {
    step(fast, t);
    step(direct, t);
  }
  CHECK(relative_distance(fast.preactivations(), direct.preactivations()) < 1e-13);
  CHECK(relative_distance(at.w + product(fast.coefficients(), at.x), direct.weights()) < 1e-13);
  CHECK(fast.gradient_norm() ==
        Approx(frobenius_norm(direct.gradient())).epsilon(1e-11).margin(1e-13));
  CHECK(fast.risk() < before);
}

}  // namespace

TEST_CASE("after 1000 steps the span form and the direct form agree to 1e-13") {
  const Instance at = instance(10, 24, 40, 0.3);
  for (const Objective objective : {Objective::mean_logistic, Objective::mean_exponential}) {
    check_agreement(at, scalar(at, objective, smooth), 1000,
                    [](auto& descent, int) { descent.advance(0.05); });
  }
  check_agreement(at, scalar(at, Objective::sum_of_squares, relu), 1000,
                  [](auto& descent, int) { descent.advance(0.002); });
}

TEST_CASE("mini-batches and a moving output layer stay in the span") {
  const Instance at = instance(12, 16, 30, 0.3);
  const auto batch_step = [](auto& descent, int t) {
    const std::size_t first = static_cast<std::size_t>(t) % 4;
    const std::vector<std::size_t> batch = {first, first + 4, first + 8};
    descent.advance(0.02, batch);
  };
  check_agreement(at, scalar(at, Objective::mean_logistic, smooth), 300, batch_step);
  check_agreement(at, softmax(at), 300, batch_step);
  const auto joint_step = [](auto& descent, int) { descent.advance_both(0.002, 0.003); };
  check_agreement(at, scalar(at, Objective::sum_of_squares, relu), 300, joint_step);
  check_agreement(at, softmax(at), 300, joint_step);
}

TEST_CASE("a batch of all samples is the full batch") {
  const Instance at = instance(6, 5, 9, 0.5);
  const std::vector<std::size_t> all = {0, 1, 2, 3, 4, 5};
  const SpanStart start = span_start(at.x, at.w);
  for (const Objective objective : {Objective::mean_logistic, Objective::sum_of_squares}) {
    GramDescent<ScalarOutput> full(scalar(at, objective, smooth), start.gram, start.preactivations);
    GramDescent<ScalarOutput> batch = full;
    full.advance(0.1);
    batch.advance(0.1, all);
    CHECK(relative_distance(batch.preactivations(), full.preactivations()) < 1e-14);
  }
}

// The oracle of the directions themselves: central differences of the risk in W and a.
TEMPLATE_TEST_CASE("directions are minus the gradient of the risk", "", ScalarOutput,
                   SoftmaxOutput) {
  const Instance at = instance(5, 4, 6, 0.7);
  const auto output = [&] {
    if constexpr (std::is_same_v<TestType, ScalarOutput>) {
      return scalar(at, Objective::mean_logistic, smooth);
    } else {
      return softmax(at);
    }
  }();
  const DirectDescent<TestType> here(output, at.x, at.w);
  const Matrix<double> gradient = here.gradient();
  const double h = 1e-6;
  for (std::size_t k = 0; k < at.w.entries().size(); k += 5) {
    Matrix<double> up = at.w, down = at.w;
    up.entries()[k] += h;
    down.entries()[k] -= h;
    const double slope = (DirectDescent<TestType>(output, at.x, up).risk() -
                          DirectDescent<TestType>(output, at.x, down).risk()) /
                         (2 * h);
    CHECK(gradient.entries()[k] == Approx(slope).epsilon(1e-6).margin(1e-9));
  }
  auto moved = here.output();
  auto v = moved.output_direction(here.preactivations());
  moved.move_outputs(h, v);
  moved.read(here.preactivations());
  const double norm2 = [&] {
    if constexpr (std::is_same_v<TestType, ScalarOutput>) {
      return squared_norm(v);
    } else {
      return squared_norm(v.entries());
    }
  }();
  CHECK((here.risk() - moved.risk()) / h == Approx(norm2).epsilon(1e-4));
}

TEST_CASE("the fast engine and the generic one take the same steps") {
  const Instance at = instance(4, 6, 8, 0.4);
  const SpanStart start = span_start(at.x, at.w);
  GramDescent<ScalarOutput> fast(scalar(at, Objective::mean_logistic, smooth), start.gram,
                                 start.preactivations);
  GradientDescent<double> generic(smooth, at.a, at.y, start.gram, start.preactivations, 0.3);
  for (int t = 0; t < 100; ++t) {
    fast.advance(0.3);
    generic.advance();
  }
  CHECK(relative_distance(fast.preactivations(), generic.preactivations()) < 1e-14);
  CHECK(relative_distance(fast.coefficients(), generic.coefficients()) < 1e-13);
  CHECK(fast.risk() == Approx(generic.risk()).epsilon(1e-13));
}

TEST_CASE("the generic engine takes mini-batch steps and steps on both layers") {
  const Instance at = instance(6, 5, 9, 0.5);
  const SpanStart start = span_start(at.x, at.w);
  const std::vector<std::size_t> batch = {1, 4};
  for (const Objective objective : {Objective::mean_logistic, Objective::sum_of_squares}) {
    GramDescent<ScalarOutput> fast(scalar(at, objective, smooth), start.gram, start.preactivations);
    GradientDescent<double> generic(smooth, at.a, at.y, start.gram, start.preactivations, 1,
                                    objective);
    for (int t = 0; t < 50; ++t) {
      fast.advance(0.02, batch);
      generic.advance(0.02, batch);
      fast.advance_both(0.01, 0.015);
      generic.advance_both(0.01, 0.015);
    }
    CHECK(relative_distance(generic.preactivations(), fast.preactivations()) < 1e-13);
    CHECK(max_abs(generic.output_weights()) == Approx(max_abs(fast.output().a())).epsilon(1e-13));
  }
}

// chatterji2021, theorem 1: huberised ReLU and alpha_t = Q_1 log^2(1 / L_t).
TEST_CASE("a schedule that follows the loss takes the same steps in both forms") {
  const Activation<double> huber{ActivationFamily::huberized_relu, 1.0, 0.25, Kink::right};
  const StepSchedule<double> schedule{ScheduleFamily::log_squared, 0.3};
  const Instance at = instance(6, 16, 12, 0.2);  // L(0) near log 2
  check_agreement(at, scalar(at, Objective::mean_logistic, huber), 300,
                  [&](auto& descent, int) { descent.advance(schedule.step(descent.risk())); });
  const SpanStart start = span_start(at.x, at.w);
  GradientDescent<double> generic(huber, at.a, at.y, start.gram, start.preactivations, 1);
  const double first = schedule.step(generic.risk());
  for (int t = 0; t < 300; ++t) generic.advance(schedule.step(generic.risk()));
  CHECK(first == Approx(0.3 * square(std::log(1 / scalar_risk(at, huber)))));
  CHECK(schedule.step(generic.risk()) > 4 * first);  // steps lengthen as the loss falls
}

TEST_CASE("results do not depend on the number of threads") {
  const Instance at = instance(20, 200, 30, 0.2);
  const SpanStart start = span_start(at.x, at.w);
  const ScalarOutput output = scalar(at, Objective::mean_logistic, smooth);
  GramDescent<ScalarOutput> one(output, start.gram, start.preactivations, 1);
  GramDescent<ScalarOutput> three(output, start.gram, start.preactivations, 3);
  for (int t = 0; t < 20; ++t) {
    one.advance(0.1);
    three.advance(0.1);
  }
  CHECK(one.preactivations().entries() == three.preactivations().entries());
  CHECK(one.output().outputs() == three.output().outputs());
}

TEST_CASE("shapes are checked") {
  const Instance at = instance(3, 2, 4, 1);
  const SpanStart start = span_start(at.x, at.w);
  const ScalarOutput output = scalar(at, Objective::mean_logistic, smooth);
  CHECK_THROWS_AS(GramDescent<ScalarOutput>(output, Matrix<double>(2, 2), start.preactivations),
                  std::invalid_argument);
  CHECK_THROWS_AS(GramDescent<ScalarOutput>(output, start.gram, Matrix<double>(5, 3)),
                  std::invalid_argument);
  CHECK_THROWS_AS(ScalarOutput(smooth, {}, at.y, Objective::mean_logistic), std::invalid_argument);
  CHECK_THROWS_AS(SoftmaxOutput(relu, Matrix<double>(2, 2), {0, 2}), std::invalid_argument);
}
