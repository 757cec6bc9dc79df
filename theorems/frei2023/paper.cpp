#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {

const Paper& paper() {
  static const Paper out = {
      "frei2023", "Implicit Bias in Leaky ReLU Networks Trained on High-Dimensional Data",
      "Spencer Frei, Gal Vardi, Peter L. Bartlett, Nathan Srebro, Wei Hu", "ICLR 2023"};
  return out;
}

std::vector<AnyClaim> claims() {
  return {lemma_b_1(),   lemma_b_1_corrected(), lemma_b_2(),   lemma_b_3(),          lemma_b_4(),
          lemma_b_5(),   lemma_b_6(),           lemma_b_7(),   lemma_b_8(),          lemma_b_9(),
          equation_13(), equation_14(),         equation_15(), equation_tau_bound(), lemma_e_2(),
          lemma_e_4(),   lemma_e_4_corrected(), fact_e_9(),    lemma_e_14()};
}

}  // namespace claimcheck::frei2023
