// frei2023, Lemma B.8: the vector z may not be a max-margin predictor. The explicit example.
//
// Reading. Only inner products of the three points enter: |x_i| = 1, <x_1, x_2> = -epsilon, others
// zero. v and u are multiplied by sqrt(m), m = 2m'. Exact in rationals for every epsilon and m'.

#include "theorems/frei2023/kkt_set.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  double epsilon;
  int half_width;  // m' = m_1 = m_2

  static Schema<Setting> schema() {
    Domain small = at_least(0);
    small.landmarks = {0x1p-7, 0x1p-20};
    return Schema<Setting>()
        .real("epsilon", &Setting::epsilon, small)
        .integer("half_width", &Setting::half_width, within(1, 40));
  }
};

LabelledGram three_points(double epsilon) {
  LabelledGram out{{1, 1, 1}, Matrix<double>(3, 3), {-1, 1, 1}, 0.5};
  out.inner(1, 0) = -epsilon;
  return out;
}

/// sqrt(m) v, sqrt(m) u and z as coefficients in the basis x_i, and z^T x_i.
template <class R>
struct Vectors {
  Vector<R> v, u, z, zx;
};

template <class R>
struct Observation : KktSet<R> {
  static constexpr bool exact_in_rationals = true;
  R epsilon;
  OnDemand<Vectors<R>> vectors;  // of the first KKT point; there is no second one

  explicit Observation(const Setting& s)
      : KktSet<R>(three_points(s.epsilon), s.half_width, s.half_width, 0),
        epsilon(s.epsilon),
        vectors([this] { return vectors_of_first(); }) {}

 private:
  Vectors<R> vectors_of_first() const {
    const KktPoint<R>& w = this->points()[0];
    Vectors<R> out;
    for (std::size_t i = 0; i < 3; ++i) {
      const R &in_v = w.share(0, i), &in_u = w.share(w.rows() - 1, i);
      out.v.push_back(this->y[i] > 0 ? in_v : -in_v);
      out.u.push_back(this->y[i] > 0 ? -in_u : in_u);
      out.z.push_back((out.v[i] - out.u[i]) / 2);  // m' / m
    }
    out.zx = this->gram * out.z;
    return out;
  }
};

template <class R>
Judgement<R> equal_entries(const Vector<R>& a, const Vector<R>& b) {
  return every(a.size(), [&](auto i) { return eq(a[i], b[i]); });
}

}  // namespace

