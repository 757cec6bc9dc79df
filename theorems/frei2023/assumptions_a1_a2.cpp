// frei2023, appendix E: what the proofs use of assumptions (A1) and (A2).
//
// Reading. The bounds depend on n, m, d, R_min, R_max, gamma, H and delta only. The step size and
// the initialisation scale are stored as fractions of their bounds, so that both borders are exact;
// n, m and d up to 10^6. The places are those at which the proofs draw the consequences.

#include "core/number/judgement.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  int n = 1, m = 1, d = 1;
  double R2_min = 1, R2_max = 1;  // R_min^2, R_max^2
  double gamma = 1, H = 1, delta = 0.5;
  double step = 1;   // alpha over the bound of (A1)
  double scale = 1;  // omega_init over the bound of (A2)

  static Schema<Setting> schema() {
    Domain slope = above_up_to(0, 1), confidence = strictly_within(0, 1);
    slope.landmarks = {1, 0.5, 0x1p-10};
    confidence.landmarks = {0.5, 0x1p-40, 1 - 0x1p-10};
    Domain fraction = positive(), width = at_least(0);
    fraction.landmarks = width.landmarks = {1, 0.5, 1 + 0x1p-20};
    return Schema<Setting>()
        .integer("n", &Setting::n, within(1, 1000000))
        .integer("m", &Setting::m, within(1, 1000000))
        .integer("d", &Setting::d, within(1, 1000000))
        .real("R2_min", &Setting::R2_min, positive())
        .real("R2_max", &Setting::R2_max, positive())
        .real("gamma", &Setting::gamma, slope)
        .real("H", &Setting::H, positive())
        .real("delta", &Setting::delta, confidence)
        .real("step", &Setting::step, fraction)
        .real("scale", &Setting::scale, width);
  }
};

template <class R>
struct Observation {
  R n, m, d, R2_min, R2_max, gamma, H, step, scale;
  R R2;          // R^2 = R_max^2 / R_min^2
  R C_R;         // 10 R^2 / gamma^2 + 10
  R alpha;       // step times the bound of (A1)
  R log_term;    // log(4m / delta)
  R root;        // sqrt(m d log(4m / delta))
  R omega_init;  // scale times the bound of (A2)

  explicit Observation(const Setting& s)
      : n(s.n),
        m(s.m),
        d(s.d),
        R2_min(s.R2_min),
        R2_max(s.R2_max),
        gamma(s.gamma),
        H(s.H),
        step(s.step),
        scale(s.scale),
        R2(R2_max / R2_min),
        C_R(10 * R2 / square(gamma) + 10),
        alpha(step * square(gamma) / (5 * n * R2_max * R2 * C_R * max(R(1), H))),
        log_term(log(4 * m / R(s.delta))),
        root(sqrt(m * d * log_term)),
        omega_init(scale * alpha * square(gamma) * sqrt(R2_min) /
                   (72 * sqrt(R2) * C_R * n * root)) {}
};

/// alpha against number * omega_init gamma^-1 C_R R_max R_min^-2 sqrt(n m log(4m/delta))
template <class O>
auto alignment(const O& o, int number) {
  return ge(o.alpha * o.gamma * o.R2_min,
            number * o.omega_init * o.C_R * sqrt(o.R2_max) * sqrt(o.n * o.m * o.log_term));
}

/// 16 sqrt(5) omega_init R n sqrt(m d log(4m/delta)) / (gamma^2 alpha R_min)
template <class O>
auto first_step_noise(const O& o) {
  using R = std::remove_cvref_t<decltype(o.n)>;
  return 16 * sqrt(R(5)) * o.omega_init * sqrt(o.R2) * o.n * o.root /
         (square(o.gamma) * o.alpha * sqrt(o.R2_min));
}

void approach(Setting& s, Stream& random) {
  if (random.chance(0.5))
    s.step = random.chance(0.5) ? 1 : 1 - std::ldexp(1, -random.integer(1, 30));
  if (random.chance(0.5)) s.scale = random.chance(0.8) ? 1 : 0;
  if (random.chance(0.3)) s.n = s.m = s.d = 1;
  if (s.R2_max < s.R2_min) std::swap(s.R2_min, s.R2_max);
  if (random.chance(0.3)) s.R2_max = s.R2_min;
}

}  // namespace

