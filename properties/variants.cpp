#include "properties/variants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace claimcheck {
namespace {

bool has_ratio(const Outcome& o) { return o.relations > 0 && !std::isnan(o.tightness); }

/// ratio <= c, and >= 1/c for an equation
Truth at_most(const Outcome& o, double c) {
  const bool equation = o.comparison == Comparison::equal;
  if (o.ratio_low > c || (equation && o.ratio_high < 1 / c)) return Truth::no;
  return o.ratio_high <= c && (!equation || o.ratio_low >= 1 / c) ? Truth::yes : Truth::unknown;
}
Truth below_one(const Outcome& o) {
  return o.ratio_high < 1 ? Truth::yes : o.ratio_low >= 1 ? Truth::no : Truth::unknown;
}
Truth at_least_one(const Outcome& o) {
  return o.ratio_low >= 1 ? Truth::yes : o.ratio_high < 1 ? Truth::no : Truth::unknown;
}

/// Sets truth and margin of an outcome that has a ratio.
void judge_anew(Outcome& out, RatioRule rule, double c) {
  const double ratio =
      out.comparison == Comparison::equal && rule == RatioRule::at_most && out.tightness > 0
          ? std::fmax(out.tightness, 1 / out.tightness)
          : out.tightness;
  const double slack = (c - ratio) / std::fmax(c, ratio);
  out.truth = rule == RatioRule::at_most     ? at_most(out, c)
              : rule == RatioRule::below_one ? below_one(out)
                                             : at_least_one(out);
  out.margin = rule == RatioRule::at_least_one ? -slack : slack;
  out.consistent = out.close = false;
}

}  // namespace

Clause judged_by_ratio(const Clause& clause, RatioRule rule, double c) {
  if (rule != RatioRule::at_most) c = 1;
  Clause out = clause;
  out.judge = [judge = clause.judge, rule, c](const Observed& observed, bool detailed) {
    Outcome o = judge(observed, detailed);
    if (certainly_not(o.applicable)) return o;
    if (has_ratio(o)) {
      judge_anew(o, rule, c);
    } else {
      // What enclosures leave open here may have a ratio where they are narrower.
      o.applicable = unknown(o.truth) ? Truth::unknown : Truth::no;
    }
    return o;
  };
  return out;
}

double bent_by(const Outcome& o) {
  if (!has_ratio(o)) return std::nan("");
  return o.comparison == Comparison::equal ? std::fmax(o.ratio_high, 1 / o.ratio_low)
                                           : o.ratio_high;
}

AnyClaim with_bent_hypothesis(const AnyClaim& claim, std::size_t index, double factor) {
  AnyClaim out = claim;
  out.card.id += fmt::format("/{}*{:a}", claim.hypotheses[index].name, factor);
  out.hypotheses[index].judge = [judge = claim.hypotheses[index].judge, factor](
                                    const Observed& observed, bool detailed) {
    Outcome o = judge(observed, detailed);
    if (!certainly_not(o.applicable) && has_ratio(o)) judge_anew(o, RatioRule::at_most, factor);
    return o;
  };
  return out;
}

AnyClaim without_hypothesis(const AnyClaim& claim, std::size_t index) {
  AnyClaim out = claim;
  out.card.id += "/without/" + claim.hypotheses[index].name;
  out.hypotheses.erase(out.hypotheses.begin() + static_cast<std::ptrdiff_t>(index));
  std::erase_if(out.conclusions, [&](const Clause& clause) {
    return clause.is_probable() || claim.expects_refutation(clause.name);
  });
  out.untestable.clear();
  return out;
}

Clause denied(const Clause& clause) {
  Clause out = clause;
  out.judge = [judge = clause.judge](const Observed& observed, bool detailed) {
    Outcome o = judge(observed, detailed);
    const bool holds = certainly_not(o.applicable) || certainly(o.truth);
    o.applicable = Truth::yes;
    o.truth = holds ? Truth::no : Truth::yes;
    o.margin = o.undefined() ? 0 : -o.margin;
    o.consistent = o.close = false;
    return o;
  };
  return out;
}

Clause watched(const Clause& clause) {
  Clause out = clause;
  out.judge = [judge = clause.judge](const Observed& observed, bool detailed) {
    Outcome o = judge(observed, detailed);
    o.truth = Truth::yes;
    if (o.lhs == 0 && o.rhs == 0) o.applicable = Truth::no;  // 0 <= 0 says nothing
    if (std::isnan(o.tightness)) o.tightness = 0;            // margins alone count
    return o;
  };
  return out;
}

AnyClaim at_size(const AnyClaim& claim, std::size_t axis, int size) {
  AnyClaim out = claim;
  out.card.id += fmt::format("/{}={}", claim.layout.axes[axis].name, size);
  out.layout.axes[axis].least = out.layout.axes[axis].most = size;
  const auto fits = [layout = out.layout, axis, size](const Document& document) {
    return axis_size(layout, document, layout.axes[axis].name) == static_cast<std::size_t>(size);
  };
  std::erase_if(out.tight, [&](const Document& setting) { return !fits(setting); });
  if (!claim.prepare) return out;
  out.prepare = [prepare = claim.prepare, fits](const Document& document, Stream& random) {
    Document prepared = prepare(document, random);
    return fits(prepared) ? prepared : document;
  };
  return out;
}

AnyClaim at_value(const AnyClaim& claim, std::size_t field, double value) {
  AnyClaim out = claim;
  Field& held = out.layout.fields[field];
  out.card.id += fmt::format("/{}={:a}", held.name, value);
  held.domain = within(value, value);
  std::erase_if(out.tight,
                [&](const Document& setting) { return !misfit(out.layout, setting).empty(); });
  if (!claim.prepare) return out;
  const bool integer = held.kind == FieldKind::integer;
  out.prepare = [prepare = claim.prepare, field, value, integer](const Document& document,
                                                                 Stream& random) {
    Document prepared = prepare(document, random);
    prepared.values[field] = integer ? Value(static_cast<int>(value)) : Value(value);
    return prepared;
  };
  return out;
}

}  // namespace claimcheck
