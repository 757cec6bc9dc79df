#include "theorems/frei2022/paper.hpp"

namespace claimcheck::frei2022 {

const Paper& paper() {
  static const Paper out = {
      "frei2022",
      "Random Feature Amplification: Feature Learning and Generalization in Neural Networks",
      "Spencer Frei, Niladri S. Chatterji, Peter L. Bartlett", "JMLR 2023"};
  return out;
}

std::vector<AnyClaim> claims() { return {lemma_3(), lemma_8()}; }

}  // namespace claimcheck::frei2022
