// frei2023: S. Frei, G. Vardi, P. L. Bartlett, N. Srebro, W. Hu, "Implicit Bias in Leaky ReLU
// Networks Trained on High-Dimensional Data", ICLR 2023.
#pragma once

#include <vector>

#include "properties/claim.hpp"

namespace claimcheck::frei2023 {

const Paper& paper();
/// The claims in the paper's order: its table of contents.
std::vector<AnyClaim> claims();

AnyClaim clarke_chain_rule();
AnyClaim kkt_definition();
AnyClaim theorem_3_1();
AnyClaim theorem_3_2();
AnyClaim remark_3_2_equal_case();
AnyClaim lemma_3_3();
AnyClaim remark_3_3_sample_size();
AnyClaim theorem_3_4();
AnyClaim corollary_3_5();
AnyClaim example_smooth_leaky();
AnyClaim definition_4_1();
AnyClaim remark_4_1_stable_rank_examples();
AnyClaim remark_4_1_stable_rank_examples_corrected();
AnyClaim theorem_4_2();
AnyClaim theorem_4_2_long();
AnyClaim remark_4_2_spectral_norm();
AnyClaim remark_4_2_initial_stable_rank();
AnyClaim remark_5_gmm();
AnyClaim remark_5_xor();
AnyClaim remark_5_capacity();
AnyClaim remark_5_capacity_corrected();
AnyClaim assumptions_a1_a2();
AnyClaim lemma_b_1();
AnyClaim lemma_b_1_corrected();
AnyClaim lemma_b_2();
AnyClaim lemma_b_3();
AnyClaim lemma_b_4();
AnyClaim lemma_b_5();
AnyClaim lemma_b_6();
AnyClaim lemma_b_7();
AnyClaim lemma_b_8();
AnyClaim lemma_b_9();
AnyClaim equation_13();
AnyClaim equation_14();
AnyClaim equation_15();
AnyClaim equation_tau_bound();
AnyClaim lemma_e_1();
AnyClaim lemma_e_1_corrected();
AnyClaim lemma_e_2();
AnyClaim lemma_e_3();
AnyClaim lemma_e_4();
AnyClaim lemma_e_4_corrected();
AnyClaim condition_e_5();
AnyClaim condition_e_5_corrected();
AnyClaim condition_e_6();
AnyClaim fact_e_7();
AnyClaim lemma_e_8();
AnyClaim lemma_e_8_corrected();
AnyClaim fact_e_9();
AnyClaim proposition_e_10();
AnyClaim proposition_e_10_corrected();
AnyClaim remark_e_10_four_conditions();
AnyClaim remark_e_10_four_conditions_corrected();
AnyClaim lemma_e_11a();
AnyClaim lemma_e_11b();
AnyClaim lemma_e_11c();
AnyClaim lemma_e_11c_corrected();
AnyClaim lemma_e_12();
AnyClaim lemma_e_12_corrected();
AnyClaim lemma_e_13();
AnyClaim lemma_e_13_corrected();
AnyClaim lemma_e_14();
AnyClaim theorem_4_2_risk();
AnyClaim theorem_4_2_risk_corrected();
AnyClaim theorem_4_2_norms();
AnyClaim theorem_4_2_norms_corrected();
AnyClaim theorem_4_2_stable_rank();
AnyClaim theorem_4_2_stable_rank_corrected();
AnyClaim figure_1_left();
AnyClaim figure_1_right();
AnyClaim figure_2();
AnyClaim figure_3();
AnyClaim figure_4();
AnyClaim figure_5();

}  // namespace claimcheck::frei2023
