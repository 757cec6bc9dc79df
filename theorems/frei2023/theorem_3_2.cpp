// frei2023, Theorem 3.2: structure of all KKT points for nearly orthogonal data.
//
// Reading. The seven items on KKT points: all of them when few enough to be enumerated, otherwise
// the one that the theorem describes. Everything is multiplied by sqrt(m), and item 7 is compared
// after squaring and isolating kappa, so that all items are exact in rationals. The proof steps are
// Lemmas B.1-B.9; enumeration of larger cases and unequal rivals are in Lemma B.6, tightness of the
// factor in item 7 in Lemma B.9, the example of item 7 in Lemma B.8.

#include "theorems/frei2023/kkt_items.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGramAndWidths {
  Vector<double> b, c;  // n, two points of the span: sum b_i x_i and sum c_i x_i

  static Schema<Setting> schema() {
    return labelled_gram_and_widths_schema<Setting>(8, 40)
        .vector("b", &Setting::b, "n")
        .vector("c", &Setting::c, "n");
  }
};

template <class R>
struct Observation : KktItems<R> {
  static constexpr bool exact_in_rationals = true;
  Vector<R> b, c;
  R kappa2;  // min(m_1, m_2) / max(m_1, m_2)
  R best;    // |z^*|^2; z^* has all constraints active (Lemma B.9)

  explicit Observation(const Setting& s)
      : KktItems<R>(s, s.m1, s.m2, affordable_systems),
        b(lift<R>(s.b)),
        c(lift<R>(s.c)),
        kappa2(R(std::min(s.m1, s.m2)) / R(std::max(s.m1, s.m2))),
        best(0) {
    if (const auto beta = max_margin_multipliers(this->problem)) best = sum(*beta);
  }

  /// (v.b)(u.c) - (v.c)(u.b), times m: v.x, u.x of (v.b)c - (v.c)b are 0 and this, and so on.
  R area(const KktPoint<R>& w) const {
    const InSpan<R> v = this->neuron(w, 1), u = this->neuron(w, -1);
    return dot(b, v.inner) * dot(c, u.inner) - dot(c, v.inner) * dot(b, u.inner);
  }
};

/// Item 6 at the two points, at combinations of them that are orthogonal to v, u or z, and at 0.
template <class O, class W>
auto linear_boundary(const O& o, const W& w) {
  using R = ScalarOf<O>;
  const auto v = o.neuron(w, 1), u = o.neuron(w, -1);
  const R area = o.area(w), zero(0);
  return boundary_at(o, dot(o.b, v.inner), dot(o.b, u.inner)) &
         boundary_at(o, dot(o.c, v.inner), dot(o.c, u.inner)) & boundary_at(o, zero, area) &
         boundary_at(o, area, zero) & boundary_at(o, zero, zero) &
         boundary_at(o, R(o.problem.m2 * area), R(o.problem.m1 * area));
}

/// Item 4 against the weights v + sum b_i x_i, u + sum c_i x_i, scaled to least margin 1:
/// |W'|^2 >= factor |W|^2.
template <class O, class W>
auto beats_the_rival(const O& o, const W& w, const ScalarOf<O>& factor) {
  using R = ScalarOf<O>;
  auto v = o.neuron(w, 1), u = o.neuron(w, -1);
  const auto db = o.gram * o.b, dc = o.gram * o.c;
  R least(0), norm(0);
  for (std::size_t i = 0; i < o.samples(); ++i) {
    v.coefficient[i] += o.b[i];
    u.coefficient[i] += o.c[i];
    v.inner[i] += db[i];
    u.inner[i] += dc[i];
    const R margin = o.y[i] * o.output(v.inner[i], u.inner[i]);
    least = i == 0 ? margin : min(least, margin);
  }
  norm = o.problem.m1 * v.squared_norm() + o.problem.m2 * u.squared_norm();  // m |W'|^2
  return either(Judgement<R>(le(least, 0)),
                Judgement<R>(ge(norm * square(o.m), factor * sum(w.lambda) * o.m * square(least))));
}

