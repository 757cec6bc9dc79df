// frei2023, Lemma E.12: an upper bound for the Frobenius norm along gradient descent.
//
// Reading. T <= 20 steps; every time is looked at. C1 and C2 by draws of W(0), and with all steps
// on every W(0), random or adversarial, in the event of Lemma E.1. S2 to S5 are pointwise in W and
// tested at every time. In the expanded square of grad_j L the second label index is read as k.
// S1, (32), is printed with W(0) plus the gradients; descent subtracts them. The triangle
// inequality that follows holds for either sign.

#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

using Setting = RunUpTo<20>;

template <class R>
struct Observation : WeightRun<R> {
  using WeightRun<R>::WeightRun;

  /// sqrt(2 C_R) R_max alpha / sqrt(n) sum_{s < t} G(s)
  R growth(std::size_t t) const {
    return sqrt(2 * this->C_R * this->x.max_squared_norm / this->n) * this->alpha * this->sum(t);
  }
  /// |w_j(0) + direction alpha sum_{s < t} grad_j L(W(s))|^2
  R moved2(std::size_t t, std::size_t j, int direction) const {
    Vector<R> coefficients(this->samples(), R(0));
    for (std::size_t s = 0; s < t; ++s) {
      for (std::size_t i = 0; i < this->samples(); ++i) {
        coefficients[i] -= direction * this->alpha * this->descent(s)(j, i);
      }
    }
    Vector<R> w(this->W.row(j).begin(), this->W.row(j).end());
    for (std::size_t i = 0; i < this->samples(); ++i) {
      for (std::size_t k = 0; k < w.size(); ++k) w[k] += coefficients[i] * this->X(i, k);
    }
    return squared_norm(w);
  }
  /// sum_i g_i^2 |x_i|^2 at time t
  R own_terms(std::size_t t) const {
    R total(0);
    for (std::size_t i = 0; i < this->samples(); ++i)
      total += square(this->g(t)[i]) * this->K(i, i);
    return total;
  }
  /// sum_i g_i sum_{k != i} weight_k |<x_i, x_k>|
  template <class F>
  R cross_terms(std::size_t t, F weight) const {
    R total(0);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      for (std::size_t k = 0; k < this->samples(); ++k) {
        if (k != i) total += this->g(t)[i] * weight(i, k) * abs(this->K(i, k));
      }
    }
    return total;
  }
};

using Lemma = Claim<Setting, Observation>;

/// C1 at all times t >= 1, with the growth in per cent
template <class R>
Judgement<R> frobenius_is_bounded(const Observation<R>& o, int per_cent) {
  const R start = sqrt(o.frobenius2(0));
  return from_time(1, o, [&](auto t) {
    return le(sqrt(o.frobenius2(t)), start + per_cent * o.growth(t) / 100);
  });
}
/// C2 likewise
template <class R>
Judgement<R> neurons_are_bounded(const Observation<R>& o, int per_cent) {
  return for_neurons(1, o, [&](auto t, auto j) {
    return le(sqrt(o.norm2(t)[j]),
              sqrt(o.norm2(0)[j]) + per_cent * abs(o.a()[j]) * o.growth(t) / 100);
  });
}
const auto equation_32 = [](int sign) {
  return [sign](const auto& o) {
    return for_neurons(1, o,
                       [&](auto t, auto j) { return eq(o.norm2(t)[j], o.moved2(t, j, sign)); });
  };
};

/// Samples that (D4') excludes.
Setting too_close() {
  Setting s = correlated_samples<Setting>();
  s.X(1, 0) = 64;
  s.alpha = 0x1p-25;
  return s;
}

