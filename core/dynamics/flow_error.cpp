#include "core/dynamics/flow_error.hpp"

#include <cmath>

namespace claimcheck {

Vector<double> output_errors(double error, const Vector<double>& a, const Matrix<double>& values,
                             const Matrix<double>& gram) {
  Vector<double> out;
  for (std::size_t i = 0; i < gram.rows(); ++i) {
    double hidden = 0;
    for (std::size_t j = 0; j < values.rows(); ++j) hidden += square(values(j, i));
    const double length = std::sqrt(gram(i, i));
    out.push_back(error * (norm(a) * length + std::sqrt(hidden) + length * error / 2));
  }
  return out;
}

}  // namespace claimcheck
