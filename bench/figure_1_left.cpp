// A run at the scale of the paper: frei2023, figure 1 left. m = 512, n = 100, 5 initialisations of
// scale omega_TF / 50, step 0.01; StableRank(W(t)) / StableRank(W(0)) at every step.
//
//   figure_1_left [STEPS]      1000 by default
//
// Prints the mean over initialisations at some steps for d = 100, 1000, 10000, whether the relative
// stable rank falls faster in higher dimension (the finding of the figure), and the wall time.

#include <fmt/core.h>

#include <chrono>
#include <string>
#include <thread>

#include "bench/instance.hpp"
#include "core/dynamics/spectral_tracker.hpp"

namespace claimcheck::bench {
namespace {

constexpr int starts = 5;
constexpr double scale = 1.0 / 50, alpha = 0.01;

/// Relative stable rank at steps 0, ..., steps of one initialisation.
Vector<double> curve(std::size_t d, std::uint64_t start, int steps) {
  const Instance at = instance(d, scale, start);
  SpanStart span = span_start(at.x, at.w);
  SpectralTracker tracker(at.w);
  GramDescent<ScalarOutput> run(output(), span.gram, span.preactivations);
  Vector<double> out;
  for (int t = 0; t <= steps; ++t) {
    const SpanState<double> state{run.start(), run.preactivations(), run.coefficients()};
    const double frobenius = sum(squared_norms(span.squared_norms, state));
    out.push_back(stable_rank(frobenius, tracker.norm(state)));
    if (t < steps) run.advance(alpha);
  }
  for (std::size_t t = out.size(); t-- > 0;) out[t] /= out[0];
  return out;
}

/// Mean over the initialisations, shared out over two threads.
Vector<double> mean_curve(std::size_t d, int steps) {
  std::vector<Vector<double>> curves(starts);
  const auto work = [&](std::size_t first) {
    for (std::size_t s = first; s < starts; s += 2) curves[s] = curve(d, s, steps);
  };
  std::thread other(work, 1);
  work(0);
  other.join();
  Vector<double> out(static_cast<std::size_t>(steps) + 1, 0.0);
  for (const Vector<double>& one : curves) {
    for (std::size_t t = 0; t < out.size(); ++t) out[t] += one[t] / starts;
  }
  return out;
}

}  // namespace
}  // namespace claimcheck::bench

int main(int argc, char** argv) {
  using namespace claimcheck;
  const int steps = argc > 1 ? std::stoi(argv[1]) : 1000;
  std::vector<Vector<double>> curves;
  for (const std::size_t d : {100, 1000, 10000}) {
    const auto start = std::chrono::steady_clock::now();
    curves.push_back(bench::mean_curve(d, steps));
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    for (int t = 1; t <= steps; t *= 10) {
      fmt::print("figure_1_left_relative_stable_rank_d{}_step{}: {:.6g}\n", d, t,
                 curves.back()[static_cast<std::size_t>(t)]);
    }
    fmt::print("figure_1_left_wall_seconds_d{}: {:.3g}\n", d, wall.count());
  }
  std::size_t ordered = 0;
  for (std::size_t t = 1; t < curves[0].size(); ++t) {
    ordered += curves[2][t] < curves[1][t] && curves[1][t] < curves[0][t];
  }
  fmt::print("figure_1_left_share_of_steps_ordered_by_d: {:.4g}\n",
             static_cast<double>(ordered) / steps);
}
