// frei2023, sections 3 and 5: Gaussian data of huge dimension through Gram matrices. Points are
// z_i + noise, where the means z_i lie in the span of one or two orthogonal vectors of norm d^beta;
// coordinates along them are drawn one by one, the rest as a Wishart matrix.
#pragma once

#include <cmath>
#include <utility>

#include "core/data/wishart.hpp"
#include "core/on_demand.hpp"
#include "theorems/frei2023/section_3.hpp"

namespace claimcheck::frei2023 {

/// (<x_i, x_k>) for x_i = sum_a means(i, a) e_a + N(0, I_d), means n x r, r < d.
inline Matrix<double> clustered_gram(const Matrix<double>& means, double d, Stream& random) {
  const std::size_t n = means.rows(), r = means.cols();
  const Matrix<double> near = means + random.normal_matrix(n, r);
  return gram(near) + wishart(n, d - static_cast<double>(r), random);
}

/// factor^{1/(1-2 beta)} n^{1/(1-2 beta)} or factor^2 n^2, the larger: what "d >> n^{1/(1-2 beta)}
/// and n^2" is read as, with the factor that the data assumption needs.
inline double sufficient_dimension(double n, double beta, double factor) {
  return std::ceil(std::fmax(std::pow(factor * n, 1 / (1 - 2 * beta)), factor * n * factor * n));
}

/// A drawn Gram matrix as the data of a setting; the labels are all +1 if none are given.
inline LabelledGram as_data(const Matrix<double>& k, double gamma) {
  LabelledGram out{{}, k, std::vector<int>(k.rows(), 1), gamma};
  for (std::size_t i = 0; i < k.rows(); ++i) out.squared_norm.push_back(k(i, i));
  return out;
}

/// The data of a drawn Gram matrix, which only probability clauses look at.
template <Scalar R>
class DrawnData {
 public:
  DrawnData(Matrix<double> inner, double gamma) : inner_(std::move(inner)), gamma_(gamma) {}
  DrawnData(const DrawnData&) = delete;

  const Data<R>& operator*() const { return *data_; }
  const Data<R>* operator->() const { return &*data_; }

 private:
  Matrix<double> inner_;
  double gamma_;
  OnDemand<Data<R>> data_{[this] { return Data<R>(as_data(inner_, gamma_)); }};
};

}  // namespace claimcheck::frei2023