AnyClaim lemma_b_8() {
  using Lemma = Claim<Setting, Observation>;
  // f(w) at every KKT point
  const auto at_points = [](auto f) {
    return
        [f](const auto& o) { return every_kkt_point(o, [&](const auto& w) { return f(o, w); }); };
  };
  return Lemma{
      .card = {.id = "frei2023/lemma-b.8",
               .title = "z may not be a max-margin predictor",
               .label = "Lemma B.8",
               .place = "Appendix B",
               .kind = Kind::existence,
               .statement = R"(The vector $z$ may not be an $\ell_2$-max-margin linear predictor:
$\gamma=\frac12$, $m_1=m_2=m'$, $x_1=(-1,0,0)$, $x_2=(\epsilon,\sqrt{1-\epsilon^2},0)$,
$x_3=(0,0,1)$, $y=(-1,1,1)$ with $\epsilon>0$ and $3\le\frac1{8\cdot3\epsilon}$.)",
               .reading = R"(All three coordinates enter through $\langle x_1,x_2\rangle=-\epsilon$
only. The KKT point is the one of Theorem 3.2, unique by Lemma B.6. C4:
the $x_i$ are independent and the coefficients of $z$ are positive up to the label, so a KKT point of
(12) needs $y_iz^\top x_i=\beta$ for all $i$; the values at $x_2$ and $x_3$ differ.)"},
      .hypotheses = {{"epsilon", R"($\epsilon>0$)", [](const auto& o) { return gt(o.epsilon, 0); }},
                     {"H1", R"($3\le\frac1{8\cdot3\epsilon}$)",
                      [](const auto& o) { return le(72 * o.epsilon, 1); }}},
      .conclusions =
          {{"H1 is (D3)", "H1 is the assumption of Theorem 3.2",
            [](const auto& o) { return satisfies_d3(o); }},
           {"C1", R"($\lambda_1=\lambda_2=\frac8{4\epsilon+5}$, $\lambda_3=\frac85$)",
            at_points([](const auto& o, const auto& w) {
              return eq(w.lambda[0] * (4 * o.epsilon + 5), 8) &
                     eq(w.lambda[1] * (4 * o.epsilon + 5), 8) & eq(w.lambda[2] * 5, 8);
            })},
           {"C2", R"($z=\frac6{4\epsilon+5}x_2+\frac65x_3-\frac6{4\epsilon+5}x_1$)",
            at_points([](const auto& o, const auto&) {
              const auto& z = o.vectors->z;
              const auto by = 4 * o.epsilon + 5;
              return eq(z[0] * by, -6) & eq(z[1] * by, 6) & eq(5 * z[2], 6);
            })},
           {"C3", R"($z^\top x_2=\frac{6(\epsilon+1)}{4\epsilon+5}$, $z^\top x_3=\frac65$)",
            at_points([](const auto& o, const auto&) {
              const auto& zx = o.vectors->zx;
              return eq(zx[1] * (4 * o.epsilon + 5), 6 * (o.epsilon + 1)) & eq(5 * zx[2], 6);
            })},
           {"C4",
            R"($z$ is not a KKT point of (12): coefficients $>0$ and $z^\top x_2>z^\top x_3$)",
            at_points([](const auto& o, const auto&) {
              const auto &z = o.vectors->z, &zx = o.vectors->zx;
              return lt(z[0], 0) & gt(z[1], 0) & gt(z[2], 0) & gt(zx[1], zx[2]);
            })},
           {"S1",
            R"(eq. (10): $v=\frac1{\sqrt{2m'}}(\lambda_2x_2+\lambda_3x_3-\frac12\lambda_1x_1)$)",
            at_points([](const auto& o, const auto& w) {
              return equal_entries(o.vectors->v, {-w.lambda[0] / 2, w.lambda[1], w.lambda[2]});
            })},
           {"S2", R"(eq. (11): $u=\frac1{\sqrt{2m'}}(\lambda_1x_1-\frac12\lambda_2x_2
-\frac12\lambda_3x_3)$)",
            at_points([](const auto& o, const auto& w) {
              return equal_entries(o.vectors->u, {w.lambda[0], -w.lambda[1] / 2, -w.lambda[2] / 2});
            })},
           {"S3", R"(the constraints: $2=\frac54\lambda_1+\lambda_2\epsilon=\frac54\lambda_2
+\lambda_1\epsilon=\frac54\lambda_3$)",
            at_points([](const auto& o, const auto& w) {
              const auto& l = w.lambda;
              return eq(5 * l[0] + 4 * l[1] * o.epsilon, 8) &
                     eq(5 * l[1] + 4 * l[0] * o.epsilon, 8) & eq(5 * l[2], 8);
            })},
           {"S4",
            R"($z=\frac{1+\gamma}2\left(\sum_{I_+}\lambda_ix_i-\sum_{I_-}\lambda_ix_i\right)$)",
            at_points([](const auto& o, const auto& w) {
              const auto half = (1 + o.gamma) / 2;
              return equal_entries(o.vectors->z,
                                   {-half * w.lambda[0], half * w.lambda[1], half * w.lambda[2]});
            })}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (s.epsilon > 0 && s.epsilon * 72 <= 1 && random.chance(0.5)) return;
            s.epsilon = random.chance(0.3) ? 1.0 / 72 : std::ldexp(1.0, -random.integer(6, 60));
            if (random.chance(0.3)) s.epsilon = random.uniform() / 70;
          },
      .tight = {{0x1p-7, 1}, {0x1p-60, 7}, {1.0 / 73, 2}},
      .mutants = {Lemma::Wrong::without({"epsilon"}, "C4"),
                  Lemma::Wrong::without({"H1"}, "H1 is (D3)"),
                  {"4 epsilon - 5", "C1", at_points([](const auto& o, const auto& w) {
                     return eq(w.lambda[0] * (5 - 4 * o.epsilon), 8);
                   })},
                  {"the largest margin at x_3", "C4", at_points([](const auto& o, const auto&) {
                     const auto& zx = o.vectors->zx;
                     return ge(zx[2], zx[1]);
                   })}},
      .cost = 2};
}

}  // namespace claimcheck::frei2023
