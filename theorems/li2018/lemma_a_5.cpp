// li2018, Lemma A.5: a convex function with a kink is far from every linear function.
//
// Reading. phi is piecewise linear with phi(0) = 0, exact slopes and exact breakpoints; every
// integral and measure is then a fraction. l(alpha) = p alpha + q, as the proof's l = -b needs.
// Both displays depend on g = phi - l alone. The proof's reduction subtracts p alpha + q: its phi
// is phi(alpha) - p alpha, its b is -q, and g is its "shifted function" phi + b. tau = 0 makes both
// sides of C1 zero; C2 is multiplied by 2 tau. The proof leaves out b = 0; case 1 covers it.
//
// S2 is false whenever rho > 0: -phi is concave. Reflecting, phi(-alpha), is what works.
// S5 and S6 are false at alpha_0 = tau/2 with slope rho/2 on alpha > 0: both triangles have base
// tau/2 and height rho tau/4, hence area rho tau^2/16. Their sum is the rho tau^2/8 of C1.

#include <algorithm>
#include <cmath>

#include "theorems/li2018/kink.hpp"
#include "theorems/li2018/paper.hpp"

namespace claimcheck::li2018 {
namespace {

using Setting = KinkSetting;
using Lemma = Claim<KinkSetting, KinkObservation>;

// At tau = 0 every display reads 0 >= 0; apart, so that the search is not drawn to it.
template <class O>
auto wide(const O& o) {
  return gt(o.tau, 0);
}
// The cases of the proof, all with largest subgradient >= rho/2; alpha_0 is the root of g.
template <class O>
auto above(const O& o) {
  return wide(o) & ge(2 * o.steepest, o.rho) & gt(o.b, 0);
}
template <class O>
auto below(const O& o) {
  return wide(o) & ge(2 * o.steepest, o.rho) & lt(o.b, 0);
}
const auto tau_positive = given([](const auto& o) { return wide(o); });
const auto case_1 = given([](const auto& o) { return above(o); });
const auto case_2 = given([](const auto& o) { return below(o); });
const auto case_2a =
    given([](const auto& o) { return below(o) & o.crosses() & ge(2 * o.alpha_0.at, o.tau); });
const auto case_2b =
    given([](const auto& o) { return below(o) & o.crosses() & le(2 * o.alpha_0.at, o.tau); });
const auto other_case = given([](const auto& o) { return wide(o) & le(2 * o.flattest, -o.rho); });

/// Bends back right after the kink: not convex, and close to l = slope alpha.
void bend_back(Setting& s) {
  if (s.t.empty()) return;
  std::fill(s.h.begin(), s.h.end(), 0);
  s.t[0] = s.tau / 16;
  s.h[0] = -s.rho;
  s.p = s.slope;
  s.q = 0;
}

void prepare(Setting& s, Stream& random) {
  if (random.chance(0.1)) return;
  s.rho = s.rho == 0 ? 1 : std::fabs(s.rho);
  for (double& jump : s.h) jump = std::fabs(jump);
  for (double& at : s.t) {
    if (random.chance(0.7)) at = s.tau * random.integer(-8, 8) / 8;
  }
  // Slopes -rho/2 and rho/2 are the worst; so are functions that equal l on one side.
  if (random.chance(0.5)) s.p = s.slope + s.rho / 2;
  if (random.chance(0.1)) s.p = s.slope;
  if (random.chance(0.7)) {
    const double factor = random.chance(0.5) ? 1 : random.uniform(-1, 3);
    s.q = s.rho * s.tau / 4 * factor;
  }
  if (random.chance(0.1)) bend_back(s);
}

// phi = |alpha| against the constant 1/2 on [-1, 1]: the best linear approximation of |alpha|, at
// distance 1/2 = 2 tau^2 rho / 8, and alpha_0 = tau/2.
const Setting modulus{.slope = -1, .rho = 2, .t = {}, .h = {}, .p = 0, .q = 0.5, .tau = 1};

Lemma statement() {
  return {
      .card = {.id = "li2018/lemma-A.5",
               .title = "A convex function with a kink is far from every linear function",
               .label = "Lemma A.5",
               .place = "Appendix A.4",
               .statement =
                   R"(Let $\phi:\mathbb R\to\mathbb R$ be convex and non-smooth at $0$, with
$\rho=\partial_{\max}\phi(0)-\partial_{\min}\phi(0)$. For every $\tau\ge0$ and every linear $l$,
$$\int_{-\tau}^{\tau}|\phi(\alpha)-l(\alpha)|\,d\alpha\ge\frac{\tau^2\rho}8,\qquad
\Pr_{\alpha\sim U(-\tau,\tau)}\Big[|\phi(\alpha)-l(\alpha)|\ge\frac{\tau\rho}{128}\Big]
\ge\frac1{16}.$$)",
               .reading = R"(Piecewise linear $\phi$ with $\phi(0)=0$ and exact breakpoints, so that
every integral is a fraction; $l(\alpha)=p\alpha+q$. In the steps $\phi$ stands for
$\phi(\alpha)-p\alpha$, $b=-q$, and the shifted function is $g=\phi+b$. S2 fails: $-\phi$ is not
convex. S5 and S6 fail at $\alpha_0=\tau/2$ with slope $\rho/2$: each integral is
$\rho\tau^2/16$.)"},
      .hypotheses = {{"H1", R"($\phi$ convex: every jump of its slope is $\ge0$)",
                      [](const auto& o) {
                        return every(o.h.size(), [&](auto k) { return ge(o.h[k], 0); }) &
                               ge(o.rho, 0);
                      }},
                     {"kink", R"($\phi$ non-smooth at $0$, $\rho$ its jump there)",
                      [](const auto& o) {
                        return gt(o.rho, 0) &
                               every(o.t.size(), [&](auto k) { return gt(abs(o.t[k]), 0); });
                      }}},
      .conclusions =
          {{"C1", R"($\int_{-\tau}^\tau|\phi-l|\ge\frac{\tau^2\rho}8$)", tau_positive,
            [](const auto& o) { return ge(8 * o.distance(), o.area()); }},
           {"C2", R"($\Pr[|\phi-l|\ge\frac{\tau\rho}{128}]\ge\frac1{16}$)", tau_positive,
            [](const auto& o) { return ge(8 * o.length_beyond(o.tau * o.rho / 128), o.tau); }},
           {"C1, C2 (tau = 0)", R"(both sides of C1 are $0$; $|\phi(0)-l(0)|\ge0$)",
            given([](const auto& o) { return eq(o.tau, 0); }),
            [](const auto& o) { return eq(o.distance(), 0) & ge(abs(o.b), o.tau * o.rho); }},
           {"S1",
            R"($\partial_{\max}\phi(0)\ge\frac\rho2$ or $\partial_{\min}\phi(0)\le-\frac\rho2$)",
            [](const auto& o) {
              return either(ge(2 * o.steepest, o.rho), le(2 * o.flattest, -o.rho));
            }},
           {"S2", R"(if $\partial_{\min}\phi(0)\le-\frac\rho2$: $-\phi$ is convex with
$\partial_{\max}(-\phi)(0)\ge\frac\rho2$)",
            other_case,
            [](const auto& o) {
              return ge(-2 * o.flattest, o.rho) & ge(-o.rho, 0) &
                     every(o.h.size(), [&](auto k) { return ge(-o.h[k], 0); });
            }},
           {"S3", R"(case 1, $b>0$: $\phi(\alpha)>0$ for $\alpha>0$ and
$\int_{-\tau}^\tau|\phi-l|\ge\int_0^\tau\phi\ge\frac\rho4\tau^2$)",
            case_1,
            [](const auto& o) {
              const auto integral = o.phi.positive_part(0, o.horizon);
              return every(o.t.size(), [&](auto k) { return gt(o.phi(abs(o.t[k])), 0); }) &
                     ge(o.distance(), integral) & ge(4 * integral, o.area());
            }},
           {"S4", R"(case 2, $b<0$: the shifted function crosses zero at some $\alpha_0\ge0$)",
            case_2,
            [](const auto& o) {
              return o.crosses() & ge(o.alpha_0.at, 0) & eq(o.g(o.alpha_0.at), 0);
            }},
           {"S5", R"(case 2(a), $\alpha_0\ge\frac\tau2$: $b\le-\frac{\rho\tau}4$ and
$\int_{-\tau}^\tau|\phi-l|\ge\int_0^{\min\{\alpha_0,\tau\}}-\phi\ge\frac\rho8\tau^2$)",
            case_2a,
            [](const auto& o) {
              return le(4 * o.b, -o.rho * o.tau) & ge(o.distance(), o.before_root()) &
                     ge(8 * o.before_root(), o.area());
            }},
           {"S6", R"(case 2(b), $\alpha_0\le\frac\tau2$:
$\int_{-\tau}^\tau|\phi-l|\ge\int_{\alpha_0}^\tau\phi\ge\frac\rho8\tau^2$)",
            case_2b,
            [](const auto& o) {
              return ge(o.distance(), o.after_root()) & ge(8 * o.after_root(), o.area());
            }},
           {"S7 (case 1)", R"($|\phi-l|\ge\frac{\tau\rho}{128}$ on $[\frac\tau2,\tau]$)", case_1,
            [](const auto& o) { return ge(128 * o.g.least_on(o.tau / 2, o.tau), o.tau * o.rho); }},
           {"S7 (case 2a)", R"($|\phi-l|\ge\frac{\tau\rho}{128}$ on $[0,\alpha_0-\frac\tau4]$)",
            case_2a,
            [](const auto& o) {
              const auto end = o.alpha_0.at - o.tau / 4;
              return ge(128 * (-o.g).least_on(decltype(end)(0), end), o.tau * o.rho);
            }},
           {"S7 (case 2b)", R"($|\phi-l|\ge\frac{\tau\rho}{128}$ on $[\alpha_0+\frac\tau4,\tau]$)",
            case_2b,
            [](const auto& o) {
              return ge(128 * o.g.least_on(o.alpha_0.at + o.tau / 4, o.tau), o.tau * o.rho);
            }}},
      .prepare = prepare,
      .tight = {modulus},
      .mutants = {{"0.26 instead of 1/8 (1/4 is the best constant)", "C1", tau_positive,
                   [](const auto& o) { return ge(100 * o.distance(), 26 * o.area()); }},
                  {"probability 1/2 instead of 1/16", "C2",
                   [](const auto& o) { return ge(o.length_beyond(o.tau * o.rho / 128), o.tau); }},
                  {"threshold tau rho / 4 instead of tau rho / 128", "C2",
                   [](const auto& o) { return ge(8 * o.length_beyond(o.tau * o.rho / 4), o.tau); }},
                  {"0.26 instead of 1/4", "S3", case_1,
                   [](const auto& o) {
                     return ge(100 * o.phi.positive_part(0, o.horizon), 26 * o.area());
                   }},
                  {"tau rho / 7 instead of tau rho / 128", "S7 (case 2b)", case_2b,
                   [](const auto& o) {
                     return ge(7 * o.g.least_on(o.alpha_0.at + o.tau / 4, o.tau), o.tau * o.rho);
                   }},
                  Lemma::Wrong::without({"H1"}, "C1")},
      .refuted = {"S2", "S5", "S6"}};
}

}  // namespace

