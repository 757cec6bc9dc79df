// Random settings that look for trouble: the smallest sizes, simple and extreme magnitudes, equal,
// parallel, antipodal, symmetric, orthogonal, collinear, one-hot and zero rows, values on domain
// borders.
//
// RapidCheck carries generation (Gen) and shrinking (Shrinkable); the random numbers come from the
// counter-based streams of core/random, so a draw depends on (seed, claim, index) alone.
#pragma once

#include "core/random/stream.hpp"
#include "properties/claim.hpp"

namespace claimcheck {

/// A number of the domain; `size` in [0, 100] widens the range of magnitudes.
double sample_real(const Domain& domain, Stream& random, int size);

/// rows x cols with one of the structures above; entries stay in the domain.
Matrix<double> sample_matrix(std::size_t rows, std::size_t cols, const Domain& domain,
                             Stream& random, int size);

/// A value of the field, whose axes have these sizes; drawn fields too.
Value sample_value(const Field& field, const std::vector<std::size_t>& sizes, Stream& random,
                   int size);

/// A document of the layout; sizes of its axes grow with `size`.
Document sample(const Layout& layout, Stream& random, int size);

/// A setting of the claim: sampled, drawn, then prepared if it is wanted.
Document sample_setting(const AnyClaim& claim, Stream& random, int size, bool prepared = true);

/// One random change: perturb, scale, negate, copy, swap, drop, repeat, snap to a simple value.
Document mutated(const AnyClaim& claim, const Document& document, Stream& random);

}  // namespace claimcheck
