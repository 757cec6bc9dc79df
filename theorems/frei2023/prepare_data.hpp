// frei2023: data that (D4') allows, out of random data.
#pragma once

#include "core/random/stream.hpp"
#include "theorems/frei2023/section_4.hpp"

namespace claimcheck::frei2023 {

/// X = B + t E: each row of B has one entry, no two in the same column. t is put on the border of
/// (D4'), inside it at many scales, at 0, or outside. Often one sample becomes two; with more
/// samples than dimensions, X and W get columns, or samples are dropped.
void make_nearly_orthogonal(NetworkOnData& s, Stream& random);

}  // namespace claimcheck::frei2023
