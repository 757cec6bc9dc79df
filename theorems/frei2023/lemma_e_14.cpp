// frei2023, Lemma E.14: a proxy PL inequality for smooth leaky activations.
//
// Reading. The bound is pointwise, so W(t) is any W. The line that introduces C_R and the data
// assumption is truncated in print; both are read as in Lemma E.13. The norm of the gradient is
// Frobenius. S3 and S4 are squared or multiplied by |mu| m, mu = sum_i y_i x_i, so that their sides
// stay exact. S1 is tested for one arbitrary direction V, scaled to norm 1. phi runs over linear
// functions and three smoothings of leaky ReLU.

#include "theorems/frei2023/assumptions.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : NetworkOnData {
  Matrix<double> V;  // m x d

  static Schema<Setting> schema() {
    return network_schema<Setting>(5, 4, 6).matrix("V", &Setting::V, "m", "d");
  }
};

/// What W and the losses give.
template <class R>
struct Gradient {
  R G;          // sigmoid risk G(W)
  R norm2;      // |grad L(W)|^2
  R direction;  // |V|
  R along{0};   // (1/n) sum_i g_i y_i <grad f(x_i; W), V>

  Gradient(const Problem<R>& o, const Matrix<R>& Z, const Matrix<R>& slope, const Matrix<R>& V)
      : direction(frobenius_norm(V)) {
    const Vector<R> a = o.output_weights();
    const Vector<R> g = sigmoid_losses(LossFamily::logistic, margins(o.y, outputs(o.phi, a, Z)));
    G = mean(g);
    const Matrix<R> coefficients = descent_coefficients(a, slope, g, o.y);
    norm2 = squared_norm_in_span(coefficients, o.K);
    const Matrix<R> along_samples = row_products(V, o.X);
    for (std::size_t j = 0; j < o.neurons(); ++j) {
      along += dot(coefficients.row(j), along_samples.row(j));
    }
  }
};

/// S3 is about the data and the slopes alone, and the hypotheses about the data.
template <class R>
class Observation : public Problem<R> {
 public:
  Matrix<R> V;
  R mu;                // |mu|^2
  Vector<R> direct;    // <y_i x_i, mu>
  Vector<R> expanded;  // |x_i|^2 + sum_{k != i} <y_i x_i, y_k x_k>

  explicit Observation(const Setting& s)
      : Problem<R>(s),
        V(lift<R>(s.V)),
        Z_([this] { return row_products(this->W, this->X); }),
        slope_([this] { return slopes(this->phi, *Z_); }),
        gradient_([this] { return Gradient<R>(*this, *Z_, *slope_, V); }) {
    const Vector<R> mean_direction = transposed_product(this->X, this->y);
    mu = squared_norm(mean_direction);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      direct.push_back(this->y[i] * dot(this->X.row(i), mean_direction));
      expanded.push_back(this->K(i, i));
      for (std::size_t k = 0; k < this->samples(); ++k) {
        if (k != i) expanded[i] += this->y[i] * this->y[k] * this->K(i, k);
      }
    }
  }
  Observation(const Observation&) = delete;

  const R& G() const { return gradient_->G; }
  const R& gradient() const { return gradient_->norm2; }
  const R& direction() const { return gradient_->direction; }
  const R& along() const { return gradient_->along; }
  /// sum_j phi'(<w_j, x_i>)
  R slope_sum(std::size_t i) const {
    R total(0);
    for (std::size_t j = 0; j < this->neurons(); ++j) total += (*slope_)(j, i);
    return total;
  }

 private:
  OnDemand<Matrix<R>> Z_, slope_;
  OnDemand<Gradient<R>> gradient_;
};

/// sum_j phi'(<w_j, x_i>) expanded_i >= m gamma R_min^2 / 2; as phi' >= gamma, the slopes need not
/// be enclosed where gamma in their place is enough.
template <class R>
Relation<R> slopes_suffice(const Observation<R>& o, std::size_t i) {
  const R right = o.m * o.gamma * o.x.min_squared_norm;
  if constexpr (Enclosure<R>) {
    const Relation<R> least = ge(2 * o.m * o.gamma * o.expanded[i], right);
    if (certainly(least.truth())) return least;
  }
  return ge(2 * o.slope_sum(i) * o.expanded[i], right);
}

/// |grad L| >= gamma R_min^2 G / (sqrt(factor n) R_max), with factor 8 in the lemma.
template <class R>
Relation<R> proxy_pl(const Observation<R>& o, int factor) {
  return ge(sqrt(o.gradient() * factor * o.x.max_squared_norm * o.n),
            o.gamma * o.x.min_squared_norm * o.G());
}

