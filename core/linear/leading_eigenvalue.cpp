#include "core/linear/leading_eigenvalue.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>
#include <stdexcept>

namespace claimcheck {
namespace {

void scale(Vector<double>& x, double factor) {
  for (double& value : x) value *= factor;
}
void subtract(Vector<double>& x, double factor, const Vector<double>& y) {
  for (std::size_t k = 0; k < x.size(); ++k) x[k] -= factor * y[k];
}

struct Ritz {
  double value, second;
  Eigen::VectorXd vector;
};

Ritz top_ritz(const Vector<double>& alpha, const Vector<double>& beta) {
  const auto k = static_cast<Eigen::Index>(alpha.size());
  const Eigen::VectorXd diagonal = Eigen::Map<const Eigen::VectorXd>(alpha.data(), k);
  const Eigen::VectorXd below = Eigen::Map<const Eigen::VectorXd>(beta.data(), k - 1);
  Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver;
  solver.computeFromTridiagonal(diagonal, below);
  return {solver.eigenvalues()(k - 1), k > 1 ? solver.eigenvalues()(k - 2) : 0,
          solver.eigenvectors().col(k - 1)};
}

}  // namespace

LeadingEigenpair leading_eigenpair(const SymmetricOperator& b, Vector<double> start,
                                   double tolerance, int max_products) {
  const double length = norm(start);
  if (!(length > 0) || !std::isfinite(length)) {
    throw std::invalid_argument("Lanczos needs a finite start vector other than zero");
  }
  scale(start, 1 / length);
  std::vector<Vector<double>> basis{std::move(start)};
  Vector<double> alpha, beta, next(basis[0].size());
  Ritz ritz{};
  double residual = 0, error = 0;
  while (true) {
    b(basis.back(), next);
    alpha.push_back(dot(basis.back(), next));
    for (int pass = 0; pass < 2; ++pass) {
      for (const Vector<double>& q : basis) subtract(next, dot(q, next), q);
    }
    const double remainder = norm(next);
    ritz = top_ritz(alpha, beta);
    residual = remainder * std::fabs(ritz.vector(ritz.vector.size() - 1));
    error = residual == 0 ? 0 : residual * residual / (ritz.value - ritz.second);
    const bool converged = alpha.size() > 1 && error <= tolerance * std::fabs(ritz.value);
    const bool exhausted = static_cast<int>(alpha.size()) == max_products ||
                           alpha.size() == next.size() ||
                           remainder <= 1e-14 * std::fabs(ritz.value) || remainder == 0;
    if (converged || exhausted || !std::isfinite(remainder)) break;
    beta.push_back(remainder);
    scale(next, 1 / remainder);
    basis.push_back(next);
  }
  LeadingEigenpair out{ritz.value, residual, error, Vector<double>(next.size(), 0.0),
                       static_cast<int>(alpha.size())};
  for (std::size_t k = 0; k < basis.size(); ++k) {
    subtract(out.vector, -ritz.vector(static_cast<Eigen::Index>(k)), basis[k]);
  }
  return out;
}

}  // namespace claimcheck
