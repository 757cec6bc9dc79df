#include "properties/rungs.hpp"

#include <algorithm>
#include <cmath>

namespace claimcheck {
namespace {

constexpr int most_rungs = 8;

std::vector<double> ascending(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace

std::vector<double> sizes_of(const Axis& axis) {
  std::vector<double> out;
  const double least = axis.least, most = axis.most;
  if (most - least < most_rungs) {
    for (int size = axis.least; size <= axis.most; ++size) out.push_back(size);
    return out;
  }
  const double base = std::max(1.0, least);
  for (int k = 0; k < most_rungs; ++k) {
    out.push_back(std::nearbyint(base * std::pow(most / base, k / double{most_rungs - 1})));
  }
  out.front() = least;
  return ascending(std::move(out));
}

std::vector<double> values_of(const Field& field) {
  const double low = field.domain.low, high = field.domain.high;
  std::vector<double> out;
  if (std::isfinite(low) && std::isfinite(high)) {
    for (const double share : {0.0, 0x1p-6, 0.25, 0.5, 0.75, 1 - 0x1p-6, 1.0}) {
      out.push_back(low + share * (high - low));
    }
  } else if (std::isfinite(low)) {
    out.push_back(low);
    for (const int power : {-8, -4, -2, 0, 2, 4, 8}) out.push_back(low + std::ldexp(1.0, power));
  } else {
    out = {-16, -4, -1, 0, 1, 4, 16};
  }
  if (field.kind == FieldKind::integer) {
    for (double& value : out) value = std::nearbyint(value);
  }
  std::erase_if(out, [&](double value) { return !field.domain.contains(value); });
  return ascending(std::move(out));
}

}  // namespace claimcheck