AnyClaim assumptions_a1_a2() {
  using Remark = Claim<Setting, Observation>;
  return Remark{
      .card = {.id = "frei2023/assumptions-a1-a2",
               .title = "What the proofs use of (A1) and (A2)",
               .label = "Assumptions (A1), (A2)",
               .place = "Appendix E",
               .statement = R"(With $C_R=10R^2\gamma^{-2}+10$, (A1) $\alpha\le\gamma^2(5nR_{\max}^2
R^2C_R\max(1,H))^{-1}$ and (A2) $\omega_{\rm init}\le\alpha\gamma^2R_{\min}(72RC_Rn\sqrt{md
\log(4m/\delta)})^{-1}$ imply the bounds on $\alpha$ and $\omega_{\rm init}$ on which Lemmas E.4,
E.8, E.11, E.13 and the proof of Theorem 4.2 rely.)",
               .reading = R"(Collected from appendices E.3-E.7. $\alpha$ and $\omega_{\rm init}$ are
fractions of their bounds, in $(0,1]$ and $[0,1]$ by (A1) and (A2). Several bounds are used with much room: (A1) gives $\alpha\le1/(100R_{\max}^2)$, and
(A2) makes the left-hand side of C4 at most $0.025$.)"},
      .hypotheses = {{"R", R"($R_{\min}\le R_{\max}$)",
                      [](const auto& o) { return le(o.R2_min, o.R2_max); }},
                     {"A1", R"($\alpha\le\gamma^2(5nR_{\max}^2R^2C_R\max(1,H))^{-1}$)",
                      [](const auto& o) { return le(o.step, 1); }},
                     {"A2", R"($\omega_{\rm init}\le\alpha\gamma^2R_{\min}(72RC_Rn
\sqrt{md\log(4m/\delta)})^{-1}$)",
                      [](const auto& o) { return le(o.scale, 1); }}},
      .conclusions =
          {{"C1", R"($C_R\ge20$)", [](const auto& o) { return ge(o.C_R, 20); }},
           {"C2 loss ratio", R"($\alpha\le[5HR_{\max}^2n(10R^2\gamma^{-2}+10)]^{-1}$ (Lemma E.8))",
            [](const auto& o) {
              // alpha by its definition, times R_max^2 and without the factors of both sides
              using R = std::remove_cvref_t<decltype(o.n)>;
              return le(o.step * square(o.gamma) * min(R(1), o.H) * o.R2_min, o.R2_max);
            }},
           {"C2 margins", R"($\alpha\le\gamma^2/(2HC_RR^2R_{\max}^2n)$ (Lemma E.11))",
            [](const auto& o) {
              return le(o.alpha * 2 * o.H * o.C_R * o.R2 * o.R2_max * o.n, square(o.gamma));
            }},
           {"C2 first step", R"($\alpha\le\frac1{20R_{\max}^2}$ (Lemma E.4))",
            [](const auto& o) { return le(20 * o.alpha * o.R2_max, 1); }},
           {"C2 descent", R"($\alpha\le[2\max(1,H/\sqrt m)R_{\max}^2]^{-1}$ (Theorem 4.2))",
            [](const auto& o) {
              using R = std::remove_cvref_t<decltype(o.n)>;
              return le(2 * o.alpha * max(R(1), o.H / sqrt(o.m)) * o.R2_max, 1);
            }},
           {"C3",
            R"($\alpha\ge64\,\omega_{\rm init}\gamma^{-1}C_R\frac{R_{\max}}{R_{\min}^2}
\sqrt{nm\log(4m/\delta)}$ (Lemma E.13))",
            [](const auto& o) { return alignment(o, 64); }},
           {"C4", R"($\frac{16\sqrt5\,\omega_{\rm init}Rn\sqrt{md\log(4m/\delta)}}
{\gamma^2\alpha R_{\min}}\le\frac12$ (Lemma E.11))",
            [](const auto& o) { return le(2 * first_step_noise(o), 1); }},
           {"C5", R"($5\gamma^{-2}C_R=2\gamma^{-2}(25R^2\gamma^{-2}+25)$: (D4') is (30))",
            [](const auto& o) {
              // times gamma^4 R_min^2, without divisions
              const auto other = square(o.gamma) * o.R2_min;
              return eq(5 * (10 * o.R2_max + 10 * other), 2 * (25 * o.R2_max + 25 * other));
            }}},
      .prepare = approach,
      .tight = {Setting{}, Setting{1, 1, 1, 1, 1, 1, 4, 0.5, 1, 1}},
      .mutants = {
          {"C_R at least 20.2", "C1", [](const auto& o) { return ge(10 * o.C_R, 202); }},
          {"5.05 for 5", "C2 loss ratio",
           [](const auto& o) { return le(o.alpha * 505 * o.H * o.R2_max * o.n * o.C_R, 100); }},
          {"5.05 for 2", "C2 margins",
           [](const auto& o) {
             return le(o.alpha * 505 * o.H * o.C_R * o.R2 * o.R2_max * o.n, 100 * square(o.gamma));
           }},
          {"101 for 20", "C2 first step",
           [](const auto& o) { return le(101 * o.alpha * o.R2_max, 1); }},
          {"73 for 64", "C3", [](const auto& o) { return alignment(o, 73); }},
          {"1/41 for 1/2", "C4", [](const auto& o) { return le(41 * first_step_noise(o), 1); }},
          Remark::Wrong::without({"A1"}, "C2 margins"),
          Remark::Wrong::without({"A2"}, "C3"),
          Remark::Wrong::without({"R"}, "C1")}};
}

}  // namespace claimcheck::frei2023
