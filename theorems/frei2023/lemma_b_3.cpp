// frei2023, Lemma B.3: every margin of a KKT point is one.
//
// Reading. On all KKT points, found by enumeration, when few enough; otherwise on the KKT point of
// Theorem 3.2, whose active set is everything by construction. C1 is exact in rationals.

#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGramAndWidths {
  static Schema<Setting> schema() { return labelled_gram_and_widths_schema<Setting>(4, 9); }
};

template <class R>
struct Observation : KktSet<R> {
  static constexpr bool exact_in_rationals = true;

  explicit Observation(const Setting& s) : KktSet<R>(s, s.m1, s.m2, affordable_systems) {}
};

}  // namespace

AnyClaim lemma_b_3() {
  using Lemma = Claim<Setting, Observation>;
  return Lemma{
      .card = {.id = "frei2023/lemma-b.3",
               .title = "All margins equal one",
               .label = "Lemma B.3",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, every KKT point $W$ of
Problem (1) satisfies $y_if(x_i;W)=1$ for all $i\in I$.)",
               .reading = R"(All KKT points are enumerated when that takes at most 1001 linear
systems ($m=2$ with $n\le3$, $m=3$ with $n\le2$, $m\le6$ with $n=1$). For larger sizes the KKT point of Theorem 3.2 is
solved for, and its margins are recomputed from the network.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions = {{"C1", R"($y_if(x_i;W)=1$ for all $i$)",
                       [](const auto& o) {
                         return every_kkt_point(o, [&](const auto& w) {
                           return every(o.samples(), [&](auto i) { return eq(w.margin[i], 1); });
                         });
                       }}},
      .prepare = [](Setting& s, Stream& random) { approach_d3_with_widths(s, 9, random); },
      .tight = {[] {  // far outside H1, where a constraint is inactive
        Setting s;
        static_cast<LabelledGram&>(s) = far_from_d3(true);
        return s;
      }()},
      .mutants = {Lemma::Wrong::without({"H1"}, "C1"),
                  {"some margin is larger", "C1",
                   [](const auto& o) {
                     return every_kkt_point(
                         o, [&](const auto& w) { return gt(max_entry(w.margin), 1); });
                   }},
                  {"the normalisation 1/m for 1/sqrt(m) twice", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return every(o.samples(), [&](auto i) { return eq(w.margin[i] * 2, o.m); });
                     });
                   }}},
      .cost = 2};
}

}  // namespace claimcheck::frei2023
