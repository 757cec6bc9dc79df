#include "theorems/chatterji2021/paper.hpp"

namespace claimcheck::chatterji2021 {

const Paper& paper() {
  static const Paper out = {
      "chatterji2021",
      "When Does Gradient Descent with Logistic Loss Find Interpolating Two-Layer Networks?",
      "Niladri S. Chatterji, Philip M. Long, Peter L. Bartlett", "JMLR 2021"};
  return out;
}

std::vector<AnyClaim> claims() { return {lemma_7(), lemma_7_corrected()}; }

}  // namespace claimcheck::chatterji2021
