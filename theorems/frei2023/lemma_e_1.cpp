// frei2023, Lemma E.1: how large the random initialisation is.
//
// Reading. C_0 "is a constant": no number of m, d and delta. Then C1 is false, whatever C_0 is: for
// m = d = 1 the norm is |N(0, omega_init^2)|, which exceeds 2 C_0 omega_init with a probability
// that does not depend on delta. C1 is tested where m = 1 or d = 1, where |W|_2^2/omega_init^2 is
// chi-squared; C1' says how fast C_0 must grow. C2 and C3 by the exact tails of their laws, all m
// neurons together; the whole lemma by draws as well. mu-bar needs sum_i y_i x_i != 0.
// S4 is printed with t = omega_init sqrt(log(4m/delta)); the tail of S3 then adds up to
// sqrt(m delta) > delta/2. Twice that t is what C3 needs. Both sides of S3 are compared after
// multiplication by e^{t^2/2}, because for large t they are smaller than any double.

#include "core/linear/spectrum.hpp"
#include "core/number/tail.hpp"
#include "properties/rare_events.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  int m = 1, d = 1;
  double delta = 0.5, C0 = 1, t = 1;
  double omega_init = 1;
  Vector<double> mu;  // sum_i y_i x_i, up to a positive factor
  Matrix<double> W;   // drawn, 3 x k

  static Schema<Setting> schema() {
    Domain confidence = strictly_within(0, 1), scale = at_least(0);
    confidence.landmarks = {0.5, 0.125, 0x1p-40, 1 - 0x1p-10};
    scale.landmarks = {0, 1};
    return Schema<Setting>()
        .axis("k", 1, 4)
        .integer("m", &Setting::m, within(1, 512))
        .integer("d", &Setting::d, within(1, 512))
        .real("delta", &Setting::delta, confidence)
        .real("C_0", &Setting::C0, within(1, 8))
        .real("t", &Setting::t, within(0, 64))
        .real("omega_init", &Setting::omega_init, scale)
        .vector("mu", &Setting::mu, "k")
        .matrix("W0", &Setting::W, "k", "k")
        .drawn();
  }
};

template <class R>
struct Observation {
  R m, d, delta, C0, t, L;  // L = log(4m/delta)
  int freedom;              // C1: max(m, d), the degrees of freedom when the other is 1
  bool thin;                // min(m, d) = 1
  R norm_tail;              // P(chi^2_d > 5 d L)
  R mean_tail;              // P(|N(0,1)| > 2 sqrt(L))
  R deviation_tail;         // P(chi^2_d - d >= 2 sqrt(d t) + 2 t)
  // The drawn k x k part.
  R k, k_log, omega, mean2;
  Matrix<R> W;
  Vector<R> mu, row2, along;  // |w_j|^2, <w_j, mu>

  explicit Observation(const Setting& s)
      : m(s.m),
        d(s.d),
        delta(s.delta),
        C0(s.C0),
        t(s.t),
        L(log(4 * m / delta)),
        freedom(std::max(s.m, s.d)),
        thin(std::min(s.m, s.d) == 1),
        norm_tail(chi_square_above(s.d, 5 * d * L)),
        mean_tail(erfc(sqrt(2 * L))),
        deviation_tail(chi_square_above(s.d, d + 2 * sqrt(d * t) + 2 * t)),
        k(R(s.W.rows())),
        k_log(log(4 * k / delta)),
        omega(s.omega_init),
        mean2(squared_norm(lift<R>(s.mu))),
        W(lift<R>(s.W)),
        mu(lift<R>(s.mu)),
        along(W * mu) {
    for (std::size_t j = 0; j < W.rows(); ++j) row2.push_back(squared_norm(W.row(j)));
  }

  /// P(chi^2 > (C_0 (sqrt(m) + sqrt(d)))^2)
  R spectral_tail() const { return chi_square_above(freedom, square(C0 * (sqrt(m) + sqrt(d)))); }
  /// e^{t^2/2} P(|N(0,1)| >= t); without the factor both sides of S3 leave the doubles.
  R gaussian_tail() const { return scaled_erfc(t / sqrt(R(2))); }
};

using Lemma = Claim<Setting, Observation>;

const auto thin = given([]<class R>(const Observation<R>& o) { return fact<R>(truth(o.thin)); });

/// 1 - (1 - p)^m: one of m independent events of probability p happens.
template <class R>
R any_of(const R& m, const R& p) {
  return -expm1(m * log1p(-p));
}

/// C2 and C3 on the drawn weights; the factors, in quarters, are 20 and 16 in the lemma.
const auto small_start = [](int norms, int means) {
  return [norms, means](const auto& o) {
    const auto unit = square(o.omega) * o.k_log / 4;
    return every(o.W.rows(), [&](auto j) {
      return le(o.row2[j], norms * unit * o.k) & le(square(o.along[j]), means * unit * o.mean2);
    });
  };
};

