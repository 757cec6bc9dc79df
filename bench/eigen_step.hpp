// The peer that everyone would write: one gradient step with two Eigen products with the data.
#pragma once

#include "bench/instance.hpp"

namespace claimcheck::bench {

/// Compiled for the machine it is built on (-O3 -march=native), which we ourselves are not.
class EigenPeer {
 public:
  explicit EigenPeer(const Instance& at);
  ~EigenPeer();
  EigenPeer(const EigenPeer&) = delete;
  EigenPeer& operator=(const EigenPeer&) = delete;

  void step(double alpha);
  /// Z = W X^T of the current weights, m x n.
  Matrix<double> preactivations() const;

 private:
  struct State;
  State* state_;
};

}  // namespace claimcheck::bench
