#include "theorems/frei2023/paper.hpp"

namespace claimcheck::frei2023 {

const Paper& paper() {
  static const Paper out = {
      "frei2023", "Implicit Bias in Leaky ReLU Networks Trained on High-Dimensional Data",
      "Spencer Frei, Gal Vardi, Peter L. Bartlett, Nathan Srebro, Wei Hu", "ICLR 2023"};
  return out;
}

std::vector<AnyClaim> claims() {
  return {clarke_chain_rule(),
          kkt_definition(),
          theorem_3_1(),
          theorem_3_2(),
          remark_3_2_equal_case(),
          lemma_3_3(),
          remark_3_3_sample_size(),
          theorem_3_4(),
          corollary_3_5(),
          example_smooth_leaky(),
          definition_4_1(),
          remark_4_1_stable_rank_examples(),
          remark_4_1_stable_rank_examples_corrected(),
          remark_4_2_spectral_norm(),
          remark_5_gmm(),
          remark_5_xor(),
          remark_5_capacity(),
          remark_5_capacity_corrected(),
          assumptions_a1_a2(),
          lemma_b_1(),
          lemma_b_1_corrected(),
          lemma_b_2(),
          lemma_b_3(),
          lemma_b_4(),
          lemma_b_5(),
          lemma_b_6(),
          lemma_b_7(),
          lemma_b_8(),
          lemma_b_9(),
          equation_13(),
          equation_14(),
          equation_15(),
          equation_tau_bound(),
          lemma_e_1(),
          lemma_e_1_corrected(),
          lemma_e_2(),
          lemma_e_3(),
          lemma_e_4(),
          lemma_e_4_corrected(),
          condition_e_5(),
          condition_e_5_corrected(),
          condition_e_6(),
          fact_e_7(),
          lemma_e_8(),
          lemma_e_8_corrected(),
          fact_e_9(),
          proposition_e_10(),
          proposition_e_10_corrected(),
          remark_e_10_four_conditions(),
          remark_e_10_four_conditions_corrected(),
          lemma_e_11b(),
          lemma_e_14()};
}

}  // namespace claimcheck::frei2023
