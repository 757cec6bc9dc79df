// frei2023, Lemma B.5: (v, u) is the unique global optimum of Problem (3).
//
// Reading. Everything is multiplied by sqrt(m) and exact in rationals. The KKT points are compared
// with the solution of Problem (3) itself, by the equations of a quadratic program. A rival is the
// optimum plus a perturbation in the span of the data, divided by its least constraint value, so
// that every rival is feasible. A part outside the span changes no constraint and adds to the norm.

#include "core/optimisation/aligned_program.hpp"
#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGramAndWidths {
  Vector<double> dv, du;  // n, perturbations of sqrt(m) v and sqrt(m) u in the basis x_i

  static Schema<Setting> schema() {
    return labelled_gram_and_widths_schema<Setting>(4, 40)
        .vector("dv", &Setting::dv, "n")
        .vector("du", &Setting::du, "n");
  }
};

/// sqrt(m) (v, u) = (sum v_i x_i, sum u_i x_i) with inner products against the data.
template <Scalar R>
struct Pair {
  Vector<R> v, u, vx, ux;

  Pair(const Matrix<R>& gram, Vector<R> v_, Vector<R> u_)
      : v(std::move(v_)), u(std::move(u_)), vx(gram * v), ux(gram * u) {}

  /// m1 |sqrt(m) v|^2 + m2 |sqrt(m) u|^2, which is 2m times the objective.
  R objective(const MarginProblem<R>& problem) const {
    return problem.m1 * dot(v, vx) + problem.m2 * dot(u, ux);
  }
  /// The left-hand side of the constraint of sample i in Problem (3).
  R constraint(const MarginProblem<R>& problem, std::size_t i) const {
    const R first = problem.m1 * vx[i] / problem.m(), second = problem.m2 * ux[i] / problem.m();
    return problem.y[i] == 1 ? first - problem.gamma * second : second - problem.gamma * first;
  }
};

template <class R>
struct Observation : KktSet<R> {
  static constexpr bool exact_in_rationals = true;
  Vector<R> dv, du;
  ActiveSetSolution<R> solution;  // of Problem (3): sqrt(m) v, then sqrt(m) u, and mu

  explicit Observation(const Setting& s)
      : KktSet<R>(s, s.m1, s.m2, affordable_systems), dv(lift<R>(s.dv)), du(lift<R>(s.du)) {
    if (!this->points().empty()) solution = solve_aligned_program(this->problem);
  }

  /// (v, u) of a KKT point whose neurons coincide.
  Pair<R> pair(const KktPoint<R>& w) const { return perturbed(w, R(0)); }
  /// (v, u) plus the perturbation.
  Pair<R> perturbed(const KktPoint<R>& w, const R& factor = R(1)) const {
    const std::size_t last = w.rows() - 1;
    Vector<R> v, u;
    for (std::size_t i = 0; i < this->samples(); ++i) {
      v.push_back(this->y[i] * w.share(0, i) + factor * dv[i]);
      u.push_back(-this->y[i] * w.share(last, i) + factor * du[i]);
    }
    return {this->gram, std::move(v), std::move(u)};
  }
  /// The perturbed pair, scaled to least constraint value 1; (v, u) itself if that is impossible.
  Pair<R> rival(const KktPoint<R>& w) const {
    Pair<R> out = perturbed(w);
    R least = out.constraint(this->problem, 0);
    for (std::size_t i = 1; i < this->samples(); ++i) {
      least = min(least, out.constraint(this->problem, i));
    }
    if (!certainly(less(R(0), least))) return pair(w);
    for (Vector<R>* part : {&out.v, &out.u, &out.vx, &out.ux}) {
      for (R& entry : *part) entry /= least;
    }
    return out;
  }
  /// m1 |v - v'|^2 + m2 |u - u'|^2, times m
  R distance(const Pair<R>& a, const Pair<R>& b) const {
    Vector<R> v = a.v, u = a.u;
    for (std::size_t i = 0; i < v.size(); ++i) {
      v[i] -= b.v[i];
      u[i] -= b.u[i];
    }
    return Pair<R>(this->gram, std::move(v), std::move(u)).objective(this->problem);
  }
};

/// Rivals close to the optimum and far from it; kept feasible after scaling where possible.
void place_rival(Setting& s, Stream& random) {
  const double unit = 1 / Data<double>(s).R2_max;
  const double scale = unit * std::ldexp(1.0, -random.integer(0, 30));
  for (double& entry : s.dv) entry = scale * random.normal();
  for (double& entry : s.du) entry = scale * random.normal();
}

/// sum_{y_i = s} lambda_i <x_i, x_k> - gamma sum_{y_i != s} lambda_i <x_i, x_k>
template <class O, class W>
auto stationary_value(const O& o, const W& w, int s, std::size_t k) {
  ScalarOf<O> total(0);
  for (std::size_t i = 0; i < o.samples(); ++i) {
    const auto term = w.lambda[i] * o.gram(i, k);
    total += o.y[i] == s ? term : -o.gamma * term;
  }
  return total;
}

}  // namespace

