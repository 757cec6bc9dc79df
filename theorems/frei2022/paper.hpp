// frei2022: S. Frei, N. S. Chatterji, P. L. Bartlett, "Random Feature Amplification: Feature
// Learning and Generalization in Neural Networks", JMLR 2023.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::frei2022 {

const Paper& paper();
/// The claims in the paper's order: its table of contents.
std::vector<AnyClaim> claims();

AnyClaim lemma_3();
AnyClaim lemma_8();

}  // namespace claimcheck::frei2022
