// Small random flows with exact inputs, for the tests of KinkedFlow.
#pragma once

#include <cmath>

#include "core/dynamics/kinked_flow.hpp"
#include "core/random/stream.hpp"

namespace claimcheck {

struct Instance {
  double slope;
  Vector<double> a, y;
  Matrix<double> gram, start;
};

/// Coordinates are multiples of 2^-20, so that Gram matrix and start are exact in double.
inline Instance instance(std::size_t n, std::size_t m, double slope, std::uint64_t seed) {
  Stream draw(seed, "flow", n + m);
  const auto dyadic = [&](std::size_t rows, double scale) {
    Matrix<double> out = draw.normal_matrix(rows, n + 1, scale);
    for (double& value : out.entries()) value = std::round(value * 0x1p20) * 0x1p-20;
    return out;
  };
  const Matrix<double> x = dyadic(n, 0.5), w = dyadic(m, 1);
  Instance out{slope, {}, {}, gram(x), row_products(w, x)};
  for (std::size_t j = 0; j < m; ++j) out.a.push_back(draw.sign() * 0.5);
  for (std::size_t i = 0; i < n; ++i) out.y.push_back(draw.sign());
  return out;
}

template <Enclosure R = Ball>
KinkedFlow<R> enclosed(const Instance& at, Objective objective) {
  return KinkedFlow<R>(
      {R(at.slope), lift<R>(at.a), lift<R>(at.y), lift<R>(at.gram), lift<R>(at.start), objective});
}

}  // namespace claimcheck
