#include "theorems/frei2023/leaky_flow.hpp"

#include <algorithm>
#include <cmath>

#include "core/network/tangent_gram.hpp"

namespace claimcheck::frei2023 {

namespace {

constexpr std::size_t most_enclosed_steps = 400, most_plain_steps = 20000;

/// Bits of a flow in balls.
int bits() { return std::min(BallPrecision::bits(), 96); }

template <Scalar R>
Vector<R> output_weights(const FlowStart& s) {
  Vector<R> a = lift<R>(s.sign);
  for (R& weight : a) weight /= sqrt(R(s.sign.size()));
  return a;
}

template <Enclosure F>
KinkedFlow<F> enclosed(const FlowStart& s) {
  const BallPrecision scope(bits());
  const Data<F> x(s);
  return KinkedFlow<F>(
      {x.gamma, output_weights<F>(s), lift<F>(s.y), x.gram, lift<F>(s.Z), mean_of(s.loss)});
}

}  // namespace

template <Scalar R>
LeakyFlow<R>::LeakyFlow(const FlowStart& s)
    : flow_(enclosed<FlowNumber<R>>(s)),
      y_(s.y),
      length_(std::sqrt(Data<double>(s).R2_max) * (1 + 0x1p-40)),
      arrived_(flow_.reason().empty()) {}

/// Outputs are off by at most |x_i| error(): beyond that, enclosures soon decide nothing, slowly.
template <Scalar R>
void LeakyFlow<R>::step(double time, double risk) {
  arrived_ = arrived_ && flow_.step(time, risk) && flow_.error().upper() * length_ < 0x1p-10;
}

template <Scalar R>
bool LeakyFlow<R>::advance_to(double time) {
  const BallPrecision scope(bits());
  arrived_ = arrived_ && std::isfinite(time);
  for (std::size_t k = 0; arrived_ && certainly(less(flow_.time(), FlowNumber<R>(time))); ++k) {
    step(time, 0);
    arrived_ = arrived_ && k < most_enclosed_steps;
  }
  return arrived_;
}

template <Scalar R>
bool LeakyFlow<R>::advance_until_risk(double risk, double latest) {
  const BallPrecision scope(bits());
  for (std::size_t k = 0; arrived_ && !certainly(less(flow_.risk(), FlowNumber<R>(risk))) &&
                          certainly(less(flow_.time(), FlowNumber<R>(latest)));
       ++k) {
    step(latest, risk);
    arrived_ = arrived_ && k < most_enclosed_steps;
  }
  return arrived_;
}

template <Scalar R>
std::size_t LeakyFlow<R>::events() const {
  return flow_.crossings() + flow_.slides() + flow_.releases();
}

// The flow moves outputs by f' = H p, hence |W'|^2 = p.f' = p^T H p, with |W'| = |grad L|.
template <Scalar R>
FlowState<R> LeakyFlow<R>::state() const {
  const BallPrecision scope(bits());
  const Vector<FlowNumber<R>> p = flow_.pulls(), f = flow_.outputs();
  FlowState<R> out(flow_.preactivations().rows(), y_.size());
  out.time = reading<R>(flow_.time());
  out.risk = reading<R>(flow_.risk());
  out.gradient2 = reading<R>(dot(p, flow_.tangent_gram() * p));
  out.Z = reading<R>(flow_.preactivations());
  out.H = reading<R>(flow_.tangent_gram());
  out.G = R(0);
  for (std::size_t i = 0; i < y_.size(); ++i) {
    out.G += y_[i] * reading<R>(p[i]);
    out.q[i] = y_[i] * reading<R>(f[i]);
  }
  return out;
}

template class LeakyFlow<Interval>;
template class LeakyFlow<Ball>;
template class LeakyFlow<Extended>;

LeakyFlow<double>::LeakyFlow(const FlowStart& s)
    : descent_({{ActivationFamily::leaky_relu, s.gamma, 1.0, Kink::right},
                output_weights<double>(s),
                lift<double>(s.y),
                mean_of(s.loss)},
               Data<double>(s).gram, s.Z),
      squared_length_(Data<double>(s).R2_max) {}

/// |f_i'| <= R_max^2 sum_k |p_k|, as (1/m) sum_j phi'_ji phi'_jk <= 1.
double LeakyFlow<double>::longest_step() const {
  double pulls = 0;
  for (const double p : descent_.output().pulls()) pulls += std::fabs(p);
  return 0.05 / (squared_length_ * pulls);
}

bool LeakyFlow<double>::advance_to(double time) {
  arrived_ = arrived_ && std::isfinite(time);
  for (std::size_t k = 0; arrived_ && time_ < time; ++k) {
    const double left = time - time_, step = longest_step();
    arrived_ = k < most_plain_steps && step > 0;
    descent_.advance(std::fmin(step, left));
    time_ = step < left ? time_ + step : time;
  }
  return arrived_;
}

bool LeakyFlow<double>::advance_until_risk(double risk, double latest) {
  for (std::size_t k = 0; arrived_ && !(descent_.risk() < risk) && time_ < latest; ++k) {
    const double step = std::fmin(longest_step(), latest - time_);
    arrived_ = k < most_plain_steps && step > 0 && std::isfinite(step);
    descent_.advance(step);
    time_ += step;
  }
  return arrived_;
}

Side LeakyFlow<double>::side(std::size_t j, std::size_t i) const {
  const Matrix<double>& z = descent_.preactivations();
  if (std::fabs(z(j, i)) < 0.02 * max_abs(std::span<const double>(z.entries()))) return Side::kink;
  return z(j, i) > 0 ? Side::positive : Side::negative;
}

FlowState<double> LeakyFlow<double>::state() const {
  const ScalarOutput& output = descent_.output();
  FlowState<double> out(output.neurons(), output.samples());
  out.time = time_;
  out.risk = risk();
  out.gradient2 = square(descent_.gradient_norm());
  out.Z = descent_.preactivations();
  out.H = tangent_gram(output.a(), output.slopes(), descent_.gram());
  out.G = 0;
  for (std::size_t i = 0; i < output.samples(); ++i) {
    out.G += output.y()[i] * output.pulls()[i];
    out.q[i] = output.y()[i] * output.outputs()[i];
  }
  return out;
}

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
