// frei2022, Lemma 8: a good subnetwork suffices.
//
// Reading. Output weights a_j = s_j / sqrt(m) with any signs s_j (the lemma uses |a_j| only). J is
// a 0/1 list. Values of the network are carried without the common factor 1/sqrt(m), so that both
// sides of a comparison with sqrt(m) are exact. H4 leaves J^c empty unless m >= 16 C_f^2 > 16, so m
// goes to 64. S4 is printed for f, without y: tested as printed where y = +1, and with y put in.
// The first relation of S4 is compared after subtracting f^J from f = f^J + f^{J^c}, which is S1,
// in squares that keep their sign.
//
// C1 is approached, never attained: y f^J >= 1/C_f needs |W_J|_F > 0, which leaves |W_{J^c}|_F < 1;
// the gap closes as C_f grows with |J^c|/m = 1/(16 C_f^2).

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/linear/spectrum.hpp"
#include "core/network/two_layer.hpp"
#include "core/on_demand.hpp"
#include "theorems/frei2022/paper.hpp"

namespace claimcheck::frei2022 {
namespace {

struct Setting {
  Matrix<double> W;    // m x d
  std::vector<int> s;  // signs, a_j = s_j / sqrt(m)
  std::vector<int> J;  // 1 for j in J, 0 for j in J^c
  Vector<double> x;    // d
  int y = 1;           // +1 or -1
  double C_f = 2;      // > 1

  static Schema<Setting> schema() {
    Domain above_one = at_least(1);
    above_one.open_low = true;
    above_one.landmarks = {2, 1.25, 1.5};
    return Schema<Setting>()
        .axis("m", 1, 64)
        .axis("d", 1, 3)
        .matrix("W", &Setting::W, "m", "d")
        .signs("s", &Setting::s, "m")
        .integers("J", &Setting::J, "m", {1, 0})
        .vector("x", &Setting::x, "d")
        .choice("y", &Setting::y, std::vector<int>{1, -1}, {"1", "-1"})
        .real("C_f", &Setting::C_f, above_one);
  }
};

/// What depends on J^c only.
template <class R>
struct Dropped {
  R W2{0};             // |W_{J^c}|_F^2
  R f{0};              // f^{J^c}, times sqrt(m)
  R activity{0};       // |W_{J^c} x|^2
  R stretch2, reach2;  // |W_{J^c}|_2^2 |x|^2, |W_{J^c}|_F^2 |x|^2
};

template <class R>
struct Observation {
  std::vector<int> s, J;
  R m, Jc, y, C_f;  // Jc is |J^c|
  Matrix<R> W;
  Vector<R> x;
  R x2;  // |x|^2
  OnDemand<R> W2{[this] { return squared_norm(W); }};
  OnDemand<Vector<R>> values{[this] { return signed_values(); }};  // s_j phi(<w_j, x>)
  OnDemand<R> f{[this] { return sum(*values); }};                  // times sqrt(m)
  OnDemand<R> f_J{[this] { return output_of(1); }};                // times sqrt(m)
  OnDemand<Dropped<R>> dropped{[this] { return dropped_rows(); }};

  explicit Observation(const Setting& setting)
      : s(setting.s),
        J(setting.J),
        m(R(s.size())),
        Jc(R(std::count(J.begin(), J.end(), 0))),
        y(setting.y),
        C_f(setting.C_f),
        W(lift<R>(setting.W)),
        x(lift<R>(setting.x)),
        x2(squared_norm(x)) {}
  Observation(const Observation&) = delete;

  /// Of the rows that J marks by `part`, times sqrt(m).
  R output_of(int part) const {
    R out(0);
    for (std::size_t j = 0; j < J.size(); ++j) {
      if (J[j] == part) out += (*values)[j];
    }
    return out;
  }
  R root_m() const { return sqrt(m); }
  /// (sqrt(|J^c|/m) |W_{J^c}|_F |x|)^2, times m
  R loss2() const { return Jc * dropped->reach2; }
  R loss() const { return sqrt(loss2()); }

