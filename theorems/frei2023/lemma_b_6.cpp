// frei2023, Lemma B.6: Problem (1) has one KKT point, and it is the unique global optimum.
//
// Reading. C1 by enumeration of all activation patterns, exact. C2 for every KKT point against all
// others and against rivals: any weights in the span of the data, divided by their least margin. A
// part outside the span changes no margin and adds to the norm.

#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : LabelledGram {
  std::vector<int> sign;  // m output signs
  Matrix<double> D;       // m x n: the rival is the optimum plus D, in the basis x_i

  int width(int s) const { return static_cast<int>(std::count(sign.begin(), sign.end(), s)); }

  static Schema<Setting> schema() {
    return labelled_gram_schema<Setting>(4)
        .axis("m", 2, 5)
        .signs("sign", &Setting::sign, "m")
        .matrix("D", &Setting::D, "m", "n");
  }
};

template <class R>
struct Observation : KktSet<R> {
  static constexpr bool exact_in_rationals = true;
  R rival;         // m |W'|_F^2
  R rival_margin;  // min_i m y_i f(x_i; W'), weights times sqrt(m)
  R distance;      // m |W'/margin - W|_F^2 with the margin above over m

  explicit Observation(const Setting& s)
      : KktSet<R>(s, s.width(1), s.width(-1), 60000), rival(0), rival_margin(0), distance(0) {
    const auto best = aligned_point(this->problem);
    if (!best) return;
    Matrix<R> W = lift<R>(s.D);
    Vector<R> f(this->samples(), R(0));
    Matrix<R> target = W;
    for (std::size_t j = 0; j < W.rows(); ++j) {
      for (std::size_t i = 0; i < W.cols(); ++i) {
        target(j, i) = s.sign[j] * s.y[i] * best->share(s.sign[j] == 1 ? 0 : 1, i);
        W(j, i) += target(j, i);
      }
      const Vector<R> z = this->gram * Vector<R>(W.row(j).begin(), W.row(j).end());
      rival += dot(W.row(j), z);
      for (std::size_t i = 0; i < W.cols(); ++i) {
        f[i] += s.y[i] * s.sign[j] * leaky_relu(this->gamma, z[i]);
      }
    }
    rival_margin = min_entry(f);
    if (certainly(less(R(0), rival_margin))) distance = squared_norm_in_span_of(W, target);
  }

  /// m |W|_F^2
  R norm(const KktPoint<R>& w) const { return this->m * squared_weight_norm(this->problem, w); }
  /// |W'|^2 m^2 / margin^2 against factor |W|^2
  Relation<R> beaten_by(const KktPoint<R>& w, const R& factor) const {
    return gt(rival * square(this->m), factor * norm(w) * square(rival_margin));
  }

 private:
  R squared_norm_in_span_of(Matrix<R> W, const Matrix<R>& target) const {
    R total(0);
    for (R& entry : W.entries()) entry *= this->m / rival_margin;
    for (std::size_t k = 0; k < W.entries().size(); ++k) W.entries()[k] -= target.entries()[k];
    for (std::size_t j = 0; j < W.rows(); ++j) {
      total += dot(W.row(j), this->gram * Vector<R>(W.row(j).begin(), W.row(j).end()));
    }
    return total;
  }
};

const auto complete = [](const auto& o) { return fact<ScalarOf<decltype(o)>>(truth(o.complete)); };
const auto other_rival = [](const auto& o) { return gt(o.rival_margin, 0) & gt(o.distance, 0); };

/// Small or large perturbations; often few neurons when there are many samples.
void place_rival(Setting& s, Stream& random) {
  const std::size_t most = s.y.size() == 1 ? 5 : s.y.size() <= 2 ? 3 : 2;
  if (s.sign.size() > most && random.chance(0.7)) {
    s.sign.resize(most);
    s.D = Matrix<double>(most, s.y.size());
  }
  if (s.width(1) == 0) s.sign[0] = 1;
  if (s.width(-1) == 0) s.sign[0] = -1;
  if (random.chance(0.3)) return;
  const double scale = std::ldexp(1 / Data<double>(s).R2_max, -random.integer(-2, 25));
  for (double& entry : s.D.entries()) entry = random.chance(0.8) ? scale * random.normal() : 0;
}

