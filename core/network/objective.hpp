// The training objectives of the five papers as functions of the outputs f in R^n, and the pull
// -dL/df that they exert on every output.
#pragma once

#include "core/linear/matrix.hpp"
#include "core/network/loss.hpp"

namespace claimcheck {

enum class Objective {
  mean_logistic,     ///< L = 1/n sum_i log(1 + e^{-y_i f_i}),  y in {-1, +1}
  mean_exponential,  ///< L = 1/n sum_i e^{-y_i f_i},           y in {-1, +1}
  sum_of_squares,    ///< L = 1/2 sum_i (f_i - y_i)^2,          y real   (du2019, eq. 2)
};

constexpr Objective mean_of(LossFamily family) {
  return family == LossFamily::logistic ? Objective::mean_logistic : Objective::mean_exponential;
}
/// The loss of the margin q = y f. Needs an objective other than sum_of_squares.
constexpr LossFamily margin_loss(Objective objective) {
  return objective == Objective::mean_logistic ? LossFamily::logistic : LossFamily::exponential;
}

/// L(f)
template <Scalar R>
R objective_value(Objective objective, const Vector<R>& f, const Vector<R>& y) {
  R total(0);
  for (std::size_t i = 0; i < f.size(); ++i) {
    total += objective == Objective::sum_of_squares ? squared_loss<R>(f[i], y[i])
                                                    : loss<R>(margin_loss(objective), y[i] * f[i]);
  }
  return objective == Objective::sum_of_squares ? total : total / R(static_cast<int>(f.size()));
}

/// g_i y_i / n, the pulls under a mean loss with the sigmoid weights g_i = -l'(y_i f_i).
template <Scalar R>
Vector<R> mean_pulls(const Vector<R>& g, const Vector<R>& y) {
  const R n(static_cast<int>(g.size()));
  Vector<R> out;
  out.reserve(g.size());
  for (std::size_t i = 0; i < g.size(); ++i) out.push_back(g[i] * y[i] / n);
  return out;
}

/// -dL/df_i: g_i y_i / n of a mean loss, y_i - f_i of the sum of squares.
template <Scalar R>
Vector<R> pulls(Objective objective, const Vector<R>& f, const Vector<R>& y) {
  Vector<R> out;
  out.reserve(f.size());
  for (std::size_t i = 0; i < f.size(); ++i) {
    if (objective == Objective::sum_of_squares) {
      out.push_back(y[i] - f[i]);
    } else {
      out.push_back(sigmoid_loss<R>(margin_loss(objective), y[i] * f[i]));
    }
  }
  return objective == Objective::sum_of_squares ? out : mean_pulls(out, y);
}

}  // namespace claimcheck
