#include "core/dynamics/region_flow.hpp"

namespace claimcheck {

template class RegionFlow<double>;
template class RegionFlow<Interval>;
template class RegionFlow<Ball>;
template class RegionFlow<Extended>;

}  // namespace claimcheck
