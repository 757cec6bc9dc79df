// frei2023, Lemma E.8: one step changes the ratio of two exponential losses in a controlled way.
//
// Reading. Any W(t), labels and signs; phi is gamma-leaky with gamma as small as one likes, which
// is how "arbitrary 1-Lipschitz and H-smooth" is covered; H >= sup |phi''| is stored. Both sides
// are compared after taking logarithms. H3 has no max(1, H), so a linear phi allows any step: the
// lemma holds nevertheless, because H enters through the remainder of S1 only. |grad L| in S1 is
// Frobenius. c and C' are the stored constants of Conditions E.6 and E.5.
// S2: (17) is printed with the two sums of its second factor interchanged, which changes its sign;
// S6 holds for either sign, so the lemma does not notice.

#include "theorems/frei2023/loss_ratio_step.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : PersistentStep {
  static Schema<Setting> schema() { return persistent_step_schema<Setting>(3, 3, 4); }
};

template <class R>
class Observation : public PersistentOneStep<R> {
 public:
  explicit Observation(const Setting& s)
      : PersistentOneStep<R>(s), along_([this] { return neuron_by_neuron(); }), size_([this] {
          R total(0);
          for (std::size_t k = 0; k < this->samples(); ++k) {
            for (std::size_t l = 0; l < this->samples(); ++l) {
              total += this->g()[l] * abs(this->products(k, l));
            }
          }
          return total;
        }) {}

  /// -n y_k <grad f_k, grad L>, neuron by neuron
  const Vector<R>& along() const { return *along_; }
  /// sum_{k,l} g_l |<grad f_k, grad f_l>|
  const R& size() const { return *size_; }

 private:
  Vector<R> neuron_by_neuron() const {
    Vector<R> along;
    for (std::size_t k = 0; k < this->samples(); ++k) {
      R total(0);
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        total += this->a[j] * this->slope(j, k) * dot(this->descent().row(j), this->K.row(k));
      }
      along.push_back(this->n * this->y[k] * total);
    }
    return along;
  }

  OnDemand<Vector<R>> along_;
  OnDemand<R> size_;
};

using Lemma = Claim<Setting, Observation>;

/// H R_max^2 alpha n / sqrt(m) times |grad L|^2: n/alpha times the remainder in S1
template <class R>
R remainder(const Observation<R>& o) {
  return o.H_given * o.x.max_squared_norm * o.alpha * o.n / sqrt(o.m) * o.gradient();
}

/// S2, with the second factor as printed or with its sums in the other order; compared after adding
/// twice `size`, so that neither side can cancel to 0.
const auto equation_17 = [](bool as_printed) {
  return [as_printed](const auto& o) {
    return every_pair(o.samples(), [&](auto i, auto j) {
      const auto first = o.g()[i] * o.products(i, i) - o.g()[j] * o.products(j, j);
      const auto second =
          as_printed ? o.others()[j] - o.others()[i] : o.others()[i] - o.others()[j];
      return eq(2 * o.size() + o.along()[i] - o.along()[j], 2 * o.size() + first + second);
    });
  };
};

/// (21) with factor 2 in tenths
const auto second_factor = [](int tenths) {
  return [tenths](const auto& o) {
    return every_pair(o.samples(), [&](auto i, auto j) {
      return le(250 * o.spread() * (o.others()[i] - o.others()[j]),
                tenths * o.x.max_squared_norm * o.c_R2_min() * o.G());
    });
  };
};

/// S7: the step is short enough for the third factor, with 2 in per cent
const auto third_factor = [](int per_cent) {
  return [per_cent](const auto& o) {
    return le(o.gradient(), o.x.max_squared_norm * o.G()) &
           le(o.H_given * o.x.max_squared_norm * o.alpha * o.n * per_cent * o.spread(),
              4 * sqrt(o.m) * o.c_R2_min());
  };
};

/// (23), multiplied out; with the second 10 as given.
const auto tenths_add_up = [](int ten) {
  return [ten](const auto& o) {
    return eq(4 * (10 * o.spread()) + ten * o.spread(), 2 * (25 * o.spread()));
  };
};

/// One linear neuron on two samples of equal norm at an angle, with different margins.
Setting correlated_pair() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {128, 0, 1, 128};
  s.W = Matrix<double>(1, 2);
  s.W(0, 0) = 0x1p-7;
  s.y = {1, 1};
  s.sign = {1};
  s.alpha = 0x1p-22;
  return s;
}

