// The instance that every speed figure is measured on: frei2023, figure 1 (appendix F.1).
#pragma once

#include "core/dynamics/gram_descent.hpp"
#include "core/dynamics/span_start.hpp"

namespace claimcheck::bench {

/// n = 100 samples of the mixture with |mu| = d^0.26 and 15 % label noise, m = 512 neurons with
/// +-1/sqrt m, smoothed leaky activation with gamma = 0.1.
inline constexpr std::size_t samples = 100, neurons = 512;

/// Standard deviation sqrt(2 / (m + d)) of the initial weights, times `scale`.
double initial_deviation(std::size_t d, double scale);

struct Instance {
  Matrix<double> x, w;
  Vector<double> y;
};
/// `start` numbers the initialisation; the data are the same for all.
Instance instance(std::size_t d, double scale, std::uint64_t start = 0);

/// The same law without storing X or W(0): blocks of coordinates are drawn, used and dropped.
SpanStart start_by_blocks(std::size_t d, double scale);

Vector<double> output_weights();
Vector<double> labels();
ScalarOutput output();

}  // namespace claimcheck::bench
