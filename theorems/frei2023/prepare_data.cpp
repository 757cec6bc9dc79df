#include "theorems/frei2023/prepare_data.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/near_orthogonal.hpp"
#include "theorems/frei2023/assumptions.hpp"
#include "theorems/frei2023/prepare.hpp"

namespace claimcheck::frei2023 {
namespace {

constexpr int border_bits = 256;

/// X = base + t rest: one dominant entry a row, and everything else.
struct Split {
  Matrix<double> base, rest;

  Matrix<double> at(double t) const {
    Matrix<double> out = base;
    for (std::size_t k = 0; k < out.entries().size(); ++k) {
      out.entries()[k] += t * rest.entries()[k];
    }
    return out;
  }
};

template <Scalar R>
Truth is_nearly_orthogonal(const Matrix<double>& X, double gamma) {
  return nearly_orthogonal(gram(lift<R>(X)), R(gamma)).truth();
}

std::size_t dominant_column(std::span<const double> row) {
  const auto larger = [](double a, double b) { return std::fabs(a) < std::fabs(b); };
  return static_cast<std::size_t>(std::max_element(row.begin(), row.end(), larger) - row.begin());
}

/// The dominant entries, if they are non-zero and in different columns; else on the diagonal.
Split split(const Matrix<double>& X) {
  Split out{Matrix<double>(X.rows(), X.cols()), X};
  std::vector<bool> taken(X.cols(), false);
  bool frame = true;
  for (std::size_t i = 0; i < X.rows(); ++i) {
    const std::size_t k = dominant_column(X.row(i));
    frame = frame && !taken[k] && X(i, k) != 0;
    taken[k] = true;
    out.base(i, k) = X(i, k);
    out.rest(i, k) = 0;
  }
  if (frame) return out;
  out = {Matrix<double>(X.rows(), X.cols()), X};
  for (std::size_t i = 0; i < X.rows(); ++i) {
    out.base(i, i) = X(i, i) == 0 ? 1 : X(i, i);
    out.rest(i, i) = 0;
  }
  return out;
}

/// Axes with norms in [1, 4] or [1, 10], often at the two ends, or all 1, and a rest that pulls
/// samples together or apart.
Split fresh_split(const NetworkOnData& s, Stream& random) {
  const std::size_t n = s.X.rows();
  const double ends[] = {1, 10, random.uniform(1, 4), random.uniform(1, 10)};
  const double most = ends[random.below(4)];
  const double unit = random.chance(0.7) ? 1 : std::ldexp(1.0, random.integer(-6, 6));
  Vector<double> r(n);
  for (double& norm : r) norm = unit * (random.chance(0.5) ? most : random.uniform(1, most));
  if (random.chance(0.5)) r[random.below(n)] = unit;
  Vector<double> squared = r;
  for (double& norm : squared) norm *= norm;
  const auto pattern = static_cast<SignPattern>(random.below(sign_pattern_names.size()));
  const Matrix<double> points =
      points_with_gram(near_orthogonal_gram(squared, s.y, pattern, 0.25, random));
  Split out{Matrix<double>(n, s.X.cols()), Matrix<double>(n, s.X.cols())};
  for (std::size_t i = 0; i < n; ++i) {
    out.base(i, i) = r[i];
    std::copy_n(points.row(i).begin(), i, out.rest.row(i).begin());
  }
  return out;
}

/// With columns of zeros added.
Matrix<double> widened(const Matrix<double>& a, std::size_t cols) {
  Matrix<double> out(a.rows(), cols);
  for (std::size_t i = 0; i < a.rows(); ++i) {
    std::copy_n(a.row(i).begin(), a.cols(), out.row(i).begin());
  }
  return out;
}

/// With rows of zeros added, or the last ones dropped.
void resize_samples(NetworkOnData& s, std::size_t count) {
  Matrix<double> X(count, s.X.cols());
  std::copy_n(s.X.entries().begin(), std::min(X.entries().size(), s.X.entries().size()),
              X.entries().begin());
  s.X = std::move(X);
  s.y.resize(count, 1);
}

/// At most as many samples as dimensions, and often two of them where there was one.
void balance_sizes(NetworkOnData& s, Stream& random) {
  if (s.X.rows() == 1 && random.chance(0.3)) {
    resize_samples(s, 2);
    s.y[1] = random.sign();
  }
  if (s.X.rows() <= s.X.cols()) return;
  if (random.chance(0.2)) return resize_samples(s, s.X.cols());
  s.W = widened(s.W, s.X.rows());
  s.X = widened(s.X, s.X.rows());
}

/// The last factor in [0, 1] that keeps (D4'): located in double, settled in balls.
double last_factor(const Split& split, double gamma) {
  const auto roughly = [&](double t) { return is_nearly_orthogonal<double>(split.at(t), gamma); };
  if (certainly(roughly(1))) return 1;
  double below = 1;
  while (below > 0x1p-1000 && !certainly(roughly(below))) below /= 16;
  double above = 16 * below;
  while (above - below > 0x1p-40 * above) {
    const double middle = below + (above - below) / 2;
    (certainly(roughly(middle)) ? below : above) = middle;
  }
  const BallPrecision precision(border_bits);
  return last_inside(below * (1 - 0x1p-38), above * (1 + 0x1p-38),
                     [&](double t) { return is_nearly_orthogonal<Ball>(split.at(t), gamma); });
}

}  // namespace

void make_nearly_orthogonal(NetworkOnData& s, Stream& random) {
  balance_sizes(s, random);
  const bool holds = certainly(is_nearly_orthogonal<double>(s.X, s.gamma)) &&
                     data_geometry(gram(s.X)).min_squared_norm > 0;
  if (random.chance(holds ? 0.7 : 0.2)) return;
  const Split parts = random.chance(0.3) ? split(s.X) : fresh_split(s, random);
  s.X = parts.at(random.chance(0.1) ? 0 : near_bound(last_factor(parts, s.gamma), random));
}

}  // namespace claimcheck::frei2023
