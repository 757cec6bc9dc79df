// frei2023, proof of part 2 of Theorem 4.2: the norm of every neuron is driven to infinity.
//
// Reading. Times 0, ..., T of gradient descent on every W(0) in the event of Lemma E.1. C2 is
// tested through the inequality that proves it: the risk at time t bounds sum_{s<t} G(W(s)) from
// below by a function that tends to infinity as the risk tends to 0. C1 is printed without the
// factor gamma of (41). For one sample, phi(z) = gamma z and W(0) = 0, |w(1)| is gamma times alpha
// |x| G, which is less than 1/(4 sqrt(2)) of it if gamma < 0.17. S1: how far the printed radical
// reaches is not clear; the bound that it invokes, C1 of Lemma E.12, is tested. With everything
// under the radical it fails for tiny samples (a mutant below).

#include <limits>

#include "theorems/frei2023/increment.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

using Setting = RunUpTo<100>;

/// |u|^2 |v|^2 - <u, v>^2 by Lagrange's identity
template <class U, class V>
Entry<U> lagrange_gap(const U& u, const V& v) {
  using R = Entry<U>;
  R total(0);
  for (std::size_t k = 0; k < u.size(); ++k) {
    for (std::size_t l = 0; l < k; ++l) total += square(u[k] * v[l] - u[l] * v[k]);
  }
  return max(total, R(0));
}

template <class R>
class Observation : public WeightRun<R> {
 public:
  explicit Observation(const Setting& s)
      : WeightRun<R>(s), start_([this] { return sqrt(this->frobenius2(0)); }), rate_([this] {
          return sqrt(2 * this->C_R * this->x.max_squared_norm / this->n) * this->alpha;
        }) {}

  /// |W(0)|_F + sqrt(2 C_R) R_max alpha / sqrt(n) sum_{s < t} G(s)
  R frobenius_bound(std::size_t t) const { return *start_ + *rate_ * this->sum(t); }
  /// q_i <= R_max |W|_F at time t, through R_max^2 |W|_F^2 - q_i^2 as a sum of terms of which none
  /// is negative: exactly 0 for one neuron with phi(z) = z on one sample in one dimension.
  bool certainly_within_weights(std::size_t t, std::size_t i) const {
    R shorter(0);  // R_max^2 - |x_i|^2
    for (std::size_t k = 0; k < this->samples(); ++k) {
      if (k != i) shorter = max(shorter, this->K(k, k) - this->K(i, i));
    }
    R room = shorter * this->frobenius2(t);
    Vector<R> pulls;  // sqrt(m) a_j phi(z_j)
    for (std::size_t j = 0; j < this->neurons(); ++j) {
      const R& z = this->Z(t)(j, i);
      const R value = this->phi(z);
      const R lost = is_linear(this->phi.family) ? (1 - this->phi.least_slope()) * z : z - value;
      room += lagrange_gap(this->weights(t).row(j), this->X.row(i)) + lost * (z + value);
      for (const R& other : pulls) room += square(this->sign[j] * value - other) / this->m;
      pulls.push_back(this->sign[j] * value);
    }
    return certainly(less_equal(R(0), room)) || certainly(less_equal(this->q(t)[i], R(0)));
  }
  /// q_i <= R_max (|W(0)|_F + sqrt(2 C_R) R_max alpha / sqrt(n) sum_{s < t} G(s)), from time 0 on
  bool certainly_within_bound(std::size_t t, std::size_t i) const {
    R growth(0);
    for (std::size_t s = 0; s < t; ++s) {
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        const R step = this->alpha * dot(this->descent(s).row(j), this->K.row(i));
        const auto by = increment(this->phi, this->Z(s)(j, i), this->slope(s)(j, i), step);
        growth += this->y[i] * this->a()[j] * by.value;
      }
    }
    const R room = sqrt(this->x.max_squared_norm) * *rate_ * this->sum(t);
    return certainly_within_weights(0, i) && certainly(less_equal(growth, room));
  }

 private:
  OnDemand<R> start_, rate_;
};

