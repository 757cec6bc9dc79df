// What certainty costs: the same formulas in double, on the first rung (Interval) and in balls.
#include <benchmark/benchmark.h>

#include "core/dynamics/gradient_descent.hpp"
#include "core/linear/spectrum.hpp"
#include "core/random/stream.hpp"

namespace claimcheck {
namespace {

/// Ball precision of this thread for one benchmark; nothing to set for the other types.
template <class R>
struct Setup {
  explicit Setup(const benchmark::State&) {}
};
template <>
struct Setup<Ball> {
  explicit Setup(const benchmark::State& state) : precision(static_cast<int>(state.range(0))) {}
  BallPrecision precision;
};

template <class R>
void dot_1000(benchmark::State& state) {
  const Setup<R> setup(state);
  Stream random(1, "bench", 0);
  const Vector<R> x = lift<R>(random.normals(1000)), y = lift<R>(random.normals(1000));
  for (auto _ : state) benchmark::DoNotOptimize(dot(x, y));
}

/// The same with entries that carry a radius.
template <class R>
void dot_1000_of_enclosures(benchmark::State& state) {
  const Setup<R> setup(state);
  Stream random(1, "bench", 0);
  Vector<R> x = lift<R>(random.normals(1000)), y = lift<R>(random.normals(1000));
  for (R& value : x) value = value / R(3);
  for (auto _ : state) benchmark::DoNotOptimize(dot(x, y));
}

template <class R>
void gemm_64(benchmark::State& state) {
  const Setup<R> setup(state);
  Stream random(2, "bench", 0);
  const Matrix<R> a = lift<R>(random.normal_matrix(64, 64)),
                  b = lift<R>(random.normal_matrix(64, 64));
  for (auto _ : state) benchmark::DoNotOptimize(row_products(a, b));
}

template <class R>
void gram_and_least_eigenvalue_32(benchmark::State& state) {
  const Setup<R> setup(state);
  Stream random(3, "bench", 0);
  const Matrix<R> x = lift<R>(random.normal_matrix(32, 40));
  for (auto _ : state) benchmark::DoNotOptimize(least_eigenvalue(gram(x)));
}

/// One step of gradient descent, n = 8 samples, m = 8 neurons, d = 16, from exact inputs.
template <class R>
void gradient_step(benchmark::State& state, ActivationFamily family) {
  const Setup<R> setup(state);
  Stream random(4, "bench", 0);
  const Matrix<double> x = random.normal_matrix(8, 16), w = random.normal_matrix(8, 16);
  Vector<R> a, y;
  for (int k = 0; k < 8; ++k) {
    a.push_back(R(random.sign()) / 8);
    y.push_back(R(random.sign()));
  }
  const Activation<R> phi{family, R(0.25), R(0.5)};
  for (auto _ : state) {
    const Matrix<R> samples = lift<R>(x);
    GradientDescent<R> descent(phi, a, y, gram(samples), row_products(lift<R>(w), samples), R(0.5));
    descent.advance();
    benchmark::DoNotOptimize(descent.risk());
  }
}
template <class R>
void gradient_step_smooth(benchmark::State& state) {
  gradient_step<R>(state, ActivationFamily::smoothed_leaky);
}
template <class R>
void gradient_step_relu(benchmark::State& state) {
  gradient_step<R>(state, ActivationFamily::relu);
}

#define CLAIMCHECK_RUNGS(formula)        \
  BENCHMARK_TEMPLATE(formula, double);   \
  BENCHMARK_TEMPLATE(formula, Interval); \
  BENCHMARK_TEMPLATE(formula, Ball)->Arg(64)->Arg(128)->Arg(256)

CLAIMCHECK_RUNGS(dot_1000);
CLAIMCHECK_RUNGS(dot_1000_of_enclosures);
CLAIMCHECK_RUNGS(gemm_64);
CLAIMCHECK_RUNGS(gram_and_least_eigenvalue_32);
CLAIMCHECK_RUNGS(gradient_step_smooth);
CLAIMCHECK_RUNGS(gradient_step_relu);

}  // namespace
}  // namespace claimcheck

BENCHMARK_MAIN();
