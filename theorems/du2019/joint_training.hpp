// Gradient flow of both layers (du2019, section 3.2 and appendix A.1) inside one activation region,
// and the radii of the appendix.
#pragma once

#include <algorithm>
#include <utility>

#include "core/on_demand.hpp"
#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/joint_path.hpp"
#include "theorems/du2019/network_setting.hpp"

namespace claimcheck::du2019 {

/// What the lemmas of appendix A.1 quantify over.
struct JointSetting : NetworkSetting {
  double delta = 0.5;
  double t = 1;  // the flow runs to t, or to just before the first change of pattern, see JointPath

  static Schema<JointSetting> schema() {
    return schema_up_to<JointSetting>(2, 4, 2)
        .real("delta", &JointSetting::delta, strictly_within(0, 1))
        .real("t", &JointSetting::t, above_up_to(0, 16));
  }
};

template <Scalar R>
struct JointTraining {
  UnitInputs<R> inputs;
  std::size_t units;
  R n, m, delta, lambda_0;
  RegionFlow<R> origin;  // at time 0
  Matrix<R> active;      // closed pattern I{w_r . x_i >= 0}, constant along the flow
  bool held = false;     // some unit stays on a kink
  Vector<R> start;       // y - u(0)
  R start_length;        // |y - u(0)|
  R labels;              // |y|
  Vector<R> a_start;
  OnDemand<JointPath<R>> path;

  explicit JointTraining(const JointSetting& s)
      : inputs(s.directions),
        units(s.a.size()),
        n(R(inputs.n())),
        m(R(units)),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        origin(problem(inputs, s)),
        active(units, inputs.n()),
        start(origin.residual(initial())),
        start_length(norm(start)),
        labels(norm(lift<R>(s.y))),
        a_start(origin.output_weights(initial())),
        path([this, t = s.t] { return JointPath<R>(origin, t); }) {
    for (std::size_t r = 0; r < units; ++r) {
      for (std::size_t i = 0; i < inputs.n(); ++i) {
        const auto pattern = origin.pattern(r, i);
        held = held || pattern == RegionFlow<R>::Pattern::tied;
        if (pattern != RegionFlow<R>::Pattern::off) active(r, i) = R(1);
      }
    }
  }
  JointTraining(const JointTraining&) = delete;  // the path refers to the start
  JointTraining& operator=(const JointTraining&) = delete;

  R radius_w() const { return root_two_pi<R>() * lambda_0 * delta / (32 * square(n)); }
  R radius_a() const { return lambda_0 / (16 * square(n)); }
  /// 4 sqrt(n) |y - u(0)| / (sqrt(m) lambda_0)
  R reach_w() const { return 4 * sqrt(n / m) * start_length / lambda_0; }
  /// 8 sqrt(n) |y - u(0)| sqrt(log(mn / delta)) / (sqrt(m) lambda_0)
  R reach_a() const { return 2 * reach_w() * sqrt(log(m * n / delta)); }

  /// lambda_min(H(s)) >= lambda_0 / 2 along the flow; H of (12).
  Judgement<R> well_conditioned() const {
    const auto check = [&](const Vector<R>& state) {
      return ge(
          2 * least_eigenvalue(gram_matrix(inputs.gram, origin.output_weights(state), active)),
          lambda_0);
    };
    Judgement<R> all(check(initial()));
    bool grown = true;
    for (const FlowStep<R>& step : path->flow.steps()) {
      // H(s) = 1/m sum_r a_r(s)^2 (x_i . x_j I_ri I_rj)_ij is a sum of positive semidefinite
      // matrices: as long as no |a_r| is below its start, H(s) is at least H(0).
      grown = weights_grown(step, grown);
      if (!grown) all &= over(step, check);
    }
    return all;
  }
  /// |a_r(s) - a_r(0)| <= R_a and |w_r(s) - w_r(0)| <= R_w along the flow.
  Judgement<R> outputs_near() const {
    const R radius = radius_a();
    return all_along([&](const Vector<R>& state) {
      return every(units, [&](auto r) {
        return le(abs(state[origin.weight_index(r)] - a_start[r]), radius);
      });
    });
  }
  Judgement<R> weights_near() const {
    const R squared_radius = square(radius_w());
    return all_along([&](const Vector<R>& state) {
      const Vector<R> squares = origin.squared_distances(state);
      return every(units, [&](auto r) { return le(squares[r], squared_radius); });
    });
  }
  /// |w_r(t) - w_r(0)| <= reach and |a_r(t) - a_r(0)| <= reach
  Judgement<R> first_layer_within(const R& reach) const {
    return every(units, [&](auto r) { return le(path->distances[r], reach); });
  }
  Judgement<R> output_layer_within(const R& reach) const {
    return every(units, [&](auto r) { return le(abs(path->a[r] - a_start[r]), reach); });
  }
  /// |y - u(t)|^2 <= e^{-exponent t} |y - u(0)|^2
  Relation<R> decays(const R& exponent) const {
    return le(squared_norm(path->residual), exp(-exponent * path->time) * squared_norm(start));
  }
  /// The same over every step of the flow, and over the first.
  Judgement<R> decays_step_by_step(const R& exponent) const {
    return decays_over_steps(path->flow.steps().size(), exponent);
  }
  Judgement<R> decays_at_first(const R& exponent) const {
    return decays_over_steps(std::min<std::size_t>(1, path->flow.steps().size()), exponent);
  }
  /// No unit stays on a kink.
  Relation<R> obeys_14() const { return fact<R>(held ? Truth::no : Truth::yes); }
  /// One flow leaves the start, it is not at rest (|y - u(0)| > 2^-20 (1 +
  /// |y|)), and it was followed for some time: lambda_0 t >=
  /// 1/64.
  Judgement<R> followed() const {
    return fact<R>(path->decided ? Truth::yes : Truth::unknown) &
           gt(1048576 * start_length, 1 + labels) & ge(64 * lambda_0 * path->time, 1);
  }
  /// The state at time 0.
  const Vector<R>& initial() const { return origin.state(); }

