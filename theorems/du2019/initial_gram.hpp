// The Gram matrix at initialisation, equation (6), and its infinite-width limit: what the lemmas on
// H(0) quantify over.
//
// W(0) is the Gaussian stream numbered `draw`, so that a draw is an exact integer. Only signs of
// <w_r, x_i> and angles matter, so unit inputs enter as directions.
#pragma once

#include "core/data/geometry.hpp"
#include "core/linear/spectrum.hpp"
#include "core/number/tail.hpp"
#include "core/random/stream.hpp"
#include "properties/schema.hpp"

namespace claimcheck::du2019 {

inline constexpr int widest = 50000;  // neurons; n = 4 needs 22713 at least

struct GramSetting {
  Matrix<double> X;      // n x d, x_i = row i / |row i|
  Matrix<double> E;      // n x n, its lower triangle
  int m = 1;             // neurons
  double delta = 0.5;    // in (0, 1)
  double delta_1 = 0.5;  // delta' of S1, in (0, 1)
  int draw = 0;          // number of the stream that fills W(0)

  static Schema<GramSetting> schema() {
    return Schema<GramSetting>()
        .axis("n", 1, 4)
        .axis("d", 1, 4)
        .matrix("X", &GramSetting::X, "n", "d")
        .matrix("E", &GramSetting::E, "n", "n")
        .integer("m", &GramSetting::m, within(1, widest))
        .real("delta", &GramSetting::delta, strictly_within(0, 1))
        .real("delta'", &GramSetting::delta_1, strictly_within(0, 1))
        .integer("draw", &GramSetting::draw, within(0, 2147483646))
        .drawn();
  }
};

template <class R>
struct GramObservation {
  std::size_t n, d;
  int width, draw;
  R m, samples, delta, delta_1;
  Matrix<R> X, norms;  // directions and their Gram matrix
  Matrix<R> K, H;      // Gram matrix of the unit inputs, and its infinite-width limit
  R lambda_0;
  Matrix<R> E;

  explicit GramObservation(const GramSetting& s)
      : n(s.X.rows()),
        d(s.X.cols()),
        width(s.m),
        draw(s.draw),
        m(R(s.m)),
        samples(R(n)),
        delta(s.delta),
        delta_1(s.delta_1),
        X(lift<R>(s.X)),
        norms(gram(X)),
        K(n, n, R(1)),
        E(lift<R>(s.E)) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        K(i, j) = K(j, i) = norms(i, j) / sqrt(norms(i, i) * norms(j, j));
        E(j, i) = E(i, j);
      }
    }
    H = infinite_width_gram(K);
    lambda_0 = least_eigenvalue(H);
  }

  /// H(0), equation (6); w_r(0) is the r-th block of d numbers of the stream.
  Matrix<R> initial_gram() const {
    Stream random(static_cast<std::uint64_t>(draw), "W(0)", 0);
    Matrix<R> out(n, n);
    std::vector<Truth> on(n);
    Vector<R> w(d);
    for (int r = 0; r < width; ++r) {
      for (R& entry : w) entry = R(random.normal());
      for (std::size_t i = 0; i < n; ++i) {
        on[i] = less_equal(R(0), dot(w, X.row(i)));
        for (std::size_t j = 0; j <= i; ++j) out(i, j) += indicator<R>(on[i] & on[j]);
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j <= i; ++j) out(j, i) = out(i, j) = K(i, j) * out(i, j) / m;
    }
    return out;
  }

  /// P(|H_ij(0) - H_ij| > bound / sqrt(m)) for one entry, exactly.
  R deviates(std::size_t i, std::size_t j, const R& bound) const {
    if (certainly(equal(K(i, j), R(0)))) return R(0);
    return binomial_deviates<R>(width, joint_activation(K)(i, j), sqrt(m) * bound / abs(K(i, j)));
  }
  /// P(|H(0) - H| > t) and P(H(0) < t) for n = 1.
  R strays(const R& t) const { return binomial_deviates<R>(width, R(1) / 2, m * t); }
  R falls_below(const R& t) const { return binomial_below<R>(width, R(1) / 2, m * t); }
};

}  // namespace claimcheck::du2019
