// The path of one step in balls: coefficients of the working precision. See impulse_series.hpp for
// the argument.
#include <cmath>
#include <stdexcept>

#include "core/dynamics/impulse_path.hpp"
#include "core/dynamics/polynomial_bounds.hpp"
#include "core/dynamics/working_precision.hpp"
#include "core/linear/ball_dot.hpp"

namespace claimcheck {

namespace {

/// The coefficients of one step in s; those of g, P and the pace are exact.
struct Margins {
  bool logistic;
  std::size_t orders;               // g has coefficients up to this order, P up to one more
  std::vector<Vector<Ball>> g, v;   // n: g~, and V~ up to orders - 1
  std::vector<Vector<Ball>> q;      // n: margins
  std::vector<Vector<Ball>> slope;  // n: q', up to orders - 1
  Vector<Ball> start;               // n: enclosures of g(q(0))
  // What rounding the coefficients of g and P to exact ones leaves: bounds by order.
  std::vector<Vector<Ball>> g_lost, p_lost;
};

/// Longest step where nothing else bounds it.
constexpr double longest = 0x1p40;
/// A path may be coarser than the working precision by that much.
constexpr int spare_bits = 14;

/// sum_{j=first}^{last} a_j b_{last - j}
Ball convolution(const Vector<Ball>& a, const Vector<Ball>& b, std::size_t first,
                 std::size_t last) {
  const std::size_t count = last + 1 - first;
  return ball_dot_reversed(std::span(a).subspan(first, count), std::span(b).first(count));
}

/// Appends the midpoint and the rest.
void push_exact(const Ball& value, Vector<Ball>& exact, Vector<Ball>& lost) {
  exact.push_back(midpoint(value));
  lost.push_back(Ball(value.radius()));
}

/// |a_k| h^k / unit for all k, rounded up.
Vector<double> magnitudes(const Vector<Ball>& a, const Ball& h, const Ball& unit) {
  Vector<double> out;
  Ball scale = Ball(1) / unit;
  for (const Ball& value : a) {
    out.push_back((abs(value) * scale).upper());
    scale *= h;
  }
  return out;
}

/// sum_k k lost_k h^{k-1}: what lost coefficients are in the derivative.
Ball lost_derivative(const Vector<Ball>& lost, const Ball& h) {
  Ball out(0), scale(1);
  for (std::size_t k = 1; k < lost.size(); ++k) {
    out += lost[k] * static_cast<int>(k) * scale;
    scale *= h;
  }
  return upper(out);
}

/// The length at which the last two terms of P are 2^-bits of the first, and those of every g
/// 2^-bits of the largest g and 2^-10 of their own first; at most `longest`.
double step_by_decay(const std::vector<Vector<Ball>>& p, const std::vector<Vector<Ball>>& g) {
  double out = longest;
  const auto limit = [&](const Ball& first, const Ball& last, int order, int bits) {
    const Ball ratio = abs(midpoint(first) / midpoint(last));
    if (!ratio.is_finite()) return;
    const Ball length = pow(ratio * pow(Ball(2), -bits), Ball(1) / order);
    if (length.is_finite()) out = std::fmin(out, length.mid());
  };
  const auto largest_of = [&](std::size_t k) {
    Ball size(0);
    for (const Vector<Ball>& one : p) size = max(size, abs(one[k]));
    return size;
  };
  const std::size_t last = p.front().size() - 1;
  const Ball first = largest_of(0);
  Ball largest(0);
  for (const Vector<Ball>& one : g) largest = max(largest, one[0]);
  for (const std::size_t k : {last - 1, last}) {
    limit(first, largest_of(k), static_cast<int>(k), BallPrecision::bits());
    for (const Vector<Ball>& one : g) {
      limit(largest, one[k], static_cast<int>(k), BallPrecision::bits());
      limit(one[0], one[k], static_cast<int>(k), 10);
    }
  }
  return out;
}

// Bounds on [0, reach] with everything in units of g_i(0); false where they do not hold or are too
// large.
bool bound_defect(const Margins& at, ImpulsePath<Ball>& path) {
  const std::size_t n = at.g.size();
  const Ball h(path.reach), count(static_cast<int>(n));
  const Vector<double> c = magnitudes(path.pace, h, Ball(1));
  if (!stays_positive(path.pace, c, h)) return false;
  Ball largest(0);
  for (const Vector<Ball>& g : at.g) largest = max(largest, g[0]);
  const Ball fine = largest * pow(Ball(2), spare_bits - BallPrecision::bits());
  for (std::size_t i = 0; i < n; ++i) {
    const Ball unit = at.g[i][0];
    Vector<double> moves = magnitudes(at.q[i], h, Ball(1));
    const double move = total({moves.begin() + 1, moves.end()});
    if (!(move < largest_move)) return false;
    const Vector<double> g = magnitudes(at.g[i], h, unit);
    Vector<double> v = magnitudes(at.v[i], h, unit);
    Vector<double> slope;  // of q, times h
    for (std::size_t k = 1; k < moves.size(); ++k)
      slope.push_back(static_cast<double>(k) * moves[k]);
    // Orders of V~ = g~ - g~^2 beyond those of v, all together at order `orders`.
    const double square_tail = at.logistic ? product_tail(g, g, at.orders) * unit.upper() : 0;
    v.push_back(g[at.orders] + square_tail);
    const Ball lost = lost_derivative(at.g_lost[i], h) * h / unit;
    const Ball residual = unit * (Ball(product_tail(v, slope, at.orders)) + lost);  // h |r|
    const Ball cut = unit * Ball(product_tail(g, c, at.orders + 1));
    const Ball start(at.start[i].radius());
    if (!certainly(less(residual, fine + start))) return false;
    if (!certainly(less(cut, fine * Ball(total(c))))) return false;
    const Ball wrong = upper((start + residual) * exp(Ball(move) + 1));
    if (!certainly(less(wrong, Ball(0.125)))) return false;
    path.defect[i] =
        upper((wrong * Ball(total(c)) + cut) / count + lost_derivative(at.p_lost[i], h));
  }
  return true;
}

}  // namespace

// Recurrences of g' = -V q', c S = 1 with S = sum_i g_i / n, and P' = y g c / n, where c = T~'.
ImpulsePath<Ball> impulse_path(LossFamily loss, const Vector<Ball>& y, const Vector<Ball>& f,
                               const Matrix<Ball>& h, Clock clock) {
  const std::size_t n = f.size();
  const auto orders = static_cast<std::size_t>(4 + BallPrecision::bits() * 2 / 5);
  const Ball count(static_cast<int>(n));
  Margins at{loss == LossFamily::logistic,
             orders,
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n),
             {},
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n, {Ball(0)})};
  for (std::size_t i = 0; i < n; ++i) {
    at.q[i].push_back(y[i] * f[i]);
    at.start.push_back(sigmoid_loss<Ball>(loss, at.q[i][0]));
    if (!at.start[i].is_finite() || !certainly(less(Ball(0), at.start[i]))) {
      throw std::domain_error("flow: enclosures have become too wide");
    }
    push_exact(at.start[i], at.g[i], at.g_lost[i]);
  }
  ImpulsePath<Ball> path;
  path.impulse.resize(n);
  path.defect.resize(n);
  Vector<Ball> sum;
  for (std::size_t k = 0; k <= orders; ++k) {
    if (clock == Clock::time) {
      path.pace.push_back(Ball(k == 0 ? 1 : 0));
    } else {
      Ball next(0);
      for (std::size_t i = 0; i < n; ++i) next += at.g[i][k] / count;
      sum.push_back(next);
      path.pace.push_back(
          midpoint(k == 0 ? 1 / sum[0] : -convolution(sum, path.pace, 1, k) / sum[0]));
    }
    Vector<Ball> impulse(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Ball product =
          clock == Clock::time ? at.g[i][k] : convolution(at.g[i], path.pace, 0, k);
      const Ball next = y[i] * product / (count * static_cast<int>(k + 1));
      impulse[i] = midpoint(next);
      at.p_lost[i].push_back(Ball(next.radius()));
    }
    const Vector<Ball> moved = h * impulse;
    if (!max_abs(moved).is_finite())
      throw std::domain_error("flow: enclosures have become too wide");
    for (std::size_t i = 0; i < n; ++i) {
      path.impulse[i].push_back(impulse[i]);
      at.q[i].push_back(y[i] * moved[i]);
    }
    if (k == orders) break;
    for (std::size_t i = 0; i < n; ++i) {
      const Ball& g = at.g[i][k];
      at.v[i].push_back(at.logistic ? g - convolution(at.g[i], at.g[i], 0, k) : g);
      at.slope[i].push_back(at.q[i][k + 1] * static_cast<int>(k + 1));
      const Ball slope = convolution(at.slope[i], at.v[i], 0, k);
      push_exact(-slope / static_cast<int>(k + 1), at.g[i], at.g_lost[i]);
    }
  }
  for (path.reach = step_by_decay(path.impulse, at.g); !bound_defect(at, path);
       path.reach *= 0.75) {
    if (path.reach < 1e-290) throw std::domain_error("flow: enclosures have become too wide");
  }
  return path;
}

}  // namespace claimcheck
