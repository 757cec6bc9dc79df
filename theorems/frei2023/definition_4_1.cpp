// frei2023, Definition 4.1: the stable rank |W|_F^2 / |W|_2^2.
//
// Reading. A definition; tested are the properties that the text uses: it is between 1 and the
// rank, and does not change under scaling. W = A B with k inner dimensions has rank at most k. It
// is not defined for W = 0. Where A or B repeats one row or column (as when one of m, k, d is 1),
// W has one singular value, and norms are measured in it.

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

/// A B
template <class R>
Matrix<R> factored(const Matrix<double>& A, const Matrix<double>& B) {
  Matrix<R> out(A.rows(), B.cols());
  for (std::size_t i = 0; i < out.rows(); ++i) {
    for (std::size_t l = 0; l < out.cols(); ++l) {
      for (std::size_t q = 0; q < B.rows(); ++q) out(i, l) += R(A(i, q)) * R(B(q, l));
    }
  }
  return out;
}

/// Every row of the matrix of entry(i, j) is the first one or its negative.
template <class Entry>
bool repeats(std::size_t rows, std::size_t cols, Entry entry) {
  for (std::size_t i = 1; i < rows; ++i) {
    bool same = true, opposite = true;
    for (std::size_t j = 0; j < cols; ++j) {
      same = same && entry(i, j) == entry(0, j);
      opposite = opposite && entry(i, j) == -entry(0, j);
    }
    if (!same && !opposite) return false;
  }
  return true;
}

/// All rows, or all columns, are the same up to their signs: the rank is at most one.
bool is_line(const Matrix<double>& M) {
  return repeats(M.rows(), M.cols(), [&](auto i, auto j) { return M(i, j); }) ||
         repeats(M.cols(), M.rows(), [&](auto i, auto j) { return M(j, i); });
}

template <class R>
struct Observation {
  int least_size;  // min(m, k, d)
  R c;
  R size;  // |W|_F^2
  // |W|_F^2, |W|_2^2 and the same of cW. A matrix of rank one has one singular value: measured in
  // it, both norms are 1.
  R frobenius2{1}, spectral2{1};
  R scaled_frobenius2{1}, scaled_spectral2{1};

  explicit Observation(const Setting& s)
      : least_size(static_cast<int>(std::min({s.A.rows(), s.B.rows(), s.B.cols()}))), c(s.c) {
    const Matrix<R> W = factored<R>(s.A, s.B);
    size = squared_norm(W);
    if (is_line(s.A) || is_line(s.B)) return;
    frobenius2 = size;
    spectral2 = largest_eigenvalue(gram(W));
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
      .hypotheses = {{"defined", R"($W\ne0$)", [](const auto& o) { return gt(o.size, 0); }}},
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
