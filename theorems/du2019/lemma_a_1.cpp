// du2019, lemma A.1: each kink hyperplane sticks out of the union of the others.
//
// Reading. "Parallel" is linear dependence, so the zero vector is parallel to every vector. The
// index i, printed i in [m], runs over the n inputs. C1 is decided by a point: on D_i there is a
// curve of points (hyperplane.hpp) that meets each D_j, j != i, at most d - 1 times; the first of
// its points outside all of them is the witness. The proof speaks of Lebesgue measure on D_i; its
// finite counterpart is the number of points of that curve on each D_j.

#include "theorems/du2019/hyperplane.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Matrix<double> X;  // n x d

  static Schema<Setting> schema() {
    return Schema<Setting>().axis("n", 1, 5).axis("d", 1, 4).matrix("X", &Setting::X, "n", "d");
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;

  std::size_t n, d;
  Matrix<R> X, K;
  KinkCurves<R> curves;

  explicit Observation(const Setting& s)
      : n(s.X.rows()), d(s.X.cols()), X(lift<R>(s.X)), K(gram(X)), curves(X, K) {}

  /// The point w_s lies on D_i and on no D_j with j != i.
  Judgement<R> sticks_out(std::size_t s, std::size_t i) const {
    Judgement<R> out = eq(curves.product(i, s, i), R(0));
    for (std::size_t j = 0; j < n; ++j) {
      if (j != i) out &= gt(abs(curves.product(i, s, j)), R(0));
    }
    return out;
  }
  /// How many of the points on D_i lie on D_j; and on the union of all D_j, j != i.
  R meetings(std::size_t i, std::size_t j) const {
    R total(0);
    for (std::size_t s = 0; s < curves.points(); ++s) total += indicator<R>(curves.on(i, s, j));
    return total;
  }
  R meetings_of_union(std::size_t i) const {
    R total(0);
    for (std::size_t s = 0; s < curves.points(); ++s) {
      total += indicator<R>(curves.on_another(i, s));
    }
    return total;
  }
  R sum_of_meetings(std::size_t i) const {
    R total(0);
    for (std::size_t j = 0; j < n; ++j) {
      if (j != i) total += meetings(i, j);
    }
    return total;
  }
  /// |K_ii x_j - K_ij x_i|^2, the squared length of the normal of D_i and D_j's intersection in D_i
  R normal(std::size_t i, std::size_t j) const {
    R total(0);
    for (std::size_t c = 0; c < d; ++c) {
      total += square(K(i, i) * X(j, c) - K(i, j) * X(i, c));
    }
    return total;
  }
};

}  // namespace

AnyClaim lemma_a_1() {
  return Claim<Setting, Observation>{
      .card = {.id = "du2019/lemma-A.1",
               .title = "Each kink hyperplane sticks out of the union of the others",
               .label = "Lemma A.1",
               .place = "Appendix A",
               .statement = R"(If $x_i\nparallel x_j$ for any $i\ne j$, then for any $i$,
$D_i\not\subset\bigcup_{j\ne i}D_j$, where $D_i=\{w\in\mathbb R^d:w^\top x_i=0\}$.)",
               .reading = R"(Parallel means linearly dependent. The index is printed $i\in[m]$ and
runs over the $n$ inputs. The witness is a point of the curve $w_s=\|x_i\|^2p_s-(p_s^\top x_i)x_i$,
$p_s=(1,s,\dots,s^{d-1})$, which meets every other hyperplane at most $d-1$ times. The finite
counterpart of a null set of $D_i$ is: at most $d-1$ points of that curve.)"},
      .hypotheses = {{"H1", R"($x_i\nparallel x_j$ for $i\ne j$)",
                      [](const auto& o) { return no_two_parallel(o.X, o.K); }}},
      .conclusions =
          {{"C1", R"(for every $i$ there is $w\in D_i$ outside every $D_j$, $j\ne i$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) { return o.sticks_out(o.curves.free_point(i), i); });
            }},
           {"S1", R"($D_i\cap D_j$ is a hyperplane of $D_i$: its normal $\|x_i\|^2x_j-(x_i^\top x_j)
x_i$ in $D_i$ is not 0, so at most $d-1$ points of the curve are on $D_j$)",
            [](const auto& o) {
              return every_pair(o.n, [&](auto i, auto j) {
                return gt(o.normal(i, j), 0) & le(o.meetings(i, j), static_cast<int>(o.d) - 1);
              });
            }},
           {"S2", R"(the union bound: points on $\bigcup_{j\ne i}D_j$ are at most the sum over $j$,
so at most $(n-1)(d-1)$)",
            [](const auto& o) {
              return every(o.n, [&](auto i) {
                const auto on_union = o.meetings_of_union(i);
                return le(on_union, o.sum_of_meetings(i)) &
                       le(on_union, static_cast<int>((o.n - 1) * (o.d - 1)));
              });
            }}},
      .mutants = {Claim<Setting, Observation>::Wrong::without({"H1"}, "C1"),
                  {"the first point of the curve always sticks out", "C1",
                   [](const auto& o) {
                     return every(o.n, [&](auto i) { return o.sticks_out(0, i); });
                   }},
                  {"one point less on the union", "S2", given([](const auto& o) {
                     return fact<std::decay_t<decltype(o.K(0, 0))>>(truth(o.n > 1));
                   }),
                   [](const auto& o) {
                     return every(o.n, [&](auto i) {
                       return lt(o.meetings_of_union(i), static_cast<int>((o.n - 1) * (o.d - 1)));
                     });
                   }}},
      .untestable = {
          "measure: that a proper subspace of D_i has Lebesgue measure zero is quoted; S1 "
          "and S2 count points instead"}};
}

}  // namespace claimcheck::du2019
