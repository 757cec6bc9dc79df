// Nearly orthogonal data through its Gram matrix, with a knob for
//   correlation = n max_{i != j} |<x_i, x_j>| / R_min^2,
// the quantity that the data assumptions of frei2023 bound.
#pragma once

#include <array>
#include <string_view>

#include "core/random/stream.hpp"

namespace claimcheck {

/// The off-diagonal pattern S of the Gram matrix diag(r_i^2) + p S.
enum class SignPattern {
  none,         ///< S = 0: orthogonal data
  all_plus,     ///< every pair positively correlated
  all_minus,    ///< every pair negatively correlated
  labels,       ///< S = y y^T
  anti_labels,  ///< S = -y y^T
  star,         ///< row 0 positive, the other pairs negative
  random,       ///< independent uniform entries in [-1, 1], the largest scaled to 1
};
inline constexpr std::array<std::string_view, 7> sign_pattern_names = {
    "none", "all_plus", "all_minus", "labels", "anti_labels", "star", "random"};

/// diag(r_i^2) + p S with p = correlation R_min^2 / n, as doubles that are the exact setting.
/// For correlation < 1 the matrix is strictly diagonally dominant, hence a Gram matrix.
/// squared_norms r_i^2 > 0 and y in {-1, +1} have n entries each; n = 1 has no pairs.
/// @throws std::invalid_argument when the sizes differ, n = 0 or correlation < 0.
Matrix<double> near_orthogonal_gram(const Vector<double>& squared_norms, const Vector<int>& y,
                                    SignPattern pattern, double correlation, Stream& stream);

/// n max_{i != j} |k_ij| / min_i k_ii; 0 for n = 1.
double correlation_of(const Matrix<double>& gram);

/// The same points pulled together or apart: all off-diagonal entries scaled by one factor so that
/// correlation_of(result) is `correlation`, to rounding. Positive semidefinite when the factor is
/// at most 1 and the input is, or when correlation < 1. Orthogonal points stay as they are.
Matrix<double> with_correlation(Matrix<double> gram, double correlation);

/// Row i of the Cholesky factor: points in R^n whose Gram matrix is `gram`, to rounding.
/// @throws std::invalid_argument unless the matrix is positive definite.
Matrix<double> points_with_gram(const Matrix<double>& gram);

}  // namespace claimcheck