using Part = Claim<Setting, Observation>;

/// |w_j| >= |<w_j, mu/|mu|>| >= alpha |a_j| R_min^2 / (4 sqrt(2) R_max sqrt(n)) sum_{s<t} G(s),
/// times a factor
template <class R>
Judgement<R> neurons_grow(const Observation<R>& o, const R& factor) {
  const R unit = factor * o.alpha * o.x.min_squared_norm / sqrt(o.m);
  const R right = sqrt(o.mu2 / (32 * o.x.max_squared_norm * o.n)) * unit;
  return for_neurons(1, o, [&](auto t, auto j) {
    return by_slack(ge(o.norm2(t)[j] * o.mu2, square(o.along_mu(t)[j])),
                    [&] { return lagrange_gap(o.weights(t).row(j), o.mu); }) &
           ge(abs(o.along_mu(t)[j]), right * o.sum(t));
  });
}
/// L(t) >= log(1 + e^{-R_max F}). Where rounding leaves it open it is enough that `within(i)`, q_i
/// <= R_max F, for every i: L is the mean of log(1 + e^{-q_i}).
template <class R, class F>
Relation<R> risk_needs_weights(const Observation<R>& o, std::size_t t, const R& bound, F within) {
  const R most = sqrt(o.x.max_squared_norm) * bound;
  return by_slack(risk_needs_outputs<R>(o.risk(t), most), [&] {
    for (std::size_t i = 0; i < o.samples(); ++i) {
      if (!within(i)) return R(std::numeric_limits<double>::quiet_NaN());
    }
    return R(0);
  });
}
/// C2 at time t, with the bound divided by `part`
template <class R>
Relation<R> risk_needs_sum(const Observation<R>& o, std::size_t t, int part) {
  return risk_needs_weights<R>(o, t, o.frobenius_bound(t) / part,
                               [&](auto i) { return part == 1 && o.certainly_within_bound(t, i); });
}
/// S2 at time t, likewise
template <class R>
Relation<R> risk_needs_norm(const Observation<R>& o, std::size_t t, int part) {
  return risk_needs_weights<R>(o, t, sqrt(o.frobenius2(t)) / part, [&](auto i) {
    return part == 1 && o.certainly_within_weights(t, i);
  });
}

