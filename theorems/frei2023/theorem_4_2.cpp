// frei2023, Theorem 4.2: gradient descent on smooth leaky networks drives the risk to zero and the
// norms to infinity while the stable rank stays bounded.
//
// Reading. "Absolute constants C_1, C_2" are read as functions of R and gamma, which the theorem
// treats as constants, and taken from the proof: C_1 = 64 log(1 + e) R^2 / gamma^2 and
// C_2 = 16^2 (10 R^2 / gamma^2 + 10) R^4 / gamma^2; both are independent of m, d, n, H and delta.
// H1 with R <= 10. Every time 1, ..., T is looked at for C1 and C2, and t = 1, T for C3. C2, a
// limit, is tested as the growth that its proof gives: |w_j(t)| is at least a constant times
// sum_{s<t} G(W(s)). All by draws of W(0); and for certain on every W(0) in the event of Lemma E.1.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

using Setting = RunUpTo<100>;

template <class R>
class Observation : public WeightRun<R> {
 public:
  R R2, gamma2;

  explicit Observation(const Setting& s)
      : WeightRun<R>(s),
        R2(this->x.squared_ratio()),
        gamma2(square(this->gamma)),
        first_([this] { return square(spectral_norm(this->weights(1))); }),
        last_([this] {
          return this->steps() == 1 ? *first_ : square(spectral_norm(this->weights(this->steps())));
        }) {}

  /// |W(t)|_2^2 at t = 1 and at t = T
  const R& first_spectral2() const { return *first_; }
  const R& last_spectral2() const { return *last_; }

 private:
  OnDemand<R> first_, last_;
};

using Theorem = Claim<Setting, Observation>;

/// L(W(t)) <= sqrt(C_1 n / (R_min^2 alpha t)) for all t >= 1
template <class R>
Judgement<R> risk_falls(const Observation<R>& o, const R& C1) {
  return from_time(1, o, [&](auto t) {
    return le(square(o.risk(t)) * o.x.min_squared_norm * o.alpha * R(t), C1 * o.n);
  });
}
template <class R>
R first_constant(const Observation<R>& o) {
  return 64 * log(1 + exp(R(1))) * o.R2 / o.gamma2;
}
/// |w_j(t)| >= factor alpha gamma |a_j| R_min^2 / (R_max sqrt(32 n)) sum_{s<t} G(W(s))
template <class R>
Judgement<R> norms_grow(const Observation<R>& o, int factor) {
  return for_neurons(1, o, [&](auto t, auto j) {
    return ge(sqrt(32 * o.m * o.n * o.x.max_squared_norm * o.norm2(t)[j]),
              factor * o.alpha * o.gamma * o.x.min_squared_norm * o.sum(t));
  });
}
/// StableRank(W(t)) <= C_2
template <class R>
Judgement<R> stable_rank_is_bounded(const Observation<R>& o, const R& C2) {
  return le(o.frobenius2(1), C2 * o.first_spectral2()) &
         le(o.frobenius2(o.steps()), C2 * o.last_spectral2());
}
template <class R>
R second_constant(const Observation<R>& o) {
  return 256 * o.C_R * square(o.R2) / o.gamma2;
}

const auto c1 = []<class R>(const Observation<R>& o) {
  return risk_falls<R>(o, first_constant(o));
};
const auto c2 = [](const auto& o) { return norms_grow(o, 1); };
const auto c3 = []<class R>(const Observation<R>& o) {
  return stable_rank_is_bounded<R>(o, second_constant(o));
};

/// (D4), for all pairs at once
template <class R>
Relation<R> data_assumption(const Observation<R>& o) {
  return ge(square(o.gamma2 * o.x.min_squared_norm),
            5 * o.n * cleared_ratio_bound(o.x, o.gamma) * o.x.max_off_diagonal);
}

}  // namespace

