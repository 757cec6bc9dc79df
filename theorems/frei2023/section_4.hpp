// frei2023, section 4 and appendix E: the setting that the claims about smooth leaky networks
// share, and what their clauses talk about.
#pragma once

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/data/geometry.hpp"
#include "core/dynamics/gradient_descent.hpp"
#include "core/network/two_layer.hpp"
#include "core/number/judgement.hpp"
#include "properties/schema.hpp"

namespace claimcheck::frei2023 {

/// gamma-leaky and H-smooth: phi(0) = 0, 0 < gamma <= phi' <= 1, |phi''| <= H. The first two are
/// H-smooth for every H > 0.
inline constexpr std::array<ActivationFamily, 5> leaky_smooth_families = {
    ActivationFamily::identity, ActivationFamily::linear, ActivationFamily::smoothed_leaky,
    ActivationFamily::arctan_leaky, ActivationFamily::sqrt_leaky};

/// Labelled data and the first layer of a network with output weights a_j = sign_j / sqrt(m).
struct NetworkOnData {
  Matrix<double> X;       ///< n x d, samples x_i
  std::vector<int> y;     ///< n labels
  std::vector<int> sign;  ///< m signs of the output weights
  ActivationFamily phi = ActivationFamily::identity;
  double gamma = 1;  ///< least slope, in (0, 1]
  double s = 1;      ///< width of the smoothed kink, > 0
  Matrix<double> W;  ///< m x d
};

/// The fields of NetworkOnData; the weights come last, under the given name.
template <class Setting>
Schema<Setting> network_schema(int most_samples, int most_neurons, int most_coordinates,
                               std::string weights = "W",
                               std::span<const ActivationFamily> families = leaky_smooth_families) {
  Domain slope = above_up_to(0, 1);
  slope.landmarks = {1, 0.5};
  return Schema<Setting>()
      .axis("n", 1, most_samples)
      .axis("m", 1, most_neurons)
      .axis("d", 1, most_coordinates)
      .matrix("X", &NetworkOnData::X, "n", "d")
      .signs("y", &NetworkOnData::y, "n")
      .signs("sign", &NetworkOnData::sign, "m")
      .activation("phi", &NetworkOnData::phi, families)
      .real("gamma", &NetworkOnData::gamma, slope)
      .real("s", &NetworkOnData::s, positive())
      .matrix(std::move(weights), &NetworkOnData::W, "m", "d");
}

/// The same with what gradient descent needs: W is the random W(0).
struct Training : NetworkOnData {
  double alpha = 1;       ///< step size, > 0
  double omega_init = 0;  ///< standard deviation of the entries of W(0), >= 0
  double delta = 0.5;     ///< in (0, 1)
  int T = 1;              ///< horizon: times 0, ..., T are looked at
};

/// The fields of Training; W(0) is filled by the claim's random law (see gaussian_weights).
template <class Setting>
Schema<Setting> training_schema(int most_samples, int most_neurons, int most_coordinates,
                                int longest) {
  Domain step = positive(), confidence = strictly_within(0, 1);
  step.landmarks = {0x1p-12};
  confidence.landmarks = {0.5, 0.125};
  return network_schema<Setting>(most_samples, most_neurons, most_coordinates, "W0")
      .drawn()
      .real("alpha", &Training::alpha, step)
      .real("omega_init", &Training::omega_init, at_least(0))
      .real("delta", &Training::delta, confidence)
      .integer("T", &Training::T, within(1, longest));
}

/// A network on its data in the number type R.
template <Scalar R>
struct Network {
  R m, n, d, gamma;
  Activation<R> phi;
  R H;                   ///< the least H for which phi is H-smooth
  Vector<R> sign, a, y;  ///< a_j = sign_j / sqrt(m); labels
  Matrix<R> X, W;        ///< n x d, m x d
  Matrix<R> K, Z;        ///< K = X X^T, Z = W X^T (m x n)
  DataGeometry<R> x;     ///< R_min^2, R_max^2, max |<x_i, x_k>|

  explicit Network(const NetworkOnData& s)
      : m(R(s.W.rows())),
        n(R(s.X.rows())),
        d(R(s.X.cols())),
        gamma(s.gamma),
        phi{s.phi, gamma, R(s.s), Kink::right},
        H(phi.smoothness()),
        sign(lift<R>(s.sign)),
        a(sign),
        y(lift<R>(s.y)),
        X(lift<R>(s.X)),
        W(lift<R>(s.W)),
        K(gram(X)),
        Z(row_products(W, X)),
        x(data_geometry(K)) {
    for (R& weight : a) weight /= sqrt(m);
  }

  std::size_t samples() const { return X.rows(); }
  std::size_t neurons() const { return W.rows(); }
};

/// L >= log(1 + e^{-b}): the logistic risk when no output exceeds b >= 0 in modulus. Written as
/// e^{-(b + L)} <= 1 - e^{-L}, whose sides stay in [0, 1].
template <Scalar R>
Relation<R> risk_needs_outputs(const R& risk, const R& b) {
  return le(R(exp(-(b + risk))), R(-expm1(-risk)));
}

/// Gradient descent from W(0) for T steps.
template <Scalar R>
struct TrainingRun : Network<R> {
  R alpha, omega_init, delta;
  R log_term;                    ///< log(4 m / delta)
  std::vector<Vector<R>> q;      ///< margins q_i = y_i f(x_i; W(t)), t = 0, ..., T
  std::vector<Matrix<R>> slope;  ///< phi'(<w_j, x_i>), m x n, at the same times

  explicit TrainingRun(const Training& s)
      : Network<R>(s),
        alpha(s.alpha),
        omega_init(s.omega_init),
        delta(s.delta),
        log_term(log(4 * this->m / delta)) {
    GradientDescent<R> descent(this->phi, this->a, this->y, this->K, this->Z, alpha);
    observe(descent);
    for (int t = 0; t < s.T; ++t) {
      descent.advance();
      observe(descent);
    }
  }

  std::size_t steps() const { return q.size() - 1; }
  /// log of max_{i,k} e^{-q_i} / e^{-q_k}, the exponential loss ratio at time t.
  R log_exponential_ratio(std::size_t t) const { return max_entry(q[t]) - min_entry(q[t]); }
  /// log of max_{i,k} g_i / g_k with g(q) = 1 / (1 + e^q), the sigmoid loss ratio at time t.
  R log_sigmoid_ratio(std::size_t t) const {
    return softplus<R>(max_entry(q[t])) - softplus<R>(min_entry(q[t]));
  }

 private:
  void observe(const GradientDescent<R>& descent) {
    q.push_back(descent.margins());
    slope.push_back(slopes(this->phi, descent.preactivations()));
  }
};

}  // namespace claimcheck::frei2023