/// On the border of (D3), with as many neurons as can be enumerated.
Setting border(std::size_t n, std::vector<int> sign) {
  Setting s;
  static_cast<LabelledGram&>(s) = border_of_d3(n, 0.5, SignPattern::anti_labels);
  s.D = Matrix<double>(sign.size(), n);
  s.D(0, 0) = 0x1p-10;
  s.sign = std::move(sign);
  return s;
}

/// Far outside H1: five KKT points.
Setting far_outside() {
  Setting s;
  static_cast<LabelledGram&>(s) = far_from_d3(false);
  s.sign = {1, -1, -1};
  s.D = Matrix<double>(3, 2);
  return s;
}

}  // namespace

AnyClaim lemma_b_6() {
  using Lemma = Claim<Setting, Observation>;
  return Lemma{
      .card = {.id = "frei2023/lemma-b.6",
               .title = "One KKT point, the unique global optimum",
               .label = "Lemma B.6",
               .place = "Appendix B",
               .statement = R"(Under the assumption of Theorem 3.2, Problem (1) has exactly one KKT
point $W$, and $W$ is its unique global optimum.)",
               .reading = R"(C1: all activation patterns, active sets and kinks are enumerated, at
most 60000 linear systems ($m=2$ with $n\le4$, $m=3$ with $n\le3$, $m\le5$ with $n\le2$). C2: every
$W'\ne W$ with positive margins, divided by its least margin, has a larger norm; $W'$ is the optimum
plus a perturbation, small or large. That the KKT conditions are necessary at an optimum is quoted
from Lyu and Li and not tested separately.)"},
      .hypotheses = {{"points", "the inner products are those of independent points",
                      [](const auto& o) { return points_exist(o); }},
                     {"widths", R"($m_1,m_2\ge1$)",
                      [](const auto& o) {
                        using R = ScalarOf<decltype(o)>;
                        return ge(R(o.problem.m1), 1) & ge(R(o.problem.m2), 1);
                      }},
                     {"H1", R"($R_{\min}^2\ge3\gamma^{-3}R^2np$)",
                      [](const auto& o) { return satisfies_d3(o); }}},
      .conclusions = {{"C1", "exactly one KKT point", given(complete),
                       [](const auto& o) { return has_one_kkt_point(o); }},
                      {"C2", R"($\|W'\|_F\ge\|W\|_F$ for feasible $W'$, other KKT points included)",
                       [](const auto& o) {
                         using R = ScalarOf<decltype(o)>;
                         return every_kkt_point(o, [&](const auto& w) {
                           const R bound = o.norm(w) * square(o.rival_margin);
                           return either(Judgement<R>(le(o.rival_margin, 0)),
                                         Judgement<R>(ge(o.rival * square(o.m), bound))) &
                                  every_kkt_point(o, [&](const auto& other) {
                                    return le(o.norm(w), o.norm(other));
                                  });
                         });
                       }},
                      {"C2 strict", R"($\|W'\|_F>\|W\|_F$ for feasible $W'\ne W$)",
                       given(other_rival),
                       [](const auto& o) {
                         return every_kkt_point(o, [&](const auto& w) {
                           return o.beaten_by(w, ScalarOf<decltype(o)>(1));
                         });
                       }}},
      .prepare =
          [](Setting& s, Stream& random) {
            approach_d3(s, random);
            place_rival(s, random);
          },
      .tight = {far_outside(), border(4, {1, -1}), border(3, {1, -1, 1}),
                border(2, {1, 1, -1, -1, -1})},
      .mutants = {Lemma::Wrong::without({"H1"}, "C1"),
                  Lemma::Wrong::without({"H1"}, "C2"),
                  {"every feasible point is a per mille larger", "C2 strict", given(other_rival),
                   [](const auto& o) {
                     using R = ScalarOf<decltype(o)>;
                     return every_kkt_point(
                         o, [&](const auto& w) { return o.beaten_by(w, R(1001) / 1000); });
                   }},
                  {"no KKT point", "C1", given(complete),
                   [](const auto& o) {
                     using R = ScalarOf<decltype(o)>;
                     return fact<R>(truth(o.points().empty()));
                   }}},
      .cost = 5};
}

}  // namespace claimcheck::frei2023
