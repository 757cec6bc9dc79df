#include "core/dynamics/gram_descent.hpp"

#include <stdexcept>

namespace claimcheck {

template <class Output>
GramDescent<Output>::GramDescent(Output output, Matrix<double> gram, Matrix<double> preactivations,
                                 int threads)
    : output_(std::move(output)),
      gram_(std::move(gram)),
      start_(std::move(preactivations)),
      z_(start_),
      c_(start_.rows(), start_.cols()),
      threads_(threads) {
  if (gram_.rows() != start_.cols() || gram_.cols() != start_.cols()) {
    throw std::invalid_argument("the Gram matrix must be samples x samples");
  }
  output_.read(z_, threads_);
}

// One block at a time: its rows of D, of D K, of Z and of C stay in the cache.
template <class Output>
void GramDescent<Output>::move(double step) {
  for_row_blocks(z_.rows(), threads_, [&](std::size_t, Rows rows) {
    Matrix<double> d(rows.count, z_.cols()), velocity(rows.count, z_.cols());
    output_.direction(rows, d);
    multiply_rows(d, gram_, {0, rows.count}, velocity);
    double* z = z_.row(rows.first).data();
    double* c = c_.row(rows.first).data();
    for (std::size_t k = 0; k < d.entries().size(); ++k) {
      z[k] += step * velocity.entries()[k];
      c[k] += step * d.entries()[k];
    }
  });
  ++steps_;
}

template <class Output>
void GramDescent<Output>::advance(double step) {
  move(step);
  output_.read(z_, threads_);
}

template <class Output>
void GramDescent<Output>::advance(double step, std::span<const std::size_t> batch) {
  const Matrix<double> d = output_.direction(batch);
  const Matrix<double> velocity = product(d, rows(gram_, batch));
  for (std::size_t k = 0; k < z_.entries().size(); ++k) {
    z_.entries()[k] += step * velocity.entries()[k];
  }
  for (std::size_t j = 0; j < d.rows(); ++j) {
    for (std::size_t k = 0; k < batch.size(); ++k) c_(j, batch[k]) += step * d(j, k);
  }
  ++steps_;
  output_.read(z_, threads_);
}

template <class Output>
void GramDescent<Output>::advance_both(double step, double output_step) {
  const auto v = output_.output_direction(z_);
  move(step);
  output_.move_outputs(output_step, v);
  output_.read(z_, threads_);
}

template <class Output>
Matrix<double> GramDescent<Output>::direction() const {
  Matrix<double> d(z_.rows(), z_.cols());
  output_.direction({0, z_.rows()}, d);
  return d;
}

template <class Output>
double GramDescent<Output>::gradient_norm() const {
  const Matrix<double> d = direction();
  const Matrix<double> velocity = product(d, gram_);
  // In exact arithmetic the sum is a squared norm; rounding may push a zero below zero.
  return std::sqrt(std::max(0.0, dot(d.entries(), velocity.entries())));
}

template class GramDescent<ScalarOutput>;
template class GramDescent<SoftmaxOutput>;

}  // namespace claimcheck
