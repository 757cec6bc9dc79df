// frei2023, Fact E.7: leaky activations keep gradients nearly orthogonal and persistent.
//
// Reading. For every W, so for all times. H2 with any C > gamma^-2. C1 is generous: C' = C gamma
// would do (see Condition E.5), so its constant is used up only where gamma = 1.

#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : NetworkOnData {
  double C = 2;

  static Schema<Setting> schema() {
    return network_schema<Setting>(4, 3, 4).real("C", &Setting::C, positive());
  }
};

template <class R>
struct Observation : Network<R> {
  R C, gamma2;
  Matrix<R> slope;
  Matrix<R> products;  // m <grad f(x_i; W), grad f(x_k; W)> by (27)
  Matrix<R> direct;    // the same, summed over neurons of inner products of gradients

  explicit Observation(const Setting& s)
      : Network<R>(s),
        C(s.C),
        gamma2(square(this->gamma)),
        slope(slopes(this->phi, this->Z)),
        products(gradient_gram(this->sign, slope, this->K)),
        direct(this->samples(), this->samples()) {
    for (std::size_t j = 0; j < this->neurons(); ++j) {
      Matrix<R> gradients = this->X;
      for (std::size_t i = 0; i < this->samples(); ++i) {
        for (R& entry : gradients.row(i)) entry *= this->sign[j] * slope(j, i);
      }
      direct = direct + gram(gradients);
    }
  }
};

using Fact = Claim<Setting, Observation>;

/// C n max_k |<grad f_i, grad f_k>| <= C n max_k |<x_i, x_k>| <= |x_i|^2 <= gamma^-2 |grad f_i|^2
template <class R>
Judgement<R> chain(const Observation<R>& o) {
  return every(o.samples(), [&](auto i) {
    const R samples = o.C * o.n * max_correlation(o.K, i);
    return le(o.C * o.n * max_correlation(o.products, i), o.m * samples) & le(samples, o.K(i, i)) &
           by_slack(le(o.m * o.gamma2 * o.K(i, i), o.products(i, i)),
                    [&] { return R(o.K(i, i) * slopes_above(o.slope, i, o.gamma)); });
  });
}

void prepare(Setting& s, Stream& random) {
  make_nearly_orthogonal(s, random);
  if (random.chance(0.5)) spread_slopes(s, random);
  double C = HUGE_VAL;
  const Matrix<double> K = gram(s.X);
  for (std::size_t i = 0; i < K.rows(); ++i) {
    C = std::fmin(C, K(i, i) / (static_cast<double>(K.rows()) * max_correlation(K, i)));
  }
  if (std::isfinite(C) && C > 0) s.C = near_bound(C * (1 - 0x1p-50), random);
  if (random.chance(0.2)) s.C = std::nextafter(1 / (s.gamma * s.gamma), HUGE_VAL);
}

}  // namespace

AnyClaim fact_e_7() {
  return Fact{
      .card = {.id = "frei2023/fact-e.7",
               .title = "Leaky activations keep gradients nearly orthogonal and persistent",
               .label = "Fact E.7",
               .place = "Appendix E.3",
               .statement = R"(Let $\phi'(z)\in[\gamma,1]$ for all $z$ and, for some
$C>\gamma^{-2}$ and all $i$, $\|x_i\|^2\ge Cn\max_{k\ne i}|\langle x_i,x_k\rangle|$. Then for all times
Condition E.5 holds with $C'=C\gamma^2$ and Condition E.6 with $c=\gamma^2$.)",
               .reading = R"(For every $W$. $C'=C\gamma$ would do: $\phi'_i\phi'_k\le\phi'_i
\le\gamma^{-1}\phi_i'^2$.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0); }},
                     {"H2",
                      R"($\|x_i\|^2\ge Cn\max_{k\ne i}|\langle x_i,x_k\rangle|$, $C>\gamma^{-2}$)",
                      [](const auto& o) {
                        return gradients_nearly_orthogonal(o.K, o.C) & gt(o.C * o.gamma2, 1);
                      }}},
      .conclusions =
          {{"C1", R"(Condition E.5 with $C'=C\gamma^2>1$)",
            []<class R>(const Observation<R>& o) {
              return gradients_nearly_orthogonal<R>(o.products, o.C * o.gamma2);
            }},
           {"C2", R"(Condition E.6 with $c=\gamma^2$)",
            []<class R>(const Observation<R>& o) {
              return every(o.samples(), [&](auto i) {
                return by_slack(ge(o.products(i, i), o.m * o.gamma2 * o.K(i, i)),
                                [&] { return R(o.K(i, i) * slopes_above(o.slope, i, o.gamma)); });
              });
            }},
           {"S1", R"((27) $\langle\nabla f_i,\nabla f_k\rangle=\langle x_i,x_k\rangle\frac1m\sum_j
\phi'(\langle w_j,x_i\rangle)\phi'(\langle w_j,x_k\rangle)$)",
            [](const auto& o) {
              return every_pair(o.samples(), [&](auto i, auto k) {
                // on top of the norms, since inner products may be 0
                const auto norms = o.direct(i, i) + o.direct(k, k);
                return eq(norms + o.direct(i, k), norms + o.products(i, k));
              });
            }},
           {"S2", R"($\|\nabla f_k\|_F^2=\|x_k\|^2\frac1m\sum_j\phi'(\langle w_j,x_k\rangle)^2
\ge\gamma^2\|x_k\|^2$)",
            []<class R>(const Observation<R>& o) {
              return every(o.samples(), [&](auto k) {
                R squares(0);
                for (std::size_t j = 0; j < o.neurons(); ++j) squares += square(o.slope(j, k));
                return eq(o.direct(k, k), o.K(k, k) * squares) &
                       by_slack(ge(squares, o.m * o.gamma2),
                                [&] { return slopes_above(o.slope, k, o.gamma); });
              });
            }},
           {"S3", R"($Cn\max_{i\ne k}|\langle\nabla f_i,\nabla f_k\rangle|\le
Cn\max_{i\ne k}|\langle x_i,x_k\rangle|\le\|x_k\|^2\le\gamma^{-2}\|\nabla f_k\|_F^2$)",
            [](const auto& o) { return chain(o); }}},
      .prepare = prepare,
      .mutants = {{"one per cent more", "C1",
                   []<class R>(const Observation<R>& o) {
                     return gradients_nearly_orthogonal<R>(o.products, 101 * o.C * o.gamma2 / 100);
                   }},
                  {"C' = C", "C1",
                   []<class R>(const Observation<R>& o) {
                     return gradients_nearly_orthogonal<R>(o.products, o.C);
                   }},
                  Fact::Wrong::without({"H2"}, "C1"),
                  {"c = gamma", "C2",
                   []<class R>(const Observation<R>& o) {
                     return gradients_persist<R>(slope_overlaps(o.slope), o.K, o.gamma);
                   }},
                  {"1.01 gamma^2", "S2",
                   [](const auto& o) {
                     return every(o.samples(), [&](auto k) {
                       return ge(100 * o.products(k, k), 101 * o.m * o.gamma2 * o.K(k, k));
                     });
                   }},
                  {"the slopes squared", "S1", [](const auto& o) {
                     return every_pair(o.samples(), [&](auto i, auto k) {
                       return eq(o.direct(i, k) * o.K(i, i), o.products(i, i) * o.K(i, k));
                     });
                   }}}};
}

}  // namespace claimcheck::frei2023
