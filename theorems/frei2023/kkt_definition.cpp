// frei2023, Appendix A, eq. (5), and eqs. (6)-(7): KKT points of Problem (1).
//
// Reading. All KKT points of small problems, nearly orthogonal or not, with different neurons,
// inactive constraints and kinks. The definition is checked independently of (6)-(7) through
// directional derivatives: 0 in W + sum_i lambda_i d(1 - y_i f)(W) makes, for every direction E,
// <W, E> at most the sum of lambda_i times the largest y_i f'(W; E). Everything times sqrt(m).

#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGramAndWidths {
  Vector<double> direction;  // n: E_j = sum_i direction_i x_i for one neuron
  int moved = 0;             // that neuron, modulo m

  static Schema<Setting> schema() {
    return labelled_gram_and_widths_schema<Setting>(3, 4)
        .vector("direction", &Setting::direction, "n")
        .integer("moved", &Setting::moved, within(0, 4));
  }
};

template <class R>
struct Observation : KktSet<R> {
  static constexpr bool exact_in_rationals = true;
  Vector<R> direction, along;  // E in the basis x_i, and <E, x_i>
  std::size_t moved;

  explicit Observation(const Setting& s)
      : KktSet<R>(s, s.m1, s.m2, 800),
        direction(lift<R>(s.direction)),
        along(this->gram * direction),
        moved(static_cast<std::size_t>(s.moved)) {}

  /// sqrt(m) <w_j, x_k> by (6)-(7)
  R by_formula(const KktPoint<R>& w, std::size_t j, std::size_t k) const {
    R total(0);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      total += w.sign[j] * this->y[i] * w.share(j, i) * this->gram(i, k);
    }
    return total;
  }
};

/// Every row of sign s has the pre-activations that its formula gives.
template <class O, class W>
auto has_formula(const O& o, const W& w, int s) {
  return every(w.rows() * o.samples(), [&](auto k) {
    const std::size_t j = k / o.samples(), i = k % o.samples();
    return w.sign[j] == s ? eq(w.z(j, i), o.by_formula(w, j, i)) : eq(o.m, o.m);
  });
}

/// lambda_i phi' with phi' = 1, gamma or in [gamma, 1] as <w_j, x_i> is positive, negative or zero.
template <class O, class W>
auto slopes_fit(const O& o, const W& w) {
  return every(w.rows() * o.samples(), [&](auto k) {
    const std::size_t j = k / o.samples(), i = k % o.samples();
    const auto most = w.lambda[i], least = o.gamma * w.lambda[i];
    const auto inside = ge(w.share(j, i), least) & le(w.share(j, i), most);
    return inside & either(le(w.z(j, i), 0), ge(w.share(j, i), most)) &
           either(ge(w.z(j, i), 0), le(w.share(j, i), least));
  });
}

/// <W, E> against sum_i lambda_i max over slopes of y_i s_j phi' <E, x_i>, times m, with factor.
template <class O, class W>
auto stationary_in_direction(const O& o, const W& w, const ScalarOf<O>& factor) {
  using R = ScalarOf<O>;
  const std::size_t j = o.moved % w.rows();
  R inner(0), most(0);
  for (std::size_t i = 0; i < o.samples(); ++i) {
    inner += o.direction[i] * w.z(j, i);
    const R slope = w.sign[j] * o.y[i] * o.along[i] * w.lambda[i];
    const R up = slope, down = o.gamma * slope;
    const Truth positive = less(R(0), w.z(j, i)), negative = less(w.z(j, i), R(0));
    most += certainly(positive) ? up : certainly(negative) ? down : max(up, down);
  }
  return le(inner, factor * most);
}

/// Gram matrices far from and close to the border of (D3), nearly parallel points included.
void place_points(Setting& s, Stream& random) {
  if (random.chance(0.4)) return approach_d3(s, random);
  const std::size_t n = s.y.size();
  const Matrix<double> points = random.normal_matrix(n, n);
  const Matrix<double> k = gram(points);
  for (std::size_t i = 0; i < n; ++i) {
    s.squared_norm[i] = k(i, i);
    for (std::size_t j = 0; j < n; ++j) s.inner(i, j) = j < i ? k(i, j) : 0;
  }
}

void place_direction(Setting& s, Stream& random) {
  const int most = s.y.size() == 1 ? 4 : s.y.size() == 2 ? 3 : 2;
  s.m1 = random.integer(1, most - 1);
  s.m2 = random.integer(1, most - s.m1);
  for (double& entry : s.direction) entry = random.normal();
}

