// du2019: S. S. Du, X. Zhai, B. Poczos, A. Singh, "Gradient Descent Provably Optimizes
// Over-parameterized Neural Networks", ICLR 2019.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::du2019 {

const Paper& paper();
/// The claims in the paper's order: its table of contents.
std::vector<AnyClaim> claims();

AnyClaim eq_4();
AnyClaim remark_fixed_first_layer();
AnyClaim remark_fixed_first_layer_corrected();
AnyClaim iteration_complexity();
AnyClaim survey_soudry_carmon();
AnyClaim survey_soudry_carmon_corrected();
AnyClaim assumption_3_1();
AnyClaim theorem_3_1();
AnyClaim theorem_3_1_corrected();
AnyClaim lemma_a_1();
AnyClaim theorem_3_2();
AnyClaim theorem_3_2_corrected();
AnyClaim eq_7();
AnyClaim remark_3_1();
AnyClaim lemma_3_1();
AnyClaim lemma_3_1_corrected();
AnyClaim lemma_3_2();
AnyClaim lemma_3_2_corrected();
AnyClaim lemma_3_3();
AnyClaim lemma_3_3_corrected();
AnyClaim lemma_3_4();
AnyClaim lemma_3_4_corrected();
AnyClaim footnote_7();
AnyClaim footnote_7_corrected();
AnyClaim theorem_3_3();
AnyClaim theorem_3_3_corrected();
AnyClaim joint_initial_gram();
AnyClaim eq_14();
AnyClaim lemma_a_2();
AnyClaim lemma_a_2_corrected();
AnyClaim footnote_8();
AnyClaim lemma_a_3();
AnyClaim lemma_a_3_corrected();
AnyClaim lemma_a_4();
AnyClaim lemma_a_4_corrected();
AnyClaim lemma_a_5();
AnyClaim lemma_a_5_corrected();
AnyClaim lemma_a_6();
AnyClaim theorem_4_1();
AnyClaim condition_4_1();
AnyClaim corollary_4_1();
AnyClaim corollary_4_1_corrected();
AnyClaim lemma_4_1();
AnyClaim gd_prediction_decomposition();
AnyClaim gd_one_step();
AnyClaim gd_one_step_corrected();
AnyClaim deep_dynamics();
AnyClaim deep_conjecture();
AnyClaim fig_1a();
AnyClaim fig_1b();
AnyClaim fig_1c();

}  // namespace claimcheck::du2019
