// frei2023, appendix B: weights of the form (6)-(7),
//   sqrt(m) w_j = s_j sum_i lambda_i y_i phi'_ji x_i,   lambda_i >= 0,  phi'_ji in [gamma, 1],
// with any multipliers and slopes. The proofs of Lemmas B.1, B.2 and B.4 estimate all of them, and
// use only at the end that a KKT point is feasible and its slopes fit the signs of <w_j, x_i>.
#pragma once

#include <numeric>

#include "theorems/frei2023/kkt_set.hpp"

namespace claimcheck::frei2023 {

/// A network in rows: row j stands for copies_j neurons with output weight s_j / sqrt(m).
struct StationaryForm : LabelledGram {
  std::vector<int> sign;    ///< s_j
  std::vector<int> copies;  ///< >= 1
  Matrix<double> t;         ///< rows x n in [0, 1]: phi'_ji = gamma + (1 - gamma) t_ji

  int width(int s) const {
    int total = 0;
    for (std::size_t j = 0; j < sign.size(); ++j) total += sign[j] == s ? copies[j] : 0;
    return total;
  }
};

template <class Setting>
Schema<Setting> stationary_form_schema(int most_samples, int most_rows) {
  return labelled_gram_schema<Setting>(most_samples)
      .axis("rows", 2, most_rows)
      .signs("sign", &StationaryForm::sign, "rows")
      .integers("copies", &StationaryForm::copies, "rows", {1, 2, 7, 40})
      .matrix("t", &StationaryForm::t, "rows", "n", within(0, 1));
}

/// The network of the given multipliers, beside the KKT points for the same widths. Weights are
/// multiplied by sqrt(m), outputs by m.
template <Scalar R>
struct Stationary : KktSet<R> {
  std::vector<int> sign, copies;
  Vector<R> lambda;
  Matrix<R> share;  ///< lambda_i phi'_ji
  Vector<R> S;      ///< S_i = sum_j lambda_i phi'_ji over all neurons
  R xi;             ///< max_i S_i
  Matrix<R> rest;   ///< sqrt(m) <w_j, x_i> without the term of x_i itself
  Matrix<R> z;      ///< sqrt(m) <w_j, x_i>
  Vector<R> q;      ///< m y_i f(x_i; W)

  Stationary(const StationaryForm& s, Vector<R> multipliers, double most_systems)
      : KktSet<R>(s, s.width(1), s.width(-1), most_systems),
        sign(s.sign),
        copies(s.copies),
        lambda(std::move(multipliers)),
        share(s.sign.size(), s.y.size()),
        S(s.y.size(), R(0)),
        rest(s.sign.size(), s.y.size()),
        z(rest),
        q(S) {
    for (std::size_t j = 0; j < rows(); ++j) {
      for (std::size_t i = 0; i < this->samples(); ++i) {
        share(j, i) = lambda[i] * (this->gamma + (1 - this->gamma) * R(s.t(j, i)));
        S[i] += copies[j] * share(j, i);
      }
    }
    xi = max_entry(S);
    for (std::size_t j = 0; j < rows(); ++j) {
      for (std::size_t i = 0; i < this->samples(); ++i) fill(j, i);
    }
  }

  std::size_t rows() const { return sign.size(); }

 private:
  void fill(std::size_t j, std::size_t i) {
    for (std::size_t k = 0; k < this->samples(); ++k) {
      if (k != i) rest(j, i) += sign[j] * this->y[k] * share(j, k) * this->gram(k, i);
    }
    z(j, i) = rest(j, i) + sign[j] * this->y[i] * share(j, i) * this->gram(i, i);
    q[i] += this->y[i] * sign[j] * copies[j] * leaky_relu(this->gamma, z(j, i));
  }
};

/// m_1 >= 1 and m_2 >= 1.
template <Scalar R>
Judgement<R> both_signs(const Stationary<R>& w) {
  return ge(R(w.problem.m1), 1) & ge(R(w.problem.m2), 1);
}

/// approach_d3, and both output signs.
inline void approach_d3(StationaryForm& s, Stream& random) {
  approach_d3(static_cast<LabelledGram&>(s), random);
  if (s.width(1) == 0) s.sign[0] = 1;
  if (s.width(-1) == 0) s.sign[0] = -1;
  if (random.chance(0.3)) std::fill(s.copies.begin(), s.copies.end(), 1);
}

}  // namespace claimcheck::frei2023
