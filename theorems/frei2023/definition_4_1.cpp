// frei2023, Definition 4.1: the stable rank |W|_F^2 / |W|_2^2.
//
// Reading. A definition; tested are the properties that the text uses: it is between 1 and the
// rank, and does not change under scaling. W = A B with k inner dimensions has rank at most k. It
// is not defined for W = 0.

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  Matrix<double> A, B;  // m x k, k x d
  double c;

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("m", 1, 4)
        .axis("k", 1, 3)
        .axis("d", 1, 4)
        .matrix("A", &Setting::A, "m", "k")
        .matrix("B", &Setting::B, "k", "d")
        .real("c", &Setting::c);
  }
};

template <class R>
struct Observation {
  R least_size;  // min(m, k, d)
  R c;
  R frobenius2, spectral2;  // |W|_F^2, |W|_2^2
  R scaled_frobenius2, scaled_spectral2;

  explicit Observation(const Setting& s)
      : least_size(R(std::min({s.A.rows(), s.B.rows(), s.B.cols()}))), c(s.c) {
    Matrix<R> W(s.A.rows(), s.B.cols());
    for (std::size_t i = 0; i < W.rows(); ++i) {
      for (std::size_t l = 0; l < W.cols(); ++l) {
        for (std::size_t q = 0; q < s.B.rows(); ++q) W(i, l) += R(s.A(i, q)) * R(s.B(q, l));
      }
    }
    frobenius2 = squared_norm(W);
    spectral2 = largest_eigenvalue(gram(W));  // exact where W has rank one
    const Matrix<R> scaled = c * W;
    scaled_frobenius2 = squared_norm(scaled);
    scaled_spectral2 = largest_eigenvalue(gram(scaled));
  }
};

}  // namespace

AnyClaim definition_4_1() {
  using Definition = Claim<Setting, Observation>;
  return Definition{
      .card = {.id = "frei2023/definition-4.1",
               .title = "Stable rank",
               .label = "Definition 4.1",
               .place = "Section 4",
               .statement = R"(The stable rank of $W\in\mathbb R^{m\times d}$ is
$\mathsf{StableRank}(W)=\|W\|_F^2/\|W\|_2^2$.)",
               .reading = R"(A definition. Tested are the properties that the paper relies on:
$1\le\mathsf{StableRank}(W)\le\mathrm{rank}(W)$ and invariance under scaling. $W=AB$ with inner
dimension $k$, so that the rank is at most $k$. Where the two sides are equal (rank one) they agree to
the last digit. $W=0$ has no stable rank.)"},
      .hypotheses = {{"defined", R"($W\ne0$)", [](const auto& o) { return gt(o.frobenius2, 0); }}},
      .conclusions = {{"lower", R"($\|W\|_2\le\|W\|_F$)",
                       [](const auto& o) { return le(o.spectral2, o.frobenius2); }},
                      {"upper", R"($\|W\|_F^2\le\mathrm{rank}(W)\|W\|_2^2$)",
                       [](const auto& o) { return le(o.frobenius2, o.least_size * o.spectral2); }},
                      {"scale", R"($\mathsf{StableRank}(cW)=\mathsf{StableRank}(W)$ for $c\ne0$)",
                       given([](const auto& o) { return gt(abs(o.c), 0); }),
                       [](const auto& o) {
                         const auto a = o.scaled_frobenius2 * o.spectral2;
                         const auto b = o.frobenius2 * o.scaled_spectral2;
                         return le(a, b) & ge(a, b);
                       }}},
      .mutants = {{"the square root", "upper",
                   [](const auto& o) {
                     return le(square(o.frobenius2), o.least_size * square(o.spectral2));
                   }},
                  {"one per cent above 1", "lower",
                   [](const auto& o) { return le(101 * o.spectral2, 100 * o.frobenius2); }},
                  {"not squared", "scale", given([](const auto& o) { return gt(abs(o.c), 0); }),
                   [](const auto& o) {
                     return le(o.scaled_frobenius2 * o.spectral2,
                               o.frobenius2 * o.scaled_spectral2 * abs(o.c));
                   }}},
      .cost = 2};
}

}  // namespace claimcheck::frei2023