/// x_2 longer than x_1 and pulling the same way: its constraint is inactive.
Setting inactive() {
  Setting s;
  s.squared_norm = {1, 9};
  s.inner = Matrix<double>(2, 2);
  s.inner(1, 0) = 2;
  s.y = {1, 1};
  s.direction = {1, -1};
  return s;
}

}  // namespace

AnyClaim kkt_definition() {
  using Definition = Claim<Setting, Observation>;
  // f(o, w) at every KKT point w
  const auto at_points = [](auto f) {
    return
        [f](const auto& o) { return every_kkt_point(o, [&](const auto& w) { return f(o, w); }); };
  };
  return Definition{
      .card = {.id = "frei2023/kkt-definition",
               .title = "KKT points of the max-margin problem",
               .label = "Appendix A, equations (5)-(7)",
               .place = "Appendix A and B",
               .statement = R"(If $W$ is a KKT point of Problem (1) in the sense of Clarke, there
are $\lambda_i\ge0$ with $v_j=\frac1{\sqrt m}\sum_i\lambda_iy_i\phi'_{i,v_j}x_i$,
$u_j=\frac1{\sqrt m}\sum_i\lambda_i(-y_i)\phi'_{i,u_j}x_i$, where $\phi'_{i,w}$ is $1$, $\gamma$ or in
$[\gamma,1]$ as $w^\top x_i$ is positive, negative or zero, and $\lambda_i=0$ whenever
$y_if(x_i;W)\ne1$.)",
               .reading = R"(KKT points are found by enumerating active sets and activation patterns
with kinks, at most 800 linear systems, for independent points that need not be nearly orthogonal. The
definition (stationarity with Clarke subdifferentials) is checked through directional derivatives in
arbitrary directions of one neuron.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }}},
      .conclusions =
          {{"(i)", R"(stationarity: $\langle W,E\rangle\le\sum_i\lambda_i\max_{\phi'}y_i
\langle\nabla f(x_i;W),E\rangle$ for every $E$)",
            at_points(
                [](const auto& o, const auto& w) { return stationary_in_direction(o, w, 1); })},
           {"C1", R"($v_j=\frac1{\sqrt m}\sum_i\lambda_iy_i\phi'_{i,v_j}x_i$)",
            at_points([](const auto& o, const auto& w) { return has_formula(o, w, 1); })},
           {"C2", R"($u_j=\frac1{\sqrt m}\sum_i\lambda_i(-y_i)\phi'_{i,u_j}x_i$)",
            at_points([](const auto& o, const auto& w) { return has_formula(o, w, -1); })},
           {"C3", R"($\phi'_{i,w}$ is a subgradient of $\phi$ at $w^\top x_i$)",
            at_points([](const auto& o, const auto& w) { return slopes_fit(o, w); })},
           {"C4", R"($\lambda_i\ge0$, $y_if(x_i;W)\ge1$, $\lambda_i(y_if(x_i;W)-1)=0$)",
            at_points([](const auto& o, const auto& w) {
              return every(o.samples(), [&](auto i) {
                return ge(w.lambda[i], 0) & ge(w.margin[i], 1) &
                       eq(w.lambda[i] * w.margin[i], w.lambda[i]);
              });
            })}},
      .prepare =
          [](Setting& s, Stream& random) {
            place_points(s, random);
            if (random.chance(0.8)) place_direction(s, random);
          },
      .tight = {inactive()},
      .mutants = {{"all constraints are active", "C4", at_points([](const auto& o, const auto& w) {
                     return every(o.samples(), [&](auto i) { return eq(w.margin[i], 1); });
                   })},
                  {"slope 1 on the negative side", "C3",
                   at_points([](const auto& o, const auto& w) {
                     return every(w.rows() * o.samples(), [&](auto k) {
                       return ge(w.share(k / o.samples(), k % o.samples()),
                                 w.lambda[k % o.samples()]);
                     });
                   })},
                  {"one per cent less in (i)", "(i)", at_points([](const auto& o, const auto& w) {
                     return stationary_in_direction(o, w, ScalarOf<decltype(o)>(99) / 100);
                   })},
                  {"only gamma or 1", "C3", at_points([](const auto& o, const auto& w) {
                     return every(w.rows() * o.samples(), [&](auto k) {
                       const std::size_t j = k / o.samples(), i = k % o.samples();
                       return either(ge(w.share(j, i), w.lambda[i]),
                                     le(w.share(j, i), o.gamma * w.lambda[i]));
                     });
                   })}},
      .cost = 4};
}

}  // namespace claimcheck::frei2023
