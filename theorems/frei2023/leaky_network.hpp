// frei2023, appendix D: the leaky ReLU network on its data at one point W, with any selection of
// the Clarke subdifferential at kinks. Under (D3) the points are independent, so that the
// pre-activations <w_j, x_i> can be any numbers; W itself is not needed.
#pragma once

#include "core/network/two_layer.hpp"
#include "core/optimisation/kkt_points.hpp"
#include "theorems/frei2023/section_3.hpp"

namespace claimcheck::frei2023 {

struct LeakyNetwork : LabelledGram {
  std::vector<int> sign;  ///< s_j, output weights s_j / sqrt(m)
  Matrix<double> Z;       ///< m x n, <w_j, x_i>
  Matrix<double> kink;    ///< m x n in [0, 1]: phi' = gamma + (1 - gamma) kink where Z = 0
  LossFamily loss = LossFamily::logistic;
};

template <class Setting>
Schema<Setting> leaky_network_schema(int most_samples, int most_neurons) {
  return labelled_gram_schema<Setting>(most_samples)
      .axis("m", 1, most_neurons)
      .signs("sign", &LeakyNetwork::sign, "m")
      .matrix("Z", &LeakyNetwork::Z, "m", "n")
      .matrix("kink", &LeakyNetwork::kink, "m", "n", within(0, 1))
      .choice("loss", static_cast<LossFamily Setting::*>(&LeakyNetwork::loss),
              {LossFamily::logistic, LossFamily::exponential}, {"logistic", "exponential"});
}

template <Scalar R>
struct LeakyPoint : DataWithMean<R> {
  R m;
  Matrix<R> slope;      ///< phi'(<w_j, x_i>)
  Vector<R> q, g;       ///< y_i f(x_i; W), g_i = -l'(q_i)
  R G, risk;            ///< means of g_i and of l(q_i)
  Vector<R> slope_sum;  ///< sum_j phi'_jk

  explicit LeakyPoint(const LeakyNetwork& s)
      : DataWithMean<R>(s),
        m(R(s.sign.size())),
        slope(s.Z.rows(), s.Z.cols()),
        q(s.y.size(), R(0)),
        slope_sum(s.y.size(), R(0)) {
    for (std::size_t j = 0; j < s.sign.size(); ++j) {
      for (std::size_t i = 0; i < this->samples(); ++i) {
        const R z(s.Z(j, i));
        slope(j, i) = s.Z(j, i) > 0   ? R(1)
                      : s.Z(j, i) < 0 ? this->gamma
                                      : this->gamma + (1 - this->gamma) * R(s.kink(j, i));
        q[i] += s.y[i] * s.sign[j] * leaky_relu(this->gamma, z);
        slope_sum[i] += slope(j, i);
      }
    }
    const R root = sqrt(m);
    for (R& margin : q) margin /= root;
    g = sigmoid_losses(s.loss, q);
    G = mean(g);
    risk = empirical_risk(s.loss, q);
  }

  /// sum_j |sum_i phi'_ji weight_i y_i x_i|^2: n^2 m |grad L|_F^2 for the weights g.
  R pulled2(const Vector<R>& weight) const {
    Matrix<R> pulls = slope;
    for (std::size_t j = 0; j < pulls.rows(); ++j) {
      for (std::size_t i = 0; i < pulls.cols(); ++i) pulls(j, i) *= this->y[i] * weight[i];
    }
    return squared_norm_in_span(pulls, this->gram);
  }
  /// |grad L|_F^2
  R gradient2() const { return pulled2(g) / (square(this->n) * m); }
};

/// approach_d3, and pre-activations that are all negative on some sample, zero, or far apart.
inline void place_network(LeakyNetwork& s, Stream& random) {
  approach_d3(s, random);
  if (random.chance(0.5)) return;
  const std::size_t silent = random.below(s.y.size());
  const double scale = std::ldexp(1.0, random.integer(-10, 5));
  const bool against = random.chance(0.5);
  for (std::size_t j = 0; j < s.sign.size(); ++j) {
    for (std::size_t i = 0; i < s.y.size(); ++i) {
      const double size = scale * (against ? 1 : std::fabs(random.normal()));
      s.Z(j, i) = i == silent || against ? -size : size * s.sign[j] * s.y[i];
    }
  }
}

}  // namespace claimcheck::frei2023
