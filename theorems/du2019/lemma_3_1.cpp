// du2019, Lemma 3.1: the Gram matrix at initialisation is close to its infinite-width limit.
//
// Reading. The constant of Omega is taken from the proof's own chain: 16 n^2 log(n/delta)/m <=
// lambda_0^2/16, that is m >= 256 (n^2/lambda_0^2) log(n/delta). n >= 2 is put to trial; n = 1 is
// exact, m H(0) ~ Bin(m, 1/2), and so is every single entry: m H_ij(0) / <x_i, x_j> ~ Bin(m, (pi -
// theta_ij) / (2 pi)). E is the lower triangle of an arbitrary symmetric matrix in place of H(0) -
// H for S3 and S4.
//
// C1 is false at n = 1, m = 1 (or 3), delta near 1, whatever the constant c of Omega: log(1/delta)
// <= 1/(4c) admits m = 1, where |H(0) - 1/2| = 1/2 > lambda_0/4 surely, and 1 > delta. The cause is
// S1: Hoeffding's bound for |.| is 2 delta'^8 > delta' once delta' > 2^(-1/7) = 0.906. A two-sided
// bound, log(2/delta'), repairs all. S2 is printed with delta' = n^2 delta; its union bound over
// n^2 pairs needs n^2 delta' <= delta.

#include <cmath>

#include "theorems/du2019/initial_gram.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

using Setting = GramSetting;
using Lemma = Claim<GramSetting, GramObservation>;
using Clause = Lemma::Clause;

const auto one_sample = given([](const auto& o) { return eq(o.samples, 1); });
const auto more_samples = given([](const auto& o) { return ge(o.samples, 2); });
const auto delta = [](const auto& o) { return o.delta; };

/// log(factor n / delta): factor 1 as printed, 2 in the corrected twin.
template <class O>
auto log_ratio(int factor, const O& o) {
  return log(factor * o.samples / o.delta);
}

double border(const Setting& s, int factor) {
  const GramObservation<double> o(s);
  return 256 * square(o.samples / o.lambda_0) * log_ratio(factor, o);
}

/// Orthonormal rows and a little noise: lambda_0 stays near 1/2.
void straighten(Setting& s, Stream& random) {
  const std::size_t n = s.X.rows();
  s.X = Matrix<double>(n, std::max(n, s.X.cols()));
  const double noise = random.chance(0.3) ? 0 : std::ldexp(1.0, -random.integer(2, 12));
  for (std::size_t i = 0; i < n; ++i) {
    for (double& entry : s.X.row(i)) entry = noise * random.normal();
    s.X(i, i) += 1;
  }
}

/// E at what S3 or S4 allow.
void scale_error(Setting& s, int factor, Stream& random) {
  const GramObservation<double> o(s);
  if (random.chance(0.5)) {
    const double bound = 4 * std::sqrt(log_ratio(factor, o) / o.m) * (1 - 0x1p-40);
    for (double& entry : s.E.entries()) entry = std::copysign(bound, entry);
  } else {
    if (random.chance(0.3)) {
      for (double& entry : s.E.entries()) entry = 0;
      for (std::size_t i = 0; i < s.E.rows(); ++i) s.E(i, i) = -1;
    }
    const double norm = spectral_norm(GramObservation<double>(s).E);
    const double scale = norm > 0 ? o.lambda_0 / (4 * norm) : 0;
    for (double& entry : s.E.entries()) entry *= scale;
  }
}

void prepare(Setting& s, int factor, Stream& random) {
  if (random.chance(0.1)) return;
  if (s.X.rows() > 1 && random.chance(0.8)) straighten(s, random);
  // Only a single sample leaves m small enough for delta near 1 to matter.
  if (s.X.rows() == 1 && random.chance(0.4)) s.delta = 1 - std::ldexp(1.0, -random.integer(1, 20));
  if (random.chance(0.3)) s.delta_1 = 1 - std::ldexp(1.0, -random.integer(1, 20));
  const double least = border(s, factor);
  if (least < widest - 1) {
    s.m = std::max(1, static_cast<int>(std::ceil(least)));
    if (random.chance(0.1)) s.m = std::max(1, s.m - 1);
    if (random.chance(0.2)) s.m += random.integer(1, std::min(s.m, widest - s.m));
  }
  if (least > 0 && random.chance(0.8)) scale_error(s, factor, random);
}

Setting one_neuron(int m, double delta_near_one) {
  return {.X = Matrix<double>(1, 1, 1.0),
          .E = Matrix<double>(1, 1),
          .m = m,
          .delta = delta_near_one,
          .delta_1 = delta_near_one};
}

