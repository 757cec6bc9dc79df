// Gradient flow of the first layer (du2019, section 3), read at half of a time and at that time.
//
// In double it is the closed form between events, otherwise the enclosed flow, kinks and slides
// included.
#pragma once

#include <stdexcept>

#include "core/dynamics/exponential_flow.hpp"
#include "core/dynamics/flow_reading.hpp"
#include "core/dynamics/span_observables.hpp"
#include "theorems/du2019/descent.hpp"

namespace claimcheck::du2019 {

/// The state of the flow at one time.
template <Scalar R>
struct FlowMoment {
  R time{0};
  Vector<R> residual;   // y - u
  Vector<R> distances;  // |w_r - w_r(0)|
  Matrix<R> active;     // closed pattern I{w_r . x_i >= 0}
  Matrix<R> tangent;    // the matrix that moves u; H of (6) unless a unit slides along a kink
};

template <Scalar R>
struct FirstLayerFlow {
  FlowMoment<R> start, half, end;
  std::vector<Matrix<R>> grams;  // H of (6) for every pattern met
  R grain;                       // 2^-20 (1 + |y| + |u(0)|), for le_next_to
  bool slid = false;             // some unit was on a kink for a while
  /// yes when the flow was decided up to the end, no when certainly more than one leaves the start,
  /// otherwise unknown
  Truth decided = Truth::unknown;

  FirstLayerFlow(const UnitInputs<R>& inputs, const Matrix<R>& w0, const std::vector<int>& a,
                 const Vector<R>& y, double time) {
    unknown_everywhere(inputs.n(), a.size());
    const Matrix<R> z0 = inputs.preactivations(w0);
    const Vector<R> outer = scaled_signs<R>(a);
    grain = (1 + norm(y) + norm(outputs(relu_of_paper<R>(), outer, z0))) / 1048576;
    try {
      follow(inputs, z0, outer, y, time);
    } catch (const std::domain_error&) {
      // Linearly dependent inputs tied to one unit: undecided.
    }
  }

  /// The least eigenvalue of H(s) over the patterns met.
  R least_eigenvalue_met() const {
    R out = least_eigenvalue(grams.front());
    for (std::size_t k = 1; k < grams.size(); ++k) out = min(out, least_eigenvalue(grams[k]));
    return out;
  }
  /// |y - u(to)|^2 <= e^{-exponent (to - from)} |y - u(from)|^2
  Relation<R> decayed(const FlowMoment<R>& from, const FlowMoment<R>& to, const R& exponent) const {
    return le_next_to(square(grain), squared_norm(to.residual),
                      exp(-exponent * (to.time - from.time)) * squared_norm(from.residual));
  }
  /// |w_r - w_r(0)| <= reach for all r
  Judgement<R> within(const FlowMoment<R>& at, const R& reach) const {
    return every(at.distances.size(),
                 [&](auto r) { return le_next_to(grain, at.distances[r], reach); });
  }

 private:
  void follow(const UnitInputs<R>& inputs, const Matrix<R>& z0, const Vector<R>& outer,
              const Vector<R>& y, double time) {
    if constexpr (Enclosure<R>) {
      KinkedFlow<R> flow({R(0), outer, y, inputs.gram, z0, Objective::sum_of_squares});
      run(flow, inputs, z0, outer, y, time, [](const KinkedFlow<R>& f) {
        return FlowMoment<R>{f.time(), f.pulls(), f.distances(), {}, f.tangent_gram()};
      });
      if (flow.several()) decided = Truth::no;
    } else if constexpr (std::same_as<R, double>) {
      ExponentialFlow flow({0.0, outer, y, inputs.gram, z0});
      run(flow, inputs, z0, outer, y, time, [&](const ExponentialFlow& f) {
        Vector<double> lengths =
            squared_distances<double>({z0, f.preactivations(), f.coefficients()});
        for (double& length : lengths) length = std::sqrt(length);
        return FlowMoment<R>{f.time(), f.residual(), lengths, {}, f.tangent_gram()};
      });
    }
  }
  template <class Flow, class Read>
  void run(Flow& flow, const UnitInputs<R>& inputs, const Matrix<R>& z0, const Vector<R>& outer,
           const Vector<R>& y, double time, Read read) {
    constexpr int most_steps = 400;
    const auto moment = [&] {
      FlowMoment<R> out = read(flow);
      out.active = pattern(flow, inputs.n(), outer.size());
      return out;
    };
    if (!flow.reason().empty()) return;
    start = moment();
    start.time = R(0);
    start.residual = y;
    const Vector<R> u = outputs(relu_of_paper<R>(), outer, z0);
    for (std::size_t i = 0; i < y.size(); ++i) start.residual[i] -= u[i];
    grams = {gram_matrix(inputs.gram, start.active)};
    Matrix<R> last = start.active;
    using Time = std::decay_t<decltype(flow.time())>;
    const auto to = [&](double target) {
      for (int k = 0; k < most_steps; ++k) {
        if (!certainly(less(flow.time(), Time(target)))) return true;
        if (!advance(flow, target)) return false;
        Matrix<R> active = pattern(flow, inputs.n(), outer.size());
        if (same(active, last)) continue;
        grams.push_back(gram_matrix(inputs.gram, active));
        last = std::move(active);
      }
      return false;
    };
    if (!to(time / 2)) return;
    half = moment();
    if (!to(time)) return;
    end = moment();
    slid = slid || flow.slides() > 0;
    decided = Truth::yes;
  }
  static bool advance(ExponentialFlow& flow, double time) { return flow.advance(time); }
  template <class Flow>
  static bool advance(Flow& flow, double time) {
    return flow.step(time);
  }

  template <class Flow>
  Matrix<R> pattern(const Flow& flow, std::size_t n, std::size_t m) {
    Matrix<R> out(m, n);
    for (std::size_t r = 0; r < m; ++r) {
      for (std::size_t i = 0; i < n; ++i) {
        if (flow.side(r, i) != Side::negative) out(r, i) = R(1);
        slid = slid || flow.side(r, i) == Side::kink;
      }
    }
    return out;
  }
  static bool same(const Matrix<R>& a, const Matrix<R>& b) {
    for (std::size_t k = 0; k < a.entries().size(); ++k) {
      if (mid(a.entries()[k]) != mid(b.entries()[k])) return false;
    }
    return true;
  }
  void unknown_everywhere(std::size_t n, std::size_t m) {
    const R anything = unread<R>();
    const FlowMoment<R> moment{anything, Vector<R>(n, anything), Vector<R>(m, anything),
                               Matrix<R>(m, n, anything), Matrix<R>(n, n, anything)};
    start = half = end = moment;
    grams = {Matrix<R>(n, n, anything)};
  }
};

}  // namespace claimcheck::du2019
