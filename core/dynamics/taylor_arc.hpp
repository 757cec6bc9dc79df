// One step of x' = F(x) for a polynomial field F, by its Taylor series: enclosed in intervals and
// balls, plain in other numbers.
//
// On [0, h] the solution stays in a box B with x(0) + [0, h] F(B) in B, and for some times in [0,
// h]
//   x(t) = sum_{k < p} x_k t^k + x_p t^p,   x_p the p-th Taylor coefficient of a solution from B
// (R. E. Moore, Interval Analysis, 1966, chapter 11).
#pragma once

#include <cmath>
#include <optional>

#include "core/function/series.hpp"
#include "core/linear/matrix.hpp"

namespace claimcheck {

/// x(t) for t in [0, length].
template <Scalar R>
struct TaylorArc {
  R length;
  std::vector<Series<R>> x;

  Vector<R> end() const { return at(length); }
  Vector<R> at(const R& t) const {
    Vector<R> out;
    for (const Series<R>& entry : x) out.push_back(entry.at(t));
    return out;
  }
  /// Encloses x over the whole arc; its end in numbers that enclose nothing.
  Vector<R> range() const {
    if constexpr (Enclosure<R>) return at(R::hull(R(0), length));
    return end();
  }
  /// Encloses (x_k(t) - x_k(0)) / t over the whole arc, whose sign says which way x_k went.
  R mean_rate(std::size_t k) const {
    if constexpr (Enclosure<R>) return x[k].mean_rate(R::hull(R(0), length));
    return x[k].mean_rate(length);
  }
};

/// The first `order` + 1 Taylor coefficients of the solution from `start`. The field maps a vector
/// of numbers to its rate of change and is generic: it is called with R and with Series<R>.
template <Scalar R, class Field>
std::vector<Series<R>> taylor_expansion(const Field& field, const Vector<R>& start, int order) {
  std::vector<Series<R>> x(start.begin(), start.end());
  for (int l = 0; l < order; ++l) {
    const std::vector<Series<R>> rate = field(x);
    for (std::size_t k = 0; k < x.size(); ++k) {
      x[k].push_back(rate[k][static_cast<std::size_t>(l)] / R(l + 1));
    }
  }
  return x;
}

/// A box that the solution from `start` does not leave within `length`; nothing when none is found.
template <Scalar R, class Field>
std::optional<Vector<R>> rough_enclosure(const Field& field, const Vector<R>& start,
                                         const R& length) {
  Vector<R> box = start, rate = field(start);
  Vector<double> reach(start.size(), 0x1p-200);
  for (int attempt = 0; attempt < 5; ++attempt) {
    for (std::size_t k = 0; k < box.size(); ++k) {
      reach[k] = std::fmax(reach[k], 1.25 * abs(length * rate[k]).upper());
      if (!std::isfinite(reach[k])) return std::nullopt;
      box[k] = R::around(start[k], R(reach[k]));
    }
    rate = field(box);
    bool stays = true;
    for (std::size_t k = 0; k < box.size(); ++k) {
      stays = stays && certainly(less_equal(abs(length * rate[k]), R(reach[k])));
    }
    if (stays) return box;
  }
  return std::nullopt;
}

/// The solution from `start` on [0, length], length >= 0, with a remainder of the given order;
/// nothing when the step is too long to be enclosed.
template <Scalar R, class Field>
std::optional<TaylorArc<R>> taylor_arc(const Field& field, const Vector<R>& start, const R& length,
                                       int order) {
  TaylorArc<R> out{length, taylor_expansion(field, start, order)};
  if constexpr (Enclosure<R>) {
    const std::optional<Vector<R>> box = rough_enclosure(field, start, length);
    if (!box) return std::nullopt;
    const std::vector<Series<R>> around = taylor_expansion(field, *box, order);
    for (std::size_t k = 0; k < start.size(); ++k) {
      out.x[k].replace_last(around[k][static_cast<std::size_t>(order)]);
    }
  }
  return out;
}

/// A step length for which the last term of an expansion is about `tolerance` times the size of the
/// numbers, at most `most`.
template <Scalar R>
double taylor_step_length(const std::vector<Series<R>>& expansion, double tolerance, double most) {
  double size = 1e-3, last = 0;
  const std::size_t order = expansion.front().size() - 1;
  for (const Series<R>& entry : expansion) {
    size = std::fmax(size, std::fabs(mid(entry[0])));
    last = std::fmax(last, std::fabs(mid(entry[order])));
  }
  if (!(last > 0)) return most;
  return std::fmin(most, std::pow(tolerance * size / last, 1.0 / static_cast<double>(order)));
}

}  // namespace claimcheck
