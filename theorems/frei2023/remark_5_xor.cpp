// frei2023, section 5: linear classifiers on the noisy 2-xor distribution.
//
// Reading. Coordinates with mu_1 = s e_1, mu_2 = s e_2. C1 follows from two symmetries, tested
// exactly: x -> -x keeps density and label and reverses sign(w.x), so that exactly one of x, -x is
// misclassified when w.x != 0, an event of probability one unless w = 0; and exchanging e_1 and e_2
// keeps the density and reverses the label off ties, which settles w = 0. Linear means without
// bias, as in the paper: affine classifiers do better (the mutant). C2 with a factor in "d >>".

#include "theorems/frei2023/gaussian_clusters.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  double s = 1;              // |mu_1| = |mu_2|
  Vector<double> x, w;       // k >= 2 coordinates
  double bias = 0;           // for the mutant only
  std::vector<int> cluster;  // n clusters 0..3: mu_1, -mu_1, mu_2, -mu_2
  double beta = 0.25, gamma = 0.5;
  Matrix<double> inner;  // drawn Gram matrix

  double dimension() const {
    const double factor = 100 / std::pow(gamma, 3);
    return sufficient_dimension(static_cast<double>(cluster.size()), beta, factor);
  }

  static Schema<Setting> schema() {
    Domain slope = within(0.25, 0.9990234375);
    slope.landmarks = {0.5};
    return Schema<Setting>()
        .axis("k", 2, 4)
        .axis("n", 2, 8)
        .real("s", &Setting::s, at_least(0))
        .vector("x", &Setting::x, "k")
        .vector("w", &Setting::w, "k")
        .real("bias", &Setting::bias)
        .integers("cluster", &Setting::cluster, "n", {0, 1, 2, 3})
        .real("beta", &Setting::beta, within(0.0625, 0.4375))
        .real("gamma", &Setting::gamma, slope)
        .matrix("inner", &Setting::inner, "n", "n")
        .drawn();
  }
};

template <class R>
struct Observation {
  DrawnData<R> data;
  R s, bias;
  Vector<R> x;
  R wx;       // <w, x>
  R margin;   // |<mu_1, x>| - |<mu_2, x>|: the label is its sign
  R swapped;  // the same at x with e_1 and e_2 exchanged

  explicit Observation(const Setting& setting)
      : data(setting.inner, setting.gamma),
        s(setting.s),
        bias(setting.bias),
        x(lift<R>(setting.x)),
        wx(dot(lift<R>(setting.w), x)),
        margin(s * (abs(x[0]) - abs(x[1]))),
        swapped(s * (abs(x[1]) - abs(x[0]))) {}

  /// Coordinate k of the centres mu_1, -mu_1, mu_2, -mu_2.
  R centre(int c, std::size_t k) const {
    return static_cast<int>(k) != c / 2 ? R(0) : c % 2 == 0 ? s : R(-s);
  }
  /// |x - mu|^2 - |-x - nu|^2 for the centres mu and nu numbered c and d, each coordinate as
  /// a^2 - b^2 = (a - b)(a + b), whose second factor is exactly 0 for nu = -mu.
  R against_opposite(int c, int d) const {
    R out(0);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const R mu = centre(c, k), nu = centre(d, k);
      out += (x[k] + x[k] - mu + nu) * -(mu + nu);
    }
    return out;
  }
  /// |x - mu|^2 - |x' - nu|^2 for x' = x with e_1 and e_2 exchanged, likewise: what stands at k in
  /// x stands at 1 - k in x' for k < 2.
  R against_exchanged(int c, int d) const {
    R out(0);
    for (std::size_t k = 0; k < x.size(); ++k) {
      const R mu = centre(c, k), nu = centre(d, k < 2 ? 1 - k : k);
      out += (nu - mu) * (x[k] + x[k] - mu - nu);
    }
    return out;
  }
};

/// sign(a) = sign(b) with sign(0) = -1
template <class R>
Judgement<R> same_sign(const R& a, const R& b) {
  return either(gt(a, 0) & gt(b, 0), le(a, 0) & le(b, 0));
}
template <class R>
Judgement<R> opposite_sign(const R& a, const R& b) {
  return either(gt(a, 0) & le(b, 0), le(a, 0) & gt(b, 0));
}

/// Exactly one of x, -x is misclassified by sign(first) at x and sign(second) at -x.
template <class R>
Judgement<R> one_error(const Observation<R>& o, const R& first, const R& second) {
  const auto& label = o.margin;  // the same at x and -x
  return either(same_sign(first, label) & opposite_sign(second, label),
                opposite_sign(first, label) & same_sign(second, label));
}

void draw_clusters(Setting& s, Stream& random) {
  const double d = s.dimension(), norm = std::pow(d, s.beta);
  Matrix<double> means(s.cluster.size(), 2);
  for (std::size_t i = 0; i < s.cluster.size(); ++i) {
    s.cluster[i] = static_cast<int>(random.below(4));
    means(i, static_cast<std::size_t>(s.cluster[i] / 2)) = s.cluster[i] % 2 == 0 ? norm : -norm;
  }
  s.inner = clustered_gram(means, d, random);
}

}  // namespace

