// frei2023, Condition E.6: gradient persistence.
//
// Reading. A definition; tested is what it amounts to: |grad f(x_i; W)|_F^2 / |x_i|^2 is the mean
// square slope of the neurons on x_i, so the condition holds with c = min_i of it and no larger
// one, c <= 1 for 1-Lipschitz phi, and it can fail: a ReLU network that is dead on a sample has no
// c. The gradient is computed entry by entry.

#include "theorems/frei2023/gradient_conditions.hpp"
#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

constexpr std::array<ActivationFamily, 6> families = {
    ActivationFamily::identity,     ActivationFamily::linear,     ActivationFamily::smoothed_leaky,
    ActivationFamily::arctan_leaky, ActivationFamily::sqrt_leaky, ActivationFamily::relu};

struct Setting : NetworkOnData {
  static Schema<Setting> schema() { return network_schema<Setting>(3, 3, 3, "W", families); }
};

template <class R>
struct Observation : Network<R> {
  Vector<R> gradient;     // m |grad f(x_i; W)|_F^2, entry by entry
  Vector<R> mean_square;  // (1/m) sum_j phi'(<w_j, x_i>)^2
  Vector<R> mean_slope;   // (1/m) sum_j phi'(<w_j, x_i>)
  R c;                    // min_i mean_square
  R least;                // inf phi'

  explicit Observation(const Setting& s) : Network<R>(s), least(this->phi.least_slope()) {
    const Matrix<R> slope = slopes(this->phi, this->Z);
    for (std::size_t i = 0; i < this->samples(); ++i) {
      R entries(0), squares(0), total(0);
      for (std::size_t j = 0; j < this->neurons(); ++j) {
        for (std::size_t k = 0; k < this->X.cols(); ++k) {
          entries += square(this->sign[j] * slope(j, i) * this->X(i, k));
        }
        squares += square(slope(j, i));
        total += slope(j, i);
      }
      gradient.push_back(entries);
      mean_square.push_back(squares / this->m);
      mean_slope.push_back(total / this->m);
    }
    c = min_entry(mean_square);
  }
};

using Condition = Claim<Setting, Observation>;

/// |grad f_i|^2 >= factor c |x_i|^2 for every i
template <class R>
Judgement<R> persists(const Observation<R>& o, const R& c) {
  return every(o.samples(), [&](auto i) { return ge(o.gradient[i], o.m * c * o.K(i, i)); });
}

}  // namespace

AnyClaim condition_e_6() {
  return Condition{
      .card = {.id = "frei2023/condition-e.6",
               .title = "Gradient persistence",
               .label = "Condition E.6",
               .place = "Appendix E.3",
               .statement = R"(Gradient persistence holds at time $t$ if there is a constant $c>0$
such that $\|\nabla f(x_i;W^{(t)})\|_F^2\ge c\|x_i\|^2$ for all $i$.)",
               .reading = R"(A definition. The largest $c$ is
$\min_i\frac1m\sum_j\phi'(\langle w_j,x_i\rangle)^2$; it is at most 1, at least $\gamma^2$ for leaky
activations, and 0 for a ReLU network that is dead on a sample.)"},
      .hypotheses = {{"setting", R"($R_{\min}>0$)",
                      [](const auto& o) { return gt(o.x.min_squared_norm, 0); }}},
      .conclusions =
          {{"C1",
            R"(the condition holds with $c=\min_i\frac1m\sum_j\phi'(\langle w_j,x_i\rangle)^2$)",
            []<class R>(const Observation<R>& o) { return persists<R>(o, o.c); }},
           {"C2", R"(and $(\inf\phi')^2\le c\le1$)",
            [](const auto& o) { return ge(o.c, square(o.least)) & le(o.c, 1); }},
           {"C3",
            R"(it holds with no larger $c$: some $i$ has $\|\nabla f(x_i;W)\|_F^2\le c\|x_i\|^2$)",
            []<class R>(const Observation<R>& o) {
              Judgement<R> out = le(o.gradient[0], o.m * o.c * o.K(0, 0));
              for (std::size_t i = 1; i < o.samples(); ++i) {
                out = either(out, Judgement<R>(le(o.gradient[i], o.m * o.c * o.K(i, i))));
              }
              return out;
            }}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.5)) spread_slopes(s, random);
          },
      .mutants = {
          {"one per cent more", "C1",
           []<class R>(const Observation<R>& o) { return persists<R>(o, 101 * o.c / 100); }},
          {"the mean slope instead of the mean square", "C1",
           []<class R>(const Observation<R>& o) {
             return persists<R>(o, min_entry(o.mean_slope));
           }},
          {"c is always positive", "C2", [](const auto& o) { return gt(o.c, 0); }},
          {"c at least the least slope", "C2", [](const auto& o) { return ge(o.c, o.least); }}}};
}

}  // namespace claimcheck::frei2023
