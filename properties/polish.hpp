// Polish: a derivative-free local search over the real numbers of a setting (NLopt's Subplex,
// T. Rowan 1990).
#pragma once

#include <functional>

#include "properties/document.hpp"

namespace claimcheck {

/// The real numbers of a document, in its order, and the document with others in their place.
std::vector<double> coordinates(const Layout& layout, Document document);
Document with_coordinates(const Layout& layout, Document document, const std::vector<double>& x);

/// Minimises `objective` from `start` in at most `evaluations` steps; candidates need not fit the
/// layout's domains. False, without an evaluation, when there are too many numbers or none.
bool polish(const Layout& layout, const Document& start, int evaluations,
            const std::function<double(const Document&)>& objective);

}  // namespace claimcheck
