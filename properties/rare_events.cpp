#include "properties/rare_events.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>
#include <stdexcept>

#include "core/number/tail.hpp"

namespace claimcheck {
namespace {

/// P(|z| >= t), z ~ N(0, 1)
double beyond(double t) { return std::erfc(t / std::numbers::sqrt2); }

/// z ~ N(0, 1) given |z| >= t: its upper tail is uniform on (0, P(z >= t)).
double draw_beyond(double t, Stream& random) {
  return random.sign() * -normal_quantile(random.uniform() * beyond(t) / 2);
}

/// z ~ N(0, 1) given |z| <= t. By rejection from the uniform law where the density hardly varies.
double draw_within(double t, Stream& random) {
  if (t > 1) {
    const double below = beyond(t) / 2;
    return normal_quantile(below + random.uniform() * (1 - 2 * below));
  }
  for (;;) {
    const double z = random.uniform(-t, t);
    if (random.chance(std::exp(-z * z / 2))) return z;
  }
}

/// x ~ chi^2(d) given x >= least. Beyond the mean by rejection from least + an exponential of rate
/// lambda: with a = d/2 - 1, (x/least)^a e^{-a (x/least - 1)} <= 1, since log y <= y - 1.
double draw_chi_square_beyond(int d, double least, Stream& random) {
  if (least <= d) {
    for (;;) {
      double x = 0;
      for (int k = 0; k < d; ++k) x += std::pow(random.normal(), 2);
      if (x >= least) return x;
    }
  }
  const double a = d / 2.0 - 1;
  const double tilt = std::fmax(a, 0) / least, rate = 0.5 - tilt;
  for (;;) {
    const double x = least - std::log(random.uniform()) / rate;
    const double accept = a * std::log(x / least) - tilt * (x - least);
    if (std::log(random.uniform()) <= accept) return x;
  }
}

/// The drawn numbers of a document in its order; f(double&).
template <class F>
void for_each_drawn(const Layout& layout, Document& document, F&& f) {
  for_each_real(layout, document, [&](double& entry, const Field& field) {
    if (field.drawn) f(entry);
  });
}

Vector<double> drawn_numbers(const Layout& layout, Document document, double deviation) {
  Vector<double> g;
  for_each_drawn(layout, document, [&](double& entry) { g.push_back(entry / deviation); });
  return g;
}

void check(const std::vector<GaussianEvent>& events, const Vector<double>& g) {
  for (const GaussianEvent& event : events) {
    if (event.first + event.direction.size() > g.size()) {
      throw std::invalid_argument("a rare event speaks of more numbers than are drawn");
    }
  }
}

std::span<const double> block(const GaussianEvent& event, const Vector<double>& g) {
  return std::span(g).subspan(event.first, event.direction.size());
}

double length(std::span<const double> v) {
  double out = 0;
  for (const double x : v) out += x * x;
  return std::sqrt(out);
}

/// <g, v> / |v|
double along(const GaussianEvent& event, const Vector<double>& g) {
  double out = 0;
  const auto part = block(event, g);
  for (std::size_t k = 0; k < part.size(); ++k) out += part[k] * event.direction[k];
  return out / length(event.direction);
}

}  // namespace

double GaussianEvent::probability() const {
  switch (kind) {
    case Kind::beyond:
      return beyond(threshold);
    case Kind::within:
      return std::erf(threshold / std::numbers::sqrt2);
    case Kind::longer:
      break;
  }
  return chi_square_above(static_cast<int>(direction.size()), threshold * threshold);
}

bool GaussianEvent::holds(const Vector<double>& g) const {
  switch (kind) {
    case Kind::beyond:
      return std::fabs(along(*this, g)) >= threshold;
    case Kind::within:
      return std::fabs(along(*this, g)) <= threshold;
    case Kind::longer:
      break;
  }
  return length(block(*this, g)) >= threshold;
}

void GaussianEvent::impose(Vector<double>& g, Stream& random) const {
  if (kind == Kind::longer) {
    const double square =
        draw_chi_square_beyond(static_cast<int>(direction.size()), threshold * threshold, random);
    const double factor = std::sqrt(square) / length(block(*this, g));
    for (std::size_t k = 0; k < direction.size(); ++k) g[first + k] *= factor;
    return;
  }
  const double wanted =
      kind == Kind::beyond ? draw_beyond(threshold, random) : draw_within(threshold, random);
  const double step = (wanted - along(*this, g)) / length(direction);
  for (std::size_t k = 0; k < direction.size(); ++k) g[first + k] += step * direction[k];
}

double RareEvents::total() const {
  if (deviation == 0) return 0;
  double out = 0;
  for (const GaussianEvent& event : events) out += event.probability();
  return out;
}

bool RareEvents::hold(const Layout& layout, const Document& drawn) const {
  const Vector<double> g = drawn_numbers(layout, drawn, deviation);
  check(events, g);
  if (deviation == 0) {
    // 0/0 was drawn by the law, anything else was not.
    return std::any_of(g.begin(), g.end(), [](double z) { return !std::isnan(z); });
  }
  return std::any_of(events.begin(), events.end(), [&](const auto& e) { return e.holds(g); });
}

double RareEvents::impose(const Layout& layout, Document& drawn, Stream& random) const {
  Vector<double> g = drawn_numbers(layout, drawn, deviation);
  check(events, g);
  if (!(total() > 0)) throw std::invalid_argument("none of the rare events can happen");
  double left = random.uniform() * total();
  std::size_t chosen = 0;
  while (chosen + 1 < events.size() && left >= events[chosen].probability()) {
    left -= events[chosen++].probability();
  }
  events[chosen].impose(g, random);
  int happening = 1;  // the chosen one does, whatever rounding says
  for (std::size_t k = 0; k < events.size(); ++k) {
    happening += k != chosen && events[k].holds(g) ? 1 : 0;
  }
  std::size_t k = 0;
  for_each_drawn(layout, drawn, [&](double& entry) { entry = g[k++] * deviation; });
  return 1.0 / happening;
}

const RareFailure* rare_failure(const Clause& clause) {
  return clause.allowed_failure.target<RareFailure>();
}

}  // namespace claimcheck
