// frei2023, Lemma E.4: the sigmoid losses of any two samples stay within a constant factor.
//
// Reading. Gradient descent for T <= 200 steps; every time 0, ..., T is looked at. At the step
// sizes of (A1) that is early training: the induction step from any state is Proposition E.10. phi
// runs over linear functions and three smoothings of leaky ReLU, H = sup |phi''|. C1 is judged by
// draws of W(0); the steps of the proof on every W(0), random or adversarial, in the part of the
// event of Lemma E.1 that they use. Ratios of losses are compared after taking logarithms.
// (31) is printed for times 1, ..., t and used from time 0 on: S4 is tested from time 0 on.
// S7 is printed with C' > 2(25 R^2/gamma^2 + 25). Where (D4') holds with equality and phi(z) = z,
// the gradients are the samples, 2(25 R^2/gamma^2 + 25) is the largest C', and S7 fails.

#include "theorems/frei2023/assumptions.hpp"
#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : Training {
  static Schema<Setting> schema() { return training_schema<Setting>(4, 4, 5, 200); }
};

template <class R>
class Observation : public TrainingRun<R> {
 public:
  R C_R;

  explicit Observation(const Setting& s)
      : TrainingRun<R>(s), C_R(ratio_bound(this->x, this->gamma)), event_([this] {
          return initial_norms_are_small(*this, this->omega_init, this->log_term);
        }) {}

  /// The event of Lemma E.1.
  const Judgement<R>& event() const { return *event_; }

 private:
  OnDemand<Judgement<R>> event_;
};

using Lemma = Claim<Setting, Observation>;

const auto event = given([](const auto& o) { return o.event(); });

/// f(t) for t = first, ..., last
template <class F>
auto at_times(std::size_t first, std::size_t last, F&& f) {
  return every(last - first + 1, [&](auto k) { return f(first + k); });
}

/// max_{i,j} g_i/g_j <= bound at all times.
template <class R>
Judgement<R> loss_ratio_within(const Observation<R>& o, const R& bound) {
  const R most = log(bound);
  return at_times(0, o.steps(), [&](auto t) { return le(o.log_sigmoid_ratio(t), most); });
}

/// At all times, with c = gamma^2: Condition E.5, |grad f_i|^2 against C' n |<grad f_i, grad f_k>|
/// for C' = factor (25 R^2/gamma^2 + 25), and Condition E.6, |grad f_i|^2 >= c |x_i|^2.
template <class R, class Compare>
Judgement<R> gradient_conditions(const Observation<R>& o, const R& factor, Compare compare) {
  const R c = square(o.gamma), left = c * o.x.min_squared_norm;
  const R right = factor * 25 * (o.x.max_squared_norm + left) * o.n;
  return at_times(0, o.steps(), [&](auto t) {
    const Matrix<R> products = gradient_gram(o.sign, o.slope(t), o.K);  // m <grad f_i, grad f_k>
    return every_pair(o.samples(),
                      [&](auto i, auto k) {
                        return compare(left * products(i, i), right * abs(products(i, k)));
                      }) &
           every(o.samples(), [&](auto i) {
             return by_slack(ge(products(i, i), o.m * c * o.K(i, i)),
                             [&] { return R(o.K(i, i) * slopes_above(o.slope(t), i, o.gamma)); });
           });
  });
}

const auto at_least = [](const auto& a, const auto& b) { return ge(a, b); };
const auto more_than = [](const auto& a, const auto& b) { return gt(a, b); };

/// alpha (R_max^2/n + R_max^2/(C_R n))
template <class R>
R first_step(const Observation<R>& o) {
  return o.alpha * o.x.max_squared_norm / o.n * (1 + 1 / o.C_R);
}

/// One linear neuron, phi(z) = z, gamma = 1.
Setting linear(Matrix<double> X, double alpha, int T) {
  Setting s;
  s.y = std::vector<int>(X.rows(), 1);
  s.sign = {1};
  s.W = Matrix<double>(1, X.cols());
  s.X = std::move(X);
  s.alpha = alpha;
  s.T = T;
  return s;
}

/// |x_1|^2 = 420, |x_2|^2 = 462, <x_1, x_2> = 2, hence C_R = 21 and 420 = 5 * 21 * n * 2: (D4')
/// holds with equality.
Setting on_the_border() {
  Matrix<double> X(2, 3);
  X.entries() = {20, 4, 2, -2, 17, -13};
  return linear(std::move(X), 0x1p-18, 1);
}

