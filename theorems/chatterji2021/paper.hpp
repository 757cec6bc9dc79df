// chatterji2021: N. S. Chatterji, P. M. Long, P. L. Bartlett, "When Does Gradient Descent with
// Logistic Loss Find Interpolating Two-Layer Networks?", JMLR 2021.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::chatterji2021 {

const Paper& paper();
/// The claims in the paper's order: its table of contents.
std::vector<AnyClaim> claims();

AnyClaim lemma_7();
AnyClaim lemma_7_corrected();

}  // namespace claimcheck::chatterji2021