Setting orthonormal_pair() {
  Setting out{.X = Matrix<double>(2, 2), .E = Matrix<double>(2, 2), .m = 11358, .delta = 0.25};
  for (const std::size_t i : {0, 1}) {
    out.X(i, i) = 1;
    out.E(i, i) = -0.125;
  }
  return out;
}

std::vector<Clause> hypotheses(int factor, const std::string& ratio) {
  return {{"A2", R"($\|x_i\|=1$: every direction is non-zero)",
           [](const auto& o) { return every(o.n, [&](auto i) { return gt(o.norms(i, i), 0); }); }},
          {"A1", R"($\lambda_0>0$)", [](const auto& o) { return gt(o.lambda_0, 0); }},
          {"H1", R"($m\ge256\,\frac{n^2}{\lambda_0^2}\log)" + ratio + "$", [factor](const auto& o) {
             return ge(o.m * square(o.lambda_0), 256 * square(o.samples) * log_ratio(factor, o));
           }}};
}

std::vector<Clause> conclusions(int factor, const std::string& ratio) {
  const std::string close = R"(|H_{ij}(0)-H^\infty_{ij}|\le4\sqrt{\log)" + ratio + "/m}$";
  const auto entries = given([factor](const auto& o) {
    return every(o.E.entries().size(), [&](auto e) {
      return le(o.m * square(o.E.entries()[e]), 16 * log_ratio(factor, o));
    });
  });
  const auto small_error =
      given([](const auto& o) { return le(4 * spectral_norm(o.E), o.lambda_0); });
  return {
      Clause::probable(
          "C1", R"($\|H(0)-H^\infty\|_2\le\frac{\lambda_0}4$)", more_samples, delta,
          [](const auto& o) { return le(4 * spectral_norm(o.initial_gram() - o.H), o.lambda_0); }),
      {"C1 (n=1)", R"($P(|H(0)-\frac12|>\frac{\lambda_0}4)\le\delta$, exact binomial sum)",
       one_sample, [](const auto& o) { return le(o.strays(o.lambda_0 / 4), o.delta); }},
      Clause::probable(
          "C2", R"($\lambda_{\min}(H(0))\ge\frac34\lambda_0$)", more_samples, delta,
          [](const auto& o) { return ge(4 * least_eigenvalue(o.initial_gram()), 3 * o.lambda_0); }),
      {"C2 (n=1)", R"($P(H(0)<\frac34\lambda_0)\le\delta$, exact binomial sum)", one_sample,
       [](const auto& o) { return le(o.falls_below(3 * o.lambda_0 / 4), o.delta); }},
      {"S1",
       R"($P(|H_{ij}(0)-H^\infty_{ij}|>2\sqrt{\log)" + std::string(factor == 1 ? "(1" : "(2") +
           R"(/\delta')/m})\le\delta'$ for each $(i,j)$, exact binomial sum)",
       [factor](const auto& o) {
         return every(o.n, [&](auto i) {
           return every(i + 1, [&](auto j) {
             return le(o.deviates(i, j, 2 * sqrt(log(factor / o.delta_1))), o.delta_1);
           });
         });
       }},
      {"S2 (delta')", R"($\delta'=n^2\delta$: the union bound leaves $n^2\delta'\le\delta$)",
       [](const auto& o) {
         const auto pairs = square(o.samples);
         return le(pairs * (pairs * o.delta), o.delta);
       }},
      Clause::probable("S2", "for all $(i,j)$: $" + close, more_samples, delta,
                       [factor](const auto& o) {
                         const auto H_0 = o.initial_gram();
                         return every(H_0.entries().size(), [&](auto e) {
                           return le(o.m * square(H_0.entries()[e] - o.H.entries()[e]),
                                     16 * log_ratio(factor, o));
                         });
                       }),
      {"S2 (n=1)", "$P$ of the contrary of $" + close + R"( is at most $\delta$)", one_sample,
       [factor](const auto& o) {
         return le(o.deviates(0, 0, 4 * sqrt(log_ratio(factor, o))), o.delta);
       }},
      {"S3", R"(for entries as in S2: $\|E\|_2^2\le\|E\|_F^2\le16n^2\log)" + ratio + "/m$", entries,
       [factor](const auto& o) {
         const auto frobenius = squared_norm(o.E);
         return le(square(spectral_norm(o.E)), frobenius) &
                le(o.m * frobenius, 16 * square(o.samples) * log_ratio(factor, o));
       }},
      {"S4", R"($\lambda_{\min}(H^\infty+E)\ge\lambda_0-\|E\|_2$)",
       [](const auto& o) {
         return ge(least_eigenvalue(o.H + o.E), o.lambda_0 - spectral_norm(o.E));
       }},
      {"S4 (C1 gives C2)",
       R"(if $\|E\|_2\le\frac{\lambda_0}4$ then $\lambda_{\min}(H^\infty+E)\ge\frac34\lambda_0$)",
       small_error,
       [](const auto& o) { return ge(4 * least_eigenvalue(o.H + o.E), 3 * o.lambda_0); }}};
}

