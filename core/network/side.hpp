// On which side of the kink of ReLU or leaky ReLU a pre-activation <w_j, x_i> lies.
#pragma once

namespace claimcheck {

enum class Side : signed char { negative = -1, kink = 0, positive = 1 };

}  // namespace claimcheck
