#include "core/dynamics/span_start.hpp"

#include <stdexcept>

#include "core/linear/product.hpp"

namespace claimcheck {

SpanStartSum::SpanStartSum(std::size_t samples, std::size_t neurons)
    : total_{Matrix<double>(samples, samples), Matrix<double>(neurons, samples),
             Vector<double>(neurons, 0.0)} {}

void SpanStartSum::add(const Matrix<double>& x, const Matrix<double>& w) {
  if (x.cols() != w.cols()) throw std::invalid_argument("samples and weights differ in dimension");
  add_product_transposed(x, x, total_.gram);
  add_product_transposed(w, x, total_.preactivations);
  for (std::size_t j = 0; j < w.rows(); ++j) total_.squared_norms[j] += squared_norm(w.row(j));
}

SpanStart span_start(const Matrix<double>& x, const Matrix<double>& w) {
  SpanStartSum sum(x.rows(), w.rows());
  sum.add(x, w);
  return sum.total();
}

}  // namespace claimcheck
