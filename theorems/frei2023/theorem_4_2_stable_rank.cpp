// frei2023, proof of part 3 of Theorem 4.2: the stable rank is bounded from the first step on.
//
// Reading. On every W(0) in the event of Lemma E.1, adversarial ones included; times t = 1 and t =
// T. S4 and S5 are inequalities and identities between numbers, tested as such: S4 lacks the factor
// 2 of ||W(0)||_F and fails at t = 1 where ||W(0)||_F is near its bound; the last display of S5 has
// a C_R that is not there. "omega_min" is omega_init, and G(W(t)) inside the sums is G(W(s)). Case
// 2, for which they are meant, never occurs: (A2) makes ||W(0)||_F at most sqrt(5) alpha gamma^2
// R_min / (72 R C_R n), and |W(t)|_2 >= alpha gamma R_min / (16 sqrt(2) R sqrt(n)) is more than
// twice that.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

using Setting = RunUpTo<20>;

/// What the proof compares at one time t >= 1.
template <class R>
struct AtTime {
  R frobenius, spectral, sum;  // |W(t)|_F, |W(t)|_2, sum_{s < t} G(s)
};

template <class R>
class Observation : public WeightRun<R> {
 public:
  R start;   // |W(0)|_F
  R B;       // alpha gamma R_min / (4 sqrt(2) R sqrt(n))
  R growth;  // sqrt(2 C_R) R_max alpha / sqrt(n)
  R noise;   // omega_init sqrt(m d log(4m/delta))
  R bound;   // 16 C_R^{1/2} R^2 / gamma

  explicit Observation(const Setting& s)
      : WeightRun<R>(s),
        start(frobenius_norm(this->W)),
        B(this->alpha * this->gamma * this->x.min_squared_norm /
          sqrt(32 * this->x.max_squared_norm * this->n)),
        growth(sqrt(2 * this->C_R * this->x.max_squared_norm / this->n) * this->alpha),
        noise(this->omega_init * sqrt(this->m * this->d * this->log_term)),
        bound(16 * sqrt(this->C_R) * this->x.squared_ratio() / this->gamma),
        times_([this] {
          std::vector<AtTime<R>> times = {at(1)};
          if (this->steps() > 1) times.push_back(at(this->steps()));
          return times;
        }) {}

  /// t = 1 and t = T
  const std::vector<AtTime<R>>& times() const { return *times_; }

  /// R sqrt(n) noise / (gamma R_min alpha)
  R relative_noise() const {
    return sqrt(this->x.squared_ratio() * this->n / this->x.min_squared_norm) * noise /
           (this->gamma * this->alpha);
  }

 private:
  AtTime<R> at(std::size_t t) const {
    return {sqrt(this->frobenius2(t)), spectral_norm(this->weights(t)), this->sum(t)};
  }

  OnDemand<std::vector<AtTime<R>>> times_;
};

using Part = Claim<Setting, Observation>;

template <class O, class F>
auto both_times(const O& o, F f) {
  return every(o.times().size(), [&](auto k) { return f(o.times()[k]); });
}

/// |W|_F^2 <= factor |W|_2^2
template <class R>
Judgement<R> stable_rank_within(const Observation<R>& o, const R& factor) {
  return both_times(
      o, [&](const AtTime<R>& t) { return le(square(t.frobenius), factor * square(t.spectral)); });
}

/// S4 with `twos` |W(0)|_F <= sqrt(5) ... : 2 as printed, 1 as corrected.
const auto start_is_small = [](int twos) {
  return [twos]<class R>(const Observation<R>& o) {
    return both_times(o, [&](const AtTime<R>& t) {
      return le(twos * o.start * o.G(0), sqrt(R(5)) * o.noise * t.sum);
    });
  };
};

/// `direct`, or where rounding leaves it open the squares of what remains of its sides after
/// cancelling what they have in common: growth / B = sqrt(2 * 32 C_R) R^2 / gamma,
/// noise / B = sqrt(32) relative_noise.
template <class R>
Relation<R> or_cancelled(const Relation<R>& direct, int left, int right) {
  return unknown(direct.truth()) ? eq(R(left), right) : direct;
}

