// frei2023, proof of part 1 of Theorem 4.2: the risk is driven to zero.
//
// Reading. Times 0, ..., T of gradient descent; n = 1 with up to 300 steps, elsewhere early
// training. C1 by draws of W(0) and, with S4 to S6, for certain in the event of Lemma E.1; S1 to S3
// hold at every W and are tested at large ones too.
// S2 is printed with L(W(t+1)) - L(W(t)), which is negative; the other order is meant.

#include "theorems/frei2023/increment.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

using Setting = RunUpTo<300>;

template <class R>
class Observation : public WeightRun<R> {
 public:
  R rate;  // gamma^2 R_min^2 / (R^2 n)

  explicit Observation(const Setting& s)
      : WeightRun<R>(s),
        rate(square(this->gamma * this->x.min_squared_norm) /
             (this->x.max_squared_norm * this->n)) {}

  /// n (G(t) - G(t + 1)), without cancellation, by g(q) - g(q + h) = g(q) (1 - g(q + h)) (1 - e^-h)
  R fall(std::size_t t) const {
    R total(0);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      total -= this->g(t)[i] * (1 - this->g(t + 1)[i]) * R(expm1(-growth(t, i).value));
    }
    return total;
  }
  /// L(t) - L(t + 1), without cancellation, by l(q) - l(q + h) = -log(1 + g(q) (e^-h - 1))
  R risk_fall(std::size_t t) const {
    R total(0);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      total -= R(log1p(this->g(t)[i] * R(expm1(-growth(t, i).value))));
    }
    return total / this->n;
  }
  /// L(t) - L(t + 1) - alpha |grad L|^2, what is beyond first order: l(q + h) - l(q) + g(q) h is
  /// between 0 and h^2/8.
  R second_order_fall(std::size_t t) const {
    R total(0);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      const Increment<R> h = growth(t, i);
      const R& g = this->g(t)[i];
      R loss = g * (1 - g) * square(h.value) / 2;
      if constexpr (Enclosure<R>) loss = R::hull(R(0), square(h.value) / 8);
      total += g * h.remainder - loss;
    }
    return total / this->n;
  }

 private:
  /// q_i(t + 1) - q_i(t)
  Increment<R> growth(std::size_t t, std::size_t i) const {
    Increment<R> out{R(0), R(0)};
    for (std::size_t j = 0; j < this->neurons(); ++j) {
      const R step = this->alpha * dot(this->descent(t).row(j), this->K.row(i));
      const Increment<R> by = increment(this->phi, this->Z(t)(j, i), this->slope(t)(j, i), step);
      out.value += this->a()[j] * by.value;
      out.remainder += this->a()[j] * by.remainder;
    }
    return {this->y[i] * out.value, this->y[i] * out.remainder};
  }
};

using Part = Claim<Setting, Observation>;

/// 16 L(W(0)) n R^2 / (gamma^2 R_min^2 alpha T)
template <class R>
R bound2(const Observation<R>& o, std::size_t T) {
  return 16 * o.risk(0) / (o.rate * o.alpha * R(T));
}
/// C1 for T - 1 = 1, ..., with the 2 in L <= 2 G in per cent
template <class R>
Judgement<R> risk_is_bounded(const Observation<R>& o, int per_cent) {
  return from_time(1, o, [&](auto t) {
    return le(100 * o.risk(t), per_cent * o.G(t)) & le(square(o.G(t)), bound2(o, t + 1));
  });
}
/// G(t + 1) < G(t); where no precision tells them apart, by the sign of their difference.
template <class R>
Relation<R> sigmoid_risk_falls(const Observation<R>& o, std::size_t t) {
  const Relation<R> direct = lt(o.G(t + 1), o.G(t));
  return unknown(direct.truth()) ? gt(o.fall(t), 0) : direct;
}
/// S2, with the difference of the risks in the printed order or the other one; the smaller of the
/// two is moved to the left.
const auto gradient_step = [](bool as_printed) {
  return [as_printed](const auto& o) {
    return every(o.steps(), [&](auto t) {
      const auto gradient = o.gradient(t);
      const auto &from = o.risk(as_printed ? t : t + 1), &to = o.risk(as_printed ? t + 1 : t);
      return le(o.rate * square(o.G(t)), 8 * gradient) &
             by_slack(le(o.alpha * gradient + 2 * from, 2 * to),
                      [&] { return (as_printed ? -2 : 2) * o.risk_fall(t) - o.alpha * gradient; });
    });
  };
};
/// S1, with the quadratic term in per cent
const auto descent_lemma = [](int per_cent) {
  return [per_cent]<class R>(const Observation<R>& o) {
    const R curvature = o.x.max_squared_norm * max(R(1), o.H / sqrt(o.m)) * o.alpha;
    return every(o.steps(), [&](auto t) {
      const R first = o.alpha * o.gradient(t), second = per_cent * curvature * first / 100;
      return by_slack(le(o.risk(t + 1) + first, o.risk(t) + second),
                      [&] { return o.second_order_fall(t) + second; });
    });
  };
};

