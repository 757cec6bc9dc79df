// frei2023, Fact E.9: sigmoid losses against exponential losses.
//
// Reading. Both inequalities are compared after taking logarithms, which changes neither: with
// g(z) = 1/(1+e^z), log(g(z_1)/g(z_2)) = softplus(z_2) - softplus(z_1), so that arguments of any
// size are decided; a z_2 - z_1 on both sides is left out. C1 is nowhere tight: its right-hand side
// can be halved. C2 needs z_1 > 0 only, and its 2 is approached as z_1 -> 0+, z_2 -> infinity.

#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {
namespace {

struct Setting {
  double z1, z2;

  static Schema<Setting> schema() {
    return Schema<Setting>().real("z1", &Setting::z1).real("z2", &Setting::z2);
  }
};

/// log(1 + e^z) and log(1 + e^-z), which is less by z.
template <class R>
struct Softplus {
  R of, of_minus;

  explicit Softplus(const R& z) {
    const R fold = log1p(exp(-abs(z)));
    of = max(z, R(0)) + fold;
    of_minus = max(-z, R(0)) + fold;
  }
};

template <class R>
struct Observation {
  R z1, z2;
  Softplus<R> first, second;

  explicit Observation(const Setting& s) : z1(s.z1), z2(s.z2), first(z1), second(z2) {}

  R sigmoid() const { return second.of - first.of; }  // log g(z_1)/g(z_2)
  R exponential() const { return z2 - z1; }           // log e^{-z_1}/e^{-z_2}
};

/// log g(z_1)/g(z_2) <= log factor + the larger of 0 and z_2 - z_1, or the smaller one.
template <class R>
Relation<R> quotient_at_most(const Observation<R>& o, const R& factor, bool larger = true) {
  const Truth rises = less_equal(o.z1, o.z2);
  const Truth subtracted = larger ? rises : !rises;  // z_2 - z_1, on both sides
  return le(select(subtracted, o.second.of_minus, o.second.of),
            log(factor) + select(subtracted, o.first.of_minus, o.first.of));
}
/// z_2 - z_1 <= log factor + log g(z_1)/g(z_2), less z_2 - z_1 on both sides.
template <class R>
Relation<R> exponential_at_most(const Observation<R>& o, const R& factor) {
  return le(o.first.of_minus, log(factor) + o.second.of_minus);
}

const auto both_positive = [](const auto& o) { return gt(o.z1, 0) & gt(o.z2, 0); };

}  // namespace

AnyClaim fact_e_9() {
  return Claim<Setting, Observation>{
      .card = {.id = "frei2023/fact-e.9",
               .title = "Sigmoid losses against exponential losses",
               .label = "Fact E.9",
               .place = "Appendix E.3",
               .statement = R"(For any $z_1,z_2\in\mathbb R$, with $g(z)=1/(1+e^z)$,
$$\frac{g(z_1)}{g(z_2)}\le\max\left(2,2\frac{e^{-z_1}}{e^{-z_2}}\right),$$
and if $z_1,z_2>0$, then also $\frac{e^{-z_1}}{e^{-z_2}}\le2\frac{g(z_1)}{g(z_2)}$.)",
               .reading = R"(Compared after taking logarithms, so that arguments of any size are
decided. The 2 in C1 is not needed: the quotient is at most $\max(1,e^{z_2-z_1})$. C2 needs
$z_1>0$ only; its 2 is the best constant, approached as $z_1\to0^+$ and $z_2\to\infty$.)"},
      .conclusions = {{"C1", R"($\frac{g(z_1)}{g(z_2)}\le\max(2,2e^{z_2-z_1})$)",
                       []<class R>(const Observation<R>& o) { return quotient_at_most(o, R(2)); }},
                      {"C2", R"($e^{z_2-z_1}\le2\frac{g(z_1)}{g(z_2)}$ when $z_1,z_2>0$)",
                       given(both_positive),
                       []<class R>(const Observation<R>& o) {
                         return exponential_at_most(o, R(2));
                       }}},
      .prepare =
          [](Setting& s, Stream& random) {
            if (random.chance(0.7)) return;  // towards equality in C2
            s.z1 = std::ldexp(1.0, -random.integer(1, 40));
            s.z2 = random.uniform(0, 40);
          },
      .mutants = {
          {"0.99 instead of 2", "C1",
           []<class R>(const Observation<R>& o) { return quotient_at_most(o, R(R(99) / 100)); }},
          {"the minimum of the two", "C1",
           []<class R>(const Observation<R>& o) { return quotient_at_most(o, R(2), false); }},
          {"the exponential quotient turned round", "C1",
           []<class R>(const Observation<R>& o) {
             return le(o.sigmoid(), log(R(2)) + max(-o.exponential(), R(0)));
           }},
          {"1.998 instead of 2", "C2", given(both_positive),
           []<class R>(const Observation<R>& o) {
             return exponential_at_most(o, R(R(1998) / 1000));
           }},
          {"for z_2 > 0 and every z_1", "C2", given([](const auto& o) { return gt(o.z2, 0); }),
           []<class R>(const Observation<R>& o) { return exponential_at_most(o, R(2)); }}}};
}

}  // namespace claimcheck::frei2023
