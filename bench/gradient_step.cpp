// Google Benchmark of the inner loops: the step in every form, its parts, its observers.

#include <benchmark/benchmark.h>

#include "bench/floor.hpp"
#include "bench/instance.hpp"
#include "core/dynamics/gradient_descent.hpp"
#include "core/dynamics/spectral_tracker.hpp"
#include "core/network/tangent_gram.hpp"

namespace claimcheck::bench {
namespace {

constexpr double scale = 0.02, alpha = 0.01;

GramDescent<ScalarOutput> engine(std::size_t d, int threads = 1) {
  SpanStart start = start_by_blocks(d, scale);
  return {output(), std::move(start.gram), std::move(start.preactivations), threads};
}

void span_step(benchmark::State& state) {
  auto run = engine(static_cast<std::size_t>(state.range(0)), static_cast<int>(state.range(1)));
  for ([[maybe_unused]] auto _ : state) run.advance(alpha);
}
BENCHMARK(span_step)->ArgNames({"d", "threads"})->Args({100, 1})->Args({10000, 1})->Args({100, 2});

void read_outputs(benchmark::State& state) {
  const auto run = engine(100);
  ScalarOutput copy = run.output();
  for ([[maybe_unused]] auto _ : state) copy.read(run.preactivations());
}
BENCHMARK(read_outputs);

void product_of_a_step(benchmark::State& state) {
  const auto run = engine(100);
  Matrix<double> out = run.preactivations();
  for ([[maybe_unused]] auto _ : state) floor_product(run.preactivations(), run.gram(), out);
}
BENCHMARK(product_of_a_step);

void gradient_norm(benchmark::State& state) {
  const auto run = engine(100);
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(run.gradient_norm());
}
BENCHMARK(gradient_norm);

void tangent_gram_matrix(benchmark::State& state) {
  const auto run = engine(100);
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(
        tangent_gram(run.output().a(), run.output().slopes(), run.gram()).entries().data());
  }
}
BENCHMARK(tangent_gram_matrix);

/// A small certified step, in balls of the given precision, beside the same in double.
template <class R>
void small_step(benchmark::State& state) {
  const BallPrecision precision(static_cast<int>(state.range(0)));
  const Instance at = instance(100, scale);
  Matrix<R> gram(8, 8), z(8, 8);
  const SpanStart start = span_start(at.x, at.w);
  for (std::size_t i = 0; i < 8; ++i) {
    for (std::size_t k = 0; k < 8; ++k) {
      gram(i, k) = R(start.gram(i, k));
      z(i, k) = R(start.preactivations(i, k));
    }
  }
  Vector<R> a, y;
  for (std::size_t j = 0; j < 8; ++j) {
    a.push_back(R(j < 4 ? 0.25 : -0.25));
    y.push_back(R(at.y[j]));
  }
  GradientDescent<R> run({ActivationFamily::smoothed_leaky, R(0.125), R(1), Kink::right}, a, y,
                         gram, z, R(1) / 1024);
  for ([[maybe_unused]] auto _ : state) run.advance();
}
BENCHMARK_TEMPLATE(small_step, double)->Arg(53);
BENCHMARK_TEMPLATE(small_step, Ball)->Arg(64)->Arg(128)->Arg(256);

}  // namespace
}  // namespace claimcheck::bench

BENCHMARK_MAIN();
