// The path of one step in doubles. See impulse_series.hpp for the argument.
//
// Rounding. A sum of at most K + n products, and three operations more, is off by at most gamma =
// (K + n + 8) 2^-52 times the sum of their sizes (N. J. Higham, Accuracy and Stability of Numerical
// Algorithms, 2nd ed., section 3.1; twice what it says). With |a| = sum_k |a_k| h^k on [0, h], for
// the polynomials of which g~, P~ and T~' have exactly the computed coefficients:
//   v^ is computed:     |V~ - v^| <= gamma (|g| + |g|^2) in the orders that v^ has;
//   s^ is computed:     |q~' - s^| <= sum_l (rad H_il + gamma |H_il|) |P_l'|;
//   g_{k+1} is -(v^ s^)_k / (k + 1), up to gamma |v^| |s^| over all orders;
//   n y P~' is the product g~ T~', up to gamma |g| |T~'| over all orders.
// So the residual r = g~' + V~ q~' has h |r| <= (v^ s^ in the orders from K) + gamma |v^| |s^|
//   + |V~ - v^| |s^| + |V~| |q~' - s^|,  where |.| of a derivative has another factor h.
//
// Underflow. The parameter is x = s / unit, in which margins move by about 1, and h <= 64, so that
// h^{K+1} <= 2^126. A sum of products is off by at most (K + n) 2^-1075 more, hence a polynomial by
// 2^-940; times |g|, |T~'| < 2^200, |V~| < 2^401 and |q~'| h < 6 all this comes to less than
// 2^-500.
#include <array>
#include <cmath>
#include <stdexcept>

#include "core/dynamics/impulse_path.hpp"
#include "core/dynamics/polynomial_bounds.hpp"

namespace claimcheck {
namespace {

constexpr std::size_t orders = 20;  // K: g~ has coefficients up to this order, P~ up to one more
constexpr double underflow = 0x1p-500, largest_sum = 0x1p200;
constexpr double longest = 64;  // in units of x
/// A path may be coarser than its last terms by that much.
constexpr int spare_bits = 6;
constexpr int most_lengths = 40;  // that are tried, each 3/4 of the one before

using Coefficients = std::array<double, orders + 1>;

/// sum_{j=first}^{k} a_j b_{k-j}
double convolution(const Coefficients& a, const Coefficients& b, std::size_t first, std::size_t k) {
  double out = 0;
  for (std::size_t j = first; j <= k; ++j) out += a[j] * b[k - j];
  return out;
}

/// One sample: g~, V~, P~' and q~' by their computed coefficients, all in x.
struct Sample {
  Coefficients g{}, v{}, speed{}, slope{};
  double label = 1;  // y
  Interval start;    // g(q(0))
};

struct Step {
  bool logistic = false;
  std::vector<Sample> samples;
  Matrix<Interval> h;  // n x n, times the unit
  Coefficients pace{};
};

/// v_k, from g up to order k.
double weight_change(const Step& step, const Sample& at, std::size_t k) {
  return step.logistic ? at.g[k] - convolution(at.g, at.g, 0, k) : at.g[k];
}

// Recurrences of g' = -V q', c S = 1 with S = sum_i g_i / n, and P' = y g c / n, where c = T~'.
void expand(Step& step, Clock clock) {
  const auto n = static_cast<double>(step.samples.size());
  Coefficients sum{};
  for (std::size_t k = 0; k <= orders; ++k) {
    for (const Sample& at : step.samples) sum[k] += at.g[k] / n;
    if (clock == Clock::time) {
      step.pace[k] = k == 0 ? 1 : 0;
    } else {
      step.pace[k] = k == 0 ? 1 / sum[0] : -convolution(sum, step.pace, 1, k) / sum[0];
    }
    for (Sample& at : step.samples) {
      const double product = clock == Clock::time ? at.g[k] : convolution(at.g, step.pace, 0, k);
      at.speed[k] = at.label * product / n;
    }
    for (std::size_t i = 0; i < step.samples.size(); ++i) {
      Sample& at = step.samples[i];
      for (std::size_t l = 0; l < step.samples.size(); ++l) {
        at.slope[k] += at.label * step.h(i, l).mid() * step.samples[l].speed[k];
      }
      if (k == orders) continue;
      at.v[k] = weight_change(step, at, k);
      at.g[k + 1] = -convolution(at.slope, at.v, 0, k) / static_cast<double>(k + 1);
    }
  }
}

/// The length at which the last two terms of P are 2^-bits of the first, and those of every g
/// 2^-bits of the largest g and 2^-10 of their own first; at most `longest`.
double step_by_decay(const Step& step, int bits) {
  double out = longest, first = 0, largest = 0;
  for (const Sample& at : step.samples) {
    first = std::fmax(first, std::fabs(at.speed[0]));
    largest = std::fmax(largest, at.g[0]);
  }
  const auto limit = [&](double from, double last, std::size_t order, int less) {
    const double ratio = std::ldexp(from / std::fabs(last), -less);
    if (std::isfinite(ratio)) {
      out = std::fmin(out, std::pow(ratio, 1 / static_cast<double>(order)));
    }
  };
  for (const std::size_t k : {orders - 1, orders}) {
    for (const Sample& at : step.samples) {
      limit(first, at.speed[k], k, bits);
      limit(largest, at.g[k], k, bits);
      limit(at.g[0], at.g[k], k, 10);
    }
  }
  return out;
}

/// |a_k| h^k for k < count
Vector<double> magnitudes(const Coefficients& a, double h, std::size_t count = orders + 1) {
  Vector<double> out;
  out.reserve(count + 1);
  double scale = 1;
  for (std::size_t k = 0; k < count; ++k) {
    out.push_back(std::fabs(a[k]) * scale);
    scale *= h;
  }
  return out;
}

struct Bounds {
  const Step& step;
  double h, largest, gamma;     // the step in x, the largest g
  Vector<double> pace, speeds;  // |c_k| h^k; |P_l'| h
  double pace_total;

