#include "properties/clause.hpp"

#include <fmt/format.h>

namespace claimcheck {
namespace {

std::string side(double x) { return fmt::format("{}", x); }
/// "2.5000" as "2.5", "1.000" as "1"; enclosures with an error, in brackets, as they are.
std::string trimmed(std::string text) {
  if (text.find_first_of("[e") != std::string::npos || text.find('.') == std::string::npos) {
    return text;
  }
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string side(const Interval& x) { return trimmed(x.text(17)); }
std::string side(const Ball& x) { return trimmed(x.text(20)); }
std::string side(const Rational& x) { return x.text(); }
std::string side(const Extended& x) { return x.text(); }

// Two sides that no precision separates and that agree to this many bits are an equality case as
// far as enclosures can tell, about 30 decimal digits.
constexpr double agreement = 0x1p-100;
// As far as intervals can tell, whose midpoints know more than they can prove.
constexpr double close_agreement = 0x1p-32, close_margin = -0x1p-44;
// Sums and products that balls of any precision keep exactly, so that equality can be decided.
constexpr int exact_bits = 512;

double low(double x) { return x; }
double high(double x) { return x; }
double low(const Interval& x) { return x.lower(); }
double high(const Interval& x) { return x.upper(); }
double low(const Ball& x) { return x.lower(); }
double high(const Ball& x) { return x.upper(); }
double low(const Extended& x) { return x.mid(); }
double high(const Extended& x) { return x.mid(); }

/// Bounds of a / b.
struct Bounds {
  double low, high;
};
template <Scalar R>
Bounds quotient_bounds(const R& a, const R& b) {
  const R ratio = a / b;
  return {low(ratio), high(ratio)};
}
Bounds quotient_bounds(const Rational& a, const Rational& b) {
  // mid_of_quotient is within 2^-49 and 2^-1074.
  const double ratio = mid_of_quotient(a, b), error = std::fabs(ratio) * 0x1p-48 + 0x1p-1073;
  return {ratio - error, ratio + error};
}

}  // namespace

WorkingPrecision::WorkingPrecision(const Arithmetic& arithmetic) {
  if (arithmetic.rung == Arithmetic::Rung::ball) {
    bits_.emplace(arithmetic.precision, exact_bits);
  }
  if (arithmetic.rung == Arithmetic::Rung::extended) {
    digits_ = std::make_shared<ExtendedDigits>(arithmetic.precision);
  }
}

template <Scalar R>
Outcome outcome(const Judgement<R>& judgement, bool detailed) {
  Outcome out;
  out.truth = judgement.truth();
  out.relations = judgement.relations();
  if (out.relations == 0) return out;
  const Relation<R>& worst = judgement.worst();
  out.margin = judgement.margin();
  out.tightness = worst.tightness();
  out.comparison = worst.comparison;
  if (!std::isnan(out.tightness) && out.tightness < HUGE_VAL) {
    const Bounds ratio = quotient_bounds(worst.small(), worst.large());
    out.ratio_low = ratio.low;
    out.ratio_high = ratio.high;
  }
  out.lhs = mid(worst.lhs);
  out.rhs = mid(worst.rhs);
  if (unknown(out.truth)) {
    out.consistent = judgement.gap() < agreement;
    out.close = judgement.gap() < close_agreement && out.margin > close_margin;
  }
  if (detailed) {
    out.lhs_text = side(worst.lhs);
    out.rhs_text = side(worst.rhs);
  }
  return out;
}

template Outcome outcome(const Judgement<double>&, bool);
template Outcome outcome(const Judgement<Interval>&, bool);
template Outcome outcome(const Judgement<Ball>&, bool);
template Outcome outcome(const Judgement<Rational>&, bool);
template Outcome outcome(const Judgement<Extended>&, bool);

}  // namespace claimcheck
