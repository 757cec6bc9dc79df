#include "bench/eigen_step.hpp"

// This file is compiled for other instructions than the rest of the program. Under its own name the
// library's inline functions cannot be merged with those of the engine by the linker.
#define Eigen EigenOfThisMachine
#include <Eigen/Core>

namespace claimcheck::bench {
namespace {

using Dense = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Dense dense(const Matrix<double>& a) {
  return Eigen::Map<const Dense>(a.entries().data(), static_cast<Eigen::Index>(a.rows()),
                                 static_cast<Eigen::Index>(a.cols()));
}
Eigen::VectorXd dense(const Vector<double>& v) {
  return Eigen::Map<const Eigen::VectorXd>(v.data(), static_cast<Eigen::Index>(v.size()));
}

}  // namespace

struct EigenPeer::State {
  Dense x, w, z, values, slopes, direction;
  Eigen::VectorXd a, y;
};

EigenPeer::EigenPeer(const Instance& at)
    : state_(new State{
          dense(at.x), dense(at.w), {}, {}, {}, {}, dense(output_weights()), dense(at.y)}) {}
EigenPeer::~EigenPeer() { delete state_; }

void EigenPeer::step(double alpha) {
  State& s = *state_;
  constexpr double gamma = 0.1;
  s.z.noalias() = s.w * s.x.transpose();
  const auto e = (-s.z.array().abs()).exp();
  s.slopes = e;
  s.values = gamma * s.z.array() +
             (1 - gamma) * (s.z.array().max(0.0) + ((1 + s.slopes.array()) / 2).log());
  s.slopes = gamma +
             (1 - gamma) * (s.z.array() > 0).select(1.0, s.slopes.array()) / (1 + s.slopes.array());
  const Eigen::VectorXd f = s.values.transpose() * s.a;
  const Eigen::ArrayXd pulls =
      s.y.array() / (1 + (s.y.array() * f.array()).exp()) / static_cast<double>(f.size());
  s.direction = s.a.asDiagonal() * s.slopes * pulls.matrix().asDiagonal();
  s.w.noalias() += (alpha * s.direction) * s.x;
}

Matrix<double> EigenPeer::preactivations() const {
  const Dense z = state_->w * state_->x.transpose();
  Matrix<double> out(static_cast<std::size_t>(z.rows()), static_cast<std::size_t>(z.cols()));
  Eigen::Map<Dense>(out.entries().data(), z.rows(), z.cols()) = z;
  return out;
}

}  // namespace claimcheck::bench
