// frei2023, Theorem 4.2 with Lemmas E.4, E.12 and E.13: long training.
//
// Reading. The other files follow up to 300 steps; at the step sizes of (A1) the risk is then near
// log 2 and the bounds on it are weaker than that. Here up to 2^15 steps are enclosed, on at most
// two samples, two neurons and two coordinates, from any W(0) in the event of Lemma E.1. With
// gamma = R = n = 1 and the longest step the bound with C_1 falls below log 2 after 2^15 steps. The
// weights are read at t = 1, 2, 4, ..., the loss ratio and the growth of margins at every step.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : Training {
  int doublings = 0;  // times 0, ..., 2^doublings

  static Schema<Setting> schema() {
    return network_schema<Setting>(2, 2, 2, "W0")
        .real("alpha", &Training::alpha, positive())
        .real("omega_init", &Training::omega_init, at_least(0))
        .real("delta", &Training::delta, strictly_within(0, 1))
        .integer("doublings", &Setting::doublings, within(0, 15));
  }
  /// The start alone.
  Training start() const {
    Training out = *this;
    out.T = 0;
    return out;
  }
};

/// What is read at t = 2^k.
template <class R>
struct Epoch {
  R time, risk, G, sum;   // G = G(W(t)), sum_{s < t} G(W(s))
  Vector<R> norm2;        // |w_j|^2
  R frobenius, spectral;  // |W|_F, |W|_2
  R loss_ratio;           // max_{s <= t} max_{i,k} g_i / g_k
  R growth;               // min_{s < t} min_k q_k(s + 1) - q_k(s)
};

template <class R>
class Observation : public WeightRun<R> {
 public:
  explicit Observation(const Setting& s)
      : WeightRun<R>(s.start()), last_(1 << s.doublings), epochs_([this] { return train(); }) {}

  const std::vector<Epoch<R>>& epochs() const { return *epochs_; }

 private:
  std::vector<Epoch<R>> train() const {
    GradientDescent<R> run(this->phi, this->output_weights(), this->y, this->K,
                           row_products(this->W, this->X), this->alpha);
    std::vector<Epoch<R>> epochs;
    R total(0), ratio = largest_ratio(run.sigmoids()), growth(0);
    for (int t = 1; t <= last_; ++t) {
      const Vector<R> before = run.margins();
      total += run.sigmoid_risk();
      run.advance();
      ratio = max(ratio, largest_ratio(run.sigmoids()));
      for (std::size_t k = 0; k < before.size(); ++k) {
        const R step = run.margins()[k] - before[k];
        growth = t == 1 && k == 0 ? step : min(growth, step);
      }
      if ((t & (t - 1)) == 0) epochs.push_back(read(run, t, total, ratio, growth));
    }
    return epochs;
  }
  Epoch<R> read(const GradientDescent<R>& run, int t, const R& total, const R& ratio,
                const R& growth) const {
    Matrix<R> current = this->W;
    Vector<R> squares;
    for (std::size_t j = 0; j < current.rows(); ++j) {
      for (std::size_t k = 0; k < current.cols(); ++k) {
        for (std::size_t i = 0; i < this->samples(); ++i) {
          current(j, k) += run.coefficients()(j, i) * this->X(i, k);
        }
      }
      squares.push_back(squared_norm(current.row(j)));
    }
    const R frobenius = sqrt(claimcheck::sum(squares));
    return {R(t),
            run.risk(),
            run.sigmoid_risk(),
            total,
            std::move(squares),
            frobenius,
            spectral_norm(current),
            ratio,
            growth};
  }

  int last_;
  OnDemand<std::vector<Epoch<R>>> epochs_;
};

using Part = Claim<Setting, Observation>;

/// f(epoch) at t = 1, 2, 4, ...
template <class R, class F>
Judgement<R> at_epochs(const Observation<R>& o, F f) {
  return every(o.epochs().size(), [&](auto k) { return f(o.epochs()[k]); });
}

