// frei2023, summary after Proposition E.10: four conditions that keep a loss ratio bound.
//
// Reading. t_0 = 0 and T <= 12 steps; conditions (2) to (4) are asked for at times 0, ..., T along
// the run. The "loss ratio bound" of (1) is rho >= 5 R^2/c + 5, as in Proposition E.10.
// C1 inherits the fault of that proposition: its step size is unbounded as H -> 0.
// C2 says that the largest ratio never exceeds the one at t_0. The proposition keeps a bound rho,
// not the ratio: equal margins (ratio 1) of samples with different norms grow at different speeds.

#include "theorems/frei2023/one_step.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting : BoundedRatioStep {
  int T = 1;

  static Schema<Setting> schema() {
    return bounded_ratio_schema<Setting>(3, 2, 3).integer("T", &Setting::T, within(1, 12));
  }
};

/// At times 0, ..., T.
template <class R>
struct Run {
  std::vector<Vector<R>> margin;
  std::vector<Matrix<R>> overlaps;  // of the slopes

  Run(const OneStep<R>& start, int T) {
    GradientDescent<R> run(start.phi, start.a, start.y, start.K, start.Z, start.alpha);
    for (int t = 0; t <= T; ++t) {
      if (t > 0) run.advance();
      margin.push_back(run.margins());
      overlaps.push_back(slope_overlaps(slopes(start.phi, run.preactivations())));
    }
  }
};

template <class R>
class Observation : public PersistentOneStep<R> {
 public:
  R rho;

  explicit Observation(const Setting& s)
      : PersistentOneStep<R>(s), rho(s.rho), T_(s.T), run_([this] { return Run<R>(*this, T_); }) {}

  /// 0, ..., T
  std::size_t times() const { return static_cast<std::size_t>(T_) + 1; }
  const Vector<R>& margin(std::size_t t) const { return run_->margin[t]; }
  /// The slopes of a linear phi do not depend on the weights.
  const Matrix<R>& overlaps_at(std::size_t t) const {
    return t == 0 || is_linear(this->phi.family) ? this->overlaps : run_->overlaps[t];
  }
  Matrix<R> gradient_gram(std::size_t t) const {
    return gradient_products(overlaps_at(t), this->K);
  }
  /// max_{i,k} q_i - q_k: exactly 0 for one sample
  R log_ratio(std::size_t t) const {
    R out(0);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      for (std::size_t k = 0; k < i; ++k) out = max(out, abs(margin(t)[i] - margin(t)[k]));
    }
    return out;
  }
  /// log(5 R^2/c + 5)
  R log_floor() const { return log(5 * this->spread() / this->c_R2_min()); }

 private:
  int T_;
  OnDemand<Run<R>> run_;
};

using Remark = Claim<Setting, Observation>;

/// At times 0, ..., T; f(t) returns a Relation or a Judgement.
template <class O, class F>
auto always(const O& o, F f) {
  return every(o.times(), f);
}

/// Samples of norms 1 and 2 with equal margins, one linear neuron.
Setting equal_margins() {
  Setting s;
  s.X = Matrix<double>(2, 2);
  s.X.entries() = {1, 0, 0, 2};
  s.W = Matrix<double>(1, 2);
  s.W.entries() = {1, 0.5};
  s.y = {1, 1};
  s.sign = {1};
  s.C = 256;
  s.rho = 32;
  s.alpha = 0x1p-14;
  return s;
}

void prepare(Setting& s, Stream& random) {
  place_interpolating_step(s, random);
  choose_constants(s, random);
  // the slopes change along the run: leave them room
  s.c = std::fmax(s.gamma * s.gamma, s.c * (random.chance(0.5) ? 1 - 0x1p-10 : 0.5));
  const double needed = 25 * (data_geometry(gram(s.X)).squared_ratio() / s.c + 1) * (1 + 0x1p-40);
  if (std::isfinite(needed)) s.C = needed;
  choose_ratio(s, random);
}

