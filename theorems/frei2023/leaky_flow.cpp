#include "theorems/frei2023/leaky_flow.hpp"

#include <cmath>

namespace claimcheck::frei2023 {

KinkedFlow leaky_flow(const FlowStart& s) {
  const Data<Ball> x(s);
  Vector<Ball> a = lift<Ball>(s.sign);
  for (Ball& weight : a) weight /= sqrt(Ball(s.sign.size()));
  return KinkedFlow({x.gamma, a, lift<Ball>(s.y), x.gram, lift<Ball>(s.Z), mean_of(s.loss)});
}

// The flow moves outputs by f' = H p, hence |W'|^2 = p.f' = p^T H p, with |W'| = |grad L|.
template <Scalar R>
FlowState<R>::FlowState(const KinkedFlow& flow, const std::vector<int>& y)
    : time(reading<R>(flow.time())),
      risk(reading<R>(flow.risk())),
      G(0),
      Z(reading<R>(flow.preactivations())) {
  const Vector<Ball> p = flow.pulls(), f = flow.outputs();
  gradient2 = reading<R>(dot(p, flow.tangent_gram() * p));
  for (std::size_t i = 0; i < y.size(); ++i) {
    G += y[i] * reading<R>(p[i]);
    q.push_back(y[i] * reading<R>(f[i]));
  }
}

template struct FlowState<double>;
template struct FlowState<Interval>;
template struct FlowState<Ball>;
template struct FlowState<Extended>;

void place_start(FlowStart& s, Stream& random) {
  approach_d3(s, random);
  if (random.chance(0.2)) return;
  const std::size_t family = random.below(4);
  const double scale = std::ldexp(1.0, random.integer(-10, 3));
  for (std::size_t j = 0; j < s.sign.size(); ++j) {
    for (std::size_t i = 0; i < s.y.size(); ++i) {
      const double aligned = s.sign[j] * s.y[i];
      const double entries[] = {0, scale * random.normal(), scale * aligned, -scale * aligned};
      s.Z(j, i) = entries[family];
    }
  }
}

}  // namespace claimcheck::frei2023
