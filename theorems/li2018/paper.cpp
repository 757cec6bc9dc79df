#include "theorems/li2018/paper.hpp"

namespace claimcheck::li2018 {

const Paper& paper() {
  static const Paper out = {"li2018",
                            "Learning Overparameterized Neural Networks via Stochastic Gradient "
                            "Descent on Structured Data",
                            "Yuanzhi Li, Yingyu Liang", "NeurIPS 2018"};
  return out;
}

std::vector<AnyClaim> claims() { return {lemma_a_5(), lemma_a_5_corrected()}; }

}  // namespace claimcheck::li2018
