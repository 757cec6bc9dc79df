// frei2023, remark after Theorem 3.2: how many Gaussian samples (D3) allows.
//
// Reading. The hidden constant is taken as 1/10 and the allowed failure probability as 1/n, for
// Sigma = I. The dimension is the least that the remark asks for n and gamma, times a factor >= 1.

#include "theorems/frei2023/gaussian_clusters.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  double gamma = 0.5, excess = 1;
  Matrix<double> inner;  // drawn Gram matrix

  /// log(n) (n / (c gamma^3))^2 times excess
  double dimension(double constant) const {
    const auto n = static_cast<double>(inner.rows());
    const double root = n / (constant * gamma * gamma * gamma);
    return std::ceil(std::log(n) * root * root * excess);
  }

  static Schema<Setting> schema() {
    Domain slope = within(0.0625, 0.9990234375), more = within(1, 1024);
    slope.landmarks = {0.5};
    return Schema<Setting>()
        .axis("n", 2, 10)
        .real("gamma", &Setting::gamma, slope)
        .real("excess", &Setting::excess, more)
        .matrix("inner", &Setting::inner, "n", "n")
        .drawn();
  }
};

template <class R>
struct Observation : Data<R> {
  explicit Observation(const Setting& s) : Data<R>(as_data(s.inner, s.gamma)) {}
};

const auto one_over_n = [](const auto& o) { return 1.0 / static_cast<double>(o.samples()); };

}  // namespace

AnyClaim remark_3_3_sample_size() {
  using Remark = Claim<Setting, Observation>;
  return Remark{
      .card = {.id = "frei2023/remark-3.3-sample-size",
               .title = "Sample size for Gaussian inputs",
               .label = "Remark after Theorem 3.2",
               .place = "Section 3",
               .kind = Kind::existential,
               .statement = R"(For inputs from a well-conditioned Gaussian distribution the
assumption of Theorem 3.2 holds when $n\le O\left(\gamma^3\sqrt{\frac d{\log n}}\right)$, that is
$d\ge\tilde\Omega(n^2)$ if $\gamma=\Omega(1)$.)",
               .reading = R"(For $\Sigma=I$, hidden constant $\frac1{10}$, allowed failure
probability $\frac1n$; $d$ is the least dimension that the condition allows, or larger, up to
$10^{12}$. Gram matrices are drawn directly.)"},
      .hypotheses = {},
      .conclusions = {Remark::Clause::probable(
          "C1", R"($R_{\min}^2\ge3\gamma^{-3}R^2n\max_{i\ne j}|\langle x_i,x_j\rangle|$ up to
probability $\frac1n$)",
          one_over_n, [](const auto& o) { return satisfies_d3(o); })},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.6)) s.excess = 1;
          },
      .draw = [](Setting& s,
                 Stream& random) { s.inner = wishart(s.inner.rows(), s.dimension(0.1), random); },
      .tight = {{0.0625, 1, Matrix<double>(2, 2)}, {0.5, 1, Matrix<double>(10, 10)}},
      .mutants = {Remark::Wrong::probable("hidden constant 1/2", "C1", one_over_n,
                                          [](const auto& o) {
                                            // A fifth of sqrt(d): correlations grow by 5 relative
                                            // to the norms.
                                            return le(15 * o.n * o.R2_max * o.p,
                                                      pow(o.gamma, 3) * square(o.R2_min));
                                          }),
                  Remark::Wrong::probable("gamma^4 for gamma^3", "C1", one_over_n,
                                          [](const auto& o) {
                                            return le(3 * o.n * o.R2_max * o.p,
                                                      square(square(o.gamma)) * square(o.R2_min));
                                          })},
      .cost = 2};
}

}  // namespace claimcheck::frei2023