/// L(W(t)) <= sqrt(factor R^2 n / (gamma^2 R_min^2 alpha t))
template <class R>
Judgement<R> risk_falls(const Observation<R>& o, const R& factor) {
  const R unit = factor * o.x.squared_ratio() * o.n / square(o.gamma);
  return at_epochs(o, [&](const Epoch<R>& e) {
    return le(e.risk, sqrt(unit / (o.x.min_squared_norm * o.alpha * e.time)));
  });
}
/// |w_j(t)| >= factor alpha gamma |a_j| R_min^2 / (4 sqrt(2) R_max sqrt(n)) sum_{s<t} G(W(s))
template <class R>
Judgement<R> norms_grow(const Observation<R>& o, int factor) {
  const R unit = factor * o.alpha * o.gamma * o.x.min_squared_norm /
                 sqrt(32 * o.m * o.n * o.x.max_squared_norm);
  return at_epochs(o, [&](const Epoch<R>& e) {
    return every(e.norm2.size(), [&](auto j) { return ge(sqrt(e.norm2[j]), unit * e.sum); });
  });
}
/// StableRank(W(t)) <= bound
template <class R>
Judgement<R> stable_rank_within(const Observation<R>& o, const R& bound) {
  return at_epochs(
      o, [&](const Epoch<R>& e) { return le(square(e.frobenius), bound * square(e.spectral)); });
}
/// |W(t)|_F <= |W(0)|_F + sqrt(2 C) R_max alpha / sqrt(n) sum_{s<t} G(W(s))
template <class R>
Judgement<R> frobenius_within(const Observation<R>& o, const R& C) {
  const R unit = sqrt(2 * C * o.x.max_squared_norm / o.n) * o.alpha;
  return at_epochs(
      o, [&](const Epoch<R>& e) { return le(e.frobenius, sqrt(o.frobenius2(0)) + unit * e.sum); });
}
/// |W(t)|_2 >= factor alpha gamma R_min / (4 sqrt(2) R sqrt(n)) sum_{s<t} G(W(s))
template <class R>
Judgement<R> spectral_norm_is_large(const Observation<R>& o, int factor) {
  const R unit =
      factor * o.alpha * o.gamma * o.x.min_squared_norm / sqrt(32 * o.n * o.x.max_squared_norm);
  return at_epochs(o, [&](const Epoch<R>& e) { return ge(e.spectral, unit * e.sum); });
}
template <class R>
Judgement<R> loss_ratio_within(const Observation<R>& o, const R& bound) {
  return le(o.epochs().back().loss_ratio, bound);
}
template <class R>
R second_constant(const Observation<R>& o) {
  return 256 * o.C_R * square(o.x.squared_ratio()) / square(o.gamma);
}

/// gamma not small and the step at its bound, mostly: else nothing moves in 2^15 steps.
void prepare(Setting& s, Stream& random) {
  if (random.chance(0.8)) {
    s.gamma = random.chance(0.3) ? 1 : random.uniform(0.5, 1);
    s.s = std::ldexp(1.0, random.integer(-2, 4));
  }
  prepare_training(s, random);
  if (random.chance(0.5)) place_against_mean(s, random);
  s.doublings = random.chance(0.1) ? 15 : std::min(s.doublings, 10);
}

/// One linear neuron on one sample of norm 1, W(0) = 0.
Setting one_sample(double gamma, double alpha) {
  Setting s;
  static_cast<Training&>(s) = single_sample<Training>(1, gamma, alpha, 0);
  s.doublings = 15;
  return s;
}
/// Two orthogonal samples of norms 1 and r with different labels, two neurons of opposite sign.
Setting two_samples(double r, ActivationFamily phi, double gamma, double alpha) {
  Setting s;
  s.X = s.W = Matrix<double>(2, 2);
  s.X.entries() = {1, 0, 0, r};
  s.y = s.sign = {1, -1};
  s.phi = phi;
  s.gamma = gamma;
  s.alpha = alpha;
  s.doublings = 15;
  return s;
}

}  // namespace