Part statement() {
  return {.card = {.id = "frei2023/theorem-4.2-norms",
                   .title = "Norms are driven to infinity (proof of part 2)",
                   .label = "Proof of Theorem 4.2, part 2",
                   .place = "Appendix E.7",
                   .kind = Kind::trajectory,
                   .statement =
                       R"(Under the assumptions of Theorem 4.2, on the event of Lemma E.1, for all
$t\ge1$ and $j$, $$\|w_j^{(t)}\|\ge|\langle w_j^{(t)},\widehat\mu/\|\widehat\mu\|\rangle|\ge
\frac{\alpha|a_j|R_{\min}^2}{4\sqrt2R_{\max}\sqrt n}\sum_{s=0}^{t-1}\widehat G(W^{(s)}),$$ and
$\sum_{s\ge0}\widehat G(W^{(s)})=\infty$, hence $\|w_j^{(t)}\|\to\infty$.)",
                   .reading =
                       R"(C1 fails as printed: the factor $\gamma$ of (41) is missing. One sample,
$\phi(z)=\gamma z$, $W^{(0)}=0$: $\|w^{(1)}\|=\gamma\alpha\|x\|\widehat G$, against
$\frac1{4\sqrt2}\alpha\|x\|\widehat G$; so it fails for $\gamma<\frac1{4\sqrt2}$. C2 through
$\widehat L(W^{(t)})\ge\log(1+e^{-R_{\max}\|W^{(t)}\|_F})$ and Lemma E.12. S1 with the bound of Lemma
E.12.)"},
          .hypotheses = standing_hypotheses<Observation>(),
          .conclusions =
              {{"C1", R"($\|w_j^{(t)}\|\ge|\langle w_j^{(t)},\widehat\mu/\|\widehat\mu\|\rangle|\ge
\frac{\alpha|a_j|R_{\min}^2}{4\sqrt2R_{\max}\sqrt n}\sum_{s<t}\widehat G(W^{(s)})$)",
                on_the_event,
                []<class R>(const Observation<R>& o) { return neurons_grow<R>(o, R(1)); }},
               {"C2", R"($\frac{\sqrt{2C_R}R_{\max}\alpha}{\sqrt n}\sum_{s<t}\widehat G(W^{(s)})\ge
-\frac{\log(e^{\widehat L(W^{(t)})}-1)}{R_{\max}}-\|W^{(0)}\|_F$, which tends to infinity)",
                on_the_event,
                [](const auto& o) {
                  return from_time(1, o, [&](auto t) { return risk_needs_sum(o, t, 1); });
                }},
               {"S1",
                R"($\|W^{(t)}\|_F\le\|W^{(0)}\|_F+\frac{\sqrt{2C_R}R_{\max}\alpha}{\sqrt n}\beta$ if
$\sum_{s<t}\widehat G(W^{(s)})\le\beta$)",
                on_the_event,
                [](const auto& o) {
                  return from_time(1, o, [&](auto t) {
                    return le(sqrt(o.frobenius2(t)), o.frobenius_bound(t));
                  });
                }},
               {"S2",
                R"($\widehat L(W^{(t)})\ge\log(1+e^{-R_{\max}\|W^{(t)}\|_F})$: bounded weights keep
the risk away from 0)",
                []<class R>(const Observation<R>& o) {
                  return from_time(0, o, [&](auto t) { return risk_needs_norm(o, t, 1); });
                }}},
          .prepare = prepare_rarely_long_run,
          .tight = {single_sample<Setting>(1, 0.125, 0x1p-20, 1),
                    single_sample<Setting>(0x1p-20, 1, 0x1p33, 1),
                    single_sample<Setting>(1, 1, 0x1p-7, 100)},
          .mutants = {{"1 instead of 1/(4 sqrt(2)), with gamma", "C1", on_the_event,
                       []<class R>(const Observation<R>& o) {
                         return neurons_grow<R>(o, o.gamma * sqrt(R(32)) * 101 / 100);
                       }},
                      {"everything under the radical", "S1", on_the_event,
                       [](const auto& o) {
                         return from_time(1, o, [&](auto t) {
                           return le(
                               sqrt(o.frobenius2(t)),
                               sqrt(o.frobenius2(0)) + 2 * sqrt(o.C_R * sqrt(o.x.max_squared_norm) *
                                                                o.alpha / o.n * o.sum(t)));
                         });
                       }},
                      {"half of the norm", "S2",
                       []<class R>(const Observation<R>& o) {
                         return from_time(0, o, [&](auto t) { return risk_needs_norm(o, t, 2); });
                       }},
                      {"a tenth of the sum", "C2", on_the_event,
                       []<class R>(const Observation<R>& o) {
                         return from_time(1, o, [&](auto t) { return risk_needs_sum(o, t, 10); });
                       }}},
          .refuted = {"C1"},
          .untestable =
              {"C3: a limit; it follows from C1 and C2 once the risk tends to 0, which part 1 "
               "tests"},
          .cost = 2};
}

}  // namespace

AnyClaim theorem_4_2_norms() { return statement(); }

AnyClaim theorem_4_2_norms_corrected() {
  Part part = statement();
  part.card.id += "_corrected";
  part.card.corrects = R"(C1 with the factor $\gamma$ of (41).)";
  part.replace({"C1", R"($\|w_j^{(t)}\|\ge|\langle w_j^{(t)},\widehat\mu/\|\widehat\mu\|\rangle|\ge
\frac{\alpha\gamma|a_j|R_{\min}^2}{4\sqrt2R_{\max}\sqrt n}\sum_{s<t}\widehat G(W^{(s)})$)",
                on_the_event,
                []<class R>(const Observation<R>& o) { return neurons_grow<R>(o, o.gamma); }});
  part.refuted.clear();
  return part;
}

}  // namespace claimcheck::frei2023
