// Shrinking: towards the smallest document that still violates, carried by RapidCheck's Shrinkable.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "properties/document.hpp"

namespace claimcheck {

/// Strictly simpler documents, most drastic first: fewer samples, neurons, coordinates; smaller
/// integers; more zeros, then ones, then fewer bits; equal values made equal; one number moved into
/// another.
std::vector<Document> simpler(const Layout& layout, const Document& document);

/// Of these, only the ones with fewer samples, neurons, coordinates.
std::vector<Document> shorter(const Layout& layout, const Document& document);

struct ShrinkResult {
  Document document;
  std::int64_t tried = 0;
  bool finished = false;  ///< false when the budget ran out before a local minimum
};

/// A random change of a document; the index selects the stream, so that results repeat.
using Perturbation = std::function<Document(const Document&, std::uint64_t index)>;

/// Follows the first simpler document that still `violates`, until none does or the budget is
/// spent. With a perturbation, a local minimum is left once more by dropping an index and
/// perturbing what remains, as long as the result violates and is simpler.
ShrinkResult shrink(const Layout& layout, const Document& start,
                    const std::function<bool(const Document&)>& violates, std::int64_t budget,
                    const Perturbation& perturb = {});

}  // namespace claimcheck
