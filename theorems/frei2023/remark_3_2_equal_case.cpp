// frei2023, remark after Theorem 3.2: margin maximisation in predictor space as gamma -> 1.
//
// Reading. With kappa = 1 item 7 of Theorem 3.2 gives 1 <= |z|/|z^*| <= 2/(1 + gamma), and the
// upper bound tends to 1. Tested at every gamma, most often close to 1, after squaring.

#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGramAndWidths {
  static Schema<Setting> schema() { return labelled_gram_and_widths_schema<Setting>(5, 40); }
};

template <class R>
struct Observation : KktSet<R> {
  static constexpr bool exact_in_rationals = true;
  R z2, best;  // |z|^2 and |z^*|^2

  explicit Observation(const Setting& s) : KktSet<R>(s, s.m1, s.m2, 0), z2(0), best(0) {
    if (this->points().empty()) return;
    const KktPoint<R>& w = this->points()[0];
    for (std::size_t i = 0; i < this->samples(); ++i) {
      // m^2 |z|^2 = sum_i (m_1 share_vi + m_2 share_ui) y_i (m_1 z_vi - m_2 z_ui)
      z2 += (s.m1 * w.share(0, i) + s.m2 * w.share(1, i)) *
            (s.y[i] * s.m1 * w.z(0, i) - s.y[i] * s.m2 * w.z(1, i));
    }
    z2 /= square(this->m);
    if (const auto beta = max_margin_multipliers(this->problem)) best = sum(*beta);
  }
};

/// |z| <= p / q |z^*|, squared
template <class O>
auto at_most(const O& o, const ScalarOf<O>& p, const ScalarOf<O>& q) {
  return le(square(q) * o.z2, square(p) * o.best);
}

}  // namespace

AnyClaim remark_3_2_equal_case() {
  using Remark = Claim<Setting, Observation>;
  return Remark{
      .card = {.id = "frei2023/remark-3.2-equal-case",
               .title = "Max-margin predictor in the limit of a linear activation",
               .label = "Remark after Theorem 3.2",
               .place = "Section 3",
               .kind = Kind::existential,
               .statement = R"(If $\kappa=1$ (that is $m_1=m_2$) and $\gamma$ is roughly 1, then
$z$ maximises the margin in predictor space: $\|z\|/\|z^*\|\to1$ as $\gamma\to1$.)",
               .reading = R"(Tested as the bound that item 7 of Theorem 3.2 gives at each $\gamma$,
$1\le\|z\|/\|z^*\|\le\frac2{1+\gamma}\le1+(1-\gamma)$, for $\gamma$ up to $1-2^{-40}$. The distance
to 1 is really of order $1-\gamma$: half of it for orthogonal data.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }},
                     {"H2", R"($\kappa=1$)",
                      [](const auto& o) {
                        return eq(ScalarOf<decltype(o)>(o.problem.m1), o.problem.m2);
                      }}},
      .conclusions = {{"C1", R"($1\le\|z\|/\|z^*\|\le\frac2{1+\gamma}$)",
                       [](const auto& o) { return ge(o.z2, o.best) & at_most(o, 2, 1 + o.gamma); }},
                      {"C1 limit", R"($\|z\|/\|z^*\|-1\le1-\gamma$)",
                       [](const auto& o) { return at_most(o, 2 - o.gamma, 1); }}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.6)) s.gamma = 1 - std::ldexp(1.0, -random.integer(1, 40));
            approach_d3(s, random);
            if (random.chance(0.9)) s.m2 = s.m1;
          },
      .mutants = {{"a third of 1 - gamma", "C1 limit",
                   [](const auto& o) { return at_most(o, 4 - o.gamma, 3); }},
                  {"the square of 1 - gamma", "C1 limit",
                   [](const auto& o) { return at_most(o, 1 + square(1 - o.gamma), 1); }},
                  {"exactly max-margin", "C1", [](const auto& o) { return at_most(o, 1, 1); }},
                  Remark::Wrong::without({"H2"}, "C1 limit")}};
}

}  // namespace claimcheck::frei2023
