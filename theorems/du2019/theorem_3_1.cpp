// du2019, Theorem 3.1: if no two inputs are parallel, the infinite-width Gram matrix is positive
// definite.
//
// Reading. x_i and x_j are parallel when they are linearly dependent, <x_i, x_j>^2 =
// |x_i|^2 |x_j|^2: the zero vector is parallel to everything, antipodal vectors are parallel. The
// theorem needs this reading: phi(x) - phi(-x) = x almost everywhere, so three antipodal pairs
// +-u, +-v, +-(u + v) make H singular. H is the closed form <x_i, x_j> (pi - theta_ij) / (2 pi).
//
// With n = 1 there is no pair and H1 holds for x_1 = 0 too, where H = 0: C1 fails there. The proof
// uses x_i != 0 in its last line.
//
// S3 to S8 in d = 2: z_i is x_i turned by a right angle, r = share * r_0. Inside B(z_i, r) the only
// jump is across D_i, so averages over the half discs are averages over points of them, taken at
// three points each. S1 and S2 speak about all square-integrable vector fields and almost every w.

#include <cmath>

#include "core/linear/spectrum.hpp"
#include "theorems/du2019/hyperplane.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;      // n x d
  Vector<double> alpha;  // n coefficients of the steps
  double share = 0.5;    // r / r_0, in (0, 1)

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 7)
        .axis("d", 1, 4)
        .matrix("X", &Setting::X, "n", "d")
        .vector("alpha", &Setting::alpha, "n")
        .real("share", &Setting::share, strictly_within(0, 1));
  }
};

template <class R>
struct Observation {
  std::size_t n;
  R d;
  Matrix<R> X, K;
  R lambda_0, trace{0};  // of H
  Vector<R> alpha;
  R share;
  // In d = 2 only, a row for each i:
  Matrix<R> on_z;          // <z_i, x_j>
  Vector<R> r_0;           // distance of z_i from the other D_j; 1 for n = 1
  Matrix<R> above, below;  // mean of 1{<w, x_j> >= 0} over B_r^+ and over B_r^-

  explicit Observation(const Setting& s)
      : n(s.X.rows()),
        d(R(s.X.cols())),
        X(lift<R>(s.X)),
        K(gram(X)),
        alpha(lift<R>(s.alpha)),
        share(s.share) {
    const Matrix<R> H = infinite_width_gram(X, K);
    lambda_0 = least_eigenvalue(H);
    for (std::size_t i = 0; i < n; ++i) trace += H(i, i);
    if (X.cols() == 2) look_around();
  }

  void look_around() {
    on_z = above = below = Matrix<R>(n, n);
    for (std::size_t i = 0; i < n; ++i) {
      const Vector<R> z = {-X(i, 1), X(i, 0)};
      Vector<R> distances;
      for (std::size_t j = 0; j < n; ++j) {
        on_z(i, j) = dot(z, X.row(j));
        if (j != i) distances.push_back(abs(on_z(i, j)) / sqrt(K(j, j)));
      }
      r_0.push_back(distances.empty() ? R(1) : min_entry(distances));
      for (std::size_t j = 0; j < n; ++j) {
        above(i, j) = active_share(i, j, 1);
        below(i, j) = active_share(i, j, -1);
      }
    }
  }

  /// sum_j alpha_j (mean of phi(x_j) above - below) = alpha_i x_i, coordinate k, with the term of
  /// x_i on the right: both sides are 0 and not two roundings of alpha_i x_ik.
  Relation<R> jumps_at_one(std::size_t i, std::size_t k) const {
    const R expected = alpha[i] * X(i, k);
    R others(0);
    for (std::size_t j = 0; j < n; ++j) {
      if (j != i) others += alpha[j] * X(j, k) * (above(i, j) - below(i, j));
    }
    Relation<R> out = eq(others, expected * (1 - (above(i, i) - below(i, i))));
    if (std::isfinite(mid(expected))) out.grain = std::fabs(mid(expected));
    return out;
  }

