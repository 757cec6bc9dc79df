// frei2023, section 5: Gaussian mixture data satisfy the data assumption of Theorem 4.2.
//
// Reading. |mu| = d^beta. "d >> n^{1/(1-2 beta)} and n^2" is read with a factor K that depends on
// gamma and beta only: d = max((A n)^{1/(1-2 beta)}, (A n)^2), A = 1000 gamma^-4. With a constant K
// the condition n^2 would fail in the end, since the largest of n^2 inner products grows like
// sqrt(d log n). C5 exactly: the log-likelihood ratio of (4) is 2 <mu, x>.

#include "theorems/frei2023/gaussian_clusters.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  std::vector<int> y;  // n labels
  double beta = 0.25, gamma = 1, excess = 1;
  Matrix<double> inner;  // drawn Gram matrix
  Vector<double> mu, x;  // C5

  double factor() const { return 1000 / std::pow(gamma, 4) * excess; }
  double dimension() const {
    return sufficient_dimension(static_cast<double>(y.size()), beta, factor());
  }

  static Schema<Setting> schema() {
    Domain slope = within(0.25, 1);
    slope.landmarks = {1};
    return Schema<Setting>()
        .axis("n", 2, 8)
        .axis("k", 1, 3)
        .signs("y", &Setting::y, "n")
        .real("beta", &Setting::beta, within(0.0625, 0.4375))
        .real("gamma", &Setting::gamma, slope)
        .real("excess", &Setting::excess, within(1, 16))
        .matrix("inner", &Setting::inner, "n", "n")
        .drawn()
        .vector("mu", &Setting::mu, "k")
        .vector("x", &Setting::x, "k");
  }
};

template <class R>
struct Observation {
  DrawnData<R> data;
  double samples, beta, factor;  // of the dimension
  Vector<R> mu, x;

  explicit Observation(const Setting& s)
      : data(s.inner, s.gamma),
        samples(static_cast<double>(s.y.size())),
        beta(s.beta),
        factor(s.factor()),
        mu(lift<R>(s.mu)),
        x(lift<R>(s.x)) {}

  double dimension() const { return sufficient_dimension(samples, beta, factor); }
  R d() const { return R(dimension()); }
  R mu2() const { return R(std::pow(dimension(), 2 * beta)); }  // |mu|^2

  /// |x + mu|^2 - |x - mu|^2 - number <mu, x>, each coordinate as (a - b)(a + b) - uv for
  /// a = x + mu, b = x - mu, u = number mu / 2, v = 2 x, which is (a - b - u)(a + b) + u (a + b -
  /// v): exactly 0 for 4.
  R excess(int number) const {
    R out(0);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const R minus = mu[k] + mu[k] + (x[k] - x[k]), plus = x[k] + x[k] + (mu[k] - mu[k]);
      const R u = number / 2 * mu[k], v = 2 * x[k];
      out += (minus - u) * plus + u * (plus - v);
    }
    return out;
  }
};

/// (D4) with C_R = 10 R^2 gamma^-2 + 10, multiplied by gamma^4 R_min^2.
const auto satisfies_d4 = [](const auto& o) {
  const auto& x = *o.data;
  const auto g2 = square(x.gamma);
  return ge(square(g2 * x.R2_min), 50 * (x.R2_max + g2 * x.R2_min) * x.n * x.p);
};
const auto one_in_twenty = [](const auto&) { return 0.05; };

void draw_mixture(Setting& s, Stream& random) {
  const double d = s.dimension();
  Matrix<double> means(s.y.size(), 1);
  for (std::size_t i = 0; i < s.y.size(); ++i) means(i, 0) = s.y[i] * std::pow(d, s.beta);
  s.inner = clustered_gram(means, d, random);
}

}  // namespace