 private:
  Vector<R> signed_values() const {
    const Activation<R> phi{ActivationFamily::relu};
    Vector<R> out = W * x;
    for (std::size_t j = 0; j < out.size(); ++j) out[j] = s[j] * phi(out[j]);
    return out;
  }
  Dropped<R> dropped_rows() const {
    const Activation<R> phi{ActivationFamily::relu};
    Dropped<R> out;
    Matrix<R> rows(static_cast<std::size_t>(std::count(J.begin(), J.end(), 0)), x.size());
    std::size_t row = 0;
    for (std::size_t j = 0; j < J.size(); ++j) {
      if (J[j] == 1) continue;
      std::copy(W.row(j).begin(), W.row(j).end(), rows.row(row++).begin());
      const R z = dot(W.row(j), x);
      out.f += s[j] * phi(z);
      out.activity += square(z);
    }
    out.W2 = squared_norm(rows);
    out.reach2 = out.W2 * x2;
    // A single row or column has one singular value.
    const bool thin = rows.rows() <= 1 || rows.cols() == 1;
    out.stretch2 = thin ? out.reach2 : largest_eigenvalue(gram(rows)) * x2;
    return out;
  }
};

using Lemma = Claim<Setting, Observation>;

/// t |t|, which increases with t.
template <class R>
R signed_square(const R& t) {
  return t * abs(t);
}

double length(const std::vector<double>& v) { return std::sqrt(squared_norm(v)); }

/// The rows of J give exactly what H2 asks, at least cost in |W|_F; the rest of the norm works
/// against the label.
void make_extremal(Setting& s, double slack) {
  const auto m = static_cast<double>(s.s.size());
  const auto Jc = static_cast<double>(std::count(s.J.begin(), s.J.end(), 0));
  const double reach = length(s.x);
  const double u = slack * std::sqrt(m) / (s.C_f * reach * (m - Jc));
  const double v = Jc > 0 ? std::sqrt(std::max(0.0, (1 - (m - Jc) * u * u) / Jc)) : 0;
  for (std::size_t j = 0; j < s.s.size(); ++j) {
    s.s[j] = s.J[j] == 1 ? s.y : -s.y;
    const double scale = (s.J[j] == 1 ? u : v * (1 - 0x1p-40)) / reach;
    for (std::size_t k = 0; k < s.x.size(); ++k) s.W(j, k) = scale * s.x[k];
  }
}

/// Turns the rows of J the way that helps the label and spends the whole norm.
void make_helpful(Setting& s) {
  for (std::size_t j = 0; j < s.s.size(); ++j) {
    const bool helps = s.s[j] == s.y, active = dot(s.W.row(j), s.x) > 0;
    if (s.J[j] != 1 || helps == active) continue;
    for (double& entry : s.W.row(j)) entry = -entry;
  }
  const double norm = frobenius_norm(s.W) * (1 + 0x1p-40);
  for (double& entry : s.W.entries()) entry /= norm > 0 ? norm : 1;
}

/// Mostly `limit`, sometimes within, sometimes beyond.
double about(double limit, Stream& random) {
  if (random.chance(0.7)) return limit * (1 - 0x1p-40);
  return limit * random.uniform(0.5, random.chance(0.5) ? 1 : 4);
}

void prepare(Setting& s, Stream& random) {
  if (random.chance(0.1)) return;
  const int m = static_cast<int>(s.s.size());
  int Jc = random.integer(0, (m - 1) / 16);
  if (Jc > 0 && random.chance(0.7)) {
    const double border = std::sqrt(m / (16.0 * Jc));
    s.C_f = random.chance(0.7) ? border : std::max(1 + 0x1p-40, border * random.uniform(0.9, 1));
  }
  while (16 * s.C_f * s.C_f * Jc > m) --Jc;
  if (random.chance(0.1)) ++Jc;
  std::fill(s.J.begin(), s.J.end(), 1);
  for (; Jc > 0; --Jc) s.J[random.below(s.J.size())] = 0;
  if (!(length(s.x) > 0)) s.x[0] = 1;
  const double scale = about(2, random) / length(s.x);
  for (double& entry : s.x) entry *= scale;
  if (random.chance(0.5)) {
    make_extremal(s, 1 + std::ldexp(1.0, -random.integer(1, 40)));
  } else {
    make_helpful(s);
  }
  if (random.chance(0.2)) {
    const double factor = about(1, random);
    for (double& entry : s.W.entries()) entry *= factor;
  }
}

Setting nearly_equal(std::size_t m, double C_f) {
  Setting out{.W = Matrix<double>(m, 1),
              .s = std::vector<int>(m, 1),
              .J = std::vector<int>(m, 1),
              .x = {2},
              .y = 1,
              .C_f = C_f};
  out.J[0] = 0;
  make_extremal(out, 1 + 0x1p-40);
  return out;
}

Lemma statement() {
  return {
      .card = {.id = "frei2022/lemma-8",
               .title = "A good subnetwork suffices",
               .label = "Lemma 8",
               .place = "Section 3, proof in appendix A.2.2",
               .statement = R"(Let $J\subset[m]$, $J^c=[m]\setminus J$. If $\|W\|_F\le1$ and
$yf^J(x;W)\ge1/C_f$ for a constant $C_f>1$, then provided $\|x\|\le2$ and
$|J^c|/m\le1/(16C_f^2)$, $$yf(x;W)\ge\frac1{2C_f}.$$)",
               .reading = R"(Any signs $a_j=\pm1/\sqrt m$, any $J$. S4 is printed without $y$; it is
tested as printed for $y=+1$ and with $y$ put in for both labels. Equality is approached only:
$y f^J\ge1/C_f$ takes a part of $\|W\|_F\le1$ that $J^c$ then lacks.)"},
      .hypotheses = {{"H1", R"($\|W\|_F\le1$)", [](const auto& o) { return le(*o.W2, 1); }},
                     {"H2", R"($yf^J(x;W)\ge1/C_f$)",
                      [](const auto& o) { return ge(o.C_f * o.y * *o.f_J, o.root_m()); }},
                     {"H3", R"($\|x\|\le2$)", [](const auto& o) { return le(o.x2, 4); }},
                     {"H4", R"($|J^c|/m\le1/(16C_f^2)$)",
                      [](const auto& o) { return le(16 * square(o.C_f) * o.Jc, o.m); }}},
      .conclusions =
          {{"C1", R"($yf(x;W)\ge1/(2C_f)$)",
            [](const auto& o) { return ge(2 * o.C_f * o.y * *o.f, o.root_m()); }},
           {"S1", R"($f=f^J+f^{J^c}$)",
            [](const auto& o) { return eq(*o.f, *o.f_J + o.output_of(0)); }},
           {"S2", R"($|f^{J^c}|\le\sqrt{\frac{|J^c|}m}\|W_{J^c}x\|
\le\sqrt{\frac{|J^c|}m}\|W_{J^c}\|_2\|x\|\le\sqrt{\frac{|J^c|}m}\|W_{J^c}\|_F\|x\|$)",
            [](const auto& o) {
              return le(square(o.dropped->f), o.Jc * o.dropped->activity) &
                     le(o.dropped->activity, o.dropped->stretch2) &
                     le(o.dropped->stretch2, o.dropped->reach2);
            }},
           {"S3", R"($\|W_{J^c}\|_F\le\|W\|_F\le1$)",
            [](const auto& o) { return le(o.dropped->W2, *o.W2) & le(*o.W2, 1); }},
           {"S4", R"(for $y=+1$: $f\ge f^J-\sqrt{\frac{|J^c|}m}\|W_{J^c}\|_F\|x\|\ge\frac1{2C_f}$)",
            given([](const auto& o) { return eq(o.y, 1); }),
            [](const auto& o) {
              return ge(signed_square(o.dropped->f), -o.loss2()) &
                     ge(2 * o.C_f * (*o.f_J - o.loss()), o.root_m());
            }},
           {"S4 (with y)", R"($yf\ge yf^J-\sqrt{\frac{|J^c|}m}\|W_{J^c}\|_F\|x\|\ge\frac1{2C_f}$)",
            [](const auto& o) {
              return ge(o.y * signed_square(o.dropped->f), -o.loss2()) &
                     ge(2 * o.C_f * (o.y * *o.f_J - o.loss()), o.root_m());
            }}},
      .prepare = prepare,
      .tight = {nearly_equal(64, 2), nearly_equal(25, 1.25)},
      .mutants = {{"1/(1.9 C_f)", "C1",
                   [](const auto& o) { return ge(19 * o.C_f * o.y * *o.f, 10 * o.root_m()); }},
                  {"|J^c|/m without the root", "S2",
                   [](const auto& o) {
                     return le(o.m * square(o.dropped->f), square(o.Jc) * o.dropped->activity);
                   }},
                  {"|W_J^c| against half of |W|", "S3",
                   [](const auto& o) { return le(2 * o.dropped->W2, *o.W2); }},
                  {"f^J alone, without the loss", "S4 (with y)",
                   [](const auto& o) { return ge(o.y * *o.f, o.y * *o.f_J - o.loss() / 2); }},
                  Lemma::Wrong::without({"H1"}, "C1"),
                  Lemma::Wrong::without({"H3"}, "C1"),
                  Lemma::Wrong::without({"H4"}, "C1")}};
}

}  // namespace

AnyClaim lemma_8() { return statement(); }

}  // namespace claimcheck::frei2022