AnyClaim lemma_b_5() {
  using Lemma = Claim<Setting, Observation>;
  const auto at_active_label = [](int label) {
    return [label](const auto& o) {
      return every_kkt_point(o, [&](const auto& w) {
        const auto pair = o.pair(w);
        return every(o.samples(), [&](auto i) {
          return o.y[i] == label ? eq(pair.constraint(o.problem, i), 1) : eq(o.m, o.m);
        });
      });
    };
  };
  return Lemma{
      .card = {.id = "frei2023/lemma-b.5",
               .title = "(v, u) is the unique optimum of Problem (3)",
               .label = "Lemma B.5",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, for every KKT point of
Problem (1) the pair $v,u$ is the unique global optimum of Problem (3).)",
               .reading = R"(C1 is tested in the strong form that strict convexity gives: for every
feasible $(v',u')$ the objective $\frac{m_1}2\|v'\|^2+\frac{m_2}2\|u'\|^2$ exceeds that of $(v,u)$ by
at least $\frac{m_1}2\|v'-v\|^2+\frac{m_2}2\|u'-u\|^2$. The certificate of S4 is also tested as
equality of the primal and the dual objective $\frac12\sum_i\lambda_i$.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions =
          {{"C1", R"($\frac{m_1}2\|v'\|^2+\frac{m_2}2\|u'\|^2\ge\frac{m_1}2\|v\|^2+
\frac{m_2}2\|u\|^2+\frac{m_1}2\|v'-v\|^2+\frac{m_2}2\|u'-u\|^2$ for feasible $(v',u')$)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) {
                const auto best = o.pair(w), rival = o.rival(w);
                return ge(rival.objective(o.problem),
                          best.objective(o.problem) + o.distance(rival, best));
              });
            }},
           {"C1 solved",
            R"(the solution of Problem (3), solved for in $v$, $u$ and $\mu$, is $(v,u)$)",
            [](const auto& o) {
              using R = ScalarOf<decltype(o)>;
              return every_kkt_point(o, [&](const auto& w) {
                const auto pair = o.pair(w);
                Judgement<R> same = o.solution.is_optimal;
                for (std::size_t i = 0; i < o.samples(); ++i) {
                  same &= eq(o.solution.x[i], pair.v[i]) &
                          eq(o.solution.x[o.samples() + i], pair.u[i]) &
                          eq(o.solution.y[i], w.lambda[i]);
                }
                return same;
              });
            }},
           {"S1", R"(the objective is strictly convex: below its mean at the midpoint)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) {
                const auto best = o.pair(w), other = o.perturbed(w);
                const auto middle = o.perturbed(w, ScalarOf<decltype(o)>(1) / 2);
                using R = ScalarOf<decltype(o)>;
                return either(
                    Judgement<R>(le(o.distance(best, other), 0)),
                    Judgement<R>(lt(2 * middle.objective(o.problem),
                                    best.objective(o.problem) + other.objective(o.problem))));
              });
            }},
           {"S2",
            R"($1=\frac{m_1}{\sqrt m}v^\top x_i-\gamma\frac{m_2}{\sqrt m}u^\top x_i$ on $I_+$)",
            at_active_label(1)},
           {"S3",
            R"($-1=\gamma\frac{m_1}{\sqrt m}v^\top x_i-\frac{m_2}{\sqrt m}u^\top x_i$ on $I_-$)",
            at_active_label(-1)},
           {"S4", R"(stationarity with $\mu_i=\lambda_i\ge0$; the duality gap is zero)",
            [](const auto& o) {
              return every_kkt_point(o, [&](const auto& w) {
                const auto pair = o.pair(w);
                return every(o.samples(),
                             [&](auto k) {
                               return eq(pair.vx[k], stationary_value(o, w, 1, k)) &
                                      eq(pair.ux[k], stationary_value(o, w, -1, k)) &
                                      ge(w.lambda[k], 0);
                             }) &
                       eq(pair.objective(o.problem), o.m * sum(w.lambda));
              });
            }}},
      .prepare =
          [](Setting& s, Stream& random) {
            approach_d3_with_widths(s, 40, random);
            if (random.chance(0.7)) place_rival(s, random);
          },
      .mutants = {{"a larger gap than strong convexity gives", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       const auto best = o.pair(w), rival = o.rival(w);
                       return ge(100 * rival.objective(o.problem),
                                 100 * best.objective(o.problem) + 105 * o.distance(rival, best));
                     });
                   }},
                  {"the multipliers of v are those of u", "C1 solved",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto&) {
                       return every(o.samples(), [&](auto i) {
                         return eq(o.solution.x[i], -o.solution.x[o.samples() + i]);
                       });
                     });
                   }},
                  {"gamma missing in stationarity", "S4",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       return le(o.pair(w).objective(o.problem) * 101, o.m * sum(w.lambda) * 100);
                     });
                   }},
                  {"every constraint with the same factor", "S2",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       const auto pair = o.pair(w);
                       return every(o.samples(), [&](auto i) {
                         return eq(o.y[i] * (o.problem.m1 * pair.vx[i] - o.problem.m2 * pair.ux[i]),
                                   o.m);
                       });
                     });
                   }},
                  {"the optimum of equal widths", "C1",
                   [](const auto& o) {
                     return every_kkt_point(o, [&](const auto& w) {
                       const auto best = o.pair(w), rival = o.rival(w);
                       return ge(dot(rival.v, rival.vx) + dot(rival.u, rival.ux),
                                 dot(best.v, best.vx) + dot(best.u, best.ux));
                     });
                   }}},
      .cost = 3};
}

}  // namespace claimcheck::frei2023
