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
AnyClaim example_smooth_leaky();
AnyClaim definition_4_1();
AnyClaim remark_4_1_stable_rank_examples();
AnyClaim remark_4_1_stable_rank_examples_corrected();
AnyClaim remark_4_2_spectral_norm();
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
AnyClaim lemma_e_2();
AnyClaim lemma_e_4();
AnyClaim lemma_e_4_corrected();
AnyClaim fact_e_9();
AnyClaim lemma_e_14();

}  // namespace claimcheck::frei2023
