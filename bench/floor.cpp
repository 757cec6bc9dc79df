#include "bench/floor.hpp"

#include <Eigen/Core>

#include "core/linear/product.hpp"

namespace claimcheck::bench {

void floor_product(const Matrix<double>& d, const Matrix<double>& k, Matrix<double>& out) {
  multiply_rows(d, k, {0, d.rows()}, out);
}

void floor_exp_log(Matrix<double>& z, Matrix<double>& out) {
  const auto size = static_cast<Eigen::Index>(z.entries().size());
  Eigen::Map<Eigen::ArrayXd> in(z.entries().data(), size), image(out.entries().data(), size);
  image = in.exp();
  in = image.log();
}

}  // namespace claimcheck::bench