AnyClaim theorem_4_2() {
  Theorem theorem{
      .card = {.id = "frei2023/theorem-4.2",
               .title = "Risk to zero, norms to infinity, bounded stable rank",
               .label = "Theorem 4.2",
               .place = "Section 4",
               .kind = Kind::trajectory,
               .statement = R"(Let $\phi$ be $\gamma$-leaky and $H$-smooth, $R=R_{\max}/R_{\min}$ at
most an absolute constant, $C_R=10R^2\gamma^{-2}+10$,
$R_{\min}^2\ge5\gamma^{-2}C_Rn\max_{i\ne j}|\langle x_i,x_j\rangle|$, (A1) and (A2). There are absolute
constants $C_1,C_2>1$, independent of $m,d,n$, such that with probability at least $1-\delta$:
$\widehat L(W^{(t)})\le\sqrt{C_1n/(R_{\min}^2\alpha t)}$ for all $t\ge1$; $\|w_j^{(t)}\|\to\infty$ for
all $j$; $\sup_{t\ge1}\mathsf{StableRank}(W^{(t)})\le C_2$.)",
               .reading = R"(With the constants of the proof, $C_1=64\log(1+e)R^2\gamma^{-2}$ and
$C_2=16^2C_RR^4\gamma^{-2}$, which depend on $R$ and $\gamma$ only; $R\le10$. Times $1,\dots,T$ for C1, C2,
$t=1,T$ for C3; $T\le20$, up to 100 for $n=1$. C2 as the growth that proves it. By draws of $W^{(0)}$, and
for certain in the event of Lemma E.1. Both constants are generous: at these step sizes the first steps
leave the risk near $\log2$ and make $W^{(1)}$ almost rank one.)"},
      .hypotheses = step_and_start_are_small<Observation>(),
      .conclusions =
          {Theorem::Clause::probable(
               "C1",
               R"($\widehat L(W^{(t)})\le\sqrt{C_1n/(R_{\min}^2\alpha t)}$ for all $t\ge1$, with
probability $1-\delta$)",
               delta_of, c1),
           Theorem::Clause::probable(
               "C2", R"($\|w_j^{(t)}\|\ge\frac{\alpha\gamma|a_j|R_{\min}^2}{4\sqrt2R_{\max}\sqrt n}
\sum_{s<t}\widehat G(W^{(s)})$ for all $j$, $t\ge1$, with probability $1-\delta$)",
               delta_of, c2),
           Theorem::Clause::probable(
               "C3", R"($\mathsf{StableRank}(W^{(t)})\le C_2$ for $t\ge1$, with probability
$1-\delta$)",
               delta_of, c3),
           {"C1 on the event", R"(C1 for every $W^{(0)}$ in the event of Lemma E.1)", on_the_event,
            c1},
           {"C2 on the event", "C2 likewise", on_the_event, c2},
           {"C3 on the event", "C3 likewise", on_the_event, c3}},
      .prepare = prepare_rarely_long_run,
      .draw = gaussian_weights,
      .tight = {single_sample<Setting>(1, 1, 0x1p-7, 100),
                single_sample<Setting>(0x1p-20, 1, 0x1p33, 1)},
      .mutants = {{"alpha^2 instead of alpha in C1", "C1 on the event", on_the_event,
                   []<class R>(const Observation<R>& o) {
                     return risk_falls<R>(o, first_constant(o) / o.alpha);
                   }},
                  {"C_1 = 1/1000", "C1 on the event", on_the_event,
                   []<class R>(const Observation<R>& o) { return risk_falls<R>(o, R(1) / 1000); }},
                  {"six times the growth", "C2 on the event", on_the_event,
                   [](const auto& o) { return norms_grow(o, 6); }},
                  {"C_2 = 1", "C3 on the event", on_the_event,
                   []<class R>(const Observation<R>& o) {
                     return stable_rank_is_bounded<R>(o, R(1));
                   }},
                  Theorem::Wrong::probable("six times the growth", "C2", delta_of,
                                           [](const auto& o) { return norms_grow(o, 6); })},
      .untestable = {"limit: that the norms tend to infinity needs sum G(W(s)) = infinity; see "
                     "theorem-4.2-norms, C2"},
      .cost = 2};
  theorem.hypotheses.insert(
      theorem.hypotheses.begin() + 1,
      {{"H1", R"($R\le10$)", [](const auto& o) { return le(o.R2, 100); }},
       {"H2", R"((D4) $R_{\min}^2\ge5\gamma^{-2}C_Rn\max_{i\ne j}|\langle x_i,x_j\rangle|$)",
        [](const auto& o) { return data_assumption(o); }}});
  return theorem;
}

}  // namespace claimcheck::frei2023
