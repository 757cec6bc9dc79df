// li2018: Y. Li, Y. Liang, "Learning Overparameterized Neural Networks via Stochastic Gradient
// Descent on Structured Data", NeurIPS 2018.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::li2018 {

const Paper& paper();
/// The claims in the paper's order: its table of contents.
std::vector<AnyClaim> claims();

AnyClaim lemma_a_5();
AnyClaim lemma_a_5_corrected();

}  // namespace claimcheck::li2018
