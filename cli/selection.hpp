// Selection: the claims that a command line asks for.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "properties/claim.hpp"

namespace claimcheck {

struct Selection {
  std::vector<std::string> ids{};
  bool all = false;
  std::string paper{};
};

/// CLAIM..., --all and --paper.
void add_selection(CLI::App& command, Selection& selection);

/// In the catalogue's order, each claim once.
/// @throws UsageError when nothing is asked for, or an id or a paper does not exist.
std::vector<const AnyClaim*> selected(const Selection& selection);

/// @throws UsageError that suggests the nearest ids.
const AnyClaim& claim_named(const std::string& id);

/// "; did you mean a/b or a/c?", or nothing when no id is near.
std::string suggestion(const std::string& id);

/// @throws UsageError naming the papers there are, unless `paper` is one of them or empty.
void require_paper(const std::string& paper);

}  // namespace claimcheck
