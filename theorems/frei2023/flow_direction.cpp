#include "theorems/frei2023/flow_direction.hpp"

#include "core/linear/elimination.hpp"

namespace claimcheck::frei2023 {
namespace {

/// Rows of W*, one for every neuron of the given signs.
template <Scalar R>
std::vector<std::size_t> matching_rows(const KktPoint<R>& w, const std::vector<int>& sign) {
  std::vector<std::size_t> rows[2], out;
  for (std::size_t row = 0; row < w.rows(); ++row) {
    for (int k = 0; k < w.copies[row]; ++k) rows[w.sign[row] == 1].push_back(row);
  }
  std::size_t next[2] = {0, 0};
  for (const int s : sign) out.push_back(rows[s == 1].at(next[s == 1]++));
  return out;
}

/// sum_j <a_j, b_j> of two lists of vectors, one by coefficients and one by inner products.
template <Scalar R>
R inner_product(const Matrix<R>& coefficient, const Matrix<R>& z) {
  R total(0);
  for (std::size_t j = 0; j < z.rows(); ++j) total += dot(coefficient.row(j), z.row(j));
  return total;
}

/// Every row minus the mean of the rows of its sign.
template <Scalar R>
Matrix<R> centred(const std::vector<int>& sign, const Matrix<R>& rows) {
  Matrix<R> out = rows;
  for (std::size_t j = 0; j < rows.rows(); ++j) {
    for (std::size_t i = 0; i < rows.cols(); ++i) {
      R total(0);
      int count = 0;
      for (std::size_t k = 0; k < rows.rows(); ++k) {
        if (sign[k] != sign[j]) continue;
        total += rows(k, i);
        ++count;
      }
      out(j, i) -= total / count;
    }
  }
  return out;
}

}  // namespace

template <Scalar R>
SpanNetwork<R>::SpanNetwork(std::vector<int> s, Matrix<R> z, const Matrix<R>& gram)
    : sign(std::move(s)), Z(std::move(z)), coefficient(Z.rows(), Z.cols()), norm2(0) {
  for (std::size_t j = 0; j < Z.rows(); ++j) {
    const auto row = solve_by_elimination(gram, Vector<R>(Z.row(j).begin(), Z.row(j).end()));
    for (std::size_t i = 0; i < Z.cols() && row; ++i) coefficient(j, i) = (*row)[i];
  }
  norm2 = inner_product(coefficient, Z);
}

template <Scalar R>
R squared_direction_gap(const MarginProblem<R>& problem, const KktPoint<R>& w,
                        const SpanNetwork<R>& network) {
  const std::vector<std::size_t> row = matching_rows(w, network.sign);
  const R length = sqrt(network.norm2);
  const R limit_length = sqrt(squared_weight_norm(problem, w) * problem.m());  // sqrt(m) |W*|
  Matrix<R> coefficient = network.coefficient, z = network.Z;                  // of the difference
  for (std::size_t j = 0; j < row.size(); ++j) {
    for (std::size_t i = 0; i < problem.samples(); ++i) {
      const R share = network.sign[j] * problem.y[i] * w.share(row[j], i);
      coefficient(j, i) = coefficient(j, i) / length - share / limit_length;
      z(j, i) = z(j, i) / length - w.z(row[j], i) / limit_length;
    }
  }
  return inner_product(coefficient, z);
}

template <Scalar R>
R neuron_spread(const SpanNetwork<R>& network) {
  return inner_product(centred(network.sign, network.coefficient),
                       centred(network.sign, network.Z)) /
         network.norm2;
}

template <Scalar R>
R squared_predictor_norm(const SpanNetwork<R>& network) {
  R total(0);
  for (std::size_t i = 0; i < network.Z.cols(); ++i) {
    R coefficient(0), inner(0);
    for (std::size_t j = 0; j < network.Z.rows(); ++j) {
      coefficient += network.sign[j] * network.coefficient(j, i);
      inner += network.sign[j] * network.Z(j, i);
    }
    total += coefficient * inner;
  }
  return total / R(network.sign.size());
}

template struct SpanNetwork<double>;
template double squared_direction_gap(const MarginProblem<double>&, const KktPoint<double>&,
                                      const SpanNetwork<double>&);
template double neuron_spread(const SpanNetwork<double>&);
template double squared_predictor_norm(const SpanNetwork<double>&);

template struct SpanNetwork<Interval>;
template Interval squared_direction_gap(const MarginProblem<Interval>&, const KktPoint<Interval>&,
                                        const SpanNetwork<Interval>&);
template Interval neuron_spread(const SpanNetwork<Interval>&);
template Interval squared_predictor_norm(const SpanNetwork<Interval>&);

template struct SpanNetwork<Ball>;
template Ball squared_direction_gap(const MarginProblem<Ball>&, const KktPoint<Ball>&,
                                    const SpanNetwork<Ball>&);
template Ball neuron_spread(const SpanNetwork<Ball>&);
template Ball squared_predictor_norm(const SpanNetwork<Ball>&);

template struct SpanNetwork<Extended>;
template Extended squared_direction_gap(const MarginProblem<Extended>&, const KktPoint<Extended>&,
                                        const SpanNetwork<Extended>&);
template Extended neuron_spread(const SpanNetwork<Extended>&);
template Extended squared_predictor_norm(const SpanNetwork<Extended>&);

}  // namespace claimcheck::frei2023
