// Certified trajectories of gradient descent: how wide the enclosures are after T = 200 steps at
// n = m = 8, d = 32, for a small and a large step. K has about unit diagonal.
//
//   certified_trajectory [STEPS]
//
// Prints the largest radius of Z(T) relative to its largest entry, how many signs of Z(T) are in
// doubt, and the time of all steps, at 64, 128, 256 and 512 bits.

#include <fmt/core.h>

#include <string>

#include "bench/timing.hpp"
#include "core/dynamics/gradient_descent.hpp"
#include "core/dynamics/softmax_descent.hpp"
#include "core/dynamics/span_observables.hpp"
#include "core/random/stream.hpp"

namespace claimcheck::bench {
namespace {

constexpr std::size_t samples = 8, neurons = 8, dimension = 32;

struct Case {
  std::string name;
  ActivationFamily family;
  Objective objective;
  double step;
};

GradientDescent<Ball> descent(const Case& c) {
  Stream draw(17, "certified trajectory", 0);
  const Matrix<Ball> x =
      lift<Ball>(draw.normal_matrix(samples, dimension, 1 / std::sqrt(double{dimension})));
  const Matrix<Ball> w = lift<Ball>(draw.normal_matrix(neurons, dimension));
  Vector<Ball> a, y;
  for (std::size_t j = 0; j < neurons; ++j) a.push_back((j % 2 == 0 ? 1 : -1) / sqrt(Ball(8)));
  for (std::size_t i = 0; i < samples; ++i) y.push_back(draw.sign());
  const Activation<Ball> phi{c.family, Ball(1) / 10, Ball(1), Kink::right};
  return {phi, a, y, gram(x), row_products(w, x), Ball(c.step), c.objective};
}

/// Four classes; the step of a mean over the samples.
SoftmaxDescent<Ball> softmax_descent() {
  Stream draw(17, "certified trajectory", 1);
  const Matrix<Ball> x =
      lift<Ball>(draw.normal_matrix(samples, dimension, 1 / std::sqrt(double{dimension})));
  const Matrix<Ball> w = lift<Ball>(draw.normal_matrix(neurons, dimension));
  const Activation<Ball> phi{ActivationFamily::relu, Ball(1), Ball(1), Kink::right};
  return {{phi,
           lift<Ball>(draw.normal_matrix(4, neurons)),
           {0, 1, 2, 3, 0, 1, 2, 3},
           Vector<Ball>(samples, Ball(1) / 8)},
          gram(x),
          row_products(w, x)};
}

template <class Descent>
void run(const std::string& name, Descent at, double step, int bits, int steps) {
  const double time = seconds([&] {
    for (int t = 0; t < steps; ++t) at.advance(Ball(step));
  });
  double radius = 0, size = 0;
  std::size_t doubt = 0;
  for (const Ball& z : at.preactivations().entries()) {
    radius = std::max(radius, z.radius());
    size = std::max(size, std::fabs(z.mid()));
    doubt += unknown(less(Ball(0), z));
  }
  const std::string suffix = fmt::format("_{}_step{:g}_{}bits", name, step, bits);
  fmt::print("certified_width{}: {:.3g}\n", suffix, radius / size);
  fmt::print("certified_signs_in_doubt{}: {}\n", suffix, doubt);
  fmt::print("certified_ms{}: {:.4g}\n", suffix, 1e3 * time);
}

}  // namespace
}  // namespace claimcheck::bench

int main(int argc, char** argv) {
  using namespace claimcheck;
  const int steps = argc > 1 ? std::stoi(argv[1]) : 200;
  for (const double step : {0.125, 4.0}) {
    for (const bench::Case& c : {bench::Case{"smoothed_logistic", ActivationFamily::smoothed_leaky,
                                             Objective::mean_logistic, step},
                                 bench::Case{"leaky_logistic", ActivationFamily::leaky_relu,
                                             Objective::mean_logistic, step},
                                 bench::Case{"relu_squared", ActivationFamily::relu,
                                             Objective::sum_of_squares, step / 8}}) {
      for (const int bits : {64, 128, 256, 512}) {
        const BallPrecision precision(bits);
        bench::run(c.name, bench::descent(c), c.step, bits, steps);
      }
    }
    for (const int bits : {64, 128, 256, 512}) {
      const BallPrecision precision(bits);
      bench::run("relu_softmax", bench::softmax_descent(), step / 8, bits, steps);
    }
  }
}
