#include "theorems/du2019/paper.hpp"

namespace claimcheck::du2019 {

const Paper& paper() {
  static const Paper out = {
      "du2019", "Gradient Descent Provably Optimizes Over-parameterized Neural Networks",
      "Simon S. Du, Xiyu Zhai, Barnabas Poczos, Aarti Singh", "ICLR 2019"};
  return out;
}

std::vector<AnyClaim> claims() {
  return {eq_4(),
          remark_fixed_first_layer(),
          remark_fixed_first_layer_corrected(),
          iteration_complexity(),
          survey_soudry_carmon(),
          survey_soudry_carmon_corrected(),
          assumption_3_1(),
          theorem_3_1(),
          theorem_3_1_corrected(),
          lemma_a_1(),
          theorem_3_2(),
          theorem_3_2_corrected(),
          eq_7(),
          remark_3_1(),
          lemma_3_1(),
          lemma_3_1_corrected(),
          lemma_3_2(),
          lemma_3_2_corrected(),
          lemma_3_3(),
          lemma_3_3_corrected(),
          lemma_3_4(),
          lemma_3_4_corrected(),
          footnote_7(),
          footnote_7_corrected(),
          theorem_3_3(),
          theorem_3_3_corrected(),
          joint_initial_gram(),
          eq_14(),
          lemma_a_2(),
          lemma_a_2_corrected(),
          footnote_8(),
          lemma_a_3(),
          lemma_a_3_corrected(),
          lemma_a_4(),
          lemma_a_4_corrected(),
          lemma_a_5(),
          lemma_a_5_corrected(),
          lemma_a_6(),
          theorem_4_1(),
          condition_4_1(),
          corollary_4_1(),
          corollary_4_1_corrected(),
          lemma_4_1(),
          gd_prediction_decomposition(),
          gd_one_step(),
          gd_one_step_corrected(),
          deep_dynamics(),
          deep_conjecture(),
          fig_1a(),
          fig_1b(),
          fig_1c()};
}

}  // namespace claimcheck::du2019