  /// Mean of 1{<w, x_j> >= 0} over w = z_i + side r/2 x_i/|x_i| + {-1, 0, 1} r/2 z_i/|z_i|.
  R active_share(std::size_t i, std::size_t j, int side) const {
    const R half = share * r_0[i] / (2 * sqrt(K(i, i)));
    R total(0);
    for (const int along : {-1, 0, 1}) {
      const R product = on_z(i, j) * (1 + along * half) + side * half * K(i, j);
      total += indicator<R>(less_equal(R(0), product));
    }
    return total / 3;
  }
};

using Theorem = Claim<Setting, Observation>;

const auto in_the_plane = given([](const auto& o) {
  return eq(o.d, 2) & every(o.n, [&](auto i) { return gt(o.K(i, i), 0); });
});

void spread_equally(Setting& s, Stream& random) {
  const auto n = static_cast<double>(s.X.rows());
  for (std::size_t i = 0; i < s.X.rows(); ++i) {
    const double angle = 3.141592653589793 * static_cast<double>(i) / n;
    const double length = random.chance(0.7) ? 1 : std::ldexp(1.0, random.integer(-20, 20));
    for (double& entry : s.X.row(i)) entry = 0;
    s.X(i, 0) = length * std::cos(angle);
    s.X(i, 1) = length * std::sin(angle);
  }
}

/// Every row a little off plus or minus the first.
void make_nearly_parallel(Setting& s, Stream& random) {
  const double angle = std::ldexp(1.0, -random.integer(1, 30));
  for (std::size_t i = 1; i < s.X.rows(); ++i) {
    const int sign = random.sign();
    for (std::size_t k = 0; k < s.X.cols(); ++k) {
      s.X(i, k) = sign * s.X(0, k) + angle * random.normal();
    }
  }
}

void prepare(Setting& s, Stream& random) {
  if (random.chance(0.1)) return;
  if (s.X.cols() == 1) {  // on a line all vectors are parallel
    s.X = Matrix<double>(1, 1, s.X(0, 0));
    s.alpha.resize(1);
    return;
  }
  if (random.chance(0.2)) return spread_equally(s, random);
  if (random.chance(0.3)) return make_nearly_parallel(s, random);
  for (double& entry : s.X.entries()) {
    if (random.chance(0.5)) entry += 0.25 * random.normal();
  }
}

Setting one_zero_input() { return {.X = Matrix<double>(1, 1), .alpha = {1}, .share = 0.5}; }

Setting pair_at_angle(double angle) {
  Setting out{.X = Matrix<double>(2, 2), .alpha = {1, 1}, .share = 0.5};
  out.X(0, 0) = out.X(1, 0) = 1;
  out.X(1, 1) = angle;
  return out;
}