AnyClaim theorem_4_2_long() {
  return Part{
      .card = {.id = "frei2023/theorem-4.2-long",
               .title = "Theorem 4.2 and the loss ratio bound in long training",
               .label = "Theorem 4.2, Lemmas E.4, E.12, E.13",
               .place = "Section 4 and Appendix E",
               .kind = Kind::trajectory,
               .statement =
                   R"(Under the assumptions of Theorem 4.2, on the event of Lemma E.1, for all
$t\ge1$: $\widehat L(W^{(t)})\le\sqrt{C_1n/(R_{\min}^2\alpha t)}$, $\mathsf{StableRank}(W^{(t)})\le C_2$,
all norms grow with $\sum_{s<t}\widehat G(W^{(s)})$, and the loss ratio is at most
$C_R=10R^2\gamma^{-2}+10$.)",
               .reading =
                   R"(Up to $2^{15}$ steps, enclosed, with $n,m,d\le2$; read at $t=1,2,4,\dots$,
loss ratio and margins at every step. $C_1=64\log(1+e)R^2\gamma^{-2}$ and $C_2=16^2C_RR^4\gamma^{-2}$ as in
the proof. For $\gamma=R=n=1$ and the longest step $C_1=\frac13$ would do. The loss ratio tends to
$R^2/\gamma^2$ at most, a tenth of $C_R$.)"},
      .hypotheses = standing_hypotheses<Observation>(),
      .conclusions =
          {{"C1", R"($\widehat L(W^{(t)})\le\sqrt{C_1n/(R_{\min}^2\alpha t)}$)", on_the_event,
            []<class R>(const Observation<R>& o) {
              return risk_falls<R>(o, 64 * log(1 + exp(R(1))));
            }},
           {"C1 proof", R"($\widehat L(W^{(t)})\le2\widehat G(W^{(t)})\le2\sqrt{\frac{16\widehat
L(W^{(0)})nR^2}{\gamma^2R_{\min}^2\alpha(t+1)}}$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              const R unit = 16 * o.risk(0) * o.n * o.x.squared_ratio() /
                             (square(o.gamma) * o.x.min_squared_norm * o.alpha);
              return at_epochs(o, [&](const Epoch<R>& e) {
                return le(e.risk, 2 * e.G) & le(e.G, sqrt(unit / (e.time + 1)));
              });
            }},
           {"C2", R"($\|w_j^{(t)}\|\ge\frac{\alpha\gamma|a_j|R_{\min}^2}{4\sqrt2R_{\max}\sqrt n}
\sum_{s<t}\widehat G(W^{(s)})$)",
            on_the_event, [](const auto& o) { return norms_grow(o, 1); }},
           {"C3", R"($\mathsf{StableRank}(W^{(t)})\le C_2$)", on_the_event,
            []<class R>(const Observation<R>& o) {
              return stable_rank_within<R>(o, second_constant(o));
            }},
           {"E.4", R"($\max_{s\le t}\max_{i,j}g_i^{(s)}/g_j^{(s)}\le C_R$)", on_the_event,
            []<class R>(const Observation<R>& o) { return loss_ratio_within<R>(o, o.C_R); }},
           {"E.4 S4", "every margin grows in every step", on_the_event,
            [](const auto& o) { return gt(o.epochs().back().growth, 0); }},
           {"E.12", R"($\|W^{(t)}\|_F\le\|W^{(0)}\|_F+\frac{\sqrt{2C_R}R_{\max}\alpha}{\sqrt n}
\sum_{s<t}\widehat G(W^{(s)})$)",
            on_the_event,
            []<class R>(const Observation<R>& o) { return frobenius_within<R>(o, o.C_R); }},
           {"E.13", R"($\|W^{(t)}\|_2\ge\frac{\alpha\gamma R_{\min}}{4\sqrt2R\sqrt n}
\sum_{s<t}\widehat G(W^{(s)})$)",
            on_the_event, [](const auto& o) { return spectral_norm_is_large(o, 1); }}},
      .prepare = prepare,
      .tight = {one_sample(1, 0x1p-7), one_sample(0.5, 0x1p-10),
                two_samples(2, ActivationFamily::identity, 1, 0x1p-13),
                two_samples(1, ActivationFamily::smoothed_leaky, 0.875, 0x1p-9),
                two_samples(1.25, ActivationFamily::arctan_leaky, 0.75, 0x1p-11)},
      .mutants =
          {{"a quarter instead of 64 log(1 + e)", "C1", on_the_event,
            []<class R>(const Observation<R>& o) { return risk_falls<R>(o, R(1) / 4); }},
           {"six times the growth", "C2", on_the_event,
            [](const auto& o) { return norms_grow(o, 6); }},
           {"C_2 = 1", "C3", on_the_event,
            []<class R>(const Observation<R>& o) { return stable_rank_within<R>(o, R(1)); }},
           {"C_R / 25", "E.4", on_the_event,
            []<class R>(const Observation<R>& o) { return loss_ratio_within<R>(o, o.C_R / 25); }},
           {"a hundredth of the first step", "E.4 S4", on_the_event,
            [](const auto& o) {
              return gt(100 * o.epochs().back().growth, o.epochs().front().growth);
            }},
           {"a hundredth of C_R", "E.12", on_the_event,
            []<class R>(const Observation<R>& o) { return frobenius_within<R>(o, o.C_R / 100); }},
           {"six times the bound", "E.13", on_the_event,
            [](const auto& o) { return spectral_norm_is_large(o, 6); }}},
      .cost = 20};
}

}  // namespace claimcheck::frei2023
