// Small settings one by one: sizes from the smallest, entries from {0, 1, -1} and the values that a
// domain names. What a person would try first.
#pragma once

#include <cstdint>
#include <functional>

#include "properties/document.hpp"

namespace claimcheck {

/// Calls visit on at most `most` small documents, smallest sizes first: up to 2, with a thousand
/// documents or more up to 3. A size whose documents are too many to be listed contributes the
/// simplest one and random others, always the same.
void enumerate_small(const Layout& layout, std::int64_t most,
                     const std::function<void(const Document&)>& visit);

}  // namespace claimcheck
