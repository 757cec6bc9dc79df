// frei2023, Lemma E.11 (a): the exponential loss ratio at initialisation.
//
// Reading. The part lists no hypotheses of its own; (A1) and (A2) are in force in Appendix E. C1 is
// judged by draws; S2 and S3 on every W(0) in the event of Lemma E.1, adversarial ones included. S1
// is pointwise in W. The last two terms of (25) are damaged in print and read off (A2) and the use
// of 1/50. The bound e^2 is generous: e^{10^-4} would do.

#include "theorems/frei2023/assumptions.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"
#include "theorems/frei2023/weight_run.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : Training {
  static Schema<Setting> schema() { return training_schema<Setting>(4, 4, 5, 1); }
};

template <class R>
class Observation : public Problem<R> {
 public:
  R alpha, omega_init, delta, log_term;

  explicit Observation(const Setting& s)
      : Problem<R>(s),
        alpha(s.alpha),
        omega_init(s.omega_init),
        delta(s.delta),
        log_term(log(4 * this->m / delta)),
        Z_([this] { return row_products(this->W, this->X); }),
        f_([this] { return outputs(this->phi, this->output_weights(), *Z_); }),
        event_([this] { return initial_norms_are_small(*this, omega_init, log_term); }) {}

  Observation(const Observation&) = delete;

  const Vector<R>& f() const { return *f_; }
  /// |W x_i|^2
  R Wx2(std::size_t i) const {
    R total(0);
    for (std::size_t j = 0; j < this->neurons(); ++j) total += square((*Z_)(j, i));
    return total;
  }
  /// |W x_i|^2 - f(x_i)^2, the sum of z^2 - phi(z)^2 and, by Lagrange's identity, of the squared
  /// differences of the a_j phi(z_j): exactly 0 for one neuron with phi(z) = z
  R room(std::size_t i) const {
    const bool linear = is_linear(this->phi.family);
    Vector<R> signed_phi;
    R total(0);
    for (std::size_t j = 0; j < this->neurons(); ++j) {
      const R z = (*Z_)(j, i), value = this->phi(z);
      total += (linear ? (1 - this->phi.least_slope()) * z : z - value) * (z + value);
      for (const R& other : signed_phi) total += square(this->sign[j] * value - other) / this->m;
      signed_phi.push_back(this->sign[j] * value);
    }
    return total;
  }
  /// log of max_{i,j} e^{-q_i} / e^{-q_j}
  R log_ratio() const {
    const Vector<R> q = margins(this->y, f());
    return max_entry(q) - min_entry(q);
  }
  /// The event of Lemma E.1.
  const Judgement<R>& event() const { return *event_; }
  /// sqrt(5) omega_init sqrt(m d log(4m/delta)) R_max
  R output_bound() const {
    return sqrt(5 * this->m * this->d * log_term * this->x.max_squared_norm) * omega_init;
  }

 private:
  OnDemand<Matrix<R>> Z_;
  OnDemand<Vector<R>> f_;
  OnDemand<Judgement<R>> event_;
};

using Lemma = Claim<Setting, Observation>;

const auto event = given([](const auto& o) { return o.event(); });

/// |f(x_i)| <= |Wx_i|, with 1 as a percentage
const auto output_is_small = [](int per_cent) {
  return [per_cent](const auto& o) {
    return every(o.samples(), [&](auto i) {
      const auto direct = le(10000 * square(o.f()[i]), per_cent * per_cent * o.Wx2(i));
      return per_cent == 100 ? by_slack(direct, [&] { return 10000 * o.room(i); }) : direct;
    });
  };
};

}  // namespace

AnyClaim lemma_e_11a() {
  return Lemma{
      .card = {.id = "frei2023/lemma-e.11a",
               .title = "Exponential loss ratio at initialisation",
               .label = "Lemma E.11 (a)",
               .place = "Appendix E.3",
               .kind = Kind::probability,
               .statement = R"(Let $\phi$ be $\gamma$-leaky and $H$-smooth. Under (A1), (A2), with
probability at least $1-\delta$ over $W^{(0)}$,
$$\max_{i,j}\frac{\exp(-y_if(x_i;W^{(0)}))}{\exp(-y_jf(x_j;W^{(0)}))}\le e^2.$$)",
               .reading = R"((A1) and (A2) as standing assumptions. S2, S3 on every $W^{(0)}$ with
$\|w_j^{(0)}\|^2\le5\omega_{\rm init}^2d\log(4m/\delta)$. The ratio is in fact at most $e^{10^{-4}}$:
$|f(x_i;W^{(0)})|\le\frac{\sqrt5\gamma^4}{72\cdot5n^2C_R^2}\cdot\frac1{R^2}$.)"},
      .hypotheses = step_and_start_are_small<Observation>(),
      .conclusions = {Lemma::Clause::probable(
                          "C1", R"(the ratio is at most $e^2$ with probability $1-\delta$)",
                          delta_of, [](const auto& o) { return le(o.log_ratio(), 2); }),
                      {"S1", R"($|f(x;W)|\le\sqrt{\sum_ja_j^2}\sqrt{\sum_j\langle w_j,x\rangle^2}
=\|Wx\|_2$)",
                       output_is_small(100)},
                      {"S2",
                       R"((25) $|f(x_i;W^{(0)})|\le\|W^{(0)}\|_F\|x_i\|\le\sqrt5\omega_{\rm init}
\sqrt{md\log(4m/\delta)}R_{\max}\le\frac{\sqrt5\alpha R_{\max}^2}{72n}\le\frac1{50}$)",
                       event,
                       []<class R>(const Observation<R>& o) {
                         const R W2 = squared_norm(o.W), most = o.output_bound(),
                                 third = sqrt(R(5)) * o.alpha * o.x.max_squared_norm / (72 * o.n);
                         return every(o.samples(),
                                      [&](auto i) {
                                        return le(square(o.f()[i]), W2 * o.K(i, i)) &
                                               le(sqrt(W2 * o.K(i, i)), most);
                                      }) &
                                le(most, third) & le(50 * third, 1);
                       }},
                      {"S3", "(26) the ratio is at most $e^2$", event,
                       [](const auto& o) { return le(o.log_ratio(), 2); }}},
      .prepare = prepare_run,
      .draw = gaussian_weights,
      .mutants = {{"99 per cent of |Wx|", "S1", output_is_small(99)},
                  Lemma::Wrong::without({"A2"}, "S2"),
                  {"sqrt(4) instead of sqrt(5)", "S2", event,
                   [](const auto& o) {
                     return every(o.samples(), [&](auto i) {
                       return le(5 * squared_norm(o.W) * o.K(i, i), 4 * square(o.output_bound()));
                     });
                   }},
                  {"e^{10^-7} instead of e^2", "S3", event,
                   [](const auto& o) { return le(10000000 * o.log_ratio(), 1); }}}};
}

}  // namespace claimcheck::frei2023
