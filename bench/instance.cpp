#include "bench/instance.hpp"

#include <algorithm>
#include <cmath>

#include "core/random/stream.hpp"

namespace claimcheck::bench {
namespace {

constexpr std::uint64_t seed = 2023;
constexpr std::size_t coordinates_per_block = 1000;

Vector<double> clean_labels() {
  Stream stream(seed, "bench clean labels", 0);
  Vector<double> out(samples);
  for (double& label : out) label = stream.sign();
  return out;
}

/// Coordinates [first, first + count) of the samples and of the initial weights.
Instance block(std::size_t d, std::size_t first, std::size_t count, double scale,
               std::uint64_t start) {
  Stream data(seed, "bench data", first), weights(seed + 1 + start, "bench weights", first);
  const Vector<double> clean = clean_labels();
  const double mu = std::pow(static_cast<double>(d), 0.26) / std::sqrt(static_cast<double>(d));
  Instance out{data.normal_matrix(samples, count),
               weights.normal_matrix(neurons, count, initial_deviation(d, scale)), labels()};
  for (std::size_t i = 0; i < samples; ++i) {
    for (double& value : out.x.row(i)) value += clean[i] * mu;
  }
  return out;
}

template <class Use>
void for_blocks(std::size_t d, double scale, std::uint64_t start, Use use) {
  for (std::size_t first = 0; first < d; first += coordinates_per_block) {
    use(first, block(d, first, std::min(coordinates_per_block, d - first), scale, start));
  }
}

void put(const Matrix<double>& part, std::size_t first, Matrix<double>& whole) {
  for (std::size_t i = 0; i < part.rows(); ++i) {
    for (std::size_t k = 0; k < part.cols(); ++k) whole(i, first + k) = part(i, k);
  }
}

}  // namespace

double initial_deviation(std::size_t d, double scale) {
  return scale * std::sqrt(2.0 / static_cast<double>(neurons + d));
}

Vector<double> output_weights() {
  Vector<double> out(neurons);
  for (std::size_t j = 0; j < neurons; ++j) {
    out[j] = (j < neurons / 2 ? 1 : -1) / std::sqrt(static_cast<double>(neurons));
  }
  return out;
}

Vector<double> labels() {
  Stream stream(seed, "bench noise", 0);
  Vector<double> out = clean_labels();
  for (double& label : out) label = stream.chance(0.15) ? -label : label;
  return out;
}

ScalarOutput output() {
  return {{ActivationFamily::smoothed_leaky, 0.1, 1.0, Kink::right},
          output_weights(),
          labels(),
          Objective::mean_logistic};
}

Instance instance(std::size_t d, double scale, std::uint64_t start) {
  Instance out{Matrix<double>(samples, d), Matrix<double>(neurons, d), labels()};
  for_blocks(d, scale, start, [&](std::size_t first, const Instance& part) {
    put(part.x, first, out.x);
    put(part.w, first, out.w);
  });
  return out;
}

SpanStart start_by_blocks(std::size_t d, double scale) {
  SpanStartSum sum(samples, neurons);
  for_blocks(d, scale, 0, [&](std::size_t, const Instance& part) { sum.add(part.x, part.w); });
  return sum.total();
}

}  // namespace claimcheck::bench
