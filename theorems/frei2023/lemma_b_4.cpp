// frei2023, Lemma B.4: the neurons of one sign coincide, and every pre-activation has the sign of
// its label times the sign of the neuron.
//
// Reading. C1-C4 on KKT points, all of them when they can be enumerated. S1-S3 for all multipliers
// in the open interval of Theorem 3.2 and all slopes, multiplied by sqrt(m); both labels and both
// kinds of neurons at once: s_j y_i <w_j, x_i> is estimated from below.

#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/stationary_form.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : StationaryForm {
  Vector<double> tau;  // n, lambda_i = (1 - tau_i) lower + tau_i upper, in (0, 1)

  static Schema<Setting> schema() {
    return stationary_form_schema<Setting>(5, 4).vector("tau", &Setting::tau, "n",
                                                        strictly_within(0, 1));
  }
};

template <class R>
Vector<R> multipliers(const Setting& s) {
  const Data<R> x(s);
  const R lower = 1 / (2 * x.R2_max), upper = 3 / (2 * square(x.gamma) * x.R2_min);
  Vector<R> out;
  for (const double tau : s.tau) out.push_back(lower + R(tau) * (upper - lower));
  return out;
}

template <class R>
struct Observation : Stationary<R> {
  static constexpr bool exact_in_rationals = true;
  Matrix<R> estimate;  // lambda_i phi'_ji R_min^2 - p sum_{q != i} lambda_q phi'_jq
  R bound;             // gamma R_min^2 / (2 R_max^2) - 3 n p / (2 gamma^2 R_min^2)

  explicit Observation(const Setting& s)
      : Stationary<R>(s, multipliers<R>(s), affordable_systems),
        estimate(this->rows(), this->samples()),
        bound(this->gamma * this->R2_min / (2 * this->R2_max) -
              3 * this->n * this->p / (2 * square(this->gamma) * this->R2_min)) {
    for (std::size_t j = 0; j < this->rows(); ++j) {
      const R all = sum(this->share.row(j));
      for (std::size_t i = 0; i < this->samples(); ++i) {
        const R& own = this->share(j, i);
        estimate(j, i) = own * this->R2_min - this->p * (all - own);
      }
    }
  }
};

/// The shares that C1, C2 give a neuron of sign s: lambda_i where y_i = s, gamma lambda_i
/// elsewhere.
template <class O, class W>
auto has_the_aligned_form(const O& o, const W& w, int s) {
  return every(w.rows() * o.samples(), [&](auto k) {
    const std::size_t j = k / o.samples(), i = k % o.samples();
    const auto expected = o.y[i] == s ? w.lambda[i] : o.gamma * w.lambda[i];
    return w.sign[j] == s ? eq(w.share(j, i), expected) : eq(expected, expected);
  });
}

/// s y_i <w_j, x_i> > 0 for the neurons of sign s, compared with the term of x_i itself.
template <class O, class W>
auto has_aligned_signs(const O& o, const W& w, int s) {
  return every(w.rows() * o.samples(), [&](auto k) {
    const std::size_t j = k / o.samples(), i = k % o.samples();
    const auto own = w.share(j, i) * o.gram(i, i);
    return w.sign[j] == s ? gt(own, own - s * o.y[i] * w.z(j, i)) : gt(o.m, 0);
  });
}

/// f(j, i) for every row j and sample i
template <class O, class F>
auto every_entry(const O& o, F f) {
  return every(o.rows() * o.samples(), [&](auto k) { return f(k / o.samples(), k % o.samples()); });
}

Setting with_two_neurons(LabelledGram data) {
  Setting s;
  static_cast<LabelledGram&>(s) = std::move(data);
  s.sign = {1, -1};
  s.copies = {1, 1};
  s.t = Matrix<double>(2, 2);
  s.t(0, 1) = s.t(1, 1) = 1;
  s.tau = {0x1p-40, 1 - 0x1p-40};
  return s;
}
/// (D3) with equality: |x_i|^2 = 3, gamma = 1/2, p = gamma^3 / n.
Setting on_the_border() {
  Setting s = with_two_neurons(border_of_d3(2, 0.5, SignPattern::anti_labels));
  s.squared_norm = {3, 3};
  s.inner(1, 0) = 0x1p-4;
  return s;
}
/// Far outside H1, where a neuron is at a kink.
Setting far_outside() { return with_two_neurons(far_from_d3(false)); }

}  // namespace

