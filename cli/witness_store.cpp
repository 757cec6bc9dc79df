#include "cli/witness_store.hpp"

#include "core/evidence/record.hpp"

namespace claimcheck {

std::filesystem::path WitnessStore::file(const Card& card, const std::string& conclusion) const {
  const std::string paper = card.paper();
  return root_ / paper / folder_ / witness_file(card.id.substr(paper.size() + 1), conclusion);
}

std::vector<Witness> WitnessStore::of(const AnyClaim& claim) const {
  std::vector<Witness> out;
  for (const Clause& clause : claim.conclusions) {
    const std::filesystem::path path = file(claim.card, clause.name);
    if (!std::filesystem::exists(path)) continue;
    out.push_back(parse_witness(read_file(path), claim.layout, path));
    if (out.back().claim != claim.card.id || out.back().conclusion != clause.name) {
      throw BadFile(path, 0, "is of " + out.back().claim + ", conclusion " + out.back().conclusion);
    }
  }
  return out;
}

const char* const default_memory = CLAIMCHECK_MEMORY_DIRECTORY;

std::vector<Witness> memory_of(const std::filesystem::path& root, const AnyClaim& claim) {
  std::vector<Witness> out = WitnessStore(root, "witnesses").of(claim);
  for (Witness& tight : WitnessStore(root, "tight").of(claim)) out.push_back(std::move(tight));
  return out;
}

void WitnessStore::keep(const Witness& witness, const AnyClaim& claim) const {
  const std::filesystem::path path = file(claim.card, witness.conclusion);
  std::filesystem::create_directories(path.parent_path());
  write_file(path, witness_json(witness, claim.layout));
}

}  // namespace claimcheck