AnyClaim lemma_a_5() { return statement(); }

AnyClaim lemma_a_5_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(S2 with $\phi(-\alpha)$ instead of $-\phi(\alpha)$; S5 and S6 with
$\frac\rho{16}\tau^2$ each, which is attained, and $\frac\rho8\tau^2$ for both parts of $[0,\tau]$
together, which is what C1 needs.)";
  lemma.replace({"S2", R"(if $\partial_{\min}\phi(0)\le-\frac\rho2$: $\alpha\mapsto\phi(-\alpha)$ is
convex with largest subgradient $\ge\frac\rho2$ at $0$)",
                 other_case, [](const auto& o) {
                   return ge(-2 * o.flattest, o.rho) & ge(o.rho, 0) &
                          every(o.h.size(), [&](auto k) { return ge(o.h[k], 0); });
                 }});
  lemma.replace({"S5", R"(case 2(a): $b\le-\frac{\rho\tau}4$ and
$\int_0^{\min\{\alpha_0,\tau\}}-\phi\ge\frac\rho{16}\tau^2$)",
                 case_2a, [](const auto& o) {
                   return le(4 * o.b, -o.rho * o.tau) & ge(o.distance(), o.before_root()) &
                          ge(16 * o.before_root(), o.area());
                 }});
  lemma.replace({"S6", R"(case 2(b): $\int_{\alpha_0}^\tau\phi\ge\frac\rho{16}\tau^2$)", case_2b,
                 [](const auto& o) {
                   return ge(o.distance(), o.after_root()) & ge(16 * o.after_root(), o.area());
                 }});
  lemma.conclusions.push_back(
      {"S5 and S6", R"(case 2: $\int_0^\tau|\phi-l|\ge\frac\rho8\tau^2$)", case_2,
       [](const auto& o) { return ge(8 * (o.before_root() + o.after_root()), o.area()); }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::li2018