Lemma statement() {
  return {
      .card = {.id = "frei2023/lemma-e.12",
               .title = "Upper bound for the Frobenius norm",
               .label = "Lemma E.12",
               .place = "Appendix E.4",
               .kind = Kind::trajectory,
               .statement = R"(Under (D4'), (A1) and (A2), with probability at least $1-\delta$, for
any $t\ge1$, $$\|W^{(t)}\|_F\le\|W^{(0)}\|_F+\frac{\sqrt{2C_R}R_{\max}\alpha}{\sqrt n}
\sum_{s=0}^{t-1}\widehat G(W^{(s)}),$$ and likewise $\|w_j^{(t)}\|\le\|w_j^{(0)}\|
+\frac{\sqrt{2C_R}|a_j|R_{\max}\alpha}{\sqrt n}\sum_s\widehat G(W^{(s)})$.)",
               .reading = R"($T\le20$; C1, C2 by draws and, on every $W^{(0)}$ in the event of Lemma
E.1, for certain. S1, equation (32), fails as printed: $W^{(t)}=W^{(0)}-\alpha\sum_s\nabla\widehat L$,
not $+$. The factor $\sqrt{2C_R}$ is generous: all losses are nearly equal in early training, where
little more than 1 is enough for orthogonal samples.)"},
      .hypotheses = standing_hypotheses<Observation>(),
      .conclusions =
          {Lemma::Clause::probable(
               "C1", "the bound on $\\|W^{(t)}\\|_F$ with probability $1-\\delta$", delta_of,
               [](const auto& o) { return frobenius_is_bounded(o, 100); }),
           {"C1 on the event", R"(C1 for every $W^{(0)}$ in the event of Lemma E.1)", on_the_event,
            [](const auto& o) { return frobenius_is_bounded(o, 100); }},
           {"C2", R"($\|w_j^{(t)}\|\le\|w_j^{(0)}\|+\frac{\sqrt{2C_R}|a_j|R_{\max}\alpha}{\sqrt n}
\sum_{s<t}\widehat G(W^{(s)})$ for every $W^{(0)}$ in the event)",
            on_the_event, [](const auto& o) { return neurons_are_bounded(o, 100); }},
           {"S0", R"($\|\nabla\widehat L(W)\|_F\le R_{\max}\widehat G(W)$)",
            [](const auto& o) {
              return from_time(0, o, [&](auto t) {
                return le(o.gradient(t), o.x.max_squared_norm * square(o.G(t)));
              });
            }},
           {"S1", R"((32) $\|w_j^{(t)}\|=\|w_j^{(0)}+\alpha\sum_s\nabla_j\widehat L(W^{(s)})\|$)",
            equation_32(1)},
           {"S1'", R"((32) $\|w_j^{(t)}\|\le\|w_j^{(0)}\|+\alpha\sum_s\|\nabla_j\widehat
L(W^{(s)})\|$)",
            []<class R>(const Observation<R>& o) {
              return every(o.neurons(), [&](auto j) {
                R bound = sqrt(o.norm2(0)[j]);
                return from_time(1, o, [&](auto t) {
                  bound += o.alpha * sqrt(o.neuron_gradient(t - 1, j));
                  return le(sqrt(o.norm2(t)[j]), bound);
                });
              });
            }},
           {"S2", R"($\|\nabla_j\widehat L\|^2\le\frac{a_j^2}{n^2}\sum_i(g_i^2\|x_i\|^2
+g_i\sum_{k\ne i}g_k|\langle x_i,x_k\rangle|)$)",
            [](const auto& o) {
              return from_time(0, o, [&](auto t) {
                const auto bound =
                    o.own_terms(t) + o.cross_terms(t, [&](auto, auto k) { return o.g(t)[k]; });
                return every(o.neurons(), [&](auto j) {
                  return le(o.m * square(o.n) * o.neuron_gradient(t, j), bound);
                });
              });
            }},
           {"S3", R"($\le\frac{a_j^2}{n^2}\sum_ig_i^2[\|x_i\|^2+C_R\sum_{k\ne i}|\langle x_i,x_k
\rangle|]\le\frac{2a_j^2}{n^2}\sum_ig_i^2\|x_i\|^2$)",
            on_the_event,
            [](const auto& o) {
              return from_time(0, o, [&](auto t) {
                const auto bounded =
                    o.cross_terms(t, [&](auto i, auto) { return o.C_R * o.g(t)[i]; });
                return le(o.cross_terms(t, [&](auto, auto k) { return o.g(t)[k]; }), bounded) &
                       le(bounded, o.own_terms(t));
              });
            }},
           {"S4", R"($\le\frac{2a_j^2R_{\max}^2}n(\max_kg_k)\widehat G$)",
            [](const auto& o) {
              return from_time(0, o, [&](auto t) {
                return le(o.own_terms(t), o.x.max_squared_norm * o.n * max_entry(o.g(t)) * o.G(t));
              });
            }},
           {"S5", R"((33) $\max_kg_k\le C_R\widehat G$, hence $\|\nabla_j\widehat L\|^2\le
\frac{2a_j^2R_{\max}^2C_R}n\widehat G^2$)",
            on_the_event,
            [](const auto& o) {
              return from_time(0, o, [&](auto t) {
                const auto bound = 2 * o.x.max_squared_norm * o.C_R * square(o.G(t));
                return le(max_entry(o.g(t)), o.C_R * o.G(t)) & every(o.neurons(), [&](auto j) {
                         return le(o.m * o.n * o.neuron_gradient(t, j), bound);
                       });
              });
            }}},
      .prepare = prepare_run,
      .draw = gaussian_weights,
      .tight = {single_sample<Setting>(1, 1, 0x1p-7, 2), correlated_samples<Setting>(),
                too_close()},
      .mutants = {{"an eighth of the growth", "C1 on the event", on_the_event,
                   [](const auto& o) { return frobenius_is_bounded(o, 12); }},
                  {"an eighth of the growth", "C2", on_the_event,
                   [](const auto& o) { return neurons_are_bounded(o, 12); }},
                  {"0.99 R_max", "S0",
                   [](const auto& o) {
                     return from_time(0, o, [&](auto t) {
                       return le(10000 * o.gradient(t),
                                 9801 * o.x.max_squared_norm * square(o.G(t)));
                     });
                   }},
                  {"without the cross terms", "S2",
                   [](const auto& o) {
                     return for_neurons(0, o, [&](auto t, auto j) {
                       return le(o.m * square(o.n) * o.neuron_gradient(t, j), o.own_terms(t));
                     });
                   }},
                  Lemma::Wrong::without({"D4'"}, "S3"),
                  {"99 per cent", "S4",
                   [](const auto& o) {
                     return from_time(0, o, [&](auto t) {
                       return le(100 * o.own_terms(t),
                                 99 * o.x.max_squared_norm * o.n * max_entry(o.g(t)) * o.G(t));
                     });
                   }},
                  {"1 instead of 2 C_R", "S5", on_the_event,
                   [](const auto& o) {
                     return for_neurons(0, o, [&](auto t, auto j) {
                       return le(101 * o.m * o.n * o.neuron_gradient(t, j),
                                 100 * o.x.max_squared_norm * square(o.G(t)));
                     });
                   }}},
      .refuted = {"S1"},
      .cost = 2};
}

}  // namespace

AnyClaim lemma_e_12() { return statement(); }

AnyClaim lemma_e_12_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S1, equation (32), with $-\alpha\sum_s\nabla_j\widehat L(W^{(s)})$.)";
  lemma.replace({"S1",
                 R"((32) $\|w_j^{(t)}\|=\|w_j^{(0)}-\alpha\sum_s\nabla_j\widehat L(W^{(s)})\|$)",
                 equation_32(-1)});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::frei2023
