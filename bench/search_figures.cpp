// Our half of peers_search.py: runs the campaign on wrong and true variants of five claims and
// prints one JSON line a run. The equality cases that a claim's file lists are left out, because
// the peer has none.

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "properties/campaign.hpp"
#include "theorems/catalogue.hpp"

using namespace claimcheck;

namespace {

constexpr const char* claims[] = {"chatterji2021/lemma-7", "du2019/theorem-3.1", "frei2022/lemma-8",
                                  "frei2023/lemma-e.14", "li2018/lemma-A.5"};
constexpr std::size_t variants_a_claim = 4, printed_errors_a_claim = 2;

struct Variant {
  std::string description;
  AnyClaim claim;  ///< with a single conclusion
};

AnyClaim only(const AnyClaim& claim, const std::string& conclusion) {
  return claim.mutated({"", conclusion, {}, {}});
}

/// What is printed wrongly, at most two clauses, then planted mutants in the file's order.
std::vector<Variant> wrong_variants(const AnyClaim& claim) {
  std::vector<Variant> out;
  for (const std::string& name : claim.refuted) {
    if (out.size() < printed_errors_a_claim) out.push_back({"as printed", only(claim, name)});
  }
  for (const Mutant& mutant : claim.mutants) {
    if (out.size() < variants_a_claim) out.push_back({mutant.description, claim.mutated(mutant)});
  }
  return out;
}

/// A conclusion that holds, for the price of finding nothing.
Variant true_variant(const AnyClaim& claim) {
  const std::string name = claim.card.id == "du2019/theorem-3.1" ? "S4" : "C1";
  return {"true", only(claim, name)};
}

void run(const Variant& variant, std::uint64_t seed) {
  AnyClaim claim = variant.claim;
  claim.tight.clear();
  CampaignOptions options;
  options.effort = Effort::standard;
  options.max_shrink = 4000;
  options.seed = seed;
  const ClaimRecord record = run_campaign(claim, options).record;
  const ClauseRecord& clause = record.conclusions.front();
  const WitnessRecord witness = clause.witness.value_or(WitnessRecord{});
  const nlohmann::ordered_json line = {
      {"claim", claim.card.id},
      {"clause", clause.name},
      {"variant", variant.description},
      {"seed", seed},
      {"found", clause.witness.has_value()},
      {"evaluations", clause.witness ? witness.evaluations_to_find : record.evaluations},
      {"seconds", clause.witness ? witness.seconds_to_find : record.seconds},
      {"shrink_seconds", witness.seconds_to_shrink},
      {"size", witness.size}};
  fmt::print("{}\n", line.dump());
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t seeds = argc > 1 ? std::stoull(argv[1]) : 20;
  for (const char* id : claims) {
    const AnyClaim& claim = *find_claim(id);
    std::vector<Variant> variants = wrong_variants(claim);
    variants.push_back(true_variant(claim));
    for (const Variant& variant : variants) {
      // A true conclusion always costs the whole budget, so it is tried a few times only.
      const std::uint64_t last = variant.description == "true" ? (seeds + 3) / 4 : seeds;
      for (std::uint64_t seed = 1; seed <= last; ++seed) run(variant, seed);
    }
  }
}
