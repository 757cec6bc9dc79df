// A piecewise linear function with a kink at 0 against a linear one: what the lemmas on convex
// functions quantify over. Every integral and measure is a fraction.
#pragma once

#include "core/function/piecewise_linear.hpp"
#include "core/number/judgement.hpp"
#include "properties/schema.hpp"

namespace claimcheck::li2018 {

struct KinkSetting {
  double slope = 0;     // least subgradient of phi at 0
  double rho = 1;       // jump of the slope at 0
  Vector<double> t, h;  // further breakpoints t_k != 0 and their jumps
  double p = 0, q = 0;  // l(alpha) = p alpha + q
  double tau = 1;       // >= 0

  static Schema<KinkSetting> schema() {
    return Schema<KinkSetting>()
        .axis("k", 0, 4)
        .real("slope", &KinkSetting::slope)
        .real("rho", &KinkSetting::rho)
        .vector("t", &KinkSetting::t, "k")
        .vector("h", &KinkSetting::h, "k")
        .real("p", &KinkSetting::p)
        .real("q", &KinkSetting::q)
        .real("tau", &KinkSetting::tau, at_least(0));
  }
};

template <class R>
struct KinkObservation {
  static constexpr bool exact_in_rationals = true;
  Vector<R> t, h;
  double horizon;
  R tau, rho, b;
  R steepest, flattest;  // subgradients at 0 of the reduced phi
  PiecewiseLinear<R> phi, g;
  typename PiecewiseLinear<R>::Root alpha_0;  // where g crosses zero, for b < 0

  explicit KinkObservation(const KinkSetting& s)
      : t(lift<R>(s.t)),
        h(lift<R>(s.h)),
        horizon(s.tau),
        tau(s.tau),
        rho(s.rho),
        b(-R(s.q)),
        steepest(R(s.slope) + rho - R(s.p)),
        flattest(R(s.slope) - R(s.p)),
        phi(reduced(s, R(0))),
        g(reduced(s, b)),
        alpha_0(g.first_root()) {}

  PiecewiseLinear<R> reduced(const KinkSetting& s, const R& value) const {
    Vector<double> at = s.t;
    Vector<R> jumps = h;
    at.push_back(0);
    jumps.push_back(rho);
    return {value, flattest, at, jumps};
  }

  R distance() const { return g.absolute_integral(-horizon, horizon); }
  /// Length of {alpha in [-tau, tau] : |phi - l| >= level}.
  R length_beyond(const R& level) const {
    return g.length_above(level, -horizon, horizon) + (-g).length_above(level, -horizon, horizon);
  }
  /// Integrals over [0, alpha_0] and [alpha_0, tau]: a convex g with g(0) < 0 is negative, then
  /// positive.
  R before_root() const { return (-g).positive_part(0, horizon); }
  R after_root() const { return g.positive_part(0, horizon); }
  R area() const { return square(tau) * rho; }  // tau^2 rho
  Relation<R> crosses() const { return fact<R>(alpha_0.exists); }
};

}  // namespace claimcheck::li2018
