// Small claims with known answers, for testing the machinery.
#pragma once

#include "properties/claim.hpp"

namespace claimcheck::toy {

struct VectorSetting {
  Vector<double> x;
  static Schema<VectorSetting> schema() {
    return Schema<VectorSetting>().axis("n", 1, 16).vector("x", &VectorSetting::x, "n");
  }
};

template <class R>
struct VectorObservation {
  Vector<R> x;
  R total, largest, squares;
  explicit VectorObservation(const VectorSetting& s)
      : x(lift<R>(s.x)), total(0), largest(max_abs(x)), squares(squared_norm(x)) {
    for (const R& entry : x) total += abs(entry);
  }
};

using VectorClaim = Claim<VectorSetting, VectorObservation>;

/// |x|_1 < 5: false; the simplest witness is the single number 8 (one bit, one entry).
inline VectorClaim small_sum() {
  return {.card = {.id = "toy/small-sum"},
          .conclusions = {{"C1", "", [](const auto& o) { return lt(o.total, 5); }}}};
}

/// |x|_inf <= |x|_1 <= n |x|_inf: true, with equality cases.
inline VectorClaim norms() {
  return {.card = {.id = "toy/norms"},
          .conclusions = {{"C1", "", [](const auto& o) { return le(o.largest, o.total); }},
                          {"C2", "",
                           [](const auto& o) {
                             return le(o.total, static_cast<int>(o.x.size()) * o.largest);
                           }}},
          .mutants = {{"strict", "C1", [](const auto& o) { return lt(o.largest, o.total); }},
                      {"n - 1 instead of n", "C2", [](const auto& o) {
                         return le(o.total, static_cast<int>(o.x.size() - 1) * o.largest);
                       }}}};
}

/// |x|_1 <= |x|_2: false from two non-zero entries on; the simplest witness is (1, 1).
inline VectorClaim wrong_norms() {
  return {
      .card = {.id = "toy/wrong-norms"},
      .conclusions = {{"C1", "", [](const auto& o) { return le(square(o.total), o.squares); }}}};
}

struct LineSetting {
  double x = 0, y = 0;
  int k = 0;
  static Schema<LineSetting> schema() {
    return Schema<LineSetting>()
        .real("x", &LineSetting::x)
        .real("y", &LineSetting::y)
        .integer("k", &LineSetting::k, within(0, 20));
  }
};

template <class R>
struct LineObservation {
  static constexpr bool exact_in_rationals = true;
  R x, y;
  int k;
  explicit LineObservation(const LineSetting& s) : x(s.x), y(s.y), k(s.k) {}
};

using LineClaim = Claim<LineSetting, LineObservation>;

/// x <= x^2: false on (0, 1); the simplest witness is 1/2.
inline LineClaim square_grows() {
  return {.card = {.id = "toy/square-grows"},
          .conclusions = {{"C1", "", [](const auto& o) { return le(o.x, square(o.x)); }}}};
}

/// Whenever k >= 7: false at once; the simplest witness has k = 7 and zeros.
inline LineClaim few_steps() {
  return {.card = {.id = "toy/few-steps"},
          .conclusions = {{"C1", "", [](const auto& o) { return lt(abs(o.x) * 0 + o.k, 7); }}}};
}

/// (x/3) 3 = x: an identity that balls cannot certify and rationals can.
inline LineClaim thirds() {
  return {.card = {.id = "toy/thirds"},
          .conclusions = {{"C1", "", [](const auto& o) { return eq(o.x / 3 * 3, o.x); }}}};
}

/// |x|^2 = (sqrt(|x|^2))^2: an identity of irrational numbers, which nothing certifies.
inline VectorClaim squared_norms() {
  return {.card = {.id = "toy/squared-norms"},
          .conclusions = {
              {"C1", "", [](const auto& o) { return eq(square(sqrt(o.squares)), o.squares); }},
              {"C2", "", [](const auto& o) { return le(o.largest, o.total); }}}};
}

/// No setting is admissible.
inline LineClaim impossible() {
  return {.card = {.id = "toy/impossible"},
          .hypotheses = {{"H1", "", [](const auto& o) { return lt(square(o.x), -1); }}},
          .conclusions = {{"C1", "", [](const auto& o) { return le(o.x, o.x); }}}};
}

/// A hypothesis that carries the claim: x >= 0 gives x + y^2 >= 0.
inline LineClaim needs_sign() {
  return {.card = {.id = "toy/needs-sign"},
          .hypotheses = {{"H1", "", [](const auto& o) { return ge(o.x, 0); }}},
          .conclusions = {{"C1", "", [](const auto& o) { return ge(o.x + square(o.y), 0); }}},
          .mutants = {LineClaim::Wrong::without({"H1"}, "C1")}};
}

struct CoinSetting {
  double bias = 0.5;
  double delta = 0.5;
  Vector<double> coin;  // one Gaussian
  static Schema<CoinSetting> schema() {
    return Schema<CoinSetting>()
        .axis("one", 1, 1)
        .real("bias", &CoinSetting::bias, within(0.25, 0.75))
        .real("delta", &CoinSetting::delta, within(0.125, 0.875))
        .vector("coin", &CoinSetting::coin, "one")
        .drawn();
  }
};

template <class R>
struct CoinObservation {
  R bias, delta, coin;
  explicit CoinObservation(const CoinSetting& s) : bias(s.bias), delta(s.delta), coin(s.coin[0]) {}
};

using CoinClaim = Claim<CoinSetting, CoinObservation>;

/// P(z >= 0) >= 1 - delta for a Gaussian z, with delta at least `least`: true iff least >= 1/2.
inline CoinClaim coin(double least) {
  return {.card = {.id = "toy/coin", .kind = Kind::probability},
          .hypotheses = {{"H1", "",
                          [least](const auto& o) {
                            using R = std::decay_t<decltype(o.delta)>;
                            return ge(o.delta, R(least));
                          }}},
          .conclusions = {CoinClaim::Clause::probable(
              "C1", "", [](const auto& o) { return o.delta; },
              [](const auto& o) { return ge(o.coin, 0); })},
          .draw = [](CoinSetting& s, Stream& random) { s.coin = random.normals(1); }};
}

/// The same for every delta, claimed only where delta >= 5/8.
inline CoinClaim coin_on_condition() {
  CoinClaim out = coin(0.25);
  const auto when = given([](const auto& o) { return ge(8 * o.delta, 5); });
  out.conclusions = {CoinClaim::Clause::probable(
      "C1", "", when, [](const auto& o) { return o.delta; },
      [](const auto& o) { return ge(o.coin, 0); })};
  return out;
}

struct SampleSetting {
  double delta = 0.25;
  Vector<double> z;  // m Gaussians
  static Schema<SampleSetting> schema() {
    return Schema<SampleSetting>()
        .axis("m", 1, 8)
        .real("delta", &SampleSetting::delta, within(0.0625, 0.5))
        .vector("z", &SampleSetting::z, "m")
        .drawn();
  }
};

template <class R>
struct SampleObservation {
  R m, delta, first, largest;
  explicit SampleObservation(const SampleSetting& s)
      : m(R(s.z.size())), delta(s.delta), first(s.z[0]), largest(max_entry(lift<R>(s.z))) {}
};

using SampleClaim = Claim<SampleSetting, SampleObservation>;

/// m >= 4 log2(1/delta) gives P(max z >= 0) = 1 - 2^-m >= 1 - delta: a quarter of the constant is
/// needed. C2: P(|z_1| <= 4) >= 1 - delta, where the quantile of |z| is needed for 4.
inline SampleClaim sample() {
  const auto delta = [](const auto& o) { return o.delta; };
  return {
      .card = {.id = "toy/sample", .kind = Kind::probability},
      .hypotheses = {{"H1", "",
                      [](const auto& o) { return ge(o.m * log(2 + 0 * o.m), -4 * log(o.delta)); }},
                     {"H2", "", [](const auto& o) { return gt(o.delta, 0); }}},
      .conclusions = {SampleClaim::Clause::probable("C1", "", delta,
                                                    [](const auto& o) { return ge(o.largest, 0); }),
                      SampleClaim::Clause::probable(
                          "C2", "", delta, [](const auto& o) { return le(abs(o.first), 4); })},
      .prepare = [](SampleSetting& s,
                    Stream&) { s.z.resize(static_cast<std::size_t>(-4 * std::log2(s.delta) + 1)); },
      .draw = [](SampleSetting& s, Stream& random) { s.z = random.normals(s.z.size()); }};
}

}  // namespace claimcheck::toy
