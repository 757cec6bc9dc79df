// Gradient flow of both layers (du2019, section 3.2 and appendix A.1) inside one activation region,
// and the radii of the appendix.
#pragma once

#include "core/dynamics/region_flow.hpp"
#include "theorems/du2019/descent.hpp"
#include "theorems/du2019/network_setting.hpp"

namespace claimcheck::du2019 {

/// What the lemmas of appendix A.1 quantify over.
struct JointSetting : NetworkSetting {
  double delta = 0.5;
  double t = 1;  // the flow runs to t, or to just before the first change of pattern, see follow()

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
  RegionFlow<R> flow;
  Vector<R> initial_;  // its state at time 0
  bool decided;
  R time;
  Matrix<R> active;      // closed pattern I{w_r . x_i >= 0}, constant along the flow
  bool held = false;     // some unit stays on a kink
  Vector<R> start, end;  // y - u(0), y - u(t)
  R start_length;        // |y - u(0)|
  R labels;              // |y|
  Vector<R> a_start, a_end;
  Vector<R> distances;  // |w_r(t) - w_r(0)|
  Matrix<R> z_start, z_end;

  explicit JointTraining(const JointSetting& s)
      : inputs(s.directions),
        units(s.a.size()),
        n(R(inputs.n())),
        m(R(units)),
        delta(s.delta),
        lambda_0(inputs.lambda_0()),
        flow(problem(inputs, s)),
        initial_(flow.state()),
        decided(follow(flow, s.t)),
        time(flow.time()),
        active(units, inputs.n()),
        start(flow.residual(initial())),
        end(flow.residual(flow.state())),
        start_length(norm(start)),
        labels(norm(lift<R>(s.y))),
        a_start(flow.output_weights(initial())),
        a_end(flow.output_weights(flow.state())),
        distances(flow.squared_distances(flow.state())),
        z_start(flow.preactivations(initial())),
        z_end(flow.preactivations(flow.state())) {
    for (R& distance : distances) distance = sqrt(distance);
    for (const TaylorArc<R>& arc : flow.arcs()) ends_.push_back(arc.end());
    for (std::size_t r = 0; r < units; ++r) {
      for (std::size_t i = 0; i < inputs.n(); ++i) {
        const auto pattern = flow.pattern(r, i);
        held = held || pattern == RegionFlow<R>::Pattern::tied;
        if (pattern != RegionFlow<R>::Pattern::off) active(r, i) = R(1);
      }
    }
  }

  R radius_w() const { return root_two_pi<R>() * lambda_0 * delta / (32 * square(n)); }
  R radius_a() const { return lambda_0 / (16 * square(n)); }
  /// 4 sqrt(n) |y - u(0)| / (sqrt(m) lambda_0)
  R reach_w() const { return 4 * sqrt(n / m) * start_length / lambda_0; }
  /// 8 sqrt(n) |y - u(0)| sqrt(log(mn / delta)) / (sqrt(m) lambda_0)
  R reach_a() const { return 2 * reach_w() * sqrt(log(m * n / delta)); }

  /// lambda_min(H(s)) >= lambda_0 / 2 along the flow; H of (12).
  Judgement<R> well_conditioned() const {
    return every_arc([&](const Vector<R>& state) {
      return ge(2 * least_eigenvalue(gram_matrix(inputs.gram, flow.output_weights(state), active)),
                lambda_0);
    });
  }
  /// |a_r(s) - a_r(0)| <= R_a and |w_r(s) - w_r(0)| <= R_w along the flow.
  Judgement<R> outputs_near() const {
    return every_arc([&](const Vector<R>& state) {
      const Vector<R> now = flow.output_weights(state);
      return every(units, [&](auto r) { return le(abs(now[r] - a_start[r]), radius_a()); });
    });
  }
  Judgement<R> weights_near() const {
    return every_arc([&](const Vector<R>& state) {
      const Vector<R> squares = flow.squared_distances(state);
      return every(units, [&](auto r) { return le(squares[r], square(radius_w())); });
    });
  }
  /// check(state) for the range of every arc.
  template <class Check>
  Judgement<R> every_arc(Check check) const {
    Judgement<R> all(check(initial()));
    for (const TaylorArc<R>& arc : flow.arcs()) all &= Judgement<R>(check(arc.range()));
    return all;
  }
  /// |y - u(t)|^2 <= e^{-exponent t} |y - u(0)|^2
  Relation<R> decays(const R& exponent) const {
    return le(squared_norm(end), exp(-exponent * time) * squared_norm(start));
  }
  /// The same over every step of the flow, and over the first.
  Judgement<R> decays_step_by_step(const R& exponent) const {
    return every(flow.arcs().size(), [&](auto k) { return arc_decays(k, exponent); });
  }
  Judgement<R> decays_at_first(const R& exponent) const {
    return every(std::min<std::size_t>(1, flow.arcs().size()),
                 [&](auto k) { return arc_decays(k, exponent); });
  }
  /// No unit stays on a kink.
  Relation<R> obeys_14() const { return fact<R>(held ? Truth::no : Truth::yes); }
  /// One flow leaves the start, it is not at rest (|y - u(0)| > 2^-20 (1 +
  /// |y|)), and it was followed for some time: lambda_0 t >=
  /// 1/64.
  Judgement<R> followed() const {
    return fact<R>(decided ? Truth::yes : Truth::unknown) & gt(1048576 * start_length, 1 + labels) &
           ge(64 * lambda_0 * time, 1);
  }
  /// The state at time 0.
  const Vector<R>& initial() const { return initial_; }

 private:
  Relation<R> arc_decays(std::size_t k, const R& exponent) const {
    const Vector<R>& before = k == 0 ? initial_ : ends_[k - 1];
    return le(squared_norm(flow.residual(ends_[k])),
              exp(-exponent * flow.arcs()[k].length) * squared_norm(flow.residual(before)));
  }
  /// To t, or until the residual is below 1/1024 of its start, where enclosures stop saying much.
  static bool follow(RegionFlow<R>& flow, double t) {
    const double start = mid(norm(flow.residual(flow.state())));
    for (int steps = 0; steps < 60 && mid(flow.time()) < t; ++steps) {
      const std::size_t before = flow.arcs().size();
      if (!flow.advance_to(t, 1)) return false;
      const bool stands = flow.arcs().size() == before;
      if (stands || !(1024 * mid(norm(flow.residual(flow.state()))) > start)) break;
    }
    return flow.decided();
  }

  static RegionFlowProblem<R> problem(const UnitInputs<R>& x, const JointSetting& s) {
    return {lift<R>(s.a), lift<R>(s.y),           x.gram, x.preactivations(lift<R>(s.W0)),
            true,         1 / sqrt(R(s.a.size()))};
  }

  std::vector<Vector<R>> ends_;  // states at the ends of the arcs
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