AnyClaim lemma_b_4() {
  using Lemma = Claim<Setting, Observation>;
  return Lemma{
      .card = {.id = "frei2023/lemma-b.4",
               .title = "All neurons of one sign coincide",
               .label = "Lemma B.4",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, for every KKT point of
Problem (1),
$$v_1=\dots=v_{m_1}=\tfrac1{\sqrt m}\sum_{I_+}\lambda_ix_i-\tfrac\gamma{\sqrt m}\sum_{I_-}
\lambda_ix_i,\qquad u_1=\dots=u_{m_2}=\tfrac1{\sqrt m}\sum_{I_-}\lambda_ix_i-\tfrac\gamma{\sqrt m}
\sum_{I_+}\lambda_ix_i,$$
and $y_iv_j^\top x_i>0$, $y_iu_j^\top x_i<0$ for all $i,j$.)",
               .reading = R"(The points $x_i$ are independent, so C1 and C2 are statements about the
coefficients $\lambda_i\phi'_{i,w}$ of (6)-(7). All KKT points are enumerated when that takes at most
1001 linear systems; the enumeration allows different neurons, inactive constraints and kinks. The
steps are tested for all multipliers in the open interval and all slopes in $[\gamma,1]$, written for
$s_jy_i\,w_j^\top x_i$ with $s_j=1$ for $v_j$ and $-1$ for $u_j$.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"widths", R"($m_1,m_2\ge1$)", [](const auto& o) { return both_signs(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"C1", R"($v_j=\frac1{\sqrt m}\sum_{I_+}\lambda_ix_i-\frac\gamma{\sqrt m}\sum_{I_-}
\lambda_ix_i$ for every $j\in[m_1]$)",
            [](const auto& o) {
              return every_kkt_point(o,
                                     [&](const auto& w) { return has_the_aligned_form(o, w, 1); });
            }},
           {"C2", R"($u_j=\frac1{\sqrt m}\sum_{I_-}\lambda_ix_i-\frac\gamma{\sqrt m}\sum_{I_+}
\lambda_ix_i$ for every $j\in[m_2]$)",
            [](const auto& o) {
              return every_kkt_point(o,
                                     [&](const auto& w) { return has_the_aligned_form(o, w, -1); });
            }},
           {"C3", R"($y_iv_j^\top x_i>0$)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) { return has_aligned_signs(o, w, 1); });
            }},
           {"C4", R"($y_iu_j^\top x_i<0$)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) { return has_aligned_signs(o, w, -1); });
            }},
           {"S1", R"($s_jy_iw_j^\top x_i\ge\frac1{\sqrt m}\lambda_i\phi'_{i,w_j}R_{\min}^2
-\frac1{\sqrt m}\sum_{q\ne i}\lambda_q\phi'_{q,w_j}p$)",
            [](const auto& o) {
              return every_entry(o, [&](auto j, auto i) {
                return ge(o.sign[j] * o.y[i] * o.z(j, i) - o.estimate(j, i), 0);
              });
            }},
           {"S2", R"(the right side of S1 $>\frac1{\sqrt m}\frac{\gamma R_{\min}^2}{2R_{\max}^2}
-\frac1{\sqrt m}n\frac3{2\gamma^2R_{\min}^2}p$)",
            [](const auto& o) {
              return every_entry(o, [&](auto j, auto i) { return gt(o.estimate(j, i), o.bound); });
            }},
           {"S3", R"($\frac{\gamma R_{\min}^2}{2R_{\max}^2}-n\frac3{2\gamma^2R_{\min}^2}p\ge
\frac{\gamma R_{\min}^2}{2R_{\max}^2}-\frac{\gamma R_{\min}^2}{2R_{\max}^2}=0$)",
            [](const auto& o) {
              return ge(o.gamma * o.R2_min / (2 * o.R2_max),
                        3 * o.n * o.p / (2 * square(o.gamma) * o.R2_min));
            }}},
      .prepare = [](Setting& s, Stream& random) { approach_d3(s, random); },
      .tight = {on_the_border(), far_outside()},
      .mutants = {Lemma::Wrong::without({"H1"}, "C2"),
                  Lemma::Wrong::without({"H1"}, "C3"),
                  {"S2 with n - 2 for n", "S2",
                   [](const auto& o) {
                     const auto bound = o.bound + 3 * o.p / (square(o.gamma) * o.R2_min);
                     return every_entry(
                         o, [&](auto j, auto i) { return gt(o.estimate(j, i), bound); });
                   }},
                  {"S3 strict", "S3",
                   [](const auto& o) {
                     return gt(square(o.R2_min) * pow(o.gamma, 3), 3 * o.n * o.p * o.R2_max);
                   }},
                  {"gamma on the wrong side", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(), [&](auto i) {
                         const auto expected = o.y[i] == 1 ? o.gamma * w.lambda[i] : w.lambda[i];
                         return eq(w.share(0, i), expected);
                       });
                     });
                   }}},
      .cost = 2};
}

}  // namespace claimcheck::frei2023