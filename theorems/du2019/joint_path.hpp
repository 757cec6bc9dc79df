// The flow of both layers of du2019 followed from its start, and what is read at its end.
#pragma once

#include "core/dynamics/region_flow.hpp"

namespace claimcheck::du2019 {

/// To t, or until the residual is below 1/1024 of its start, where enclosures stop saying much.
template <Scalar R>
struct JointPath {
  RegionFlow<R> flow;
  bool decided;
  R time;
  Vector<R> residual;   // y - u(t)
  Vector<R> a;          // a(t)
  Vector<R> distances;  // |w_r(t) - w_r(0)|
  Matrix<R> z;          // Z(t)

  JointPath(const RegionFlow<R>& from, double t)
      : flow(from),
        decided(follow(flow, t)),
        time(flow.time()),
        residual(flow.residual(flow.state())),
        a(flow.output_weights(flow.state())),
        distances(flow.squared_distances(flow.state())),
        z(flow.preactivations(flow.state())) {
    for (R& distance : distances) distance = sqrt(distance);
  }

 private:
  static bool follow(RegionFlow<R>& flow, double t) {
    const double start = mid(norm(flow.residual(flow.state())));
    for (int steps = 0; steps < 60 && mid(flow.time()) < t; ++steps) {
      const std::size_t before = flow.steps().size();
      if (!flow.advance_to(t, 1)) return false;
      const bool stands = flow.steps().size() == before;
      if (stands || !(1024 * mid(norm(flow.residual(flow.state()))) > start)) break;
    }
    return flow.decided();
  }
};

}  // namespace claimcheck::du2019