/// |W|_2 <= omega_init (sqrt(m) + sqrt(d) + sqrt(2 log(4/delta)))
template <class R>
R repaired_bound(const R& m, const R& d, const R& delta) {
  return sqrt(m) + sqrt(d) + sqrt(2 * log(4 / delta));
}

const auto delta_of = [](const auto& o) { return o.delta; };

/// Row j of the drawn weights is long, or large along mu: where C2 and C3 fail.
RareEvents large_start(const Observation<double>& o, const Vector<double>& mu) {
  RareEvents out{o.omega, {}};
  const std::size_t k = o.W.rows();
  for (std::size_t j = 0; j < k; ++j) {
    out.events.push_back({GaussianEvent::Kind::longer, j * k, mu, std::sqrt(5 * o.k * o.k_log)});
    if (o.mean2 > 0) {
      out.events.push_back({GaussianEvent::Kind::beyond, j * k, mu, 2 * std::sqrt(o.k_log)});
    }
  }
  return out;
}
const auto some_row = [](const auto& o) { return large_start(o, o.mu); };
/// |W|_2 <= |W|_F: for the repaired C1 as well.
const auto whole_or_some_row = [](const auto& o) {
  RareEvents out = large_start(o, o.mu);
  out.events.push_back({GaussianEvent::Kind::longer, 0, Vector<double>(o.W.entries().size()),
                        repaired_bound(o.k, o.k, o.delta)});
  return out;
};

void draw(Setting& s, Stream& random) {
  s.W = random.normal_matrix(s.W.rows(), s.W.cols(), s.omega_init);
}

void prepare(Setting& s, Stream& random) {
  if (random.chance(0.5)) (random.chance(0.5) ? s.m : s.d) = 1;
  if (random.chance(0.3)) s.d = random.integer(1, 4);
  if (random.chance(0.4)) s.delta = std::ldexp(1.0, -random.integer(1, 100));
}

