// frei2023: moves random settings of section 4 to where its assumptions hold or nearly hold. What
// holds already is mostly kept, so that a search can build on it.
#pragma once

#include <functional>

#include "core/random/stream.hpp"
#include "theorems/frei2023/prepare_data.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {

/// The largest double in [inside, outside) at which `holds` is certain, given that it is certain at
/// `inside`, not at `outside`, and monotone between them; `inside` when nothing larger holds.
double last_inside(double inside, double outside, const std::function<Truth(double)>& holds);

/// A bound itself, a little or much below it, now and then above it.
double near_bound(double bound, Stream& random);

/// The largest double near `guess` at which `holds` is certain in balls; 0 when there is none.
double border(double guess, const std::function<Truth(double)>& holds);

/// alpha at, near and below the bound of (A1); sometimes left alone.
void shorten_step(Training& s, Stream& random);

/// omega_init at, near and below the bound of (A2), or 0; sometimes left alone.
void shrink_initialisation(Training& s, Stream& random);

/// W(0) drawn from its law, or adversarial: norms on the border of the event of Lemma E.1, neurons
/// turned against the labels; or zero.
void place_initial_weights(Training& s, Stream& random);

/// W(0) in the event of Lemma E.1, and where it hurts most: norms on the border, the part along
/// mu-hat = sum_i y_i x_i on its border too, and turned against the labels.
void place_against_mean(Training& s, Stream& random);

/// All of the above but the last, in the order in which the bounds depend on each other.
void prepare_training(Training& s, Stream& random);

/// W(0) with independent N(0, omega_init^2) entries.
void gaussian_weights(Training& s, Stream& random);

}  // namespace claimcheck::frei2023
