#include "cli/selection.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "cli/command.hpp"
#include "theorems/catalogue.hpp"

namespace claimcheck {

void add_selection(CLI::App& command, Selection& selection) {
  command.add_option("claim", selection.ids, "Ids, for example chatterji2021/lemma-7");
  command.add_flag("--all", selection.all, "Every claim of the catalogue");
  command.add_option("--paper", selection.paper, "Every claim of this paper");
}

std::vector<const AnyClaim*> selected(const Selection& selection) {
  if (selection.ids.empty() && !selection.all && selection.paper.empty()) {
    throw UsageError("name a claim, or use --all or --paper; claimcheck list shows the ids");
  }
  require_paper(selection.paper);
  std::vector<const AnyClaim*> named;
  for (const std::string& id : selection.ids) named.push_back(&claim_named(id));
  std::vector<const AnyClaim*> out;
  for (const AnyClaim& claim : catalogue()) {
    if (selection.all || claim.card.paper() == selection.paper ||
        std::find(named.begin(), named.end(), &claim) != named.end()) {
      out.push_back(&claim);
    }
  }
  return out;
}

const AnyClaim& claim_named(const std::string& id) {
  const AnyClaim* claim = find_claim(id);
  if (claim == nullptr) throw UsageError("no claim " + id + suggestion(id));
  return *claim;
}

std::string suggestion(const std::string& id) {
  const std::vector<std::string> near = nearest_claims(id);
  return near.empty() ? "" : fmt::format("; did you mean {}?", fmt::join(near, " or "));
}

void require_paper(const std::string& paper) {
  if (paper.empty()) return;
  std::vector<std::string> ids;
  for (const Paper& known : papers()) ids.push_back(known.id);
  if (std::find(ids.begin(), ids.end(), paper) != ids.end()) return;
  throw UsageError(fmt::format("no paper {}; there are {}", paper, fmt::join(ids, ", ")));
}

}  // namespace claimcheck
