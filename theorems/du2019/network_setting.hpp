// What most statements of du2019 quantify over: inputs, weights, signs and labels.
#pragma once

#include "core/random/stream.hpp"
#include "properties/schema.hpp"

namespace claimcheck::du2019 {

struct NetworkSetting {
  Matrix<double> directions;  // n x d, x_i = v_i / |v_i|
  Matrix<double> W0;          // m x d
  std::vector<int> a;         // m signs
  Vector<double> y;           // n

  /// The schema of these fields, for a setting with more of them.
  template <class Setting>
  static Schema<Setting> schema_up_to(int n, int m, int d) {
    return Schema<Setting>()
        .axis("n", 1, n)
        .axis("m", 1, m)
        .axis("d", 1, d)
        .matrix("directions", &Setting::directions, "n", "d")
        .matrix("W0", &Setting::W0, "m", "d")
        .signs("a", &Setting::a, "m")
        .vector("y", &Setting::y, "n");
  }
};

/// Turns each unit, with this chance, to the active side of one of the inputs.
inline void wake_units(NetworkSetting& s, double chance, Stream& random) {
  for (std::size_t r = 0; r < s.W0.rows(); ++r) {
    const auto v = s.directions.row(r % s.directions.rows());
    if (!random.chance(chance) || dot(s.W0.row(r), v) >= 0) continue;
    for (double& entry : s.W0.row(r)) entry = -entry;
  }
}

/// n = d = 1, a = 1: `active` units of m at z = height, the others asleep at -1; y = u(0) + gap.
inline NetworkSetting one_input(std::size_t active, std::size_t m, double height, double gap) {
  NetworkSetting s{
      Matrix<double>(1, 1, 1.0), Matrix<double>(m, 1, -1.0), std::vector<int>(m, 1), {0}};
  for (std::size_t r = 0; r < active; ++r) s.W0(r, 0) = height;
  s.y[0] = static_cast<double>(active) * height / std::sqrt(static_cast<double>(m)) + gap;
  return s;
}

/// n = d = m = 1: one unit with weight w.
inline NetworkSetting one_unit(double w, int sign, double label) {
  return {Matrix<double>(1, 1, 1.0), Matrix<double>(1, 1, w), {sign}, {label}};
}

}  // namespace claimcheck::du2019
