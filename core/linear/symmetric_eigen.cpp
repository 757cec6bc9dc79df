#include "core/linear/symmetric_eigen.hpp"

#include <Eigen/Eigenvalues>
#include <stdexcept>

namespace claimcheck {

SymmetricEigen symmetric_eigen(const Matrix<double>& a) {
  if (a.rows() == 0 || a.rows() != a.cols()) {
    throw std::invalid_argument("eigenvectors need a square, non-empty matrix");
  }
  using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(a.rows());
  const Dense dense = Eigen::Map<const Dense>(a.entries().data(), n, n);
  const Eigen::SelfAdjointEigenSolver<Dense> solver(dense);
  SymmetricEigen out{Vector<double>(a.rows()), Matrix<double>(a.rows(), a.rows())};
  Eigen::Map<Eigen::VectorXd>(out.values.data(), n) = solver.eigenvalues();
  Eigen::Map<Dense>(out.vectors.entries().data(), n, n) = solver.eigenvectors();
  return out;
}

}  // namespace claimcheck