  Bounds(const Step& of, double length)
      : step(of),
        h(length),
        largest(0),
        gamma(static_cast<double>(orders + of.samples.size() + 8) * 0x1p-52),
        pace(magnitudes(of.pace, h)),
        pace_total(total(pace)) {
    for (const Sample& at : step.samples) {
      largest = std::fmax(largest, at.g[0]);
      speeds.push_back(total(magnitudes(at.speed, h)) * h);
    }
  }
  /// h |q~' - s^|
  double slope_error(std::size_t i) const {
    double out = 0;
    for (std::size_t l = 0; l < speeds.size(); ++l) {
      const Interval& entry = step.h(i, l);
      out += (entry.radius() + gamma * std::fabs(entry.mid())) * speeds[l];
    }
    return out;
  }
  /// The defect of sample i on [0, h]; infinite where the bound does not hold or is more than
  /// 2^-bits of the largest weight, on top of what the start is off.
  double defect(std::size_t i, int bits) const;
};

double Bounds::defect(std::size_t i, int bits) const {
  const Sample& at = step.samples[i];
  const Vector<double> g = magnitudes(at.g, h);
  Vector<double> slope = magnitudes(at.slope, h), v = magnitudes(at.v, h, orders);
  for (double& value : slope) value *= h;
  const double g_total = total(g), slope_total = total(slope), slope_off = slope_error(i);
  const double move = (slope_total + slope_off) * (1 + 1e-12);
  if (!(move < largest_move) || !(std::fmax(g_total, pace_total) < largest_sum)) return HUGE_VAL;
  // Orders of V~ beyond those of v^, all together at order K.
  v.push_back(g[orders] + (step.logistic ? product_tail(g, g, orders) : 0));
  const double v_total = total(v);
  const double v_off = step.logistic ? gamma * (g_total + square(g_total)) : 0;
  const double residual = product_tail(v, slope, orders) + gamma * v_total * slope_total +
                          v_off * slope_total + (v_total + v_off) * slope_off + underflow;
  const double cut = product_tail(g, pace, orders + 1) + gamma * g_total * pace_total + underflow;
  const double start = at.start.radius();
  const double coarse = std::ldexp(largest, -bits);
  if (!(residual < coarse + start && cut < coarse * pace_total)) return HUGE_VAL;
  const double wrong = (start + residual) * std::exp(move + 1);
  // The exponential loss has V = g, so that e' = r - e q' whatever the size of e.
  if (step.logistic && !(wrong < 0.125)) return HUGE_VAL;
  return (wrong * pace_total + cut) / static_cast<double>(step.samples.size()) * (1 + 1e-10);
}

[[noreturn]] void give_up() { throw std::domain_error("flow: enclosures have become too wide"); }

/// The power of two next to 1 / max_l |q_i'| of a step whose clock has the given pace.
double unit_of(const Matrix<Interval>& h, double pulls) {
  double fastest = 0;
  for (const Interval& entry : h.entries()) {
    if (!entry.is_finite()) give_up();
    fastest = std::fmax(fastest, std::fabs(entry.mid()));
  }
  fastest *= pulls;
  if (fastest == 0) return 1;
  const double unit = std::ldexp(1, -std::ilogb(fastest));
  if (!(unit > 1 / largest_sum && unit < largest_sum)) give_up();
  return unit;
}

/// Weights at the start, and H in units of the step.
Step start_of(LossFamily loss, const Vector<Interval>& y, const Vector<Interval>& f,
              const Matrix<Interval>& h, Clock clock, double& unit) {
  Step step;
  step.logistic = loss == LossFamily::logistic;
  double pulls = 0;
  for (std::size_t i = 0; i < f.size(); ++i) {
    Sample at;
    at.label = y[i].mid();
    at.start = sigmoid_loss<Interval>(loss, y[i] * f[i]);
    if (!at.start.is_finite() || !certainly(less(Interval(0), at.start))) give_up();
    at.g[0] = at.start.mid();
    pulls += at.g[0] / static_cast<double>(f.size());
    step.samples.push_back(std::move(at));
  }
  if (!(pulls > 1 / largest_sum && pulls < largest_sum)) give_up();
  unit = unit_of(h, clock == Clock::progress ? 1 : pulls);
  step.h = Interval(unit) * h;
  return step;
}

}  // namespace

ImpulsePath<Interval> impulse_path(LossFamily loss, const Vector<Interval>& y,
                                   const Vector<Interval>& f, const Matrix<Interval>& h,
                                   Clock clock, int bits) {
  double unit = 1;
  Step step = start_of(loss, y, f, h, clock, unit);
  expand(step, clock);
  ImpulsePath<Interval> path;
  path.unit = Interval(unit);
  path.pace = lift<Interval>(std::span<const double>(step.pace));
  path.impulse.resize(f.size());
  path.defect.resize(f.size());
  double length = step_by_decay(step, bits);
  for (int attempt = 0; path.reach == 0; ++attempt, length *= 0.75) {
    if (attempt == most_lengths) give_up();
    const Bounds bounds(step, length);
    bool holds = stays_positive(path.pace, bounds.pace, Interval(length));
    for (std::size_t i = 0; holds && i < f.size(); ++i) {
      const double defect = bounds.defect(i, bits - spare_bits);
      holds = defect < HUGE_VAL;
      path.defect[i] = Interval(defect);
    }
    if (holds) path.reach = length * unit;
  }
  for (std::size_t i = 0; i < f.size(); ++i) {
    for (std::size_t k = 0; k <= orders; ++k) {
      path.impulse[i].push_back(Interval(step.samples[i].speed[k]) / static_cast<int>(k + 1));
    }
  }
  return path;
}

}  // namespace claimcheck
