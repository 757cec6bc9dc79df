// du2019: S. S. Du, X. Zhai, B. Poczos, A. Singh, "Gradient Descent Provably Optimizes
// Over-parameterized Neural Networks", ICLR 2019.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::du2019 {

const Paper& paper();
/// The claims in the paper's order: its table of contents.
std::vector<AnyClaim> claims();

AnyClaim theorem_3_1();
AnyClaim theorem_3_1_corrected();
AnyClaim lemma_3_1();
AnyClaim lemma_3_1_corrected();

}  // namespace claimcheck::du2019
