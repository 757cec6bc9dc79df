// frei2023, remark after Definition 4.1: two diagonal matrices.
//
// Reading. The singular values of a diagonal matrix are the moduli of its entries, so both sides
// are exact, and the rank is the number of entries that are not zero. C1 is read as: for 0 <=
// epsilon <= 1 the stable rank increases with epsilon from d - 1 to d, by at most epsilon^2 above
// d - 1. For d = 1 it is 1 for every epsilon > 0 and undefined at 0. What both sides of a relation
// have in common is left out: d - 1 in C1 and C1 strict, |W|_2^2 in C2.

#include "core/linear/matrix.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  int d;
  double epsilon;  // >= 0
  double less;     // a smaller epsilon, as a fraction of it

  static Schema<Setting> schema() {
    Domain first_entry = at_least(0);
    first_entry.landmarks = {0, 1, 0.5, 0x1p-40};
    return Schema<Setting>()
        .integer("d", &Setting::d, within(1, 60))
        .real("epsilon", &Setting::epsilon, first_entry)
        .real("less", &Setting::less, within(0, 1));
  }
};

/// Numerator and denominator of the stable rank of diag(first, rest, ..., rest), and its rank.
template <Scalar R>
struct DiagonalRank {
  R first2, frobenius2, spectral2, rank;
  R others;  // |W|_F^2 - |W|_2^2, from the singular values that are not the largest

  DiagonalRank(int d, const R& first, const R& rest)
      : first2(square(first)),
        frobenius2(first2 + (d - 1) * square(rest)),
        spectral2(d == 1 ? first2 : max(first2, square(rest))),
        rank(indicator<R>(!equal(first, R(0))) + (d - 1) * indicator<R>(!equal(rest, R(0)))),
        others(d == 1 ? R(0) : min(first2, square(rest)) + (d - 2) * square(rest)) {}
};

template <class R>
struct Observation {
  R d, epsilon, less;
  DiagonalRank<R> first, smaller, second;  // at epsilon, at less * epsilon; diag(1, e^-d, ...)
  R tail;                                  // e^-d

  explicit Observation(const Setting& s)
      : d(s.d),
        epsilon(s.epsilon),
        less(R(s.less) * epsilon),
        first(s.d, epsilon, R(1)),
        smaller(s.d, less, R(1)),
        second(s.d, R(1), exp(-d)),
        tail(exp(-d)) {}
};

/// 0 <= epsilon <= 1, and the stable rank is defined.
const auto close_to_zero = [](const auto& o) {
  return le(o.epsilon, 1) & gt(o.first.frobenius2, 0) & gt(o.smaller.frobenius2, 0);
};
const auto decreasing = [](const auto& o) { return close_to_zero(o) & lt(o.less, o.epsilon); };
const auto not_zero = [](const auto& o) { return gt(o.epsilon, 0); };

using Remark = Claim<Setting, Observation>;

Remark statement() {
  return {
      .card = {.id = "frei2023/remark-4.1-stable-rank-examples",
               .title = "Stable rank of two diagonal matrices",
               .label = "Remark after Definition 4.1",
               .place = "Section 4",
               .statement = R"(For $W=\mathrm{diag}(\varepsilon,1,\dots,1)\in\mathbb R^{d\times d}$
and $\varepsilon\to0$ the rank is $d$ until $\varepsilon$ is exactly 0, while the stable rank smoothly
decreases from $d$ to $d-1$. For $W=\mathrm{diag}(1,e^{-d},\dots,e^{-d})$ the rank is $d$ and the
stable rank is $1+o_d(1)$.)",
               .reading = R"($\varepsilon\to0$ is read as $\varepsilon\in[0,1]$; above 1 the
stable rank is $1+(d-1)/\varepsilon^2<d$. C1 says $d-1\le\mathsf{StableRank}\le d-1+\varepsilon^2$,
C1 strict that it strictly decreases with $\varepsilon$. Both fail in the degenerate case $d=1$, where the matrix
$(\varepsilon)$ has stable rank 1 for every $\varepsilon>0$ and none at 0. C2 is tested as
$1\le\mathsf{StableRank}\le1+e^{-d}$.)"},
      .hypotheses = {},
      .conclusions = {{"C1", R"($d-1\le\mathsf{StableRank}\le d-1+\varepsilon^2$)",
                       given(close_to_zero),
                       [](const auto& o) {
                         // |W|_F^2 = epsilon^2 + d - 1; less d - 1 on both sides
                         const auto stretched = (o.d - 1) * (o.first.spectral2 - 1);
                         return ge(o.first.first2, stretched) &
                                le(o.first.first2 * (1 - o.first.spectral2), stretched);
                       }},
                      {"C1 strict",
                       R"(the stable rank at $\varepsilon'<\varepsilon$ is strictly smaller)",
                       given(decreasing),
                       [](const auto& o) {
                         // The same d - 1 entries 1 in both: the difference of their shares on the
                         // left
                         const auto &a = o.smaller, &b = o.first;
                         return lt(a.first2 * b.spectral2 + (o.d - 1) * (b.spectral2 - a.spectral2),
                                   b.first2 * a.spectral2);
                       }},
                      {"C1 rank", R"(the rank is $d$ for $\varepsilon>0$)", given(not_zero),
                       [](const auto& o) { return eq(o.first.rank, o.d); }},
                      {"C1 zero", R"(the rank is $d-1$ for $\varepsilon=0$)",
                       given([](const auto& o) { return le(o.epsilon, 0); }),
                       [](const auto& o) { return eq(o.first.rank, o.d - 1); }},
                      {"C2", R"($1\le\mathsf{StableRank}\le1+e^{-d}$, rank $d$)",
                       [](const auto& o) {
                         return ge(o.second.others, 0) &
                                le(o.second.others, o.tail * o.second.spectral2) &
                                eq(o.second.rank, o.d);
                       }}},
      .mutants = {{"down to d - 1 - epsilon", "C1",
                   given([](const auto& o) { return gt(o.epsilon, 0) & ge(o.d, 2); }),
                   [](const auto& o) {
                     return le(o.first.frobenius2, (o.d - 1) * o.first.spectral2);
                   }},
                  {"the rank drops too", "C1 rank", given(not_zero),
                   [](const auto& o) { return le(o.first.rank, o.d - 1); }},
                  {"e^-2d / 2 for e^-d", "C2",
                   [](const auto& o) {
                     return le(2 * o.second.others, square(o.tail) * o.second.spectral2);
                   }}},
      .refuted = {"C1", "C1 strict"}};
}

}  // namespace

AnyClaim remark_4_1_stable_rank_examples() { return statement(); }

AnyClaim remark_4_1_stable_rank_examples_corrected() {
  Remark remark = statement();
  remark.card.id += "_corrected";
  remark.card.corrects = R"($d\ge2$.)";
  remark.hypotheses = {{"d", R"($d\ge2$)", [](const auto& o) { return ge(o.d, 2); }}};
  remark.mutants.push_back(Remark::Wrong::without({"d"}, "C1"));
  remark.refuted.clear();
  return remark;
}

}  // namespace claimcheck::frei2023