Remark statement() {
  return {
      .card = {.id = "frei2023/remark-e.10-four-conditions",
               .title = "Four conditions that keep a loss ratio bound",
               .label = "Summary after Proposition E.10",
               .place = "Appendix E.3",
               .kind = Kind::trajectory,
               .statement =
                   R"(For Lipschitz and smooth activations a loss ratio bound holds provided
that, for some $t_0$: (1) an exponential loss ratio bound holds at $t_0$; for all $t\ge t_0$, (2)
gradients are nearly orthogonal, (3) gradient persistence holds, (4) the network interpolates. Then the
maximum ratio of the exponential losses does not become any larger than the maximum ratio at $t_0$.)",
               .reading = R"($t_0=0$, $T\le12$, the step size and the constants of Proposition E.10.
C1 fails with a tiny $H$, as Proposition E.10 does. C2 fails at any step size: orthogonal samples of
norms 1 and 2 with equal margins, $\phi(z)=z$: the ratio is 1 and the margins grow at the rates
$\|x_i\|^2$. What is kept is $\max(\text{ratio at }t_0,5R^2/c+5)$.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$, $|\phi''|\le H$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0) & is_smooth(o); }},
                     {"step", R"($\alpha\le[5HR_{\max}^2n(10R^2/c+10)]^{-1}$)",
                      [](const auto& o) { return step_is_short(o); }},
                     {"H1", R"($\max_{i,j}e^{-q_i}/e^{-q_j}\le\rho$ at $t_0$, $\rho\ge5R^2/c+5$)",
                      [](const auto& o) {
                        return le(o.log_ratio(0), log(o.rho)) &
                               ge(o.rho * o.c_R2_min(), 5 * o.spread());
                      }},
                     {"H2", R"(Condition E.5 with $C'>25R^2/c+25$ at all times)",
                      [](const auto& o) {
                        return always(o,
                                      [&](auto t) {
                                        return gradients_nearly_orthogonal(o.gradient_gram(t), o.C);
                                      }) &
                               near_orthogonality_exceeds(o);
                      }},
                     {"H3", R"(Condition E.6 with $c$ at all times)",
                      [](const auto& o) {
                        return always(o, [&](auto t) {
                          return gradients_persist(o.overlaps_at(t), o.K, o.c);
                        });
                      }},
                     {"H4", R"($y_if(x_i;W^{(t)})>0$ at all times)",
                      [](const auto& o) {
                        return always(o, [&](auto t) {
                          return every(o.samples(), [&](auto i) { return gt(o.margin(t)[i], 0); });
                        });
                      }}},
      .conclusions = {{"C1", R"($\max_{i,j}e^{-q_i}/e^{-q_j}\le\rho$ at all times)",
                       [](const auto& o) {
                         return always(o, [&](auto t) { return le(o.log_ratio(t), log(o.rho)); });
                       }},
                      {"C2", R"(at all times it is at most its value at $t_0$)",
                       [](const auto& o) {
                         return every(o.times() - 1, [&](auto t) {
                           return le(o.log_ratio(t + 1), o.log_ratio(0));
                         });
                       }}},
      .prepare = prepare,
      .tight = {equal_margins()},
      .mutants = {{"at most 1.01 times its value one step before", "C2",
                   []<class R>(const Observation<R>& o) {
                     return every(o.times() - 1, [&](auto t) {
                       return le(o.log_ratio(t + 1), 101 * o.log_ratio(t) / 100);
                     });
                   }},
                  {"0.99 rho at all times", "C1",
                   []<class R>(const Observation<R>& o) {
                     return always(
                         o, [&](auto t) { return le(o.log_ratio(t), log(99 * o.rho / 100)); });
                   }},
                  Remark::Wrong::without({"step"}, "C1")},
      .refuted = {"C1", "C2"}};
}

}  // namespace

AnyClaim remark_e_10_four_conditions() { return statement(); }

AnyClaim remark_e_10_four_conditions_corrected() {
  Remark remark = statement();
  remark.card.id += "_corrected";
  remark.card.corrects =
      R"(The step size: also $\alpha\le\frac n{11R_{\max}^2}$. C2: the maximum ratio
does not exceed $\max(\text{ratio at }t_0,5R^2/c+5)$.)";
  remark.hypotheses.push_back({"step'", R"($\alpha\le\frac n{11R_{\max}^2}$)", [](const auto& o) {
                                 return le(11 * o.alpha * o.x.max_squared_norm, o.n);
                               }});
  remark.replace({"C2", R"(at all times it is at most $\max(\text{its value at }t_0,5R^2/c+5)$)",
                  []<class R>(const Observation<R>& o) {
                    const R start = o.log_ratio(0), floor = o.log_floor();
                    return always(o, [&](auto t) {
                      const R now = o.log_ratio(t), since = t == 0 ? R(0) : start - now;
                      return by_slack(le(now, max(start, floor)),
                                      [&] { return max(since, floor - now); });
                    });
                  }});
  remark.mutants
      .pop_back();  // without "step" the other bound is left, and is enough for linear phi
  remark.refuted.clear();
  return remark;
}

}  // namespace claimcheck::frei2023