AnyClaim remark_5_gmm() {
  using Remark = Claim<Setting, Observation>;
  return Remark{
      .card = {.id = "frei2023/remark-5-gmm",
               .title = "Gaussian mixtures satisfy the data assumption",
               .label = "Section 5, after equation (4)",
               .place = "Section 5",
               .kind = Kind::existential,
               .statement = R"(For $y\sim\mathrm{Unif}\{\pm1\}$, $x\mid y\sim y\mu+z$,
$z\sim\mathsf N(0,I_d)$ with $\|\mu\|=\Theta(d^\beta)$ and $d\gg n^{\frac1{1-2\beta}}\vee n^2$,
$\beta\in(0,\frac12)$: $\|x_i\|^2\approx d+\|\mu\|^2$, $|\langle x_i,x_j\rangle|\approx\|\mu\|^2+
\sqrt d$ for $i\ne j$, the assumptions of Theorem 4.2 hold, and $\mathrm{sign}\langle\mu,x\rangle$ is
the optimal classifier.)",
               .reading = R"($\|\mu\|=d^\beta$, $\beta\in[\frac1{16},\frac7{16}]$, $d$ the larger of
$(An)^{1/(1-2\beta)}$ and $(An)^2$ with $A=1000\gamma^{-4}$ (up to $10^{40}$; Gram matrices are drawn
directly); allowed failure probability $\frac1{20}$. With a fixed factor in $d\gg n^2$ the
conclusion would fail for very large $n$ by $\sqrt{\log n}$. $\approx$ is tested up to a factor 2 for
the norms and from above, with factor 8, for the inner products: from below it fails for small
$\|\mu\|$, where $\langle x_i,x_j\rangle$ is a centred variable of size $\sqrt d$. C5: the
log-likelihood ratio is $2\langle\mu,x\rangle$.)"},
      .hypotheses = {},
      .conclusions = {Remark::Clause::probable(
                          "C1", R"($\frac12\le\frac{\|x_i\|^2}{d+\|\mu\|^2}\le2$)", one_in_twenty,
                          [](const auto& o) {
                            const auto size = o.d() + o.mu2();
                            return le(o.data->R2_max, 2 * size) & ge(2 * o.data->R2_min, size);
                          }),
                      Remark::Clause::probable(
                          "C2", R"($|\langle x_i,x_j\rangle|\le8(\|\mu\|^2+\sqrt d)$)",
                          one_in_twenty,
                          [](const auto& o) { return le(o.data->p, 8 * (o.mu2() + sqrt(o.d()))); }),
                      Remark::Clause::probable("C3", R"($R_{\min}^2\ge5\gamma^{-2}C_Rnp$)",
                                               one_in_twenty, satisfies_d4),
                      {"C5",
                       R"($\log\frac{p(x\mid y=1)}{p(x\mid y=-1)}=\frac12(\|x+\mu\|^2-\|x-\mu\|^2)=
2\langle\mu,x\rangle$)",
                       [](const auto& o) { return eq(o.excess(4), 0); }}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.6)) s.excess = 1;
          },
      .draw = draw_mixture,
      .tight = {{{1, 1}, 0.25, 1, 1, Matrix<double>(2, 2), {1}, {1}},
                {{1, -1, 1, -1, 1, -1, 1, -1}, 0.4375, 1, 1, Matrix<double>(8, 8), {1}, {1}}},
      .mutants = {Remark::Wrong::probable(
                      "a tenth of sqrt(d)", "C2", one_in_twenty,
                      [](const auto& o) { return le(10 * o.data->p, o.mu2() + sqrt(o.d())); }),
                  Remark::Wrong::probable(
                      "0.999 d", "C1", one_in_twenty,
                      [](const auto& o) { return le(1000 * o.data->R2_max, 999 * o.d()); }),
                  Remark::Wrong::probable("100 times smaller correlations", "C3", one_in_twenty,
                                          [](const auto& o) {
                                            const auto& x = *o.data;
                                            const auto g2 = square(x.gamma);
                                            return ge(
                                                square(g2 * x.R2_min),
                                                10000 * (x.R2_max + g2 * x.R2_min) * x.n * x.p);
                                          }),
                  {"half the mean", "C5", [](const auto& o) { return eq(o.excess(2), 0); }}},
      .untestable = {"C4: follows from C3 by Theorem 4.2"},
      .cost = 4};
}

}  // namespace claimcheck::frei2023
