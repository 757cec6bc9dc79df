#include "core/network/tangent_gram.hpp"

#include "core/linear/product.hpp"

namespace claimcheck {

Matrix<double> tangent_gram(const Vector<double>& a, const Matrix<double>& slopes,
                            const Matrix<double>& k) {
  Matrix<double> scaled = slopes;
  for (std::size_t j = 0; j < a.size(); ++j) {
    for (double& entry : scaled.row(j)) entry *= a[j];
  }
  Matrix<double> h = transposed_times(scaled, scaled);
  for (std::size_t e = 0; e < h.entries().size(); ++e) h.entries()[e] *= k.entries()[e];
  return h;
}

}  // namespace claimcheck
