// Prints the figures of one gradient step as `name: value` lines, and writes the instance that
// bench/peers.py runs the Python peers on.
//
//   step_figures speed                       our step, the floor, Eigen, tracking, agreement
//   step_figures write DIR D STEPS           the instance at d = D and Z after STEPS steps
//   step_figures memory span|direct D        peak memory of this process after two steps

#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <limits>
#include <map>
#include <string>

#include "bench/eigen_step.hpp"
#include "bench/floor.hpp"
#include "bench/timing.hpp"
#include "core/dynamics/direct_descent.hpp"
#include "core/dynamics/spectral_tracker.hpp"

namespace claimcheck::bench {
namespace {

constexpr double scale = 0.02, alpha = 0.01;  // figure 1, left

GramDescent<ScalarOutput> engine(SpanStart start) {
  return {output(), std::move(start.gram), std::move(start.preactivations)};
}

void print(const std::string& name, double value) { fmt::print("{}: {:.6g}\n", name, value); }

double relative_distance(const Matrix<double>& a, const Matrix<double>& b) {
  return max_abs((a - b).entries()) / max_abs(b.entries());
}

/// Our step at every dimension, in turn, so that a disturbance hits all of them.
std::map<std::size_t, double> step_times() {
  const std::size_t dimensions[] = {100, 1000, 10000, 100000};
  std::map<std::size_t, GramDescent<ScalarOutput>> engines;
  std::map<std::size_t, LeastTime> times;
  for (const std::size_t d : dimensions) engines.emplace(d, engine(start_by_blocks(d, scale)));
  for (int round = 0; round < 30; ++round) {
    for (auto& [d, at] : engines) {
      times[d].sample(10, [&at = at] { at.advance(alpha); });
    }
  }
  std::map<std::size_t, double> out;
  for (const auto& [d, time] : times) out[d] = time.milliseconds();
  return out;
}

void print_floor(double step) {
  const Instance at = instance(100, scale);
  const SpanStart start = span_start(at.x, at.w);
  Matrix<double> z = start.preactivations, out = z;
  LeastTime product_time, functions_time;
  for (int round = 0; round < 30; ++round) {
    product_time.sample(10, [&] { floor_product(start.preactivations, start.gram, out); });
    functions_time.sample(10, [&] { floor_exp_log(z, out); });
  }
  const double floor = product_time.milliseconds() + functions_time.milliseconds();
  print("gd_step_vs_floor", step / floor);
  print("gd_floor_gemm_ms", product_time.milliseconds());
  print("gd_floor_exp_log_ms", functions_time.milliseconds());
}

void print_tracking() {
  const Instance at = instance(10000, scale);
  SpanStart start = span_start(at.x, at.w);
  SpectralTracker tracker(at.w);
  GramDescent<ScalarOutput> run = engine(start);
  double plain = 0, tracked = 0, worst = 0;
  constexpr int steps = 300;
  for (int t = 0; t < steps; ++t) {
    plain += seconds([&] { run.advance(alpha); });
    const SpanState<double> state{run.start(), run.preactivations(), run.coefficients()};
    double spectral = 0, rank = 0;
    tracked += seconds([&] {
      spectral = tracker.norm(state);
      rank = stable_rank(sum(squared_norms(start.squared_norms, state)), spectral);
    });
    if (t % 60 == 0) {
      const double exact = tracker.norm_by_decomposition(state);
      worst = std::max(worst, std::fabs(spectral - exact) / exact);
    }
    if (t == 0) tracked = plain = 0;  // the cold start is not part of the step
  }
  print("stable_rank_tracking_vs_step", tracked / plain);
  print("stable_rank_tracking_error", worst);
}

void print_agreement(std::size_t d, int steps) {
  const Instance at = instance(d, scale);
  GramDescent<ScalarOutput> fast = engine(span_start(at.x, at.w));
  DirectDescent<ScalarOutput> direct(output(), at.x, at.w);
  for (int t = 0; t < steps; ++t) {
    fast.advance(alpha);
    direct.advance(alpha);
  }
  const std::string suffix = "_d" + std::to_string(d) + "_steps" + std::to_string(steps);
  print("gd_agreement" + suffix, relative_distance(fast.preactivations(), direct.preactivations()));
  const Matrix<double> rebuilt = at.w + product(fast.coefficients(), at.x);
  print("gd_weight_agreement" + suffix, relative_distance(rebuilt, direct.weights()));
}

void speed() {
  const std::map<std::size_t, double> step = step_times();
  print("gd_step_d100000_vs_d100", step.at(100000) / step.at(100));
  for (const std::size_t d : {1000, 10000}) {
    const Instance at = instance(d, scale);
    EigenPeer peer(at);
    LeastTime time;
    for (int round = 0; round < 6; ++round) time.sample(2, [&] { peer.step(alpha); });
    print(fmt::format("gd_step_vs_eigen_d{}", d), time.milliseconds() / step.at(d));
    print(fmt::format("eigen_step_ms_d{}", d), time.milliseconds());
    GramDescent<ScalarOutput> fast = engine(span_start(at.x, at.w));
    for (int t = 0; t < 12; ++t) fast.advance(alpha);
    print(fmt::format("eigen_agreement_d{}", d),
          relative_distance(fast.preactivations(), peer.preactivations()));
  }
  print_floor(step.at(10000));
  print_tracking();
  for (const auto& [d, ms] : step) print(fmt::format("gd_step_ms_d{}", d), ms);
  print_agreement(1000, 1000);
}

void write(const std::filesystem::path& file, const Vector<double>& values) {
  std::ofstream out(file, std::ios::binary);
  out.write(reinterpret_cast<const char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(double)));
  if (!out) throw std::runtime_error("cannot write " + file.string());
}

void write_instance(const std::filesystem::path& folder, std::size_t d, int steps) {
  const Instance at = instance(d, scale);
  GramDescent<ScalarOutput> fast = engine(span_start(at.x, at.w));
  for (int t = 0; t < steps; ++t) fast.advance(alpha);
  write(folder / "x.f64", at.x.entries());
  write(folder / "w.f64", at.w.entries());
  write(folder / "y.f64", at.y);
  write(folder / "a.f64", output_weights());
  write(folder / "z.f64", fast.preactivations().entries());
}

/// VmHWM of this program alone; getrusage would report a large parent's peak as well.
double peak_memory_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) / 1024;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

void memory(const std::string& form, std::size_t d) {
  if (form == "span") {
    GramDescent<ScalarOutput> run = engine(start_by_blocks(d, scale));
    for (int t = 0; t < 2; ++t) run.advance(alpha);
  } else {
    Instance at = instance(d, scale);
    DirectDescent<ScalarOutput> run(output(), std::move(at.x), std::move(at.w));
    for (int t = 0; t < 2; ++t) run.advance(alpha);
  }
  print(fmt::format("gd_peak_memory_mb_{}_d{}", form, d), peak_memory_megabytes());
}

}  // namespace
}  // namespace claimcheck::bench

int main(int argc, char** argv) {
  namespace bench = claimcheck::bench;
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 1 && words[0] == "speed") {
    bench::speed();
  } else if (words.size() == 4 && words[0] == "write") {
    bench::write_instance(words[1], std::stoul(words[2]), std::stoi(words[3]));
  } else if (words.size() == 3 && words[0] == "memory") {
    bench::memory(words[1], std::stoul(words[2]));
  } else {
    fmt::print(stderr, "usage: step_figures speed | write DIR D STEPS | memory span|direct D\n");
    return 2;
  }
}
