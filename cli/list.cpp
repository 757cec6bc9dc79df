#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/selection.hpp"
#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

struct ListOptions {
  std::string paper{}, kind{};
  bool json = false;
};

std::string expectation(const AnyClaim& claim) {
  return claim.refuted.empty() ? "holds" : fmt::format("refuted {}", fmt::join(claim.refuted, " "));
}

nlohmann::ordered_json described(const AnyClaim& claim) {
  nlohmann::ordered_json conclusions = nlohmann::ordered_json::array();
  for (const Clause& clause : claim.conclusions) conclusions.push_back(clause.name);
  return {{"id", claim.card.id},
          {"paper", claim.card.paper()},
          {"label", claim.card.label},
          {"title", claim.card.title},
          {"place", claim.card.place},
          {"kind", text(claim.card.kind)},
          {"cost", claim.cost},
          {"conclusions", conclusions},
          {"refuted", claim.refuted},
          {"untestable", claim.untestable},
          {"mutants", claim.mutants.size()}};
}

void print_json(const std::vector<const AnyClaim*>& claims) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const AnyClaim* claim : claims) out.push_back(described(*claim));
  fmt::print("{}\n", out.dump(1));
}

void print_table(const std::vector<const AnyClaim*>& claims) {
  std::size_t id_width = 5, expected_width = 8;
  for (const AnyClaim* claim : claims) {
    id_width = std::max(id_width, claim->card.id.size());
    expected_width = std::max(expected_width, expectation(*claim).size());
  }
  fmt::print("{:<{}}  {:<13}  {:<{}}  {}\n", "claim", id_width, "kind", "expected", expected_width,
             "what it says");
  for (const AnyClaim* claim : claims) {
    fmt::print("{:<{}}  {:<13}  {:<{}}  {}\n", claim->card.id, id_width, text(claim->card.kind),
               expectation(*claim), expected_width, claim->card.title);
  }
}

Exit list(const ListOptions& options) {
  require_paper(options.paper);
  std::vector<const AnyClaim*> claims;
  for (const AnyClaim& claim : catalogue()) {
    const bool wanted = (options.paper.empty() || claim.card.paper() == options.paper) &&
                        (options.kind.empty() || text(claim.card.kind) == options.kind);
    if (wanted) claims.push_back(&claim);
  }
  options.json ? print_json(claims) : print_table(claims);
  return Exit::expected;
}

}  // namespace

void add_list(CLI::App& program, Action& action) {
  const auto options = std::make_shared<ListOptions>();
  CLI::App& command = add_command(program, action, "list",
                                  "What is encoded, with expected verdicts", options, list);
  command.add_option("--paper", options->paper, "Only claims of this paper");
  command.add_option("--kind", options->kind, "Only claims of this kind")
      ->check(CLI::IsMember(std::vector<std::string>(kind_names.begin(), kind_names.end())));
  command.add_flag("--json", options->json, "As a JSON array, for programs");
}

}  // namespace claimcheck
