// frei2023, Lemma B.7: linear decision boundary.
//
// Reading. Only f(x; W) = m^{-1/2} (m_1 phi(v.x) - m_2 phi(u.x)) and z = m^{-1/2} (m_1 v - m_2 u)
// enter, so the setting is the two numbers v.x and u.x; f and z.x are multiplied by sqrt(m). With
// sign(0) = -1, equal signs means that f > 0 exactly when z.x > 0.

#include "core/optimisation/kkt_points.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  int m1, m2;
  double gamma;
  double vx, ux;

  static Schema<Setting> schema() {
    Domain slope = within(-1, 1);
    slope.landmarks = {0, 0.5, 1, 0x1p-10};
    return Schema<Setting>()
        .integer("m1", &Setting::m1, within(1, 40))
        .integer("m2", &Setting::m2, within(1, 40))
        .real("gamma", &Setting::gamma, slope)
        .real("vx", &Setting::vx)
        .real("ux", &Setting::ux);
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;
  R gamma, vx, ux;
  R m1, m2;
  R f, zx;  // f(x; W) and z.x, times sqrt(m)

  explicit Observation(const Setting& s)
      : gamma(s.gamma),
        vx(s.vx),
        ux(s.ux),
        m1(s.m1),
        m2(s.m2),
        f(m1 * leaky_relu(gamma, vx) - m2 * leaky_relu(gamma, ux)),
        zx(m1 * vx - m2 * ux) {}
};

template <class R>
Judgement<R> same_sign(const R& a, const R& b) {
  return either(gt(a, 0) & gt(b, 0), le(a, 0) & le(b, 0));
}

}  // namespace

AnyClaim lemma_b_7() {
  using Lemma = Claim<Setting, Observation>;
  return Lemma{
      .card = {.id = "frei2023/lemma-b.7",
               .title = "Linear decision boundary",
               .label = "Lemma B.7",
               .place = "Appendix B",
               .statement = R"(For every $x\in\mathbb R^d$,
$\mathrm{sign}(f(x;W))=\mathrm{sign}(z^\top x)$ with $z=\frac{m_1}{\sqrt m}v-\frac{m_2}{\sqrt m}u$.)",
               .reading =
                   R"(The setting is $(v^\top x,u^\top x)$, any two numbers, with exact zeros;
$\mathrm{sign}(0)=-1$ as in Section 2. Neither (D3) nor the KKT property is needed.)"},
      .hypotheses = {{"gamma", R"($0<\gamma<1$)",
                      [](const auto& o) { return gt(o.gamma, 0) & lt(o.gamma, 1); }}},
      .conclusions = {{"C1", R"($\mathrm{sign}(f(x;W))=\mathrm{sign}(z^\top x)$)",
                       [](const auto& o) { return same_sign(o.f, o.zx); }},
                      {"S1", R"($v^\top x\ge0$, $u^\top x\ge0$: $f(x;W)=z^\top x$)",
                       given([](const auto& o) { return ge(o.vx, 0) & ge(o.ux, 0); }),
                       [](const auto& o) { return eq(o.f, o.zx); }},
                      {"S2", R"($v^\top x\ge0$, $u^\top x<0$: $f(x;W)=\frac{m_1}{\sqrt m}v^\top x
-\frac{m_2}{\sqrt m}\gamma u^\top x>0$ and $z^\top x>0$)",
                       given([](const auto& o) { return ge(o.vx, 0) & lt(o.ux, 0); }),
                       [](const auto& o) {
                         return eq(o.f, o.m1 * o.vx - o.m2 * o.gamma * o.ux) & gt(o.f, 0) &
                                gt(o.zx, 0);
                       }},
                      {"S3",
                       R"($v^\top x<0$, $u^\top x\ge0$: $f(x;W)=\frac{m_1}{\sqrt m}\gamma v^\top x
-\frac{m_2}{\sqrt m}u^\top x<0$ and $z^\top x<0$)",
                       given([](const auto& o) { return lt(o.vx, 0) & ge(o.ux, 0); }),
                       [](const auto& o) {
                         return eq(o.f, o.m1 * o.gamma * o.vx - o.m2 * o.ux) & lt(o.f, 0) &
                                lt(o.zx, 0);
                       }},
                      {"S4", R"($v^\top x<0$, $u^\top x<0$: $f(x;W)=\gamma z^\top x$)",
                       given([](const auto& o) { return lt(o.vx, 0) & lt(o.ux, 0); }),
                       [](const auto& o) { return eq(o.f, o.gamma * o.zx); }}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.2)) s.ux = s.vx * s.m1 / s.m2;  // z.x = 0, or nearly
            if (random.chance(0.2)) s.vx = s.m2 * random.integer(-3, 3), s.ux = s.vx / s.m2 * s.m1;
          },
      .tight = {{2, 2, 0.5, 0, 0}, {1, 3, 0.5, 3, 1}, {1, 3, 0.5, -3, -1}},
      .mutants = {{"sign(0) = 1 for f, -1 for z.x", "C1",
                   [](const auto& o) {
                     return either(ge(o.f, 0) & gt(o.zx, 0), lt(o.f, 0) & le(o.zx, 0));
                   }},
                  {"the widths forgotten in z", "C1",
                   [](const auto& o) { return same_sign(o.f, o.vx - o.ux); }},
                  {"without the slope in S4", "S4",
                   given([](const auto& o) { return le(o.vx, 0) & lt(o.ux, 0); }),
                   [](const auto& o) { return eq(o.f, o.zx); }},
                  Lemma::Wrong::without({"gamma"}, "C1")}};
}

}  // namespace claimcheck::frei2023