Part statement() {
  return {
      .card = {.id = "frei2023/theorem-4.2-stable-rank",
               .title = "The stable rank is bounded (proof of part 3)",
               .label = "Proof of Theorem 4.2, part 3",
               .place = "Appendix E.7",
               .kind = Kind::trajectory,
               .statement = R"(Under the assumptions of Theorem 4.2, on the event of Lemma E.1, for
$t\ge1$: $\|W^{(t)}\|_F/\|W^{(t)}\|_2\le16C_R^{1/2}R^2\gamma^{-1}$ and
$\mathsf{StableRank}(W^{(t)})\le16^2C_RR^4\gamma^{-2}$.)",
               .reading = R"(Times $t=1$ and $t=T\le20$. S4 fails as printed, at $t=1$ where
$\|W^{(0)}\|_F$ is above half of its bound: the 2 of $2\|W^{(0)}\|_F$ is dropped. S5 fails as printed:
$\frac{4\sqrt5\omega\sqrt{md\log}}B=16\sqrt{10}\gamma^{-1}RR_{\min}^{-1}\sqrt n\alpha^{-1}
\omega\sqrt{md\log}$, without $C_R$. With 2 and without $C_R$ the argument goes through. Case 2 is empty
under (A2) (last clause), so the theorem does not depend on S3 to S6. The stable rank found is below
$1.001$, against bounds from 5120 on.)"},
      .hypotheses = standing_hypotheses<Observation>(),
      .conclusions =
          {{"C1", R"($\|W^{(t)}\|_F/\|W^{(t)}\|_2\le16C_R^{1/2}R^2\gamma^{-1}$)", on_the_event,
            []<class R>(const Observation<R>& o) {
              return both_times(
                  o, [&](const AtTime<R>& t) { return le(t.frobenius, o.bound * t.spectral); });
            }},
           {"C2",
            R"($\mathsf{StableRank}(W^{(t)})\le16^2(\frac{10R^2}{\gamma^2}+10)R^4\gamma^{-2}$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              return stable_rank_within<R>(
                  o, 256 * o.C_R * square(o.x.squared_ratio()) / square(o.gamma));
            }},
           {"S1", R"(case 1, $\|W^{(t)}\|_F>2\|W^{(0)}\|_F$: $\|W^{(0)}\|_F<
\frac{\sqrt{2C_R}R_{\max}\alpha}{\sqrt n}\Sigma_t$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              return both_times(o, [&](const AtTime<R>& t) {
                return either(le(t.frobenius, 2 * o.start), lt(o.start, o.growth * t.sum));
              });
            }},
           {"S2", R"((42) case 1: $\frac{\|W^{(t)}\|_F}{\|W^{(t)}\|_2}\le
\frac{\|W^{(0)}\|_F+\sqrt{2C_R}R_{\max}\alpha\Sigma_t/\sqrt n}{B\Sigma_t}\le
\frac{2\sqrt{2C_R}R_{\max}\alpha/\sqrt n}B=16C_R^{1/2}R^2\gamma^{-1}$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              return both_times(o,
                                [&](const AtTime<R>& t) {
                                  const R middle = (o.start + o.growth * t.sum) / (o.B * t.sum);
                                  return le(t.frobenius, middle * t.spectral) &
                                         le(middle, 2 * o.growth / o.B);
                                }) &
                     or_cancelled(eq(2 * o.growth / o.B, o.bound), 4 * 2 * 32, 16 * 16);
            }},
           {"S3", R"((43) case 2, $\|W^{(t)}\|_F\le2\|W^{(0)}\|_F$:
$\frac{\|W^{(t)}\|_F}{\|W^{(t)}\|_2}\le\frac{2\|W^{(0)}\|_F}{B\Sigma_t}$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              return both_times(o, [&](const AtTime<R>& t) {
                return either(gt(t.frobenius, 2 * o.start),
                              le(t.frobenius * o.B * t.sum, 2 * o.start * t.spectral));
              });
            }},
           {"S4", R"($\frac{2\|W^{(0)}\|_F}{B\Sigma_t}\le\frac{\sqrt5\,\omega_{\rm init}
\sqrt{md\log(4m/\delta)}}{B\,\widehat G(W^{(0)})}$)",
            on_the_event, start_is_small(2)},
           {"S5", R"(that is at most $\frac{4\sqrt5\,\omega_{\rm init}\sqrt{md\log(4m/\delta)}}B
=16\sqrt{10}C_R\gamma^{-1}RR_{\min}^{-1}\sqrt n\alpha^{-1}\omega_{\rm init}\sqrt{md\log(4m/\delta)}$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              return ge(4 * o.G(0), 1) & eq(4 * sqrt(R(5)) * o.noise / o.B,
                                            16 * sqrt(R(10)) * o.C_R * o.relative_noise());
            }},
           {"S6", R"(that is at most $\gamma/\sqrt n\le16C_R^{1/2}R^2\gamma^{-1}$)", on_the_event,
            []<class R>(const Observation<R>& o) {
              return le(16 * sqrt(R(10)) * o.C_R * o.relative_noise() * sqrt(o.n), o.gamma) &
                     le(o.gamma, o.bound * sqrt(o.n));
            }},
           {"case 2 is empty", R"($\|W^{(t)}\|_F>2\|W^{(0)}\|_F$ at all times $t\ge1$)",
            on_the_event,
            []<class R>(const Observation<R>& o) {
              return both_times(o,
                                [&](const AtTime<R>& t) { return gt(t.frobenius, 2 * o.start); });
            }}},
      .prepare = prepare_run,
      .tight = {single_sample<Setting>(1, 1, 0x1p-7, 2)},
      .mutants = {{"1 instead of C_2", "C2", on_the_event,
                   []<class R>(const Observation<R>& o) { return stable_rank_within<R>(o, R(1)); }},
                  {"99 per cent of the ratio 1", "C1", on_the_event,
                   []<class R>(const Observation<R>& o) {
                     return both_times(o, [&](const AtTime<R>& t) {
                       return le(100 * t.frobenius, 99 * t.spectral);
                     });
                   }},
                  {"a four thousandth", "S1", on_the_event,
                   []<class R>(const Observation<R>& o) {
                     return both_times(o, [&](const AtTime<R>& t) {
                       return lt(4000 * o.start, o.growth * t.sum);
                     });
                   }},
                  {"R instead of R^2", "S2", on_the_event,
                   []<class R>(const Observation<R>& o) {
                     return eq(2 * o.growth / o.B, o.bound / sqrt(o.x.squared_ratio()));
                   }},
                  {"two thirds of gamma / sqrt(n)", "S6", on_the_event,
                   []<class R>(const Observation<R>& o) {
                     return le(24 * sqrt(R(10)) * o.C_R * o.relative_noise() * sqrt(o.n), o.gamma);
                   }},
                  Part::Wrong::without({"A2"}, "case 2 is empty")},
      .refuted = {"S4", "S5"},
      .cost = 2};
}

}  // namespace

