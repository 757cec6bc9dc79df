#include "cli/witness_store.hpp"

#include <fmt/format.h>

#include "core/evidence/record.hpp"

namespace claimcheck {

std::filesystem::path WitnessStore::file(const Card& card, const std::string& conclusion) const {
  const std::string paper = card.paper();
  return root_ / paper / folder_ / witness_file(card.id.substr(paper.size() + 1), conclusion);
}

std::optional<Witness> WitnessStore::read(const AnyClaim& claim, const Clause& clause) const {
  const std::filesystem::path path = file(claim.card, clause.name);
  if (!std::filesystem::exists(path)) return std::nullopt;
  Witness out = parse_witness(read_file(path), claim.layout, path);
  if (out.claim != claim.card.id || out.conclusion != clause.name) {
    throw BadFile(path, 0, "is of " + out.claim + ", conclusion " + out.conclusion);
  }
  return out;
}

std::vector<Witness> WitnessStore::of(const AnyClaim& claim) const {
  std::vector<Witness> out;
  for (const Clause& clause : claim.conclusions) {
    if (auto witness = read(claim, clause)) out.push_back(std::move(*witness));
  }
  return out;
}

std::vector<Witness> WitnessStore::usable(const AnyClaim& claim) const {
  std::vector<Witness> out;
  for (const Clause& clause : claim.conclusions) {
    try {
      if (auto witness = read(claim, clause)) out.push_back(std::move(*witness));
    } catch (const BadFile& error) {
      fmt::print(stderr, "claimcheck: passed over: {}\n", error.what());
    }
  }
  return out;
}

const char* const default_memory = CLAIMCHECK_MEMORY_DIRECTORY;

std::vector<Witness> memory_of(const std::filesystem::path& root, const AnyClaim& claim) {
  std::vector<Witness> out = WitnessStore(root, "witnesses").of(claim);
  for (Witness& tight : WitnessStore(root, "tight").usable(claim)) out.push_back(std::move(tight));
  return out;
}

void WitnessStore::keep(const Witness& witness, const AnyClaim& claim) const {
  const std::filesystem::path path = file(claim.card, witness.conclusion);
  std::filesystem::create_directories(path.parent_path());
  write_file(path, witness_json(witness, claim.layout));
}

}  // namespace claimcheck
