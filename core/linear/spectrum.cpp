#include "core/linear/spectrum.hpp"

#include <Eigen/Eigenvalues>

#include "core/linear/eigenbasis.hpp"
#include "core/linear/jacobi.hpp"
#include "core/linear/spectrum_inline.hpp"

namespace claimcheck {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::SelfAdjointEigenSolver<Dense> solver(const Matrix<double>& a, int options) {
  require_square(a);
  const auto n = static_cast<Eigen::Index>(a.rows());
  return Eigen::SelfAdjointEigenSolver<Dense>(
      Dense(Eigen::Map<const Dense>(a.entries().data(), n, n)), options);
}

/// Ritz values of the Jacobi basis, ascending.
Vector<Extended> ritz_values(const Matrix<Extended>& a) {
  require_square(a);
  const Matrix<Extended> full = mirrored(a), q = jacobi_basis(full);
  Vector<Extended> out;
  for (std::size_t i = 0; i < a.rows(); ++i) {
    Vector<Extended> v(a.rows());
    for (std::size_t k = 0; k < a.rows(); ++k) v[k] = q(k, i);
    out.push_back(dot(v, full * v) / squared_norm(v));
  }
  std::sort(out.begin(), out.end(),
            [](const Extended& x, const Extended& y) { return certainly(less(x, y)); });
  return out;
}

}  // namespace

Vector<double> eigenvalues(const Matrix<double>& a) {
  const auto values = solver(a, Eigen::EigenvaluesOnly).eigenvalues().eval();
  return {values.begin(), values.end()};
}
Matrix<double> eigenvectors(const Matrix<double>& a) {
  const Dense vectors = solver(a, Eigen::ComputeEigenvectors).eigenvectors().transpose();
  Matrix<double> out(a.rows(), a.rows());
  std::copy(vectors.data(), vectors.data() + vectors.size(), out.entries().begin());
  return out;
}
double least_eigenvalue(const Matrix<double>& a) { return eigenvalues(a).front(); }
double largest_eigenvalue(const Matrix<double>& a) { return eigenvalues(a).back(); }
double spectral_norm(const Matrix<double>& a) { return norm_from_gram(a); }

Vector<Extended> eigenvalues(const Matrix<Extended>& a) { return ritz_values(a); }
Extended least_eigenvalue(const Matrix<Extended>& a) { return ritz_values(a).front(); }
Extended largest_eigenvalue(const Matrix<Extended>& a) { return ritz_values(a).back(); }
Extended spectral_norm(const Matrix<Extended>& a) { return norm_from_gram(a); }

}  // namespace claimcheck
