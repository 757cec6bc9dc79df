#include "core/dynamics/direct_descent.hpp"

namespace claimcheck {

template <class Output>
DirectDescent<Output>::DirectDescent(Output output, Matrix<double> x, Matrix<double> w)
    : output_(std::move(output)), x_(std::move(x)), w_(std::move(w)) {
  read();
}

template <class Output>
void DirectDescent<Output>::read() {
  z_ = product_transposed(w_, x_);
  output_.read(z_);
}

template <class Output>
void DirectDescent<Output>::move(double step, const Matrix<double>& descent) {
  for (std::size_t k = 0; k < w_.entries().size(); ++k) {
    w_.entries()[k] += step * descent.entries()[k];
  }
}

template <class Output>
Matrix<double> DirectDescent<Output>::gradient() const {
  Matrix<double> d(z_.rows(), z_.cols());
  output_.direction({0, z_.rows()}, d);
  return -1.0 * product(d, x_);
}

template <class Output>
void DirectDescent<Output>::advance(double step) {
  move(-step, gradient());
  read();
}

template <class Output>
void DirectDescent<Output>::advance(double step, std::span<const std::size_t> batch) {
  move(step, product(output_.direction(batch), rows(x_, batch)));
  read();
}

template <class Output>
void DirectDescent<Output>::advance_both(double step, double output_step) {
  const auto v = output_.output_direction(z_);
  move(-step, gradient());
  output_.move_outputs(output_step, v);
  read();
}

template class DirectDescent<ScalarOutput>;
template class DirectDescent<SoftmaxOutput>;

}  // namespace claimcheck
