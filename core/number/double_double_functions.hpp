// Elementary functions of balls in two doubles, for numbers of ordinary size.
//
// Each takes its argument to a short series by tables, evaluates the series in double words with
// the last terms in double, and adds an a-priori bound of its own error, at most 2^-101 of the
// value, to what the radius of the argument causes. Tables are computed by Arb at first use.
// Nothing is returned out of the range or the domain, and for wide arguments: there Arb takes over.
#pragma once

#include <optional>

#include "core/number/double_double.hpp"

namespace claimcheck::double_double {

using Enclosed = std::optional<RoundedDoubleDouble>;

/// Positive.
Enclosed exp(const DoubleDouble& x);
Enclosed expm1(const DoubleDouble& x);
Enclosed tanh(const DoubleDouble& x);

Enclosed log(const DoubleDouble& x);
Enclosed log1p(const DoubleDouble& x);

Enclosed atan(const DoubleDouble& x);
/// Within 2^-100 of its value near its zero 1. Nothing for what reaches within 2^-40 of 1 or -1.
Enclosed acos(const DoubleDouble& x);

Enclosed erf(const DoubleDouble& x);
Enclosed erfc(const DoubleDouble& x);

}  // namespace claimcheck::double_double
