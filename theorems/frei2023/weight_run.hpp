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

/// A run with its weights, computed when they are first asked for. Times are 0, ..., T;
/// mu = sum_i y_i x_i.
template <Scalar R>
class WeightRun : public TrainingRun<R> {
 public:
  R C_R;
  Vector<R> mu;
  R mu2;  ///< |mu|^2

  explicit WeightRun(const Training& s)
      : TrainingRun<R>(s),
        C_R(ratio_bound(this->x, this->gamma)),
        mu(transposed_product(this->X, this->y)),
        mu2(mean_direction_squared_norm(this->K, this->y)),
        history_([this] { return History(*this); }),
        event_([this] { return initial_event(); }) {}

  const Vector<R>& g(std::size_t t) const { return history_->g[t]; }  ///< sigmoid losses
  const R& G(std::size_t t) const { return history_->G[t]; }          ///< sigmoid risk
  const R& risk(std::size_t t) const { return history_->risk[t]; }    ///< logistic risk
  const R& sum(std::size_t t) const { return history_->sum[t]; }      ///< sum_{s < t} G(s)
  /// grad L = -descent X
  const Matrix<R>& descent(std::size_t t) const { return history_->descent[t]; }
  const Matrix<R>& weights(std::size_t t) const { return history_->weights[t]; }    ///< W(t), m x d
  const Vector<R>& norm2(std::size_t t) const { return history_->norm2[t]; }        ///< |w_j|^2
  const R& frobenius2(std::size_t t) const { return history_->frobenius2[t]; }      ///< |W|_F^2
  const Vector<R>& along_mu(std::size_t t) const { return history_->along_mu[t]; }  ///< <w_j, mu>
  /// |grad_j L|^2 and |grad L|_F^2 at time t
  R neuron_gradient(std::size_t t, std::size_t j) const {
    return dot(descent(t).row(j),
               this->K * Vector<R>(descent(t).row(j).begin(), descent(t).row(j).end()));
  }
  R gradient(std::size_t t) const { return squared_norm_in_span(descent(t), this->K); }

  /// Lemma E.1 without its spectral norm, which no proof uses: the norms of the neurons, and
  /// |<w_j(0), mu>| <= 2 omega_init |mu| sqrt(log(4m/delta)).
  const Judgement<R>& event() const { return *event_; }

 private:
  struct History {
    std::vector<Vector<R>> g;
    Vector<R> G, risk, sum;
    std::vector<Matrix<R>> descent, weights;
    std::vector<Vector<R>> norm2;
    Vector<R> frobenius2;
    std::vector<Vector<R>> along_mu;

    explicit History(const WeightRun& run) {
      Matrix<R> current = run.W;
      R total(0);
      for (std::size_t t = 0; t <= run.steps(); ++t) {
        if (t > 0) move(run, current);
        g.push_back(sigmoid_losses(LossFamily::logistic, run.q(t)));
        G.push_back(mean(g[t]));
        risk.push_back(empirical_risk(LossFamily::logistic, run.q(t)));
        sum.push_back(total);
        total += G[t];
        descent.push_back(descent_coefficients(run.a(), run.slope(t), g[t], run.y));
        record(run, current);
      }
    }
    void move(const WeightRun& run, Matrix<R>& current) const {
      for (std::size_t j = 0; j < current.rows(); ++j) {
        for (std::size_t i = 0; i < run.samples(); ++i) {
          const R step = run.alpha * descent.back()(j, i);
          for (std::size_t k = 0; k < current.cols(); ++k) current(j, k) += step * run.X(i, k);
        }
      }
    }
    void record(const WeightRun& run, const Matrix<R>& current) {
      weights.push_back(current);
      Vector<R> norms, means;
      R total(0);
      for (std::size_t j = 0; j < current.rows(); ++j) {
        norms.push_back(squared_norm(current.row(j)));
        means.push_back(dot(current.row(j), run.mu));
        total += norms.back();
      }
      norm2.push_back(std::move(norms));
      along_mu.push_back(std::move(means));
      frobenius2.push_back(std::move(total));
    }
  };

  Judgement<R> initial_event() const {
    const R bound = 4 * square(this->omega_init) * mu2 * this->log_term;
    return initial_norms_are_small(*this, this->omega_init, this->log_term) &
           every(this->neurons(),
                 [&](auto j) { return le(square(dot(this->W.row(j), mu)), bound); });
  }

  OnDemand<History> history_;
  OnDemand<Judgement<R>> event_;
};

inline const auto on_the_event = given([](const auto& o) { return o.event(); });
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
