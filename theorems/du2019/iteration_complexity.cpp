// du2019, section 1: gradient descent reaches accuracy epsilon in K = O(log(1/epsilon)) steps.
//
// Reading. The O hides n, lambda_0, eta and L(W(0)) (footnote 4); the explicit instance is K >= 2 /
// (eta lambda_0) log(L(W(0)) / epsilon), for runs on which the conclusion of theorem 4.1 holds up
// to K. C2, that the width does not depend on epsilon, is read as: one and the same run has reached
// epsilon_k = exp(-eta lambda_0 k / 2) L(W(0)) at every step k <= K.

#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/network_setting.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting : NetworkSetting {
  double eta = 0.5, epsilon = 0.125;
  int K = 1;

  static Schema<Setting> schema() {
    return schema_up_to<Setting>(3, 4, 3)
        .real("eta", &Setting::eta, positive())
        .real("epsilon", &Setting::epsilon, positive())
        .integer("K", &Setting::K, within(0, 40));
  }
};

template <class R>
struct Observation {
  UnitInputs<R> inputs;
  int K;
  R eta, epsilon, lambda_0, base;
  Vector<R> loss;  // L(W(k)), k <= K

  explicit Observation(const Setting& s)
      : inputs(s.directions),
        K(s.K),
        eta(s.eta),
        epsilon(s.epsilon),
        lambda_0(inputs.lambda_0()),
        base(1 - eta * lambda_0 / 2) {
    GradientDescent<R> run(relu_of_paper<R>(), scaled_signs<R>(s.a), lift<R>(s.y), inputs.gram,
                           inputs.preactivations(lift<R>(s.W0)), eta, Objective::sum_of_squares);
    loss.push_back(run.risk());
    for (int k = 1; k <= K; ++k) {
      run.advance();
      loss.push_back(run.risk());
    }
  }

  const R& start() const { return loss[0]; }
  /// eta lambda_0 K / 2 - log(L(W(0)) / epsilon): enough steps when >= 0
  R excess() const { return eta * lambda_0 * R(K) / 2 - log(start() / epsilon); }
  /// exp(-eta lambda_0 k / 2) L(W(0))
  R envelope(int k) const { return exp(-eta * lambda_0 * R(k) / 2) * start(); }
};

/// A run of active units with a moderate step, and the accuracy that K steps just promise.
void enough_steps(Setting& s, Stream& random) {
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth()) || !(inputs.lambda_0() > 1e-6)) return;
  const double n = static_cast<double>(inputs.n());
  if (random.chance(0.8)) s.eta = inputs.lambda_0() / (n * n) * random.uniform(0.1, 1);
  wake_units(s, 0.8, random);
  const Observation<double> o(s);
  const double slack = random.chance(0.5) ? 1.0009765625 : std::exp(random.uniform(0, 4));
  const double epsilon = o.envelope(s.K) * slack;
  if (std::isfinite(epsilon) && epsilon > 0) s.epsilon = epsilon;
}

using Statement = Claim<Setting, Observation>;

}  // namespace

AnyClaim iteration_complexity() {
  return Statement{
      .card = {.id = "du2019/iteration-complexity",
               .title = "Iterations to accuracy $\\epsilon$",
               .label = "Section 1",
               .place = "Section 1",
               .kind = Kind::trajectory,
               .statement = R"(Gradient descent finds a solution $W(K)$ with $L(W(K))\le\epsilon$ in
$K=O(\log(1/\epsilon))$ iterations; the over-parameterization does not depend on $\epsilon$.)",
               .reading = R"(Explicit: $K\ge\frac2{\eta\lambda_0}\log\frac{L(W(0))}\epsilon$ with
$\eta\le\frac{\lambda_0}{n^2}$, on runs with the conclusion of Theorem 4.1 up to $K\le40$. C2: the same
run reaches $\epsilon_k=e^{-\eta\lambda_0k/2}L(W(0))$ at every $k\le K$.)"},
      .hypotheses = {{"A2", R"($\|x_i\|_2=1$: every direction is non-zero)",
                      [](const auto& o) { return o.inputs.normalisable(); }},
                     {"A1", R"($\lambda_0>0$, $L(W(0))>0$)",
                      [](const auto& o) { return gt(o.lambda_0, 0) & gt(o.start(), 0); }},
                     {"H6", R"($\eta\le\frac{\lambda_0}{n^2}$)",
                      [](const auto& o) {
                        return le(static_cast<int>(o.inputs.n() * o.inputs.n()) * o.eta,
                                  o.lambda_0);
                      }},
                     {"theorem-4.1",
                      R"($L(W(k))\le(1-\frac{\eta\lambda_0}2)^kL(W(0))$ for $1\le k\le K$)",
                      [](const auto& o) {
                        return every(static_cast<std::size_t>(o.K), [&](auto j) {
                          return le(o.loss[j + 1],
                                    pow(o.base, static_cast<int>(j) + 1) * o.start());
                        });
                      }},
                     {"K", R"($K\ge\frac2{\eta\lambda_0}\log\frac{L(W(0))}\epsilon$)",
                      [](const auto& o) { return ge(o.excess(), 0); }}},
      .conclusions =
          {{"C1", R"($L(W(K))\le\epsilon$)",
            [](const auto& o) { return le(o.loss.back(), o.epsilon); }},
           {"C2", R"($L(W(k))\le e^{-\eta\lambda_0k/2}L(W(0))$ for every $k\le K$)",
            [](const auto& o) {
              return every(o.loss.size(),
                           [&](auto k) { return le(o.loss[k], o.envelope(static_cast<int>(k))); });
            }},
           {"S1",
            R"($(1-\frac{\eta\lambda_0}2)^KL(W(0))\le e^{-\eta\lambda_0K/2}L(W(0))\le\epsilon$)",
            [](const auto& o) {
              return le(pow(o.base, o.K) * o.start(), o.envelope(o.K)) &
                     le(o.envelope(o.K), o.epsilon);
            }}},
      .prepare = enough_steps,
      .mutants = {{"epsilon ten per cent smaller", "S1",
                   [](const auto& o) { return le(10 * o.envelope(o.K), 9 * o.epsilon); }},
                  {"twice the rate", "C2",
                   [](const auto& o) {
                     return every(o.loss.size(), [&](auto k) {
                       return le(o.loss[k] * o.start(), square(o.envelope(static_cast<int>(k))));
                     });
                   }},
                  Statement::Wrong::without({"theorem-4.1"}, "C1"),
                  Statement::Wrong::without({"K"}, "C1")},
      .cost = 3};
}

}  // namespace claimcheck::du2019