/// The least C_R, 20, with the step at its bound 1/200 rounded down.
Setting least_constant() {
  Matrix<double> X(2, 2);
  X.entries() = {1, 0, 0, 1};
  Setting s = linear(std::move(X), 0x1.47ae147ae147ap-8, 20);
  s.omega_init = 0x1p-24;
  s.W(0, 0) = 0x1p-24;
  return s;
}

Lemma statement() {
  return {
      .card = {.id = "frei2023/lemma-e.4",
               .title = "Loss ratio bound",
               .label = "Lemma E.4",
               .place = "Appendix E.3",
               .kind = Kind::trajectory,
               .statement = R"(Let $\phi$ be $\gamma$-leaky and $H$-smooth,
$R=\max_{i,j}\|x_i\|/\|x_j\|$ and $C_R=10R^2\gamma^{-2}+10$. If, for all $i$,
$\|x_i\|^2\ge5\gamma^{-2}C_Rn\max_{k\ne i}|\langle x_i,x_k\rangle|$, then under (A1) and (A2), with
probability at least $1-\delta$ over $W^{(0)}$,
$$\sup_{t\ge0}\max_{i,j}\frac{\ell'(y_if(x_i;W^{(t)}))}{\ell'(y_jf(x_j;W^{(t)}))}\le C_R.$$)",
               .reading = R"(Times $0,\dots,T$ of gradient descent, $T\le200$: early training at the
step sizes of (A1). $\phi$ is linear or a smoothed leaky ReLU, $H=\sup|\phi''|$. C1 by draws of
$W^{(0)}$; the steps on every $W^{(0)}$, adversarial ones included, in the event
$\|w_j^{(0)}\|^2\le5\omega_{\rm init}^2d\log(4m/\delta)$ of Lemma E.1. S4 is tested from time 0 on.
S7 is printed with a strict sign; it fails where the data assumption holds with equality and
$\phi(z)=z$: then $\nabla f(x_i;W)=x_i$ and $C'=2(25R^2\gamma^{-2}+25)$ is the largest possible. The
lemma does not need it: Lemma E.8 and Proposition E.10 ask for half of that $C'$.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$)",
                      [](const auto& o) { return samples_are_not_zero(o.x); }},
                     {"H2",
                      R"($\|x_i\|^2\ge5\gamma^{-2}C_Rn\max_{k\ne i}|\langle x_i,x_k\rangle|$)",
                      [](const auto& o) { return nearly_orthogonal(o.K, o.gamma); }},
                     {"H3", R"((A1) $\alpha\le\gamma^2(5nR_{\max}^2R^2C_R\max(1,H))^{-1}$)",
                      [](const auto& o) { return step_is_short(o, o.alpha); }},
                     {"H4",
                      R"((A2) $\omega_{\rm init}\le\alpha\gamma^2R_{\min}
(72RC_Rn\sqrt{md\log(4m/\delta)})^{-1}$)",
                      [](const auto& o) {
                        return initialisation_is_small(o, o.alpha, o.omega_init, o.log_term);
                      }}},
      .conclusions =
          {Lemma::Clause::probable(
               "C1", R"($\max_t\max_{i,j}g_i^{(t)}/g_j^{(t)}\le C_R$ with probability $1-\delta$)",
               [](const auto& o) { return o.delta; },
               [](const auto& o) { return loss_ratio_within(o, o.C_R); }),
           {"S1", R"($\max_{i,j}\frac{g_i}{g_j}\le\max(2,2\max_{i,j}\frac{e^{-q_i}}{e^{-q_j}})$)",
            []<class R>(const Observation<R>& o) {
              const R log2 = log(R(2));
              return at_times(0, o.steps(), [&](auto t) {
                return le(o.log_sigmoid_ratio(t), log2 + o.log_exponential_ratio(t));
              });
            }},
           {"S2", R"(at $t=0$ the exponential loss ratio is at most $e^2$)", event,
            [](const auto& o) { return le(o.log_exponential_ratio(0), 2); }},
           {"S3",
            R"(at $t=1$ it is at most $e^2\exp(\alpha(\frac{R_{\max}^2}n+\frac{R_{\max}^2}{C_Rn}))
\le e^{2.1}\le9\le5R^2/\gamma^2+5$)",
            event,
            []<class R>(const Observation<R>& o) {
              return le(o.log_exponential_ratio(1), 2 + first_step(o)) & le(10 * first_step(o), 1) &
                     le(exp(R(21) / 10), 9) & le(R(18), o.C_R);
            }},
           {"S4", R"($y_k[f(x_k;W^{(t+1)})-f(x_k;W^{(t)})]>0$ for all $k$, $t\ge0$)", event,
            [](const auto& o) {
              return at_times(1, o.steps(), [&](auto t) {
                return every(o.samples(), [&](auto k) { return gt(o.q(t)[k], o.q(t - 1)[k]); });
              });
            }},
           {"S5", R"($y_kf(x_k;W^{(t)})>0$ for all $k$, $t\ge1$)", event,
            [](const auto& o) {
              return at_times(1, o.steps(), [&](auto t) {
                return every(o.samples(),
                             [&](auto k) { return gt(o.q(t)[k] - o.q(0)[k], -o.q(0)[k]); });
              });
            }},
           {"S6",
            R"(the exponential loss ratio is at most $5R^2/\gamma^2+5$ for $t\ge1$, hence the
sigmoid loss ratio at most $C_R$ for $t\ge0$)",
            event,
            [](const auto& o) {
              const auto most = log(o.C_R / 2);
              return at_times(1, o.steps(),
                              [&](auto t) { return le(o.log_exponential_ratio(t), most); }) &
                     loss_ratio_within(o, o.C_R);
            }},
           {"S7",
            R"(at all times Condition E.5 holds with $C'>2(25R^2\gamma^{-2}+25)$ and Condition E.6
with $c=\gamma^2$)",
            []<class R>(const Observation<R>& o) {
              return gradient_conditions(o, R(2), more_than);
            }},
           {"S8", R"($\|x_k\|^2\ge2\gamma^{-2}C_Rn\max_{i\ne k}|\langle x_i,x_k\rangle|$)",
            []<class R>(const Observation<R>& o) {
              return nearly_orthogonal(o.K, o.gamma, R(2));
            }}},
      .prepare =
          [](Setting& s, Stream& random) {
            prepare_training(s, random);
            if (!random.chance(0.03)) s.T = 1 + s.T % 20;  // long horizons are rare: they cost
          },
      .draw = gaussian_weights,
      .tight = {least_constant(), on_the_border()},
      .mutants = {Lemma::Wrong::probable(
                      "C_R/25", "C1", [](const auto& o) { return o.delta; },
                      [](const auto& o) { return loss_ratio_within(o, o.C_R / 25); }),
                  Lemma::Wrong::without({"H4"}, "S2"),
                  {"e^0 instead of e^2", "S2", event,
                   [](const auto& o) { return le(o.log_exponential_ratio(0), 0); }},
                  {"alpha R_max^2 <= 1/100 after a step", "S3", event,
                   [](const auto& o) { return le(100 * first_step(o), 1); }},
                  Lemma::Wrong::without({"H2"}, "S4"),
                  Lemma::Wrong::without({"H4"}, "S5"),
                  Lemma::Wrong::without({"H3"}, "S6"),
                  Lemma::Wrong::without({"H4"}, "S6"),
                  {"(R^2/gamma^2 + 1)/2", "S6", event,
                   [](const auto& o) {
                     return at_times(1, o.steps(), [&](auto t) {
                       return le(o.log_exponential_ratio(t), log(o.C_R / 20));
                     });
                   }},
                  {"one per cent more: C' = 2.02 (25 R^2/gamma^2 + 25)", "S7",
                   []<class R>(const Observation<R>& o) {
                     return gradient_conditions(o, R(202) / 100, at_least);
                   }},
                  {"5.05 instead of 2", "S8",
                   []<class R>(const Observation<R>& o) {
                     return nearly_orthogonal(o.K, o.gamma, R(505) / 100);
                   }}},
      .refuted = {"S7"}};
}

}  // namespace

AnyClaim lemma_e_4() { return statement(); }

AnyClaim lemma_e_4_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S7 with $C'=2(25R^2\gamma^{-2}+25)$ instead of $>$.)";
  lemma.replace(
      {"S7",
       R"(at all times Condition E.5 holds with $C'=2(25R^2\gamma^{-2}+25)$ and
Condition E.6 with $c=\gamma^2$)",
       []<class R>(const Observation<R>& o) { return gradient_conditions(o, R(2), at_least); }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::frei2023
