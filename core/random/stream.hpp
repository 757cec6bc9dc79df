// Counter-based random streams: the numbers depend on (seed, name, index) alone, never on threads,
// order or the standard library. Carried by Philox4x32-10 (Salmon et al., SC 2011; Random123).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// FNV-1a, so that a claim's name selects its streams.
std::uint64_t stream_key(std::string_view name);

class Stream {
 public:
  Stream(std::uint64_t seed, std::uint64_t key, std::uint64_t index);
  Stream(std::uint64_t seed, std::string_view name, std::uint64_t index)
      : Stream(seed, stream_key(name), index) {}

  std::uint64_t bits();
  /// Uniform on {0, ..., count - 1}; count >= 1.
  std::size_t below(std::size_t count);
  /// Uniform on {low, ..., high}.
  int integer(int low, int high);
  /// Uniform on the dyadic points (k + 1/2) / 2^53 of (0, 1).
  double uniform();
  double uniform(double low, double high);
  bool chance(double probability);
  int sign();
  /// Standard Gaussian by inversion of a uniform with 53 bits.
  double normal();

  Vector<double> normals(std::size_t count, double deviation = 1);
  Matrix<double> normal_matrix(std::size_t rows, std::size_t cols, double deviation = 1);

 private:
  void refill();

  std::array<std::uint32_t, 4> counter_{};
  std::array<std::uint32_t, 2> key_{};
  std::array<std::uint64_t, 2> block_{};
  std::size_t used_ = 2;
};

/// Phi^{-1}(p), p in (0, 1), to about 1e-16 relative (Wichura, algorithm AS 241).
double normal_quantile(double p);

}  // namespace claimcheck
