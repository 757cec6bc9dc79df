#include "core/dynamics/dense_classifier.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

#include "core/linear/product.hpp"

namespace claimcheck {
namespace {

void add_to_rows(const Vector<double>& shift, Matrix<double>& out) {
  for (std::size_t i = 0; i < out.rows(); ++i) {
    for (std::size_t j = 0; j < out.cols(); ++j) out(i, j) += shift[j];
  }
}

/// log sum_c e^{f_c}
double log_sum_exp(std::span<const double> f) {
  const double top = *std::max_element(f.begin(), f.end());
  double total = 0;
  for (const double value : f) total += std::exp(value - top);
  return top + std::log(total);
}

void subtract(double rate, const Matrix<double>& gradient, Matrix<double>& out) {
  for (std::size_t k = 0; k < out.entries().size(); ++k) {
    out.entries()[k] -= rate * gradient.entries()[k];
  }
}
void subtract_column_sums(double rate, const Matrix<double>& gradient, Vector<double>& out) {
  for (std::size_t i = 0; i < gradient.rows(); ++i) {
    for (std::size_t j = 0; j < out.size(); ++j) out[j] -= rate * gradient(i, j);
  }
}

}  // namespace

DenseClassifier::DenseClassifier(Matrix<double> w, Vector<double> b, Matrix<double> a,
                                 Vector<double> c)
    : w_(std::move(w)), b_(std::move(b)), a_(std::move(a)), c_(std::move(c)) {
  if (w_.rows() == 0 || w_.cols() == 0 || c_.empty() || b_.size() != w_.rows() ||
      a_.cols() != w_.rows() || a_.rows() != c_.size()) {
    throw std::invalid_argument("the layers of the classifier do not fit");
  }
}

void DenseClassifier::check(const Matrix<double>& x, std::span<const std::size_t> labels) const {
  const bool in_range =
      std::all_of(labels.begin(), labels.end(), [&](std::size_t y) { return y < c_.size(); });
  if (x.rows() == 0 || x.cols() != w_.cols() || labels.size() != x.rows() || !in_range) {
    throw std::invalid_argument("the sample does not fit the classifier");
  }
}

Matrix<double> DenseClassifier::hidden(const Matrix<double>& x) const {
  Matrix<double> out = product_transposed(x, w_);
  add_to_rows(b_, out);
  for (double& value : out.entries()) value = std::max(value, 0.0);
  return out;
}

Matrix<double> DenseClassifier::outputs(const Matrix<double>& x) const {
  Matrix<double> out = product_transposed(hidden(x), a_);
  add_to_rows(c_, out);
  return out;
}

void DenseClassifier::advance(const Matrix<double>& x, std::span<const std::size_t> labels,
                              double rate) {
  check(x, labels);
  const Matrix<double> h = hidden(x);
  Matrix<double> pull = product_transposed(h, a_);  // dL/df, B x k
  add_to_rows(c_, pull);
  for (std::size_t i = 0; i < pull.rows(); ++i) {
    const double scale = log_sum_exp(pull.row(i));
    for (double& value : pull.row(i)) value = std::exp(value - scale);
    pull(i, labels[i]) -= 1;
    for (double& value : pull.row(i)) value /= static_cast<double>(x.rows());
  }
  Matrix<double> back = product(pull, a_);  // dL/dz, B x m
  for (std::size_t k = 0; k < back.entries().size(); ++k) {
    if (!(h.entries()[k] > 0)) back.entries()[k] = 0;
  }
  subtract(rate, transposed_times(pull, h), a_);
  subtract_column_sums(rate, pull, c_);
  subtract(rate, transposed_times(back, x), w_);
  subtract_column_sums(rate, back, b_);
}

double DenseClassifier::risk(const Matrix<double>& x, std::span<const std::size_t> labels) const {
  check(x, labels);
  const Matrix<double> f = outputs(x);
  double total = 0;
  for (std::size_t i = 0; i < f.rows(); ++i) total += log_sum_exp(f.row(i)) - f(i, labels[i]);
  return total / static_cast<double>(f.rows());
}

double DenseClassifier::accuracy(const Matrix<double>& x,
                                 std::span<const std::size_t> labels) const {
  check(x, labels);
  const Matrix<double> f = outputs(x);
  double right = 0;
  for (std::size_t i = 0; i < f.rows(); ++i) {
    const auto row = f.row(i);
    const auto best = std::max_element(row.begin(), row.end()) - row.begin();
    right += static_cast<std::size_t>(best) == labels[i] ? 1 : 0;
  }
  return right / static_cast<double>(f.rows());
}

}  // namespace claimcheck
