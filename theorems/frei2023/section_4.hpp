// frei2023, section 4 and appendix E: the setting that the claims about smooth leaky networks
// share, and what their clauses talk about.
#pragma once

#include <array>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/data/geometry.hpp"
#include "core/dynamics/gradient_descent.hpp"
#include "core/network/two_layer.hpp"
#include "core/number/judgement.hpp"
#include "core/on_demand.hpp"
#include "properties/schema.hpp"

namespace claimcheck::frei2023 {

/// gamma-leaky and H-smooth: phi(0) = 0, 0 < gamma <= phi' <= 1, |phi''| <= H. The first two are
/// H-smooth for every H > 0.
inline constexpr std::array<ActivationFamily, 5> leaky_smooth_families = {
    ActivationFamily::identity, ActivationFamily::linear, ActivationFamily::smoothed_leaky,
    ActivationFamily::arctan_leaky, ActivationFamily::sqrt_leaky};

inline bool is_linear(ActivationFamily family) {
  return family == ActivationFamily::identity || family == ActivationFamily::linear;
}

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

/// A network and its data in the number type R, without what the network gives on them: what the
/// standing assumptions ask for.
template <Scalar R>
struct Problem {
  R m, n, d, gamma;
  Activation<R> phi;
  R H;                ///< the least H for which phi is H-smooth
  Vector<R> sign, y;  ///< signs of the output weights; labels
  Matrix<R> X, W;     ///< n x d, m x d
  Matrix<R> K;        ///< K = X X^T
  DataGeometry<R> x;  ///< R_min^2, R_max^2, max |<x_i, x_k>|

  explicit Problem(const NetworkOnData& s)
      : m(R(s.W.rows())),
        n(R(s.X.rows())),
        d(R(s.X.cols())),
        gamma(s.gamma),
        phi{s.phi, gamma, R(s.s), Kink::right},
        H(phi.smoothness()),
        sign(lift<R>(s.sign)),
        y(lift<R>(s.y)),
        X(lift<R>(s.X)),
        W(lift<R>(s.W)),
        K(gram(X)),
        x(data_geometry(K)) {}

  std::size_t samples() const { return X.rows(); }
  std::size_t neurons() const { return W.rows(); }
  /// a_j = sign_j / sqrt(m)
  Vector<R> output_weights() const {
    const R root = sqrt(m);
    Vector<R> a = sign;
    for (R& weight : a) weight /= root;
    return a;
  }
};

/// The same with the network's output weights and pre-activations.
template <Scalar R>
struct Network : Problem<R> {
  Vector<R> a;
  Matrix<R> Z;  ///< Z = W X^T (m x n)

  explicit Network(const NetworkOnData& s)
      : Problem<R>(s), a(this->output_weights()), Z(row_products(this->W, this->X)) {}
};

/// `direct`, a <= b or a >= b; where rounding leaves it open, the sign of its slack, the larger
/// side minus the smaller one, which `slack` computes in a form that does not cancel. Its size is
/// measured by the sides of `direct`.
/// @throws std::logic_error when the two are certainly not the same number.
template <Scalar R, class F>
Relation<R> by_slack(const Relation<R>& direct, F slack) {
  if (!unknown(direct.truth())) return direct;
  const R other = slack(), difference = direct.large() - direct.small();
  if (certainly(less(other, difference)) || certainly(less(difference, other))) {
    throw std::logic_error("the slack of a relation is not the difference of its sides");
  }
  Relation<R> exact{-other, Comparison::less_equal, R(0)};
  exact.grain = mid(direct.scale());
  return unknown(exact.truth()) || !std::isfinite(exact.grain) ? direct : exact;
}

/// L >= log(1 + e^{-b}): the logistic risk when no output exceeds b >= 0 in modulus. Written as
/// e^{-(b + L)} <= 1 - e^{-L}, whose sides stay in [0, 1].
template <Scalar R>
Relation<R> risk_needs_outputs(const R& risk, const R& b) {
  return le(R(exp(-(b + risk))), R(-expm1(-risk)));
}

/// Gradient descent from W(0) for T steps. The steps are taken when they are first asked for: the
/// hypotheses need none.
template <Scalar R>
class TrainingRun : public Problem<R> {
 public:
  R alpha, omega_init, delta;
  R log_term;  ///< log(4 m / delta)

  explicit TrainingRun(const Training& s)
      : Problem<R>(s),
        alpha(s.alpha),
        omega_init(s.omega_init),
        delta(s.delta),
        log_term(log(4 * this->m / delta)),
        T_(s.T),
        path_([this] { return Path(*this); }) {}
  TrainingRun(const TrainingRun&) = delete;

  std::size_t steps() const { return static_cast<std::size_t>(T_); }
  /// a_j, and at times t = 0, ..., T: margins q_i = y_i f(x_i; W(t)), pre-activations <w_j, x_i>
  /// and phi' there, both m x n.
  const Vector<R>& a() const { return path_->a; }
  const Vector<R>& q(std::size_t t) const { return path_->q[t]; }
  const Matrix<R>& Z(std::size_t t) const { return path_->Z[t]; }
  const Matrix<R>& slope(std::size_t t) const { return path_->slope[t]; }
  /// log of max_{i,k} e^{-q_i} / e^{-q_k}, the exponential loss ratio at time t.
  R log_exponential_ratio(std::size_t t) const { return max_entry(q(t)) - min_entry(q(t)); }
  /// log of max_{i,k} g_i / g_k with g(q) = 1 / (1 + e^q), the sigmoid loss ratio at time t.
  R log_sigmoid_ratio(std::size_t t) const {
    return softplus<R>(max_entry(q(t))) - softplus<R>(min_entry(q(t)));
  }

 private:
  struct Path {
    Vector<R> a;
    std::vector<Vector<R>> q;
    std::vector<Matrix<R>> Z, slope;

    explicit Path(const TrainingRun& run) : a(run.output_weights()) {
      GradientDescent<R> descent(run.phi, a, run.y, run.K, row_products(run.W, run.X), run.alpha);
      observe(descent, run.phi);
      for (int t = 0; t < run.T_; ++t) {
        descent.advance();
        observe(descent, run.phi);
      }
    }
    void observe(const GradientDescent<R>& descent, const Activation<R>& phi) {
      q.push_back(descent.margins());
      Z.push_back(descent.preactivations());
      slope.push_back(slopes(phi, Z.back()));
    }
  };

  int T_;
  OnDemand<Path> path_;
};

}  // namespace claimcheck::frei2023
