// du2019, condition 4.1: the induction hypothesis of theorem 4.1, and that it holds at k = 0.
//
// Reading. A definition (`contracted` in descent.hpp, a hypothesis of corollary-4.1). The clause is
// its base case, with 0^0 = 1 at eta lambda_0 = 2; any residual, any lambda_0 in (0, 1/2], any eta.

#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {
namespace {

struct Setting {
  Vector<double> residual;  // n, y - u(0)
  double eta = 1, lambda_0 = 0.5;

  static Schema<Setting> schema() {
    return Schema<Setting>()
        .axis("n", 1, 4)
        .vector("residual", &Setting::residual, "n")
        .real("eta", &Setting::eta, positive())
        .real("lambda_0", &Setting::lambda_0, above_up_to(0, 0.5));
  }
};

template <class R>
struct Observation {
  static constexpr bool exact_in_rationals = true;
  R start, base;  // |y - u(0)|^2 and 1 - eta lambda_0 / 2

  explicit Observation(const Setting& s)
      : start(squared_norm(lift<R>(s.residual))), base(1 - R(s.eta) * R(s.lambda_0) / 2) {}
};

}  // namespace

AnyClaim condition_4_1() {
  return Claim<Setting, Observation>{
      .card = {.id = "du2019/condition-4.1",
               .title = "Induction hypothesis",
               .label = "Condition 4.1",
               .place = "Section 4.1",
               .kind = Kind::trajectory,
               .statement = R"(At the $k$-th iteration,
$$\|y-u(k)\|_2^2\le\Big(1-\frac{\eta\lambda_0}2\Big)^k\|y-u(0)\|_2^2.$$)",
               .reading =
                   R"(A definition; C1 is its base case. With $\eta\lambda_0>2$ the base of the
power is negative and the condition cannot hold at odd $k$ unless $y=u(0)$ (see corollary-4.1).)"},
      .conclusions = {{"C1", R"(it holds at $k=0$)",
                       [](const auto& o) { return le(o.start, pow(o.base, 0) * o.start); }},
                      {"negative-base",
                       R"(at $k=1$ with $\eta\lambda_0>2$ it is $\|y-u(1)\|^2\le$ a number that
is negative unless $y=u(0)$)",
                       given([](const auto& o) { return lt(o.base, 0); }),
                       [](const auto& o) { return le(pow(o.base, 1) * o.start, 0); }}},
      .mutants = {
          {"strict", "C1", [](const auto& o) { return lt(o.start, pow(o.base, 0) * o.start); }},
          {"one power more", "C1",
           [](const auto& o) { return le(o.start, pow(o.base, 1) * o.start); }},
          {"negative whatever the residual", "negative-base",
           given([](const auto& o) { return lt(o.base, 0); }),
           [](const auto& o) { return lt(pow(o.base, 1) * o.start, 0); }}}};
}

}  // namespace claimcheck::du2019