/// Item 7 with factor c^2 for 4: (kappa + gamma)^2 |z|^2 <= 4 |z^*|^2, that is
/// 2 gamma kappa |z|^2 <= 4 |z^*|^2 - (kappa^2 + gamma^2) |z|^2.
template <class O, class W>
auto nearly_max_margin(const O& o, const W& w, const ScalarOf<O>& factor) {
  const auto z = o.m_times_z(w);
  const auto z2 = z.squared_norm() / square(o.m);
  const auto rest = factor * o.best - (o.kappa2 + square(o.gamma)) * z2;
  return every(o.samples(), [&](auto i) { return ge(o.y[i] * z.inner[i], o.m); }) & ge(rest, 0) &
         le(4 * square(o.gamma * z2) * o.kappa2, square(rest));
}

void place_probes(Setting& s, Stream& random) {
  const double unit = 1 / Data<double>(s).R2_max;
  const double scale = unit * std::ldexp(1.0, -random.integer(0, 30));
  for (double& entry : s.b) entry = random.chance(0.8) ? scale * random.normal() : 0;
  for (double& entry : s.c) entry = random.chance(0.8) ? scale * random.normal() : 0;
}

/// Far outside (D3), where a constraint is inactive or a neuron is at a kink.
Setting far_outside(bool same_side) {
  Setting s;
  static_cast<LabelledGram&>(s) = far_from_d3(same_side);
  s.b = s.c = {0, 0};
  return s;
}

/// gamma close to 1, equal labels, on the border of (D3).
Setting border(std::size_t n, SignPattern pattern) {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(n, 1 - 0x1p-10, pattern);
  s.y.assign(n, 1);
  s.b = s.c = Vector<double>(n, 1.0);
  s.c[0] = -1;
  return s;
}

}  // namespace

