#include "core/network/scalar_output.hpp"

#include <stdexcept>

namespace claimcheck {

ScalarOutput::ScalarOutput(Activation<double> phi, Vector<double> a, Vector<double> y,
                           Objective objective)
    : phi_(phi),
      a_(std::move(a)),
      y_(std::move(y)),
      objective_(objective),
      slopes_(a_.size(), y_.size()) {
  if (a_.empty() || y_.empty()) {
    throw std::invalid_argument("a network needs a neuron and a sample");
  }
}

void ScalarOutput::read(const Matrix<double>& z, int threads) {
  if (z.rows() != neurons() || z.cols() != samples()) {
    throw std::invalid_argument("pre-activations must be neurons x samples");
  }
  Matrix<double> partial(block_count(neurons()), samples());
  for_row_blocks(neurons(), threads, [&](std::size_t block, Rows rows) {
    Vector<double> values(samples());
    const std::span<double> sum = partial.row(block);
    for (std::size_t j = rows.first; j < rows.first + rows.count; ++j) {
      activate(phi_, z.row(j), values, slopes_.row(j));
      for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += a_[j] * values[i];
    }
  });
  f_.assign(samples(), 0);
  for (std::size_t b = 0; b < partial.rows(); ++b) {
    for (std::size_t i = 0; i < samples(); ++i) f_[i] += partial(b, i);
  }
  pulls_ = claimcheck::pulls(objective_, f_, y_);
}

void ScalarOutput::direction(Rows rows, Matrix<double>& out) const {
  for (std::size_t j = 0; j < rows.count; ++j) {
    const std::span<const double> slope = slopes_.row(rows.first + j);
    const double a = a_[rows.first + j];
    const std::span<double> d = out.row(j);
    for (std::size_t i = 0; i < d.size(); ++i) d[i] = a * slope[i] * pulls_[i];
  }
}

Matrix<double> ScalarOutput::direction(std::span<const std::size_t> batch) const {
  const double share = objective_ == Objective::sum_of_squares
                           ? 1
                           : static_cast<double>(samples()) / static_cast<double>(batch.size());
  Matrix<double> out(neurons(), batch.size());
  for (std::size_t j = 0; j < neurons(); ++j) {
    for (std::size_t k = 0; k < batch.size(); ++k) {
      out(j, k) = a_[j] * slopes_(j, batch[k]) * (share * pulls_[batch[k]]);
    }
  }
  return out;
}

Vector<double> ScalarOutput::output_direction(const Matrix<double>& z) const {
  Vector<double> out(neurons()), values(samples()), slopes(samples());
  for (std::size_t j = 0; j < neurons(); ++j) {
    activate(phi_, z.row(j), values, slopes);
    out[j] = dot(values, pulls_);
  }
  return out;
}

void ScalarOutput::move_outputs(double step, const Vector<double>& v) {
  for (std::size_t j = 0; j < neurons(); ++j) a_[j] += step * v[j];
}

}  // namespace claimcheck