Lemma statement() {
  return {
      .card = {.id = "frei2023/lemma-e.8",
               .title = "One step changes the exponential loss ratio in a controlled way",
               .label = "Lemma E.8",
               .place = "Appendix E.3",
               .kind = Kind::trajectory,
               .statement = R"(Let $\phi$ be 1-Lipschitz and $H$-smooth, let Conditions E.5 ($C'>1$)
and E.6 ($c>0$) hold at time $t$, $\alpha\le[5HR_{\max}^2n(10R^2/c+10)]^{-1}$ and
$C'\ge25R^2/c+25$. Then for any $i,j$
$$\frac{e^{-q_i^{(t+1)}}}{e^{-q_j^{(t+1)}}}\le\frac{e^{-q_i^{(t)}}}{e^{-q_j^{(t)}}}
\exp\left(-\frac{g_j\alpha cR_{\min}^2}n\left(\frac{g_i}{g_j}-\frac{R^2}c\right)\right)
\exp\left(\frac{\alpha R_{\max}^2}{(10R^2/c+10)n}\widehat G(W^{(t)})\right),$$ $q_i=y_if(x_i)$.)",
               .reading =
                   R"(Any $W^{(t)}$; logarithms of both sides; a stored $H\ge\sup|\phi''|$ and
$\gamma$-leaky $\phi$ with any $\gamma>0$. S2 fails as printed: the two sums in the second factor of (17)
are interchanged. With $A_t=e^{-q_1}/e^{-q_2}$ the factor is
$\exp(-\frac\alpha n(\sum_{k\ne1}g_k\langle y_1\nabla f_1,y_k\nabla f_k\rangle-\sum_{k\ne2}g_k\langle
y_2\nabla f_2,y_k\nabla f_k\rangle))$. S6 bounds it for either sign. The step size of H3 is unbounded as
$H\to0$; the lemma holds all the same.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$, $|\phi''|\le H$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0) & is_smooth(o); }},
                     {"H1", "(Condition E.5 with $C'$)",
                      [](const auto& o) { return gradients_nearly_orthogonal(o.products, o.C); }},
                     {"H2", "(Condition E.6 with $c$)",
                      [](const auto& o) { return gradients_persist(o.overlaps, o.K, o.c); }},
                     {"H3", R"($\alpha\le[5HR_{\max}^2n(10R^2/c+10)]^{-1}$)",
                      [](const auto& o) { return step_is_short(o); }},
                     {"H4", R"($C'\ge25R^2/c+25$)",
                      [](const auto& o) { return near_orthogonality_suffices(o); }}},
      .conclusions =
          {{"C1", "the bound on the ratio, for all $i,j$",
            [](const auto& o) {
              return every_pair(o.samples(),
                                [&](auto i, auto j) { return ratio_change_is_bounded(o, i, j); });
            }},
           {"S1", R"($\log\frac{A_{t+1}}{A_t}\le y_1\alpha\langle\nabla f_1,\nabla\widehat L\rangle
-y_2\alpha\langle\nabla f_2,\nabla\widehat L\rangle
+\frac{HR_{\max}^2\alpha^2}{\sqrt m}\|\nabla\widehat L\|^2$)",
            [](const auto& o) {
              return every_pair(o.samples(), [&](auto i, auto j) {
                const auto size =
                    2 * o.size();  // for linear phi both sides may cancel to 0 without it
                return by_slack(
                    le(o.n * o.change()[j] + o.alpha * (size + o.growth(i)),
                       o.n * o.change()[i] + o.alpha * (size + o.growth(j) + remainder(o))),
                    [&] {  // n change = alpha growth + n remainder
                      return o.alpha * remainder(o) - o.n * (o.remainder()[j] - o.remainder()[i]);
                    });
              });
            }},
           {"S2", R"((17): the first two exponents are
$-\frac\alpha n(g_1\|\nabla f_1\|^2-g_2\|\nabla f_2\|^2)$ and
$-\frac\alpha n(\sum_{k\ne2}g_k\langle y_2\nabla f_2,y_k\nabla f_k\rangle
-\sum_{k\ne1}g_k\langle y_1\nabla f_1,y_k\nabla f_k\rangle)$)",
            equation_17(true)},
           {"S3", R"((18) $cR_{\min}^2\le\|\nabla f_i\|_F^2\le R_{\max}^2$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto i) {
                return by_slack(ge(o.products(i, i), o.c_R2_min()),
                                [&] { return above_shortest(o, i); }) &
                       by_slack(le(o.products(i, i), o.x.max_squared_norm),
                                [&] { return below_longest(o, i); });
              });
            }},
           {"S4", R"((19) $-(g_1\|\nabla f_1\|^2-g_2\|\nabla f_2\|^2)
\le-g_2cR_{\min}^2(\frac{g_1}{g_2}-\frac{R^2}c)$)",
            [](const auto& o) {
              return every_pair(o.samples(), [&](auto i, auto j) {
                return by_slack(le(o.g()[j] * o.products(j, j) + o.g()[i] * o.c_R2_min(),
                                   o.g()[i] * o.products(i, i) + o.g()[j] * o.x.max_squared_norm),
                                [&] { return first_factor_slack(o, i, j); });
              });
            }},
           {"S5", R"((20) $\|\nabla f_i\|^2\ge(25R^2/c+25)n\max_{k\ne i}
|\langle\nabla f_i,\nabla f_k\rangle|$)",
            [](const auto& o) {
              return every_pair(o.samples(), [&](auto i, auto k) {
                return ge(o.c_R2_min() * o.products(i, i),
                          25 * o.spread() * o.n * abs(o.products(i, k)));
              });
            }},
           {"S6", R"((21) the second exponent is at most
$\frac{2\alpha R_{\max}^2}{(25R^2/c+25)n}\widehat G$)",
            second_factor(20)},
           {"S7", R"((22) $\frac{HR_{\max}^2\alpha^2}{\sqrt m}\|\nabla\widehat L\|^2
\le\frac{HR_{\max}^4\alpha^2}{\sqrt m}\widehat G\le\frac{\alpha R_{\max}^2}{2(25R^2/c+25)n}
\widehat G$)",
            third_factor(200)},
           {"S8", R"((23) $\frac2{25R^2/c+25}+\frac1{2(25R^2/c+25)}=\frac1{10R^2/c+10}$)",
            tenths_add_up(10)}},
      .prepare =
          [](Setting& s, Stream& random) {
            place_step(s, random);
            choose_constants(s, random);
          },
      .tight = {correlated_pair()},
      .mutants = {{"1.1 c R_min^2 in the first factor", "C1",
                   [](const auto& o) {
                     return every_pair(o.samples(), [&](auto i, auto j) {
                       return le(10 * ratio_change(o, i, j), 10 * ratio_change_bound(o, i, j) -
                                                                 o.alpha * o.g()[i] * o.c_R2_min());
                     });
                   }},
                  {"R_min^2 for R_max^2 in the first factor", "C1",
                   [](const auto& o) {
                     return every_pair(o.samples(), [&](auto i, auto j) {
                       return le(
                           ratio_change(o, i, j),
                           ratio_change_bound(o, i, j) -
                               o.alpha * o.g()[j] * (o.x.max_squared_norm - o.x.min_squared_norm));
                     });
                   }},
                  {"g_i and g_j interchanged", "C1",
                   [](const auto& o) {
                     return every_pair(o.samples(), [&](auto i, auto j) {
                       return le(ratio_change(o, i, j), ratio_change_bound(o, j, i));
                     });
                   }},
                  Lemma::Wrong::without({"H3"}, "S7"),
                  Lemma::Wrong::without({"H4"}, "S5"),
                  {"without c", "S3",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return ge(o.products(i, i), o.x.min_squared_norm);
                     });
                   }},
                  {"a twentieth", "S6", second_factor(1)},
                  {"2.02 for 2", "S7", third_factor(202)},
                  {"9.9 for 10", "S8", tenths_add_up(9)}},
      .refuted = {"S2"}};
}

}  // namespace

AnyClaim lemma_e_8() { return statement(); }

AnyClaim lemma_e_8_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S2, equation (17), with the two sums of the second factor in the order of
the line before it.)";
  lemma.replace({"S2", R"((17): the first two exponents are
$-\frac\alpha n(g_1\|\nabla f_1\|^2-g_2\|\nabla f_2\|^2)$ and
$-\frac\alpha n(\sum_{k\ne1}g_k\langle y_1\nabla f_1,y_k\nabla f_k\rangle
-\sum_{k\ne2}g_k\langle y_2\nabla f_2,y_k\nabla f_k\rangle)$)",
                 equation_17(false)});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::frei2023