AnyClaim remark_5_xor() {
  using Remark = Claim<Setting, Observation>;
  return Remark{
      .card = {.id = "frei2023/remark-5-xor",
               .title = "Linear classifiers on the noisy 2-xor distribution",
               .label = "Section 5, noisy 2-xor",
               .place = "Section 5",
               .statement = R"(For $x=z+\xi$, $z\sim\mathrm{Unif}\{\pm\mu_1,\pm\mu_2\}$,
$\mu_1\perp\mu_2$ of equal norms, $\xi\sim\mathsf N(0,I_d)$, $y=\mathrm{sign}(|\langle\mu_1,x\rangle|
-|\langle\mu_2,x\rangle|)$, every linear classifier has test error 50%. If $\|\mu_i\|=\Theta(d^\beta)$,
$\beta<\frac12$, and $d\gg n^{\frac1{1-2\beta}}\vee n^2$, the assumption of Theorem 3.2 holds, so that
the limit of gradient flow has a linear decision boundary and 50% test error.)",
               .reading =
                   R"(C1 by its two symmetries, exactly. Linear means $\mathrm{sign}(w^\top x)$
without bias, as everywhere in the paper; with a bias the error can be smaller (below 50% for
$w=\mu_1$ and a threshold between the clusters, 25% in the limit of large $\|\mu_i\|$). $\mu_i\ne0$ is
needed for $w=0$ only. C2: (D3) with $d$ the larger of $(An)^{1/(1-2\beta)}$ and $(An)^2$,
$A=100\gamma^{-3}$, allowed failure probability $\frac1{20}$; the linear boundary itself is item 6 of
Theorem 3.2.)"},
      .hypotheses = {{"mu", R"($\mu_i\ne0$)", [](const auto& o) { return gt(o.s, 0); }}},
      .conclusions =
          {{"C1 density",
            R"(the density is the same at $x$, $-x$ and with $\mu_1,\mu_2$ exchanged)",
            [](const auto& o) {
              const auto same = [](const auto& difference) { return eq(difference, 0); };
              return same(o.against_opposite(0, 1)) & same(o.against_opposite(1, 0)) &
                     same(o.against_opposite(2, 3)) & same(o.against_opposite(3, 2)) &
                     same(o.against_exchanged(0, 2)) & same(o.against_exchanged(1, 3)) &
                     same(o.against_exchanged(2, 0)) & same(o.against_exchanged(3, 1));
            }},
           {"C1 pair", R"($w^\top x\ne0$: exactly one of $x$, $-x$ is misclassified)",
            given([](const auto& o) { return gt(abs(o.wx), 0); }),
            []<class R>(const Observation<R>& o) { return one_error<R>(o, o.wx, -o.wx); }},
           {"C1 swap", R"(off ties the label is reversed when $\mu_1,\mu_2$ are exchanged)",
            given([](const auto& o) { return gt(abs(o.margin), 0); }),
            [](const auto& o) { return opposite_sign(o.margin, o.swapped); }},
           Remark::Clause::probable(
               "C2", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)", [](const auto&) { return 0.05; },
               [](const auto& o) { return satisfies_d3(*o.data); })},
      .draw = draw_clusters,
      .tight = {[] {
        Setting s;
        s.x = s.w = {1, 0};
        s.cluster = {0, 2, 1, 3};
        s.inner = Matrix<double>(4, 4);
        return s;
      }()},
      .mutants = {{"affine classifiers", "C1 pair", given([](const auto& o) {
                     return gt(abs(o.wx + o.bias), 0) & gt(abs(o.bias - o.wx), 0);
                   }),
                   []<class R>(const Observation<R>& o) {
                     return one_error<R>(o, o.wx + o.bias, o.bias - o.wx);
                   }},
                  {"also at w.x = 0", "C1 pair",
                   []<class R>(const Observation<R>& o) { return one_error<R>(o, o.wx, -o.wx); }},
                  {"also at ties", "C1 swap",
                   [](const auto& o) { return opposite_sign(o.margin, o.swapped); }},
                  {"the density is unimodal", "C1 density",
                   [](const auto& o) { return eq(o.against_opposite(0, 0), 0); }},
                  Remark::Wrong::probable(
                      "100 times smaller correlations", "C2", [](const auto&) { return 0.05; },
                      [](const auto& o) {
                        const auto& x = *o.data;
                        return le(300 * x.n * x.R2_max * x.p, pow(x.gamma, 3) * square(x.R2_min));
                      })},
      .untestable =
          {"C2 limit: Corollary 3.5, item 6 of Theorem 3.2 and C1 together, each tested by "
           "itself; n is too small here for flows in dimension n^2"},
      .cost = 3};
}

}  // namespace claimcheck::frei2023