Lemma statement() {
  return {
      .card = {.id = "frei2023/lemma-e.1",
               .title = "Concentration of the initialisation",
               .label = "Lemma E.1",
               .place = "Appendix E.1",
               .kind = Kind::probability,
               .statement = R"(With probability at least $1-\delta$ over $W^{(0)}$ with i.i.d.
$\mathsf N(0,\omega_{\rm init}^2)$ entries: $\|W^{(0)}\|_2\le C_0\omega_{\rm init}(\sqrt m+\sqrt d)$,
$\|w_j^{(0)}\|^2\le5\omega_{\rm init}^2d\log(4m/\delta)$ and
$|\langle w_j^{(0)},\bar\mu\rangle|\le2\omega_{\rm init}\sqrt{\log(4m/\delta)}$ for all $j$.)",
               .reading = R"(C1 with a constant $C_0$ is false for every $C_0$: at $m=d=1$ the norm
exceeds $2C_0\omega_{\rm init}$ with probability $\mathrm{erfc}(\sqrt2C_0)$, whatever $\delta$ is. Here
$1\le C_0\le8$, and C1' shows that $C_0>\frac12\sqrt{\log(1/\delta)}$ is needed for $\delta\le\frac18$. Later proofs do not
use C1. S4 is printed with $t=\omega_{\rm init}\sqrt{\log(4m/\delta)}$, for which the tail of S3 adds up
to $\sqrt{m\delta}>\frac\delta2$; C3 needs twice that $t$ and holds. C2, C3 by exact tails for
$m,d\le512$; the drawn matrices are small.)"},
      .conclusions =
          {{"C1", R"($\Pr[\|W^{(0)}\|_2>C_0\omega_{\rm init}(\sqrt m+\sqrt d)]\le\delta$, for
$\min(m,d)=1$)",
            thin, [](const auto& o) { return le(o.spectral_tail(), o.delta); }},
           {"C1'", R"(at $m=d=1$: $C_0\le\frac12\sqrt{\log(1/\delta)}$ fails with probability more
than $\delta\le\frac18$)",
            given([]<class R>(const Observation<R>& o) { return le(8 * o.delta, 1); }),
            []<class R>(const Observation<R>& o) {
              return gt(erfc(sqrt(log(1 / o.delta) / 2)), o.delta);
            }},
           {"C2", R"($\Pr[\exists j:\|w_j^{(0)}\|^2>5\omega_{\rm init}^2d\log(4m/\delta)]
\le\frac\delta4$)",
            [](const auto& o) { return le(4 * any_of(o.m, o.norm_tail), o.delta); }},
           {"C3", R"($\Pr[\exists j:|\langle w_j^{(0)},\bar\mu\rangle|
>2\omega_{\rm init}\sqrt{\log(4m/\delta)}]\le\frac\delta2$)",
            [](const auto& o) { return le(2 * any_of(o.m, o.mean_tail), o.delta); }},
           fails_only_in(
               Lemma::Clause::probable("C2, C3", R"(C2 and C3 hold together with probability
$1-\delta$, drawn)",
                                       delta_of, small_start(20, 16)),
               some_row),
           {"S1", R"($\Pr(\chi^2_d-d\ge2\sqrt{dt}+2t)\le e^{-t}$)",
            [](const auto& o) { return le(o.deviation_tail, exp(-o.t)); }},
           {"S2", R"($me^{-\log(4m/\delta)}\le\frac\delta4$ and
$d+2\sqrt{d\log(4m/\delta)}+2\log(4m/\delta)\le5d\log(4m/\delta)$)",
            [](const auto& o) { return le(o.d + 2 * sqrt(o.d * o.L) + 2 * o.L, 5 * o.d * o.L); }},
           {"S3", R"($\Pr(|\langle w_j^{(0)},\bar\mu\rangle|\ge\omega_{\rm init}t)\le2e^{-t^2/2}$)",
            [](const auto& o) { return le(o.gaussian_tail(), 2); }},
           {"S4", R"(with $t=\omega_{\rm init}\sqrt{\log(4m/\delta)}$ the tail of S3 adds up to
$2me^{-t^2/(2\omega_{\rm init}^2)}\le\frac\delta2$)",
            [](const auto& o) { return le(4 * o.m * exp(-o.L / 2), o.delta); }},
           {"S5", R"(the union bound: C2 and C3 leave $\frac\delta4$ for C1)",
            [](const auto& o) {
              return le(4 * (any_of(o.m, o.norm_tail) + any_of(o.m, o.mean_tail)), 3 * o.delta);
            }}},
      .prepare = prepare,
      .draw = draw,
      .tight = {{1, 1, 0x1p-20, 1, 1, 1, {1}, Matrix<double>(1, 1)},
                {1, 1, 0.125, 1, 1, 1, {1}, Matrix<double>(1, 1)}},
      .mutants = {{"3/2 instead of 5", "C2",
                   [](const auto& o) {
                     const auto tail = chi_square_above(static_cast<int>(std::lround(mid(o.d))),
                                                        3 * o.d * o.L / 2);
                     return le(4 * any_of(o.m, tail), o.delta);
                   }},
                  {"sqrt(log) instead of 2 sqrt(log)", "C3",
                   [](const auto& o) {
                     return le(2 * any_of(o.m, decltype(o.m)(erfc(sqrt(o.L / 2)))), o.delta);
                   }},
                  Lemma::Wrong::probable("a quarter of the bound in C3", "C2, C3", delta_of,
                                         small_start(20, 1)),
                  {"e^{-3t/2}", "S1",
                   [](const auto& o) { return le(o.deviation_tail, exp(-3 * o.t / 2)); }},
                  {"4.1 instead of 5", "S2",
                   [](const auto& o) {
                     return le(10 * (o.d + 2 * sqrt(o.d * o.L) + 2 * o.L), 41 * o.d * o.L);
                   }},
                  {"e^{-t^2}", "S3",
                   [](const auto& o) { return le(o.gaussian_tail(), 2 * exp(-square(o.t) / 2)); }}},
      .refuted = {"C1", "S4"}};
}

}  // namespace

AnyClaim lemma_e_1() { return statement(); }

AnyClaim lemma_e_1_corrected() {
  Lemma lemma = statement();
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(C1 with $\|W^{(0)}\|_2\le\omega_{\rm init}(\sqrt m+\sqrt d
+\sqrt{2\log(4/\delta)})$, that is $C_0=1+\sqrt{2\log(4/\delta)}/(\sqrt m+\sqrt d)$ (Davidson and
Szarek); S4 with $t=2\omega_{\rm init}\sqrt{\log(4m/\delta)}$.)";
  lemma.replace({"C1", R"($\Pr[\|W^{(0)}\|_2>\omega_{\rm init}(\sqrt m+\sqrt d+\sqrt{2\log(4/
\delta)})]\le\frac\delta4$, for $\min(m,d)=1$)",
                 thin, [](const auto& o) {
                   const auto bound = repaired_bound(o.m, o.d, o.delta);
                   return le(4 * chi_square_above(o.freedom, square(bound)), o.delta);
                 }});
  lemma.replace({"S4",
                 R"(with $t=2\omega_{\rm init}\sqrt{\log(4m/\delta)}$ the tail of S3 adds up to
$2me^{-t^2/(2\omega_{\rm init}^2)}\le\frac\delta2$)",
                 [](const auto& o) { return le(4 * o.m * exp(-2 * o.L), o.delta); }});
  lemma.conclusions.push_back(fails_only_in(
      Lemma::Clause::probable(
          "C1, C2, C3",
          R"(the repaired C1 together with C2 and C3 with probability $1-\delta$, drawn)", delta_of,
          []<class R>(const Observation<R>& o) {
            return small_start(20, 16)(o) &
                   le(spectral_norm(o.W), o.omega * repaired_bound(o.k, o.k, o.delta));
          }),
      whole_or_some_row));
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::frei2023
