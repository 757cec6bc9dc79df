// frei2023, Condition E.5: near-orthogonality of the gradients.
//
// Reading. A definition with two remarks. "More general than near-orthogonality of the samples" is
// read as: samples that are nearly orthogonal with a constant C' > 1 have gradients that are nearly
// orthogonal with some constant above 1. That is false for C' <= 1/gamma: the slope may be gamma on
// x_i and 1 on the others, which divides the constant by as much. C2 is tested with the least
// constant that is allowed, "> 1" for the gradients; the network is any smooth leaky one.

#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : NetworkOnData {
  double C = 2;  // near-orthogonality of the samples

  static Schema<Setting> schema() {
    Domain constant = at_least(1);
    constant.open_low = true;
    constant.landmarks = {2, 100};
    return network_schema<Setting>(3, 3, 4).real("C'", &Setting::C, constant);
  }
};

template <class R>
struct Observation : Network<R> {
  R C;
  Matrix<R> products;  // m <grad f(x_i; W), grad f(x_k; W)>
  Matrix<R> linear;    // <grad f(x_i; w), grad f(x_k; w)> for m = 1, phi(z) = z, by components

  explicit Observation(const Setting& s)
      : Network<R>(s),
        C(s.C),
        products(gradient_gram(this->sign, slopes(this->phi, this->Z), this->K)) {
    Matrix<R> gradients = this->X;
    for (R& entry : gradients.entries()) entry *= this->sign[0];
    linear = gram(gradients);
  }
};

using Condition = Claim<Setting, Observation>;

/// |x_i|^2 >= C n max_{k != i} |<x_i, x_k>|
const auto samples_nearly_orthogonal = [](const auto& o) {
  return gradients_nearly_orthogonal(o.K, o.C);
};

/// E.5 with C' = factor
template <class R>
Judgement<R> gradients(const Observation<R>& o, const R& factor) {
  return gradients_nearly_orthogonal(o.products, factor);
}

/// A pair at an angle that uses up the constant, and slopes at their ends.
void prepare(Setting& s, Stream& random) {
  if (s.X.cols() < 2 || random.chance(0.2)) return;
  if (random.chance(0.5)) s.C = 1 + std::ldexp(1.0, random.integer(-20, 10));
  make_nearly_orthogonal(s, random);
  if (s.X.rows() > 1 && random.chance(0.8)) {
    s.X = Matrix<double>(2, s.X.cols());
    s.y.assign(2, 1);
    s.X(0, 0) = s.X(1, 1) = std::ldexp(1.0, random.integer(-4, 4));
    s.X(1, 0) = s.X(0, 0) / (2 * s.C) * (random.chance(0.5) ? 1 - 0x1p-40 : random.uniform());
  }
  if (random.chance(0.8)) spread_slopes(s, random);
}

/// C' = 2, slopes near gamma = 1/4 on one sample and near 1 on the other.
Setting spread_pair() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {1, 0, 0.25, 1};
  s.W = Matrix<double>(1, 2);
  s.W.entries() = {-32, 32};
  s.y = {1, 1};
  s.sign = {1};
  s.phi = ActivationFamily::smoothed_leaky;
  s.gamma = 0.25;
  s.C = 2;
  return s;
}

Condition statement() {
  return {
      .card = {.id = "frei2023/condition-e.5",
               .title = "Near-orthogonality of gradients",
               .label = "Condition E.5",
               .place = "Appendix E.3",
               .statement = R"(Near-orthogonality of gradients holds at time $t$ if for an absolute
constant $C'>1$ and any $i$,
$\|\nabla f(x_i;W^{(t)})\|^2\ge C'n\max_{k\ne i}|\langle\nabla f(x_i;W^{(t)}),
\nabla f(x_k;W^{(t)})\rangle|$. For linear classifiers this is near-orthogonality of the samples; it is
a more general condition than near-orthogonality of the samples.)",
               .reading = R"(C2: near-orthogonal samples with a constant $C'>1$ have near-orthogonal
gradients with some constant above 1. For $C'\le\frac1\gamma$ it fails: slope $\gamma$ on $x_i$ and 1 on
$x_k$ gives $\|\nabla f_i\|^2/|\langle\nabla f_i,\nabla f_k\rangle|
=\gamma\|x_i\|^2/|\langle x_i,x_k\rangle|$. In general the slopes cost a factor in $[\gamma,1]$: the
constant is at least $\gamma C'$, which is best possible.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0); }},
                     {"H1",
                      R"($\|x_i\|^2\ge C'n\max_{k\ne i}|\langle x_i,x_k\rangle|$ with $C'>1$)",
                      samples_nearly_orthogonal}},
      .conclusions = {{"C1",
                       R"(for $m=1$, $\phi(z)=z$: $\langle\nabla f(x_i;w),\nabla f(x_k;w)\rangle
=\langle x_i,x_k\rangle$)",
                       [](const auto& o) {
                         return every(o.K.entries().size(), [&](auto k) {
                           return eq(o.linear.entries()[k], o.K.entries()[k]);
                         });
                       }},
                      {"C2", R"(the gradients are nearly orthogonal with a constant above 1)",
                       []<class R>(const Observation<R>& o) {
                         return every_pair(o.samples(), [&](auto i, auto k) {
                           return gt(o.products(i, i), o.n * abs(o.products(i, k)));
                         });
                       }}},
      .prepare = prepare,
      .tight = {spread_pair()},
      .mutants = {{"the gradients as long as the samples", "C1",
                   [](const auto& o) {
                     return every(o.samples(),
                                  [&](auto i) { return eq(o.products(i, i), o.m * o.K(i, i)); });
                   }},
                  {"the slopes cost nothing: C' for the gradients", "C2",
                   [](const auto& o) { return gradients(o, o.C); }},
                  {"the slopes cost 0.98 gamma^-1", "C2",
                   []<class R>(const Observation<R>& o) {
                     return gradients<R>(o, 102 * o.gamma * o.C / 100);
                   }}},
      .refuted = {"C2"}};
}

}  // namespace

AnyClaim condition_e_5() { return statement(); }

AnyClaim condition_e_5_corrected() {
  Condition condition = statement();
  condition.card.id += "_corrected";
  condition.card.corrects = R"(C2: the gradients are nearly orthogonal with $\gamma C'$ instead of
"some constant above 1"; so $C'>\gamma^{-1}$ is enough (Fact E.7 asks for $\gamma^{-2}$).)";
  condition.replace(
      {"C2", R"(Condition E.5 holds with the constant $\gamma C'$)",
       []<class R>(const Observation<R>& o) { return gradients<R>(o, o.gamma * o.C); }});
  condition.refuted.clear();
  return condition;
}

}  // namespace claimcheck::frei2023
