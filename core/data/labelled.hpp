// A sample with labels, as every data model returns it.
#pragma once

#include "core/linear/matrix.hpp"

namespace claimcheck {

struct LabelledSample {
  Matrix<double> x;                  ///< n x d, one sample per row
  Vector<int> y;                     ///< the label given to training, after noise
  Vector<int> clean;                 ///< the label before noise; equal to y without noise
  std::vector<std::size_t> cluster;  ///< which component the sample was drawn from
};

}  // namespace claimcheck
