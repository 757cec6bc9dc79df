// Ladders: the constant that a conclusion needs, size by size and parameter by parameter.

#include <algorithm>
#include <cmath>

#include "properties/probe.hpp"
#include "properties/variants.hpp"

namespace claimcheck {
namespace {

constexpr int most_rungs = 8;

/// From least to most; evenly spaced ratios when there are too many.
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
  return out;
}

/// Values of a scalar parameter across its domain.
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
  return out;
}

class Ladders {
 public:
  Ladders(const AnyClaim& claim, const std::string& conclusion, const ProbeOptions& options)
      : claim_(claim), options_(options), name_(conclusion) {
    claim_.conclusions = {claim.conclusions[position(claim.conclusions, conclusion, claim.card)]};
    claim_.untestable.clear();
  }

  std::vector<LadderRecord> run() {
    const std::vector<Axis>& axes = claim_.layout.axes;
    for (std::size_t k = 0; k < axes.size(); ++k) {
      climb(axes[k].name, sizes_of(axes[k]),
            [&](double size) { return at_size(claim_, k, static_cast<int>(size)); });
    }
    const std::vector<Field>& fields = claim_.layout.fields;
    for (std::size_t k = 0; k < fields.size(); ++k) {
      const bool scalar = fields[k].kind == FieldKind::real || fields[k].kind == FieldKind::integer;
      if (!scalar || fields[k].drawn) continue;
      climb(fields[k].name, values_of(fields[k]),
            [&](double value) { return at_value(claim_, k, value); });
    }
    return std::move(out_);
  }

 private:
  template <class Restrict>
  void climb(const std::string& axis, std::vector<double> values, Restrict restrict_to) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    LadderRecord ladder{name_, axis, {}, {}, {}};
    for (const double value : values) step(value, restrict_to(value), ladder);
    if (!ladder.values.empty()) out_.push_back(std::move(ladder));
  }

  /// The largest ratio under a restriction.
  void step(double value, const AnyClaim& claim, LadderRecord& ladder) {
    const ClaimRecord record =
        run_campaign(claim, probe_campaign(options_), probe_budget(claim_, options_.effort)).record;
    const std::optional<TightRecord>& tight = record.conclusions.front().tight;
    ladder.values.push_back(value);
    ladder.tightness.push_back(tight ? tight->tightness : std::nan(""));
    ladder.settings.push_back(tight ? tight->setting : "");
  }

  AnyClaim claim_;
  const ProbeOptions& options_;
  std::string name_;
  std::vector<LadderRecord> out_;
};

}  // namespace

std::vector<LadderRecord> tighten(const AnyClaim& claim, const std::string& conclusion,
                                  const ProbeOptions& options) {
  return Ladders(claim, conclusion, options).run();
}

}  // namespace claimcheck