AnyClaim theorem_4_2_stable_rank() { return statement(); }

AnyClaim theorem_4_2_stable_rank_corrected() {
  Part part = statement();
  part.card.id += "_corrected";
  part.card.corrects =
      R"(S4 with $2\sqrt5$ on the right; S5 with $8\sqrt5$ and without $C_R$; S6 for
the corrected value.)";
  part.replace({"S4", R"($\frac{2\|W^{(0)}\|_F}{B\Sigma_t}\le\frac{2\sqrt5\,\omega_{\rm init}
\sqrt{md\log(4m/\delta)}}{B\,\widehat G(W^{(0)})}$)",
                on_the_event, start_is_small(1)});
  part.replace({"S5", R"(that is at most $\frac{8\sqrt5\,\omega_{\rm init}\sqrt{md\log(4m/\delta)}}B
=32\sqrt{10}\gamma^{-1}RR_{\min}^{-1}\sqrt n\alpha^{-1}\omega_{\rm init}\sqrt{md\log(4m/\delta)}$)",
                on_the_event, []<class R>(const Observation<R>& o) {
                  return ge(4 * o.G(0), 1) & or_cancelled(eq(8 * sqrt(R(5)) * o.noise / o.B,
                                                             32 * sqrt(R(10)) * o.relative_noise()),
                                                          64 * 5 * 32, 32 * 32 * 10);
                }});
  part.replace({"S6", R"(that is at most $\gamma/\sqrt n\le16C_R^{1/2}R^2\gamma^{-1}$)",
                on_the_event, []<class R>(const Observation<R>& o) {
                  return le(32 * sqrt(R(10)) * o.relative_noise() * sqrt(o.n), o.gamma) &
                         le(o.gamma, o.bound * sqrt(o.n));
                }});
  part.mutants.erase(part.mutants.begin() + 4);  // two thirds are true after the correction
  part.refuted.clear();
  return part;
}

}  // namespace claimcheck::frei2023