/// Half of the settings have the least slack: equal sigmoid losses, the least slope everywhere,
/// labels that all pull against each other, or all together.
void prepare(Setting& s, Stream& random) {
  make_nearly_orthogonal(s, random);
  if (s.V.cols() != s.X.cols()) s.V = random.normal_matrix(s.W.rows(), s.X.cols());
  if (random.chance(0.5)) return;
  s.phi = ActivationFamily::linear;
  s.W = Matrix<double>(s.W.rows(), s.W.cols());
  const int together = random.sign();
  for (std::size_t i = 1; i < s.y.size(); ++i) {
    double pull = 0;
    for (std::size_t k = 0; k < i; ++k) pull += s.y[k] * dot(s.X.row(i), s.X.row(k));
    s.y[i] = pull > 0 ? together : -together;
  }
}

}  // namespace

AnyClaim lemma_e_14() {
  return Claim<Setting, Observation>{
      .card = {.id = "frei2023/lemma-e.14",
               .title = "Proxy PL inequality for smooth leaky activations",
               .label = "Lemma E.14",
               .place = "Appendix E.6",
               .statement = R"(Let $C_R=10R^2\gamma^{-2}+10$ and, for all $i$,
$\|x_i\|^2\ge5\gamma^{-2}C_Rn\max_{k\ne i}|\langle x_i,x_k\rangle|$. For a $\gamma$-leaky
activation and any $t\ge0$,
$$\|\nabla\widehat L(W^{(t)})\|\ge\frac{\gamma R_{\min}}{2\sqrt2R\sqrt n}\widehat G(W^{(t)}).$$)",
               .reading = R"(Pointwise, so $W^{(t)}$ is any $W$. The line defining $C_R$ is
truncated in print and read as in Lemma E.13. The $2\sqrt2$ is generous: $1.02$ would do.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$)",
                      [](const auto& o) { return samples_are_not_zero(o.x); }},
                     {"H1",
                      R"($\|x_i\|^2\ge5\gamma^{-2}C_Rn\max_{k\ne i}|\langle x_i,x_k\rangle|$)",
                      [](const auto& o) { return nearly_orthogonal(o.K, o.gamma); }}},
      .conclusions =
          {{"C1",
            R"($\|\nabla\widehat L(W)\|\ge\frac{\gamma R_{\min}}{2\sqrt2R\sqrt n}\widehat G(W)$)",
            [](const auto& o) { return proxy_pl(o, 8); }},
           {"S1",
            R"($\|\nabla\widehat L(W)\|\ge\langle\nabla\widehat L(W),-V\rangle
=\frac1n\sum_ig_iy_i\langle\nabla f(x_i;W),V\rangle$ when $\|V\|_F\le1$)",
            [](const auto& o) { return ge(sqrt(o.gradient()) * o.direction(), o.along()); }},
           {"S2", R"($V$ with rows $a_j\widehat\mu/\|\widehat\mu\|$ exists and $\|V\|_F=1$)",
            [](const auto& o) { return gt(o.mu, 0) & eq(squared_norm(o.sign), o.m); }},
           {"S3",
            R"($y_i\langle\nabla f(x_i;W),V\rangle=\frac1{\|\widehat\mu\|m}\sum_j
\phi'(\langle w_j,x_i\rangle)[\|x_i\|^2+\sum_{k\ne i}\langle y_ix_i,y_kx_k\rangle]
\ge\frac{\gamma R_{\min}^2}{2\|\widehat\mu\|}$)",
            [](const auto& o) {
              return every(o.samples(), [&](auto i) {
                return eq(o.direct[i], o.expanded[i]) & ge(2 * o.expanded[i], o.K(i, i)) &
                       slopes_suffice(o, i);
              });
            }},
           {"S4",
            R"($\|\nabla\widehat L(W)\|\ge\frac{\gamma R_{\min}^2}{2\|\widehat\mu\|}\widehat G(W)$
and $\|\widehat\mu\|^2\le2nR_{\max}^2$)",
            [](const auto& o) {
              return ge(4 * o.gradient() * o.mu, square(o.gamma * o.x.min_squared_norm * o.G())) &
                     le(o.mu, 2 * o.n * o.x.max_squared_norm);
            }}},
      .prepare = prepare,
      .mutants = {{"1 instead of 2 sqrt(2)", "C1", [](const auto& o) { return proxy_pl(o, 1); }},
                  {"without gamma", "C1",
                   [](const auto& o) {
                     return ge(8 * o.gradient() * o.x.max_squared_norm * o.n,
                               square(o.x.min_squared_norm * o.G()));
                   }},
                  Claim<Setting, Observation>::Wrong::without({"H1"}, "C1"),
                  {"the whole |x_i|^2 instead of half of it", "S3",
                   [](const auto& o) {
                     return every(o.samples(),
                                  [&](auto i) { return ge(o.expanded[i], o.K(i, i)); });
                   }},
                  {"n instead of 2n", "S4",
                   [](const auto& o) { return le(o.mu, o.n * o.x.max_squared_norm); }},
                  {"norm 1 of V replaced by 0.99", "S1", [](const auto& o) {
                     return ge(99 * sqrt(o.gradient()) * o.direction(), 100 * o.along());
                   }}}};
}

}  // namespace claimcheck::frei2023
