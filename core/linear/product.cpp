#include "core/linear/product.hpp"

#include <Eigen/Core>
#include <stdexcept>

namespace claimcheck {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const Dense> view(const Matrix<double>& a) {
  return {a.entries().data(), static_cast<Eigen::Index>(a.rows()),
          static_cast<Eigen::Index>(a.cols())};
}
Eigen::Map<Dense> view(Matrix<double>& a) {
  return {a.entries().data(), static_cast<Eigen::Index>(a.rows()),
          static_cast<Eigen::Index>(a.cols())};
}

void require(bool shapes_fit) {
  if (!shapes_fit) throw std::invalid_argument("matrix product: the shapes do not fit");
}

}  // namespace

Matrix<double> product(const Matrix<double>& a, const Matrix<double>& b) {
  require(a.cols() == b.rows());
  Matrix<double> out(a.rows(), b.cols());
  view(out).noalias() = view(a) * view(b);
  return out;
}

Matrix<double> product_transposed(const Matrix<double>& a, const Matrix<double>& b) {
  require(a.cols() == b.cols());
  Matrix<double> out(a.rows(), b.rows());
  view(out).noalias() = view(a) * view(b).transpose();
  return out;
}

Matrix<double> transposed_times(const Matrix<double>& a, const Matrix<double>& b) {
  require(a.rows() == b.rows());
  Matrix<double> out(a.cols(), b.cols());
  view(out).noalias() = view(a).transpose() * view(b);
  return out;
}

void multiply_rows(const Matrix<double>& a, const Matrix<double>& b, Rows rows,
                   Matrix<double>& out) {
  require(a.cols() == b.rows() && out.rows() == a.rows() && out.cols() == b.cols() &&
          rows.first + rows.count <= a.rows());
  const auto first = static_cast<Eigen::Index>(rows.first);
  const auto count = static_cast<Eigen::Index>(rows.count);
  view(out).middleRows(first, count).noalias() = view(a).middleRows(first, count) * view(b);
}

void add_product_transposed(const Matrix<double>& a, const Matrix<double>& b, Matrix<double>& out) {
  require(a.cols() == b.cols() && out.rows() == a.rows() && out.cols() == b.rows());
  view(out).noalias() += view(a) * view(b).transpose();
}

void add_times(const Matrix<double>& a, const Vector<double>& x, Vector<double>& y) {
  require(a.cols() == x.size() && a.rows() == y.size());
  Eigen::Map<Eigen::VectorXd> out(y.data(), static_cast<Eigen::Index>(y.size()));
  out.noalias() +=
      view(a) * Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
}

void transpose_times(const Matrix<double>& a, const Vector<double>& x, Vector<double>& y) {
  require(a.rows() == x.size());
  y.resize(a.cols());
  Eigen::Map<Eigen::VectorXd> out(y.data(), static_cast<Eigen::Index>(y.size()));
  out.noalias() = view(a).transpose() *
                  Eigen::Map<const Eigen::VectorXd>(x.data(), static_cast<Eigen::Index>(x.size()));
}

Matrix<double> columns(const Matrix<double>& a, std::span<const std::size_t> which) {
  Matrix<double> out(a.rows(), which.size());
  for (std::size_t i = 0; i < a.rows(); ++i) {
    for (std::size_t k = 0; k < which.size(); ++k) out(i, k) = a(i, which[k]);
  }
  return out;
}

Matrix<double> rows(const Matrix<double>& a, std::span<const std::size_t> which) {
  Matrix<double> out(which.size(), a.cols());
  for (std::size_t k = 0; k < which.size(); ++k) {
    for (std::size_t j = 0; j < a.cols(); ++j) out(k, j) = a(which[k], j);
  }
  return out;
}

Matrix<double> transposed(const Matrix<double>& a) {
  Matrix<double> out(a.cols(), a.rows());
  view(out) = view(a).transpose();
  return out;
}

}  // namespace claimcheck
