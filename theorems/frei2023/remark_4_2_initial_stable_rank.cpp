// frei2023, remark after Theorem 4.2: the stable rank of a Gaussian matrix.
//
// Reading. Theta(...) with the constants 1/2 and 4: StableRank(W(0)) is at most
// 4 m d / (sqrt(m) + sqrt(d))^2 for certain (it is at most min(m, d)), and at least half of
// m d / (sqrt(m) + sqrt(d))^2 up to probability 1/10. Drawn for m, d <= 24. The scale omega_init
// drops out.

#include <algorithm>

#include "core/linear/spectrum.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  double omega_init = 1;
  Matrix<double> W;  // drawn
  int m = 1, d = 1;  // S1

  static Schema<Setting> schema() {
    Domain scale = positive();
    scale.landmarks = {1};
    return Schema<Setting>()
        .axis("rows", 1, 24)
        .axis("columns", 1, 24)
        .real("omega_init", &Setting::omega_init, scale)
        .matrix("W0", &Setting::W, "rows", "columns")
        .drawn()
        .integer("m", &Setting::m, within(1, 1000000))
        .integer("d", &Setting::d, within(1, 1000000));
  }
};

template <class R>
struct Observation {
  R rows, columns, m, d;
  Matrix<R> W;

  explicit Observation(const Setting& s)
      : rows(R(s.W.rows())), columns(R(s.W.cols())), m(s.m), d(s.d), W(lift<R>(s.W)) {}

  /// m d / (sqrt(m) + sqrt(d))^2 of the drawn matrix
  R order() const { return rows * columns / square(sqrt(rows) + sqrt(columns)); }
};

using Remark = Claim<Setting, Observation>;

/// low order <= StableRank <= high order, in tenths
const auto between = [](int low, int high) {
  return [low, high](const auto& o) {
    const auto unit = o.order() * square(spectral_norm(o.W));
    const auto frobenius2 = squared_norm(o.W);
    return ge(10 * frobenius2, low * unit) & le(10 * frobenius2, high * unit);
  };
};
const auto one_in_ten = [](const auto&) { return 0.1; };

/// m d / (sqrt(m) + sqrt(d))^2 >= share min(m, d), that is sqrt(m) + sqrt(d) <= sqrt(max / share);
/// squared until it is exact, with 4 in tenths.
const auto order_is_large = [](int tenths) {
  return [tenths]<class R>(const Observation<R>& o) {
    const R room = tenths * max(o.m, o.d) - 10 * (o.m + o.d);
    return ge(room, 0) & ge(square(room), 400 * o.m * o.d);
  };
};

}  // namespace

AnyClaim remark_4_2_initial_stable_rank() {
  return Remark{
      .card = {.id = "frei2023/remark-4.2-initial-stable-rank",
               .title = "Stable rank at Gaussian initialisation",
               .label = "Remark after Theorem 4.2",
               .place = "Section 4",
               .kind = Kind::existential,
               .statement = R"(For $W^{(0)}$ with i.i.d. Gaussian entries
$\mathsf{StableRank}(W^{(0)})\approx\Theta\left(\frac{md}{(\sqrt m+\sqrt d)^2}\right)
=\Omega(m\wedge d)$.)",
               .reading = R"($\Theta$ with the constants $\frac12$ and 4, up to probability
$\frac1{10}$, for $m,d\le24$. The upper constant is attained at $m=d=1$; for large $m,d$ the ratio tends
to 1. S1 exactly for $m,d\le10^6$, with equality at $m=d$.)"},
      .conclusions =
          {Remark::Clause::probable(
               "C1", R"($\frac12\frac{md}{(\sqrt m+\sqrt d)^2}\le\mathsf{StableRank}(W^{(0)})\le
4\frac{md}{(\sqrt m+\sqrt d)^2}$ with probability $\frac9{10}$)",
               one_in_ten, between(5, 40)),
           {"S1", R"($\frac{md}{(\sqrt m+\sqrt d)^2}\ge\frac{m\wedge d}4$)", order_is_large(40)}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.3)) s.d = s.m;
            if (random.chance(0.2)) s.d = s.m + random.integer(0, 2);
            s.omega_init = std::clamp(s.omega_init, 0x1p-100, 0x1p100);
          },
      .draw =
          [](Setting& s, Stream& random) {
            s.W = random.normal_matrix(s.W.rows(), s.W.cols(), s.omega_init);
          },
      .tight = {{1, Matrix<double>(1, 1), 1, 1}, {1, Matrix<double>(24, 24), 7, 7}},
      .mutants = {Remark::Wrong::probable("1.5 below", "C1", one_in_ten, between(15, 40)),
                  Remark::Wrong::probable("3.9 above", "C1", one_in_ten, between(5, 39)),
                  {"3.9 instead of 4", "S1", order_is_large(39)}},
      .cost = 4};
}

}  // namespace claimcheck::frei2023