void prepare(Setting& s, Stream& random) {
  prepare_rarely_long_run(s, random);
  if (random.chance(0.2)) {  // S1 to S3 at weights of any size
    const double scale = std::ldexp(1.0, random.integer(0, 24));
    for (double& weight : s.W.entries()) weight *= scale;
  }
}

Part statement() {
  return {
      .card =
          {.id = "frei2023/theorem-4.2-risk",
           .title = "The risk is driven to zero (proof of part 1)",
           .label = "Proof of Theorem 4.2, part 1",
           .place = "Appendix E.7",
           .kind = Kind::trajectory,
           .statement = R"(Under the assumptions of Theorem 4.2, with probability at least
$1-\delta$, for $T\ge2$, $$\widehat L(W^{(T-1)})\le2\widehat G(W^{(T-1)})\le2\sqrt{\frac{16\widehat
L(W^{(0)})nR^2}{\gamma^2R_{\min}^2\alpha T}}.$$)",
           .reading =
               R"(Up to 300 steps for $n=1$, where $\alpha T=3/\|x\|^2$ can be reached; early training
elsewhere. S2 fails as printed: $\frac2\alpha[\widehat L(W^{(t+1)})-\widehat L(W^{(t)})]$ is negative; it
must be $\frac2\alpha[\widehat L(W^{(t)})-\widehat L(W^{(t+1)})]$. The telescoped S3 is right. $2G$ in C1
can be replaced by $1.39\,\widehat G$.)"},
      .hypotheses = standing_hypotheses<Observation>(),
      .conclusions =
          {Part::Clause::probable("C1", "the bound with probability $1-\\delta$", delta_of,
                                  [](const auto& o) { return risk_is_bounded(o, 200); }),
           {"C1 on the event", R"(the bound for every $W^{(0)}$ in the event of Lemma E.1)",
            on_the_event, [](const auto& o) { return risk_is_bounded(o, 200); }},
           {"S1", R"($\widehat L(W^{(t+1)})\le\widehat L(W^{(t)})-\alpha\|\nabla\widehat L\|_F^2
+R_{\max}^2\max(1,H/\sqrt m)\alpha^2\|\nabla\widehat L\|_F^2$)",
            descent_lemma(100)},
           {"S2", R"($\frac{\gamma^2R_{\min}^2}{8R^2n}\widehat G^2\le\|\nabla\widehat L\|_F^2\le
\frac2\alpha[\widehat L(W^{(t+1)})-\widehat L(W^{(t)})]$)",
            gradient_step(true)},
           {"S3", R"($\min_{t<T}\widehat G^2\le\frac1T\sum_{t<T}\widehat G^2\le
\frac{2\widehat L(W^{(0)})}{\alpha T}\cdot\frac{8nR^2}{\gamma^2R_{\min}^2}$)",
            []<class R>(const Observation<R>& o) {
              Judgement<R> out;
              R least = o.G(0), total(0), above(0);  // above = total - T least^2 >= 0
              for (std::size_t T = 1; T <= o.steps(); ++T) {
                const R& G = o.G(T - 1);
                if (T > 1) {
                  const R step = square(G) - square(least);
                  above += max(step, R(0)) + max(-step, R(0)) * R(T - 1);
                  least = min(least, G);
                }
                total += square(G);
                out &= by_slack(le(square(least), total / R(T)),
                                [&] { return max(above / R(T), R(0)); });
                out &= le(total / R(T), bound2(o, T));
              }
              return out;
            }},
           {"S4", R"($\widehat G(W^{(t)})$ decreases, so $\widehat G(W^{(T-1)})=\min_{t<T}\widehat
G(W^{(t)})\le\sqrt{16\widehat L(W^{(0)})nR^2/(\gamma^2R_{\min}^2\alpha T)}$)",
            on_the_event,
            [](const auto& o) {
              return from_time(1, o, [&](auto t) {
                return sigmoid_risk_falls(o, t - 1) & le(square(o.G(t - 1)), bound2(o, t));
              });
            }},
           {"S5",
            R"($\ell(z)\le2g(z)$ for $z>0$, so $\widehat L(W^{(t)})\le2\widehat G(W^{(t)})$ for
$t\ge1$)",
            on_the_event,
            [](const auto& o) {
              return from_time(1, o, [&](auto t) { return le(o.risk(t), 2 * o.G(t)); });
            }},
           {"S6", R"($|f(x_i;W^{(0)})|\le1$, so $\widehat L(W^{(0)})\le\log(1+e)$)", on_the_event,
            []<class R>(const Observation<R>& o) {
              return every(o.samples(), [&](auto i) { return le(abs(o.q(0)[i]), 1); }) &
                     le(o.risk(0), log(1 + exp(R(1))));
            }}},
      .prepare = prepare,
      .draw = gaussian_weights,
      .tight = {single_sample<Setting>(1, 1, 0x1p-7, 300)},
      .mutants = {{"L <= 1.38 G", "C1 on the event", on_the_event,
                   [](const auto& o) { return risk_is_bounded(o, 138); }},
                  {"a tenth of the quadratic term", "S1", descent_lemma(10)},
                  {"1/1.01 instead of 8", "S2",
                   [](const auto& o) {
                     return every(o.steps(), [&](auto t) {
                       return le(101 * o.rate * square(o.G(t)), 100 * o.gradient(t));
                     });
                   }},
                  {"a third of L(W(0)) instead of 16", "S3",
                   []<class R>(const Observation<R>& o) {
                     R total(0);
                     for (std::size_t t = 0; t < o.steps(); ++t) total += square(o.G(t));
                     return le(3 * o.rate * o.alpha * total, o.risk(0));
                   }},
                  {"G loses one part in a thousand at every step", "S4", on_the_event,
                   [](const auto& o) {
                     return from_time(1, o,
                                      [&](auto t) { return lt(1000 * o.G(t), 999 * o.G(t - 1)); });
                   }},
                  {"log 2 instead of log(1 + e)", "S6", on_the_event,
                   []<class R>(const Observation<R>& o) { return le(o.risk(0), log(R(2))); }}},
      .refuted = {"S2"},
      .cost = 2};
}

}  // namespace

AnyClaim theorem_4_2_risk() { return statement(); }

AnyClaim theorem_4_2_risk_corrected() {
  Part part = statement();
  part.card.id += "_corrected";
  part.card.corrects =
      R"(S2 with $\frac2\alpha[\widehat L(W^{(t)})-\widehat L(W^{(t+1)})]$ on the right.)";
  part.replace({"S2",
                R"($\frac{\gamma^2R_{\min}^2}{8R^2n}\widehat G^2\le\|\nabla\widehat L\|_F^2\le
\frac2\alpha[\widehat L(W^{(t)})-\widehat L(W^{(t+1)})]$)",
                gradient_step(false)});
  part.refuted.clear();
  return part;
}

}  // namespace claimcheck::frei2023
