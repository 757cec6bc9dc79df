// Ladders: the constant that a conclusion needs, size by size and parameter by parameter.

#include <algorithm>
#include <cmath>

#include "properties/probe.hpp"
#include "properties/rungs.hpp"
#include "properties/trial_ladder.hpp"
#include "properties/variants.hpp"

namespace claimcheck {
namespace {

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
  void climb(const std::string& axis, const std::vector<double>& values, Restrict restrict_to) {
    LadderRecord ladder{name_, axis, {}, {}, {}, {}};
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
  const std::size_t k = position(claim.conclusions, conclusion, claim.card);
  if (claim.conclusions[k].is_probable()) return trial_ladders(claim, k, options);
  return Ladders(claim, conclusion, options).run();
}

}  // namespace claimcheck
