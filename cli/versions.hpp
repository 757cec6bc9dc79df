// What the program was built from; every evidence record carries it.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace claimcheck {

/// Name and version: claimcheck itself, the compiler, then the libraries behind the arithmetic and
/// the search. "unknown" where the build could not tell.
const std::vector<std::pair<std::string, std::string>>& versions();

}  // namespace claimcheck
