// frei2023, appendix E.3: one step of gradient descent from any weights, and what Lemma E.8,
// Proposition E.10 and Lemma E.11 (b) compare.
#pragma once

#include "core/number/judgement.hpp"
#include "core/random/stream.hpp"
#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/increment.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {

/// phi is H-smooth for every H >= sup |phi''|: H is the one that the step size is tied to.
struct Step : NetworkOnData {
  double H = 1;      ///< > 0
  double alpha = 1;  ///< step size, > 0
};

/// The same with the constants of Conditions E.5 and E.6.
struct PersistentStep : Step {
  double c = 1;   ///< > 0
  double C = 64;  ///< > 1
};

/// The same with a bound on the exponential loss ratio.
struct BoundedRatioStep : PersistentStep {
  double rho = 10;  ///< >= 1
};

template <class Setting>
Schema<Setting> step_schema(int most_samples, int most_neurons, int most_coordinates) {
  Domain smoothness = positive();
  smoothness.landmarks = {1, 0x1p-30, 1024};
  return network_schema<Setting>(most_samples, most_neurons, most_coordinates)
      .real("H", &Step::H, smoothness)
      .real("alpha", &Step::alpha, positive());
}
template <class Setting>
Schema<Setting> persistent_step_schema(int most_samples, int most_neurons, int most_coordinates) {
  Domain constant = at_least(1);
  constant.open_low = true;
  constant.landmarks = {64, 1024};
  return step_schema<Setting>(most_samples, most_neurons, most_coordinates)
      .real("c", &PersistentStep::c, above_up_to(0, 1))
      .real("C'", &PersistentStep::C, constant);
}
template <class Setting>
Schema<Setting> bounded_ratio_schema(int most_samples, int most_neurons, int most_coordinates) {
  Domain bound = at_least(1);
  bound.landmarks = {10};
  return persistent_step_schema<Setting>(most_samples, most_neurons, most_coordinates)
      .real("rho", &BoundedRatioStep::rho, bound);
}

/// What one step changes, computed when it is first asked for: Conditions E.5 and E.6 need none.
template <Scalar R>
class OneStep : public Network<R> {
 public:
  R alpha, H_given;
  Matrix<R> slope;
  Matrix<R> overlaps;  ///< (1/m) sum_j phi'(<w_j, x_i>) phi'(<w_j, x_k>)
  Matrix<R> products;  ///< <grad f_i, grad f_k>

  explicit OneStep(const Step& s)
      : Network<R>(s),
        alpha(s.alpha),
        H_given(s.H),
        slope(slopes(this->phi, this->Z)),
        overlaps(slope_overlaps(slope)),
        products(gradient_products(overlaps, this->K)),
        q_([this] { return margins(this->y, outputs(this->phi, this->a, this->Z)); }),
        taken_([this] { return Taken(*this); }) {}
  OneStep(const OneStep&) = delete;

  const Vector<R>& q() const { return *q_; }                    ///< margins at time t
  const Vector<R>& g() const { return taken_->g; }              ///< sigmoid losses at time t
  const R& G() const { return taken_->G; }                      ///< sigmoid risk
  const R& gradient() const { return taken_->gradient; }        ///< |grad L|_F^2
  const Matrix<R>& descent() const { return taken_->descent; }  ///< grad L = -descent X
  /// y_k (f(x_k; W(t+1)) - f(x_k; W(t)))
  const Vector<R>& change() const { return taken_->change; }
  /// the same less y_k <grad f_k, W(t+1) - W(t)>
  const Vector<R>& remainder() const { return taken_->remainder; }
  /// sum_{l != k} g_l <y_l grad f_l, y_k grad f_k>
  const Vector<R>& others() const { return taken_->others; }
  /// n times -y_k <grad f_k, grad L>, the first-order growth of margin k per alpha / n
  R growth(std::size_t k) const { return g()[k] * products(k, k) + others()[k]; }

 private:
  struct Taken {
    Vector<R> g, change, remainder, others;
    R G, gradient;
    Matrix<R> descent;

    explicit Taken(const OneStep& o)
        : g(sigmoid_losses(LossFamily::logistic, o.q())),
          G(mean(g)),
          descent(descent_coefficients(o.a, o.slope, g, o.y)) {
      gradient = squared_norm_in_span(descent, o.K);
      for (std::size_t k = 0; k < o.samples(); ++k) {
        R moved(0), bent(0), pull(0);
        for (std::size_t j = 0; j < o.neurons(); ++j) {
          const R step = o.alpha * dot(descent.row(j), o.K.row(k));
          const Increment<R> by = increment(o.phi, o.Z(j, k), o.slope(j, k), step);
          moved += o.a[j] * by.value;
          bent += o.a[j] * by.remainder;
        }
        for (std::size_t l = 0; l < o.samples(); ++l) {
          if (l != k) pull += g[l] * o.y[l] * o.y[k] * o.products(l, k);
        }
        change.push_back(o.y[k] * moved);
        remainder.push_back(o.y[k] * bent);
        others.push_back(pull);
      }
    }
  };

  OnDemand<Vector<R>> q_;
  OnDemand<Taken> taken_;
};

/// A one-step setting with the constants c and C' of Conditions E.6 and E.5.
template <Scalar R>
struct PersistentOneStep : OneStep<R> {
  R c, C;

  explicit PersistentOneStep(const PersistentStep& s) : OneStep<R>(s), c(s.c), C(s.C) {}

  /// R_max^2 + c R_min^2 = c R_min^2 (R^2/c + 1)
  R spread() const { return this->x.max_squared_norm + c * this->x.min_squared_norm; }
  R c_R2_min() const { return c * this->x.min_squared_norm; }
};

/// phi is H-smooth with the H that the step size is tied to.
template <Scalar R>
Relation<R> is_smooth(const OneStep<R>& o) {
  return ge(o.H_given, o.H);
}

/// alpha <= [5 H R_max^2 n (10 R^2/c + 10)]^-1
template <Scalar R>
Relation<R> step_is_short(const PersistentOneStep<R>& o) {
  return le(50 * o.alpha * o.H_given * o.x.max_squared_norm * o.n * o.spread(), o.c_R2_min());
}

/// C' >= 25 R^2/c + 25, and strictly more
template <Scalar R>
Relation<R> near_orthogonality_suffices(const PersistentOneStep<R>& o) {
  return ge(o.C * o.c_R2_min(), 25 * o.spread());
}
template <Scalar R>
Relation<R> near_orthogonality_exceeds(const PersistentOneStep<R>& o) {
  return gt(o.C * o.c_R2_min(), 25 * o.spread());
}

/// Nearly orthogonal samples; weights random, with slopes at their ends, or with the margins that
/// a search would choose: all of one sign, small, equal or far apart.
void place_step(Step& s, Stream& random);
/// Nearly orthogonal samples, and weights under which every margin is positive, mostly.
void place_interpolating_step(Step& s, Stream& random);

/// H from 2^-30 to 2^10 but at least sup |phi''|.
void choose_smoothness(Step& s, Stream& random);
/// H; c and C' used up; mostly alpha at or near the bound of Lemma E.8.
void choose_constants(PersistentStep& s, Stream& random);
/// rho at the larger of 5 R^2/c + 5 and the exponential loss ratio; often alpha at or near
/// n / (11 R_max^2) too.
void choose_ratio(BoundedRatioStep& s, Stream& random);

}  // namespace claimcheck::frei2023