 private:
  /// check(state) at the start and over the range of every step.
  template <class Check>
  Judgement<R> all_along(Check check) const {
    Judgement<R> all(check(initial()));
    for (const FlowStep<R>& step : path->flow.steps()) all &= over(step, check);
    return all;
  }
  /// The end of a step can fail where its range, which is wider, leaves doubt.
  template <class Check>
  static Judgement<R> over(const FlowStep<R>& step, Check check) {
    Judgement<R> all(check(step.range));
    if (unknown(all.truth())) all &= Judgement<R>(check(step.end));
    return all;
  }
  /// Whether no |a_r| is below |a_r(0)| over a step, if none was `before` it.
  bool weights_grown(const FlowStep<R>& step, bool before) const {
    for (std::size_t r = 0; r < units; ++r) {
      const std::size_t k = origin.weight_index(r);
      const auto outward = [&](const R& change) {
        return certainly(less_equal(R(0), a_start[r] * change));
      };
      if (outward(step.range[k] - a_start[r])) continue;
      if (!before || !outward(step.arc.mean_rate(k))) return false;
    }
    return true;
  }
  Judgement<R> decays_over_steps(std::size_t count, const R& exponent) const {
    R before = squared_norm(start);
    return every(count, [&](auto k) {
      const FlowStep<R>& step = path->flow.steps()[k];
      const R after = squared_norm(origin.residual(step.end));
      return le(after, exp(-exponent * step.arc.length) * std::exchange(before, after));
    });
  }

  static RegionFlowProblem<R> problem(const UnitInputs<R>& x, const JointSetting& s) {
    return {lift<R>(s.a), lift<R>(s.y),           x.gram, x.preactivations(lift<R>(s.W0)),
            true,         1 / sqrt(R(s.a.size()))};
  }
};

/// Mostly active units, times up to 4.
inline void joint_start(JointSetting& s, Stream& random) {
  wake_units(s, 0.7, random);
  if (random.chance(0.7)) s.t = std::ldexp(1.0, random.integer(-4, 2));
}

/// The same with labels close to the outputs, so that both layers stay near their start.
inline void small_joint_residual(JointSetting& s, Stream& random) {
  joint_start(s, random);
  const UnitInputs<double> inputs(s.directions);
  if (!certainly(inputs.normalisable().truth())) return;
  const Vector<double> u =
      outputs(relu_of_paper<double>(), scaled_signs<double>(s.a), inputs.preactivations(s.W0));
  const double scale = std::ldexp(1.0, -random.integer(4, 14));
  for (std::size_t i = 0; i < s.y.size(); ++i) s.y[i] = u[i] + scale * random.uniform(-1, 1);
}

/// A unit that its kink holds.
inline JointSetting held_unit() { return {one_unit(0, -1, 1), 0.5, 1}; }
/// n = 1, `active` units of m awake at z = height; y - u(0) = gap.
inline JointSetting some_active(std::size_t active, std::size_t m, double height, double gap) {
  return {one_input(active, m, height, gap), 0.9375, 16};
}
/// A third of the units, barely: G is tiny.
inline JointSetting third_active() { return some_active(1, 3, 0x1p-10, 0x1p-8); }
/// Two orthogonal inputs, one unit active on both.
inline JointSetting two_orthogonal() {
  JointSetting s{{Matrix<double>(2, 2), Matrix<double>(1, 2, 1.0), {1}, {1 + 0x1p-10, 1 + 0x1p-10}},
                 0.9375,
                 8};
  s.directions(0, 0) = s.directions(1, 1) = 1;
  return s;
}
/// n = m = 1, a(0) = -1, an active unit.
inline JointSetting one_negative() { return {one_unit(1, -1, -1.0078125), 0.5, 1}; }

}  // namespace claimcheck::du2019
