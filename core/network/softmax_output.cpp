#include "core/network/softmax_output.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace claimcheck {

SoftmaxOutput::SoftmaxOutput(Activation<double> phi, Matrix<double> a,
                             std::vector<std::size_t> classes, Vector<double> weights)
    : phi_(phi),
      a_(std::move(a)),
      classes_(std::move(classes)),
      weights_(std::move(weights)),
      slopes_(a_.cols(), classes_.size()) {
  if (a_.entries().empty() || classes_.empty()) {
    throw std::invalid_argument("a network needs a neuron, a class and a sample");
  }
  if (*std::max_element(classes_.begin(), classes_.end()) >= a_.rows()) {
    throw std::invalid_argument("class index out of range");
  }
  if (weights_.empty()) {
    weights_.assign(classes_.size(), 1 / static_cast<double>(classes_.size()));
  }
  if (weights_.size() != classes_.size()) {
    throw std::invalid_argument("one weight for every sample");
  }
}

void SoftmaxOutput::read(const Matrix<double>& z, int threads) {
  if (z.rows() != neurons() || z.cols() != samples()) {
    throw std::invalid_argument("pre-activations must be neurons x samples");
  }
  Matrix<double> values(z.rows(), z.cols());
  for_row_blocks(neurons(), threads, [&](std::size_t, Rows rows) {
    for (std::size_t j = rows.first; j < rows.first + rows.count; ++j) {
      activate(phi_, z.row(j), values.row(j), slopes_.row(j));
    }
  });
  f_ = product(a_, values);
  probability_ = f_;
  for (std::size_t i = 0; i < samples(); ++i) {
    double top = f_(0, i), total = 0;
    for (std::size_t c = 1; c < f_.rows(); ++c) top = max(top, f_(c, i));
    for (std::size_t c = 0; c < f_.rows(); ++c) total += std::exp(f_(c, i) - top);
    for (std::size_t c = 0; c < f_.rows(); ++c) {
      probability_(c, i) = std::exp(f_(c, i) - top) / total;
    }
  }
  pulls_ = probability_;
  for (std::size_t i = 0; i < samples(); ++i) {
    // 1 - o_y as the sum of the others: no cancellation when o_y is near 1.
    double others = 0;
    for (std::size_t c = 0; c < f_.rows(); ++c) {
      if (c != classes_[i]) others += probability_(c, i);
      pulls_(c, i) *= -weights_[i];
    }
    pulls_(classes_[i], i) = weights_[i] * others;
  }
}

void SoftmaxOutput::direction(Rows rows, Matrix<double>& out) const {
  Matrix<double> a(a_.rows(), rows.count);
  for (std::size_t c = 0; c < a.rows(); ++c) {
    for (std::size_t j = 0; j < rows.count; ++j) a(c, j) = a_(c, rows.first + j);
  }
  const Matrix<double> back = transposed_times(a, pulls_);
  for (std::size_t j = 0; j < rows.count; ++j) {
    for (std::size_t i = 0; i < samples(); ++i) {
      out(j, i) = slopes_(rows.first + j, i) * back(j, i);
    }
  }
}

Matrix<double> SoftmaxOutput::direction(std::span<const std::size_t> batch) const {
  Matrix<double> pulls = columns(pulls_, batch);
  double total = 0;
  for (const std::size_t i : batch) total += weights_[i];
  for (double& pull : pulls.entries()) pull /= total;
  Matrix<double> out = transposed_times(a_, pulls);
  for (std::size_t j = 0; j < out.rows(); ++j) {
    for (std::size_t k = 0; k < batch.size(); ++k) out(j, k) *= slopes_(j, batch[k]);
  }
  return out;
}

Matrix<double> SoftmaxOutput::output_direction(const Matrix<double>& z) const {
  Matrix<double> values(z.rows(), z.cols());
  Vector<double> slopes(z.cols());
  for (std::size_t j = 0; j < z.rows(); ++j) activate(phi_, z.row(j), values.row(j), slopes);
  return product_transposed(pulls_, values);
}

void SoftmaxOutput::move_outputs(double step, const Matrix<double>& v) {
  for (std::size_t k = 0; k < a_.entries().size(); ++k) {
    a_.entries()[k] += step * v.entries()[k];
  }
}

double SoftmaxOutput::risk() const {
  double total = 0;
  for (std::size_t i = 0; i < samples(); ++i) {
    // -log o_y = log(1 + sum_{c != y} e^{f_c - f_y}), through the largest exponent.
    double top = 0, rest = 0;
    for (std::size_t c = 0; c < f_.rows(); ++c) top = max(top, f_(c, i) - f_(classes_[i], i));
    for (std::size_t c = 0; c < f_.rows(); ++c) {
      if (c != classes_[i]) rest += std::exp(f_(c, i) - f_(classes_[i], i) - top);
    }
    total += weights_[i] * (top > 0 ? top + std::log(std::exp(-top) + rest) : std::log1p(rest));
  }
  return total;
}

}  // namespace claimcheck