Theorem statement() {
  return {
      .card = {.id = "du2019/theorem-3.1",
               .title = "Non-parallel inputs give a positive definite kernel",
               .label = "Theorem 3.1",
               .place = "Section 3.1, proof in appendix A",
               .statement = R"(If $x_i\nparallel x_j$ for any $i\ne j$, then
$\lambda_0=\lambda_{\min}(H^\infty)>0$, where
$H^\infty_{ij}=\mathbb E_{w\sim N(0,I)}[x_i^\top x_j\mathbb I\{w^\top x_i\ge0,w^\top x_j\ge0\}]$.)",
               .reading =
                   R"(Parallel means linearly dependent, so antipodal inputs and the zero vector
beside another input are excluded. $n=1$ with $x_1=0$ is admissible and has $H^\infty=0$: C1 fails
there; the proof divides by $x_i\ne0$. S3 to S8 are tested in $d=2$ with half discs of radius
$r<r_0$, where every average is exact.)"},
      .hypotheses = {{"H1", R"($x_i\nparallel x_j$ for $i\ne j$)",
                      [](const auto& o) { return no_two_parallel(o.X, o.K); }}},
      .conclusions =
          {{"C1", R"($\lambda_0>0$)",
            [](const auto& o) { return gt(o.trace + o.lambda_0, o.trace); }},
           {"S3", R"($d=2$: some $z\in D_i$ has a distance $r_0>0$ from every other $D_j$)",
            in_the_plane,
            [](const auto& o) {
              return every(o.n, [&](auto i) { return eq(o.on_z(i, i), 0) & gt(o.r_0[i], 0); });
            }},
           {"S4", R"($d=2$, $r<r_0$: $\phi(x_j)$ is constant on $B(z,r)$ for $j\ne i$)",
            in_the_plane,
            [](const auto& o) {
              return every_pair(o.n, [&](auto i, auto j) {
                return gt(abs(o.on_z(i, j)), o.share * o.r_0[i] * sqrt(o.K(j, j)));
              });
            }},
           {"S5", R"($d=2$: $\phi(x_j)$ has the same average over $B_r^+$ and $B_r^-$, $j\ne i$)",
            in_the_plane,
            [](const auto& o) {
              return every_pair(o.n,
                                [&](auto i, auto j) { return eq(o.above(i, j), o.below(i, j)); });
            }},
           {"S6", R"($d=2$: the average of $\phi(x_i)$ over $B_r^+$ is $x_i$)", in_the_plane,
            [](const auto& o) { return every(o.n, [&](auto i) { return eq(o.above(i, i), 1); }); }},
           {"S7", R"($d=2$: the average of $\phi(x_i)$ over $B_r^-$ is $0$)", in_the_plane,
            [](const auto& o) { return every(o.n, [&](auto i) { return eq(o.below(i, i), 0); }); }},
           {"S8", R"($d=2$: $\sum_j\alpha_j\phi(x_j)$ jumps by $\alpha_ix_i$ across $D_i$)",
            in_the_plane,
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                return every(2, [&](auto k) { return o.jumps_at_one(i, k); });
              });
            }}},
      .prepare = prepare,
      .tight = {one_zero_input(), pair_at_angle(1e-6), pair_at_angle(0x1p-40)},
      .mutants = {{"a positive constant: lambda_0 > trace / 10^4", "C1",
                   [](const auto& o) { return gt(10000 * o.lambda_0, o.trace); }},
                  {"r up to 1.01 r_0 times the share", "S4", in_the_plane,
                   [](const auto& o) {
                     return every_pair(o.n, [&](auto i, auto j) {
                       return gt(100 * abs(o.on_z(i, j)),
                                 101 * o.share * o.r_0[i] * sqrt(o.K(j, j)));
                     });
                   }},
                  {"the jump is the same from either side", "S6", in_the_plane,
                   [](const auto& o) {
                     return every(o.n, [&](auto i) { return eq(o.above(i, i), o.below(i, i)); });
                   }},
                  Theorem::Wrong::without({"H1"}, "S3")},
      .refuted = {"C1"},
      .untestable = {"S1: an equivalence in the space of all square-integrable vector fields; its "
                     "finite content is the closed form of H",
                     "S2: an equality for almost every w"}};
}

}  // namespace

AnyClaim theorem_3_1() { return statement(); }

AnyClaim theorem_3_1_corrected() {
  Theorem theorem = statement();
  theorem.card.id += "_corrected";
  theorem.card.corrects = R"(H1 also asks $x_i\ne0$, which matters for $n=1$ only.)";
  theorem.hypotheses.push_back({"H2", R"($x_i\ne0$)", [](const auto& o) {
                                  return every(o.n, [&](auto i) { return gt(o.K(i, i), 0); });
                                }});
  // Dropping H1 alone leaves lambda_0 = 0 at parallel inputs, which no enclosure separates from
  // lambda_0 > 0.
  theorem.mutants.push_back(Theorem::Wrong::without({"H2"}, "C1"));
  theorem.mutants.push_back(Theorem::Wrong::without({"H1", "H2"}, "C1"));
  theorem.refuted.clear();
  return theorem;
}

}  // namespace claimcheck::du2019
