// frei2023, section 4 and appendices E.4 to E.7: what the claims about the size and the direction
// of the weights compare along gradient descent, and the hypotheses that they share.
#pragma once

#include <vector>

#include "core/dynamics/span_observables.hpp"
#include "properties/claim.hpp"
#include "theorems/frei2023/assumptions.hpp"

namespace claimcheck::frei2023 {

/// At most 3 samples, 3 neurons, 4 coordinates; times 0, ..., T <= longest.
template <int longest>
struct RunUpTo : Training {
  static Schema<RunUpTo> schema() { return training_schema<RunUpTo>(3, 3, 4, longest); }
};

/// A run with its weights. Times are 0, ..., T; mu = sum_i y_i x_i.
template <Scalar R>
struct WeightRun : TrainingRun<R> {
  R C_R;
  R mu2;                            ///< |mu|^2
  std::vector<Vector<R>> g;         ///< sigmoid losses
  Vector<R> G, risk;                ///< sigmoid risk and logistic risk
  Vector<R> sum;                    ///< sum_{s < t} G(s)
  std::vector<Matrix<R>> descent;   ///< grad L = -descent X
  std::vector<Matrix<R>> weights;   ///< W(t), m x d
  std::vector<Vector<R>> norm2;     ///< |w_j|^2
  Vector<R> frobenius2;             ///< |W|_F^2
  std::vector<Vector<R>> along_mu;  ///< <w_j, mu>

  explicit WeightRun(const Training& s)
      : TrainingRun<R>(s),
        C_R(ratio_bound(this->x, this->gamma)),
        mu2(mean_direction_squared_norm(this->K, this->y)) {
    Matrix<R> current = this->W;
    R total(0);
    for (std::size_t t = 0; t < this->q.size(); ++t) {
      g.push_back(sigmoid_losses(LossFamily::logistic, this->q[t]));
      G.push_back(mean(g[t]));
      risk.push_back(empirical_risk(LossFamily::logistic, this->q[t]));
      sum.push_back(total);
      total += G[t];
      descent.push_back(descent_coefficients(this->a, this->slope[t], g[t], this->y));
      record(current);
      for (std::size_t j = 0; j < current.rows(); ++j) {
        for (std::size_t i = 0; i < this->samples(); ++i) {
          const R step = this->alpha * descent[t](j, i);
          for (std::size_t k = 0; k < current.cols(); ++k) current(j, k) += step * this->X(i, k);
        }
      }
    }
  }

  /// |grad_j L|^2 and |grad L|_F^2 at time t
  R neuron_gradient(std::size_t t, std::size_t j) const {
    return dot(descent[t].row(j),
               this->K * Vector<R>(descent[t].row(j).begin(), descent[t].row(j).end()));
  }
  R gradient(std::size_t t) const { return squared_norm_in_span(descent[t], this->K); }

 private:
  void record(const Matrix<R>& current) {
    weights.push_back(current);
    Vector<R> norms, means;
    R total(0);
    const Vector<R> mu = transposed_product(this->X, this->y);
    for (std::size_t j = 0; j < current.rows(); ++j) {
      norms.push_back(squared_norm(current.row(j)));
      means.push_back(dot(current.row(j), mu));
      total += norms.back();
    }
    norm2.push_back(norms);
    along_mu.push_back(means);
    frobenius2.push_back(total);
  }
};

/// Lemma E.1 without its spectral norm, which no proof uses: the norms of the neurons, and
/// |<w_j(0), mu>| <= 2 omega_init |mu| sqrt(log(4m/delta)).
template <Scalar R>
Judgement<R> initial_event(const WeightRun<R>& o) {
  const R bound = 4 * square(o.omega_init) * o.mu2 * o.log_term;
  return initial_norms_are_small(o, o.omega_init, o.log_term) &
         every(o.neurons(), [&](auto j) { return le(square(o.along_mu[0][j]), bound); });
}
inline const auto on_the_event = given([](const auto& o) { return initial_event(o); });
inline const auto delta_of = [](const auto& o) { return o.delta; };

/// f(t) for t = first, ..., T
template <class O, class F>
auto from_time(std::size_t first, const O& o, F&& f) {
  return every(o.steps() + 1 - first, [&](auto k) { return f(first + k); });
}
/// f(t, j) for t = first, ..., T and every neuron j
template <class O, class F>
auto for_neurons(std::size_t first, const O& o, F&& f) {
  return from_time(first, o,
                   [&](auto t) { return every(o.neurons(), [&](auto j) { return f(t, j); }); });
}

/// Samples that are no zero vectors, (A1) and (A2).
template <template <class> class Observation, class File = Observation<double>>
std::vector<ClauseOver<Observation>> step_and_start_are_small() {
  return {{"setting", R"($R_{\min}>0$)", [](const auto& o) { return samples_are_not_zero(o.x); }},
          {"A1", R"($\alpha\le\gamma^2(5nR_{\max}^2R^2C_R\max(1,H))^{-1}$)",
           [](const auto& o) { return step_is_short(o, o.alpha); }},
          {"A2",
           R"($\omega_{\rm init}\le\alpha\gamma^2R_{\min}(72RC_Rn\sqrt{md\log(4m/\delta)})^{-1}$)",
           [](const auto& o) {
             return initialisation_is_small(o, o.alpha, o.omega_init, o.log_term);
           }}};
}
/// The same and (D4').
template <template <class> class Observation, class File = Observation<double>>
std::vector<ClauseOver<Observation>> standing_hypotheses() {
  auto out = step_and_start_are_small<Observation>();
  out.push_back({"D4'", R"($\|x_i\|^2\ge5\gamma^{-2}C_Rn\max_{k\ne i}|\langle x_i,x_k\rangle|$)",
                 [](const auto& o) { return nearly_orthogonal(o.K, o.gamma); }});
  return out;
}

/// Random settings of these claims: the hypotheses, an adversarial start, a horizon of at most 20,
/// rarely the drawn one for one sample.
void prepare_run(Training& s, Stream& random);
/// The same, with the drawn horizon for one per cent of the runs of one neuron on one sample.
void prepare_rarely_long_run(Training& s, Stream& random);

/// One sample of norm `size`, one neuron, phi(z) = gamma z, W(0) = 0, for T steps of length alpha.
template <class Setting>
Setting single_sample(double size, double gamma, double alpha, int T) {
  Setting s;
  s.X = s.W = Matrix<double>(1, 1);
  s.X(0, 0) = size;
  s.y = {1};
  s.sign = {1};
  s.phi = ActivationFamily::linear;
  s.gamma = gamma;
  s.alpha = alpha;
  s.T = T;
  return s;
}

/// Two samples of nearly equal norm with inner product 256 and one label, inside (D4') by a fifth;
/// one linear neuron, W(0) = 0.
template <class Setting>
Setting correlated_samples() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {256, 0, 1, 256};
  s.W = Matrix<double>(1, 2);
  s.y = {1, 1};
  s.sign = {1};
  s.alpha = 0x1p-24;
  s.T = 2;
  return s;
}

}  // namespace claimcheck::frei2023
