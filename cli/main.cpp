#include <iostream>

#include "properties/campaign.hpp"
#include "theorems/catalogue.hpp"

using namespace claimcheck;

int main(int argc, char** argv) {
  for (const AnyClaim& c : catalogue()) {
    if (argc > 1 && c.card.id.find(argv[1]) == std::string::npos) continue;
    const auto r = run_campaign(c);
    std::cout << c.card.id << " " << text(r.record.verdict)
              << (r.record.as_expected ? " ok" : " UNEXPECTED") << " draws " << r.record.draws
              << " admissible " << r.record.admissible << " attacks " << r.record.attacks
              << " evaluations " << r.record.evaluations << " seconds " << r.record.seconds << "\n";
    for (const auto& k : r.record.conclusions) {
      std::cout << "  " << k.name << " " << text(k.verdict) << " applicable " << k.applicable
                << " certified " << k.certified << " consistent " << k.consistent << " undecided "
                << k.undecided << " violated " << k.violated << " worst "
                << (k.margins.empty() ? 0 : k.margins[0]) << " " << k.note << "\n";
      if (k.witness) std::cout << k.witness->setting << "   " << k.witness->relation << "\n";
      if (k.tight && argc > 2)
        std::cout << "   tight " << k.tight->tightness << "\n" << k.tight->setting;
      for (const auto& t : k.trials) {
        std::cout << "   trials " << t.trials << " failures " << t.failures << " allowed "
                  << t.allowed << " in [" << t.lower << ", " << t.upper << "]\n";
      }
    }
    for (const auto& m : c.mutants) {
      const auto rr = run_campaign(c.mutated(m));
      const auto& k = rr.record.conclusions[0];
      std::cout << "  mutant: " << m.description << ": " << text(rr.record.verdict)
                << " found after " << (k.witness ? k.witness->evaluations_to_find : -1) << "\n"
                << (k.witness ? k.witness->setting : "") << k.note << "\n";
    }
  }
}