std::vector<Lemma::Wrong> mutants(int factor) {
  const auto entries = given([factor](const auto& o) {
    return every(o.E.entries().size(), [&](auto e) {
      return le(o.m * square(o.E.entries()[e]), 16 * log_ratio(factor, o));
    });
  });
  return {
      {"n instead of n^2", "S3", entries,
       [factor](const auto& o) {
         return le(o.m * squared_norm(o.E), 16 * o.samples * log_ratio(factor, o));
       }},
      {"lambda_0 - 0.99 |E|", "S4",
       [](const auto& o) {
         return ge(100 * least_eigenvalue(o.H + o.E), 100 * o.lambda_0 - 99 * spectral_norm(o.E));
       }},
      {"0.99 lambda_0 instead of 0.75 lambda_0", "C2 (n=1)", one_sample,
       [](const auto& o) { return le(o.falls_below(99 * o.lambda_0 / 100), o.delta); }},
      Lemma::Wrong::probable("lambda_0/100 instead of lambda_0/4", "C1", more_samples, delta,
                             [](const auto& o) {
                               return le(100 * spectral_norm(o.initial_gram() - o.H), o.lambda_0);
                             }),
      Lemma::Wrong::without({"H1"}, "C2 (n=1)")};
}

Lemma statement(int factor) {
  const std::string ratio = factor == 1 ? R"(\frac n\delta)" : R"(\frac{2n}\delta)";
  return {
      .card = {.id = "du2019/lemma-3.1",
               .title = "The Gram matrix at initialisation is near its limit",
               .label = "Lemma 3.1",
               .place = "Section 3.1, proof in appendix A",
               .kind = Kind::probability,
               .statement = R"(If $m=\Omega\big(\frac{n^2}{\lambda_0^2}\log\frac n\delta\big)$,
then with probability at least $1-\delta$, $\|H(0)-H^\infty\|_2\le\frac{\lambda_0}4$ and
$\lambda_{\min}(H(0))\ge\frac34\lambda_0$.)",
               .reading = R"($\Omega$ with the constant $256$ of the proof's own chain. $n\ge2$ by
trials, with $m\le50000$; $n=1$ and every single entry by exact binomial sums. As $\delta\to1$ any
constant admits $n=m=1$, where $|H(0)-\frac12|=\frac12$ surely: C1 fails with probability
$1>\delta$. S1 is one-sided Hoeffding used for $|\cdot|$. S2 prints $\delta'=n^2\delta$. $E$ is an
arbitrary symmetric matrix in place of $H(0)-H^\infty$.)"},
      .hypotheses = hypotheses(factor, ratio),
      .conclusions = conclusions(factor, ratio),
      .prepare = [factor](Setting& s, Stream& random) { prepare(s, factor, random); },
      .draw = [](Setting& s, Stream& random) { s.draw = random.integer(0, 2147483646); },
      .tight = {one_neuron(1, 1 - 0x1p-11), one_neuron(3, 1 - 0x1p-9), orthonormal_pair()},
      .mutants = mutants(factor),
      .refuted = {"C1 (n=1)", "S1", "S2 (delta')", "S2 (n=1)"},
      .cost = 2};
}

}  // namespace

AnyClaim lemma_3_1() { return statement(1); }

AnyClaim lemma_3_1_corrected() {
  Lemma lemma = statement(2);
  lemma.card.id += "_corrected";
  lemma.card.corrects = R"(The two-sided Hoeffding bound: $\log(2/\delta')$ in S1 and
$\log\frac{2n}\delta$ for $\log\frac n\delta$; $\delta'=\delta/n^2$ in S2.)";
  lemma.replace({"S2 (delta')",
                 R"($\delta'=\delta/n^2$: $2\sqrt{\log(2/\delta')}\le4\sqrt{\log(2n/\delta)}$)",
                 [](const auto& o) {
                   return le(log(2 * square(o.samples) / o.delta), 4 * log_ratio(2, o));
                 }});
  lemma.refuted.clear();
  return lemma;
}

}  // namespace claimcheck::du2019