AnyClaim theorem_3_2() {
  using Theorem = Claim<Setting, Observation>;
  // f(o, w) at every KKT point w
  const auto at_points = [](auto f) {
    return
        [f](const auto& o) { return every_kkt_point(o, [&](const auto& w) { return f(o, w); }); };
  };
  return Theorem{
      .card = {.id = "frei2023/theorem-3.2",
               .title = "KKT points for nearly orthogonal data",
               .label = "Theorem 3.2",
               .place = "Section 3",
               .statement =
                   R"(Let $R_{\min}^2\ge3\gamma^{-3}R^2n\max_{i\ne j}|\langle x_i,x_j\rangle|$
and let $W$ be a KKT point of Problem (1) for the network (2). Then (1) all margins are one; (2) all
positive neurons equal some $v$ and all negative ones some $u$; (3) $v=\frac1{\sqrt m}\sum_{I_+}
\lambda_ix_i-\frac\gamma{\sqrt m}\sum_{I_-}\lambda_ix_i$, $u=\frac1{\sqrt m}\sum_{I_-}\lambda_ix_i-
\frac\gamma{\sqrt m}\sum_{I_+}\lambda_ix_i$ with $\lambda_i\in\left(\frac1{2R_{\max}^2},
\frac3{2\gamma^2R_{\min}^2}\right)$, $y_iv^\top x_i>0$, $y_iu^\top x_i<0$; (4) $W$ is the unique
global optimum of Problem (1); (5) $(v,u)$ is the global optimum of Problem (3); (6) with
$z=\frac{m_1}{\sqrt m}v-\frac{m_2}{\sqrt m}u$, $\mathrm{sign}f(x;W)=\mathrm{sign}(z^\top x)$ for all
$x$; (7) $y_iz^\top x_i\ge1$ and $\|z\|\le\frac2{\kappa+\gamma}\|z^*\|$.)",
               .reading =
                   R"(Two minus signs that the text lost are restored from Lemma B.4. Data are
given by their Gram matrix. All KKT points are enumerated when that takes at most 1001 linear systems,
otherwise the KKT point that the theorem describes is solved for; widths up to 40. C4: against
perturbed weights, scaled to be feasible, and as uniqueness among the enumerated points. C6: at points
of the span, at combinations exactly orthogonal to $v$, $u$ or $z$, and at 0, with
$\mathrm{sign}(0)=-1$. C7: squared.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"H2", "there is a KKT point, and one only where all are enumerated",
            [](const auto& o) { return has_one_kkt_point(o); }},
           {"C1", R"($y_if(x_i;W)=1$)", at_points([](const auto& o, const auto& w) {
              return every(o.samples(), [&](auto i) { return eq(w.margin[i], 1); });
            })},
           {"C2", R"($v_1=\dots=v_{m_1}$, $u_1=\dots=u_{m_2}$)",
            at_points([](const auto& o, const auto& w) { return identical_neurons(o, w); })},
           {"C3", R"(the formulas for $v$, $u$, the open interval for $\lambda_i$, the signs)",
            at_points([](const auto& o, const auto& w) { return formula_bounds_and_signs(o, w); })},
           {"C4", R"($\|W'\|_F\ge\|W\|_F$ for feasible $W'$)",
            at_points([](const auto& o, const auto& w) { return beats_the_rival(o, w, 1); })},
           {"C5", R"($(v,u)$ solves Problem (3))",
            at_points([](const auto& o, const auto& w) { return solves_problem_3(o, w); })},
           {"C6", R"($\mathrm{sign}f(x;W)=\mathrm{sign}(z^\top x)$)",
            at_points([](const auto& o, const auto& w) { return linear_boundary(o, w); })},
           {"C7", R"($y_iz^\top x_i\ge1$, $\|z\|\le\frac2{\kappa+\gamma}\|z^*\|$)",
            at_points([](const auto& o, const auto& w) { return nearly_max_margin(o, w, 4); })}},
      .prepare =
          [](Setting& s, Stream& random) {
            approach_d3_with_widths(s, 40, random);
            if (random.chance(0.7)) place_probes(s, random);
          },
      .tight = {border(1, SignPattern::none), border(8, SignPattern::star), far_outside(true),
                far_outside(false)},
      .mutants =
          {{"positive and negative neurons are opposite", "C2",
            at_points([](const auto& o, const auto& w) {
              return every(o.samples(),
                           [&](auto i) { return eq(w.share(0, i), w.share(w.rows() - 1, i)); });
            })},
           {"one per cent more than the optimum", "C4", at_points([](const auto& o, const auto& w) {
              return beats_the_rival(o, w, ScalarOf<decltype(o)>(101) / 100);
            })},
           {"gamma on the wrong side", "C5", at_points([](const auto& o, const auto& w) {
              const auto v = o.neuron(w, 1), u = o.neuron(w, -1);
              return every(o.samples(), [&](auto i) {
                const auto first = o.problem.m1 * v.inner[i];
                const auto second = o.problem.m2 * u.inner[i];
                return eq(o.y[i] * (o.gamma * first - second), o.m);
              });
            })},
           {"multipliers above 2/3", "C3", at_points([](const auto& o, const auto& w) {
              return every(o.samples(), [&](auto i) { return gt(3 * o.R2_max * w.lambda[i], 2); });
            })},
           {"without the widths in z", "C6", at_points([](const auto& o, const auto& w) {
              using R = ScalarOf<decltype(o)>;
              const R area = o.area(w), wrong = (o.problem.m2 - o.problem.m1) * area;
              const R vx = o.problem.m2 * area, ux = o.problem.m1 * area;
              return same_sign(o.output(vx, ux), wrong) &
                     same_sign(o.output(R(-vx), R(-ux)), R(-wrong));
            })},
           {"factor 1.98 / (kappa + gamma)", "C7", at_points([](const auto& o, const auto& w) {
              return nearly_max_margin(o, w, ScalarOf<decltype(o)>(39204) / 10000);
            })},
           {"margins of z at least 1.01", "C7", at_points([](const auto& o, const auto& w) {
              const auto z = o.m_times_z(w);
              return every(o.samples(),
                           [&](auto i) { return ge(100 * o.y[i] * z.inner[i], 101 * o.m); });
            })},
           {"one constraint slack", "C1", at_points([](const auto& o, const auto& w) {
              return lt(min_entry(w.margin), 1) & gt(o.m, 0);
            })},
           Theorem::Wrong::without({"H1"}, "C3")},
      .cost = 3};
}

}  // namespace claimcheck::frei2023
