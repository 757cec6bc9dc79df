// The path of one step under the logistic and exponential loss, and the bound on its defect. See
// impulse_series.hpp for the argument.
#include <cmath>
#include <stdexcept>

#include "core/dynamics/impulse_series.hpp"
#include "core/linear/ball_dot.hpp"

namespace claimcheck {

/// The coefficients of one step in s; those of g, P and the pace are exact.
struct ImpulseSeries::Margins {
  bool logistic;
  Clock clock;
  std::size_t orders;               // g has coefficients up to this order, P up to one more
  std::vector<Vector<Ball>> g, v;   // n: g~, and V~ up to orders - 1
  std::vector<Vector<Ball>> q;      // n: margins
  std::vector<Vector<Ball>> slope;  // n: q', up to orders - 1
  Vector<Ball> start;               // n: enclosures of g(q(0))
  // What rounding the coefficients of g and P to exact ones leaves: bounds by order.
  std::vector<Vector<Ball>> g_lost, p_lost;
};

namespace {

/// Longest step where nothing else bounds it, and most that a margin may move in one.
constexpr double longest = 0x1p40, largest_move = 6;
/// A path may be coarser than the working precision by that much.
constexpr int spare_bits = 14;

Ball upper(const Ball& x) { return Ball(x.upper()); }

/// sum_{j=first}^{last} a_j b_{last - j}
Ball convolution(const Vector<Ball>& a, const Vector<Ball>& b, std::size_t first,
                 std::size_t last) {
  const std::size_t count = last + 1 - first;
  return ball_dot_reversed(std::span(a).subspan(first, count), std::span(b).first(count));
}

/// Appends the midpoint and the rest.
void push_exact(const Ball& value, Vector<Ball>& exact, Vector<Ball>& lost) {
  exact.push_back(value.midpoint());
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

/// The terms of order `first` and up of a product of polynomials, from magnitudes; rounded up.
double product_tail(const Vector<double>& a, const Vector<double>& b, std::size_t first) {
  Vector<double> suffix(b.size() + 1, 0.0);
  for (std::size_t k = b.size(); k-- > 0;) suffix[k] = suffix[k + 1] + b[k];
  double out = 0;
  for (std::size_t j = 0; j < a.size(); ++j) {
    const std::size_t rest = j < first ? first - j : 0;
    if (rest < b.size()) out += a[j] * suffix[rest];
  }
  return out * (1 + 1e-12) + 1e-300;
}

double total(const Vector<double>& a) { return sum(a) * (1 + 1e-12); }

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
    const Ball ratio = abs(first.midpoint() / last.midpoint());
    if (!ratio.is_finite()) return;
    const Ball length = pow(ratio * pow(Ball(2), -bits), Ball(1) / order);
    if (length.is_finite()) out = std::fmin(out, length.mid());
  };
  const std::size_t last = p.size() - 1;
  const Ball first = max_abs(p.front());
  Ball largest(0);
  for (const Vector<Ball>& one : g) largest = max(largest, one[0]);
  for (const std::size_t k : {last - 1, last}) {
    limit(first, max_abs(p[k]), static_cast<int>(k), BallPrecision::bits());
    for (const Vector<Ball>& one : g) {
      limit(largest, one[k], static_cast<int>(k), BallPrecision::bits());
      limit(one[0], one[k], static_cast<int>(k), 10);
    }
  }
  return out;
}

}  // namespace

// Bounds on [0, reach] with everything in units of g_i(0); see the header for the argument.
bool ImpulseSeries::bound_defect(const Margins& at) {
  const Ball h(reach_), count(static_cast<int>(f_.size()));
  for (int piece = 0; piece < 16; ++piece) {
    if (!certainly(less(Ball(0), pace(h * Ball::between(piece, piece + 1) / 16)))) return false;
  }
  const Vector<double> c = magnitudes(pace_, h, Ball(1));
  Ball largest(0);
  for (const Vector<Ball>& g : at.g) largest = max(largest, g[0]);
  const Ball fine = largest * pow(Ball(2), spare_bits - BallPrecision::bits());
  for (std::size_t i = 0; i < f_.size(); ++i) {
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
    if (!certainly(less(residual + cut, fine + start))) return false;
    const Ball wrong = upper((start + residual) * exp(Ball(move) + 1));
    if (!certainly(less(wrong, Ball(0.125)))) return false;
    defect_[i] = upper((wrong * Ball(total(c)) + cut) / count + lost_derivative(at.p_lost[i], h));
  }
  return true;
}

// Recurrences of g' = -V q', c S = 1 with S = sum_i g_i / n, and P' = y g c / n, where c = T~'.
void ImpulseSeries::expand_margin(Clock clock) {
  const std::size_t n = f_.size();
  const auto orders = static_cast<std::size_t>(4 + BallPrecision::bits() * 2 / 5);
  const Ball count(static_cast<int>(n));
  Margins at{margin_loss(objective_) == LossFamily::logistic,
             clock,
             orders,
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n),
             {},
             std::vector<Vector<Ball>>(n),
             std::vector<Vector<Ball>>(n, {Ball(0)})};
  for (std::size_t i = 0; i < n; ++i) {
    at.q[i].push_back(y_[i] * f_[i]);
    at.start.push_back(sigmoid_loss<Ball>(margin_loss(objective_), at.q[i][0]));
    if (!at.start[i].is_finite() || !certainly(less(Ball(0), at.start[i]))) {
      throw std::domain_error("flow: enclosures have become too wide");
    }
    push_exact(at.start[i], at.g[i], at.g_lost[i]);
  }
  pace_.clear();
  Vector<Ball> sum;
  for (std::size_t k = 0; k <= orders; ++k) {
    if (clock == Clock::time) {
      pace_.push_back(Ball(k == 0 ? 1 : 0));
    } else {
      Ball next(0);
      for (std::size_t i = 0; i < n; ++i) next += at.g[i][k] / count;
      sum.push_back(next);
      pace_.push_back((k == 0 ? 1 / sum[0] : -convolution(sum, pace_, 1, k) / sum[0]).midpoint());
    }
    Vector<Ball> impulse(n);
    for (std::size_t i = 0; i < n; ++i) {
      const Ball product = clock == Clock::time ? at.g[i][k] : convolution(at.g[i], pace_, 0, k);
      const Ball next = y_[i] * product / (count * static_cast<int>(k + 1));
      impulse[i] = next.midpoint();
      at.p_lost[i].push_back(Ball(next.radius()));
    }
    const Vector<Ball> f = h_ * impulse;
    if (!max_abs(f).is_finite()) throw std::domain_error("flow: enclosures have become too wide");
    coefficients_.push_back(std::move(impulse));
    for (std::size_t i = 0; i < n; ++i) at.q[i].push_back(y_[i] * f[i]);
    if (k == orders) break;
    for (std::size_t i = 0; i < n; ++i) {
      const Ball& g = at.g[i][k];
      at.v[i].push_back(at.logistic ? g - convolution(at.g[i], at.g[i], 0, k) : g);
      at.slope[i].push_back(at.q[i][k + 1] * static_cast<int>(k + 1));
      const Ball slope = convolution(at.slope[i], at.v[i], 0, k);
      push_exact(-slope / static_cast<int>(k + 1), at.g[i], at.g_lost[i]);
    }
  }
  for (reach_ = step_by_decay(coefficients_, at.g); !bound_defect(at); reach_ *= 0.75) {
    if (reach_ < 1e-290) throw std::domain_error("flow: enclosures have become too wide");
  }
}

}  // namespace claimcheck
