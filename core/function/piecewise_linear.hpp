// Piecewise linear functions of one variable with exact breakpoints: integrals and measures in
// closed form, exact over rationals.
//
//   f(x) = f(0) + s x + sum_{t_k >= 0} h_k max(0, x - t_k) + sum_{t_k < 0} h_k max(0, t_k - x)
//
// s is the slope just left of 0 and h_k the jump of the slope at t_k; f is convex iff every h_k >=
// 0.
#pragma once

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "core/linear/matrix.hpp"

namespace claimcheck {

template <Scalar R>
class PiecewiseLinear {
 public:
  /// Breakpoints in any order, repeated ones allowed; as many jumps as breakpoints.
  PiecewiseLinear(R value, R slope, const Vector<double>& breakpoints, const Vector<R>& jumps)
      : value_(std::move(value)), slope_(std::move(slope)) {
    std::vector<std::size_t> order(breakpoints.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return breakpoints[a] < breakpoints[b]; });
    for (const std::size_t k : order) kinks_.push_back({breakpoints[k], jumps[k]});
  }

  R operator()(const R& x) const {
    R out = value_ + slope_ * x;
    for (const Kink& kink : kinks_) {
      const R beyond = x - R(kink.at);
      out += kink.jump * max(R(0), kink.at < 0 ? -beyond : beyond);
    }
    return out;
  }

  PiecewiseLinear operator-() const {
    PiecewiseLinear out = *this;
    out.value_ = -out.value_;
    out.slope_ = -out.slope_;
    for (Kink& kink : out.kinks_) kink.jump = -kink.jump;
    return out;
  }

  /// Integral of max(f, 0) over [from, to].
  R positive_part(double from, double to) const {
    R total(0);
    for_each_piece(from, to, [&](const R& width, const R& a, const R& b) {
      total += width * positive_mean(a, b);
    });
    return total;
  }
  /// Integral of |f| over [from, to].
  R absolute_integral(double from, double to) const {
    return positive_part(from, to) + (-*this).positive_part(from, to);
  }
  /// Length of {x in [from, to] : f(x) >= level}.
  R length_above(const R& level, double from, double to) const {
    R total(0);
    for_each_piece(from, to, [&](const R& width, const R& a, const R& b) {
      total += width * share_above(a - level, b - level);
    });
    return total;
  }
  /// min of f over [from, to], from <= to.
  R least_on(const R& from, const R& to) const {
    R out = min((*this)(from), (*this)(to));
    for (const Kink& kink : kinks_) {
      const R at(kink.at);
      out = min(out, select(less(from, at) & less(at, to), (*this)(at), out));
    }
    return out;
  }

  struct Root {
    Truth exists = Truth::no;
    R at = R(0);
  };
  /// The least x > 0 with f(x) = 0, for f(0) < 0.
  Root first_root() const {
    R left(0), low = value_, slope = slope_;
    for (const Kink& kink : kinks_) {
      if (kink.at < 0) continue;
      const R right(kink.at), high = (*this)(right);
      const Truth crossed = less_equal(R(0), high);
      if (certainly(crossed)) return {Truth::yes, left - low / slope};
      if (unknown(crossed)) return {Truth::unknown, right};
      left = right;
      low = high;
      slope += kink.jump;
    }
    const Truth rises = less(R(0), slope);
    return {rises, certainly(rises) ? left - low / slope : left};
  }

 private:
  struct Kink {
    double at;
    R jump;
  };

  /// f(width, left value, right value) for the linear pieces that make up [from, to].
  template <class F>
  void for_each_piece(double from, double to, F&& f) const {
    std::vector<double> cuts = {from, to};
    for (const Kink& kink : kinks_) {
      if (from < kink.at && kink.at < to) cuts.push_back(kink.at);
    }
    std::sort(cuts.begin(), cuts.end());
    for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
      const R left(cuts[i]), right(cuts[i + 1]);
      f(right - left, (*this)(left), (*this)(right));
    }
  }

  /// Mean of the positive part of a line from a to b: (a+^2 - b+^2) / (2 (a - b)).
  static R positive_mean(const R& a, const R& b) {
    if (certainly(equal(a, b))) return max(R(0), a);
    const R top = max(R(0), max(a, b)), bottom = max(R(0), min(a, b));
    return (square(top) - square(bottom)) / (2 * abs(a - b));
  }
  /// Share of a line from a to b that is >= 0.
  static R share_above(const R& a, const R& b) {
    if (certainly(equal(a, b))) return indicator<R>(less_equal(R(0), a));
    return (max(R(0), max(a, b)) - max(R(0), min(a, b))) / abs(a - b);
  }

  R value_, slope_;
  std::vector<Kink> kinks_;
};

}  // namespace claimcheck
