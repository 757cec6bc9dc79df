// What theorems 3.2, 3.3 and 4.1 of du2019 quantify over: data, labels, and a random start as wide
// as they ask for.
//
// The constant hidden in their Omega depends on the label bound C. The explicit instance is
//   m >= (1 + C^2) n^6 / (32 lambda_0^4 delta^3)   (times 2 log(m / delta) in theorem 3.3),
// since the proofs ask for m >= const n^5 |y - u(0)|^2 / (lambda_0^4 delta^2) and bound
// |y - u(0)|^2 by (1 + C^2) n / delta.
#pragma once

#include <algorithm>
#include <cmath>

#include "core/linear/dot_sign.hpp"
#include "core/on_demand.hpp"
#include "core/random/stream.hpp"
#include "properties/schema.hpp"
#include "theorems/du2019/descent.hpp"

namespace claimcheck::du2019 {

struct RandomStart {
  Matrix<double> directions;  // n x d
  Vector<double> t;           // n, y_i = C t_i
  double C = 1, delta = 0.5;
  std::vector<int> a;  // m signs, drawn
  Matrix<double> W0;   // m x d, drawn from N(0, I)

  template <class Setting>
  static Schema<Setting> schema_up_to(int most_inputs) {
    return Schema<Setting>()
        .axis("n", 1, most_inputs)
        .axis("m", 1, 12)
        .axis("d", 1, most_inputs)
        .matrix("directions", &Setting::directions, "n", "d")
        .vector("t", &Setting::t, "n", within(-1, 1))
        .real("C", &Setting::C, within(0, 16))
        .real("delta", &Setting::delta, strictly_within(0, 1))
        .signs("a", &Setting::a, "m")
        .drawn()
        .matrix("W0", &Setting::W0, "m", "d")
        .drawn();
  }
};

inline void redraw(RandomStart& s, std::size_t width, Stream& random) {
  s.W0 = random.normal_matrix(width, s.W0.cols());
  s.a.assign(width, 1);
  for (int& sign : s.a) sign = random.sign();
}

/// The orthonormal inputs e_1, ..., e_n with labels C, -C, C, ..., and m units still to be drawn.
inline RandomStart orthonormal_start(std::size_t n, double C, double delta, std::size_t m) {
  RandomStart s{Matrix<double>(n, n),   Vector<double>(n), C, delta,
                std::vector<int>(m, 1), {m, n, 1.0}};
  for (std::size_t i = 0; i < n; ++i) {
    s.directions(i, i) = 1;
    s.t[i] = i % 2 == 0 ? 1 : -1;
  }
  return s;
}

/// Not copied: what is computed on demand refers to the observation.
template <Scalar R>
struct StartedAtRandom {
  RandomStart setting;
  UnitInputs<R> inputs;
  R n, m, C, delta;
  Vector<R> y;

  explicit StartedAtRandom(const RandomStart& s)
      : setting(s),
        inputs(s.directions),
        n(R(inputs.n())),
        m(R(s.a.size())),
        C(s.C),
        delta(s.delta),
        y(lift<R>(s.t)) {
    for (R& label : y) label *= C;
  }
  StartedAtRandom(const StartedAtRandom&) = delete;

  const R& lambda_0() const { return *lambda_0_; }
  /// |y - u(0)|^2
  const R& squared_start() const { return *squared_start_; }
  /// a_r / sqrt(m)
  Vector<R> outer() const { return scaled_signs<R>(setting.a); }
  /// Pre-activations at the start, m x n
  Matrix<R> z0() const { return inputs.preactivations(lift<R>(setting.W0)); }

  /// m >= factor (1 + C^2) n^6 / (32 lambda_0^4 delta^3)
  Relation<R> wide_enough(const R& factor) const {
    return ge(32 * m * pow(lambda_0(), 4) * pow(delta, 3), factor * (1 + square(C)) * pow(n, 6));
  }
  /// (C^2 + 1) n
  R label_bound() const { return (square(C) + 1) * n; }
  /// |y - u(0)|^2 <= (C^2 + 1) n / delta
  Relation<R> small_start() const { return le(squared_start() * delta, label_bound()); }

 private:
  /// u_i(0) = <sum_r a_r w_r, v_i> / (|v_i| sqrt(m)) over the units r that are active on v_i, which
  /// the exact inputs decide.
  R squared_distance() const {
    R total(0);
    for (std::size_t i = 0; i < y.size(); ++i) {
      Vector<R> sum(setting.W0.cols(), R(0));
      for (std::size_t r = 0; r < setting.a.size(); ++r) {
        const int sign = dot_sign(setting.W0.row(r), setting.directions.row(i));
        const double weight = sign > 0 ? setting.a[r] : 0;
        for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += R(weight * setting.W0(r, k));
      }
      const R output = dot(sum, inputs.directions.row(i)) / (inputs.length[i] * sqrt(m));
      total += square(y[i] - output);
    }
    return total;
  }

  OnDemand<R> lambda_0_{[this] { return inputs.lambda_0(); }};
  OnDemand<R> squared_start_{[this] { return squared_distance(); }};
};

/// Inputs near orthonormal ones or as they are, and a label bound, a delta and units in number just
/// enough for width(unit, delta), where unit = (1 + C^2) n^6 / (32 lambda_0^4); labels shrink and
/// delta grows until `most` units are enough, if they ever are.
template <class Width>
void widen(RandomStart& s, double most, Width width, Stream& random) {
  const std::size_t inputs = s.directions.rows();
  if (inputs > 1 && random.chance(0.8)) {
    const double noise = random.chance(0.5) ? 0 : std::ldexp(1.0, -random.integer(1, 5));
    s.directions = Matrix<double>(inputs, std::max(inputs, s.directions.cols()));
    for (std::size_t i = 0; i < inputs; ++i) {
      for (double& entry : s.directions.row(i)) entry = noise * random.normal();
      s.directions(i, i) += 1;
    }
    s.W0 = Matrix<double>(s.a.size(), s.directions.cols());
  }
  const UnitInputs<double> unit_inputs(s.directions);
  if (!certainly(unit_inputs.normalisable().truth()) || !(unit_inputs.lambda_0() > 0.05)) return;
  const double unit =
      std::pow(static_cast<double>(inputs), 6) / (32 * std::pow(unit_inputs.lambda_0(), 4));
  if (random.chance(0.8)) s.C = random.chance(0.5) ? 1 : std::ldexp(1.0, random.integer(-3, 4));
  if (random.chance(0.8)) s.delta = random.uniform(0.25, 0.96875);
  const auto units = [&] { return width((1 + s.C * s.C) * unit, s.delta); };
  while (units() > most && s.C > 0.125) s.C /= 2;
  while (units() > most && s.delta < 0.96875) s.delta = std::min(0.96875, 1.0625 * s.delta);
  if (units() <= most) redraw(s, static_cast<std::size_t>(std::fmax(1, units())), random);
}

}  // namespace claimcheck::du2019
