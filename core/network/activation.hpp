// Activations of the five papers, with derivative and the constants their theorems use.
#pragma once

#include <array>
#include <string_view>

#include "core/number/scalar.hpp"

namespace claimcheck {

/// phi as a function of z; gamma is the least slope, s or h the width of the smoothed kink.
enum class ActivationFamily {
  identity,        ///< z
  linear,          ///< gamma z
  relu,            ///< max(0, z)
  leaky_relu,      ///< max(z, gamma z)
  smoothed_leaky,  ///< gamma z + (1-gamma) s [log(1 + e^{z/s}) - log 2]       (frei2023, fig. 3:
                   ///< s=1)
  arctan_leaky,    ///< (1+gamma)/2 z + (1-gamma)/pi [z atan(z/s) - s/2 log(1 + z^2/s^2)]
  sqrt_leaky,      ///< (1+gamma)/2 z + (1-gamma)/2 [sqrt(z^2 + s^2) - s]
  huberized_relu,  ///< 0, z^2/(2h), z - h/2 on z < 0, [0, h], z > h            (chatterji2021, eq.
                   ///< 1)
};

inline constexpr std::array<std::string_view, 8> activation_names = {
    "identity",       "linear",       "relu",       "leaky_relu",
    "smoothed_leaky", "arctan_leaky", "sqrt_leaky", "huberized_relu"};

/// The three families that are gamma-leaky and H-smooth in the sense of frei2023, section 4.
inline constexpr std::array<ActivationFamily, 3> smooth_leaky_families = {
    ActivationFamily::smoothed_leaky, ActivationFamily::arctan_leaky, ActivationFamily::sqrt_leaky};

/// Derivative at a kink z = 0 of ReLU and leaky ReLU, by paper:
/// du2019 and li2018 use the closed indicator 1{z >= 0}, frei2022 allows any value in [0, 1].
enum class Kink { right, left };

template <Scalar R>
struct Activation {
  ActivationFamily family = ActivationFamily::identity;
  R gamma = R(1);  ///< least slope, in (0, 1]; ignored by identity, relu, huberized_relu
  R scale = R(1);  ///< s or h, > 0; ignored by the piecewise linear families
  Kink kink = Kink::right;

  R operator()(const R& z) const;
  /// phi'(z), with the convention `kink` where phi is not differentiable.
  R derivative(const R& z) const;
  /// phi''(z); for huberized_relu the weak one, 1/h on the closed interval [0, h].
  R second_derivative(const R& z) const;
  /// inf phi': gamma, 1 or 0.
  R least_slope() const;
  /// H = sup |phi''| of the smooth families: (1-gamma)/(4s), (1-gamma)/(pi s), (1-gamma)/(2s), 1/h;
  /// 0 for linear ones. ReLU and leaky ReLU have none (everything in balls, NaN in double).
  R smoothness() const;
};

extern template struct Activation<double>;
extern template struct Activation<Interval>;
extern template struct Activation<Ball>;
extern template struct Activation<Extended>;

}  // namespace claimcheck
