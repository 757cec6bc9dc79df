// Does an operation on intervals enclose the exact result? Judged point by point by MPFR, at ten
// times the precision of double, and exactly for + - * and comparisons.
#pragma once

#include <mpfr.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "core/number/interval.hpp"
#include "core/random/stream.hpp"

namespace claimcheck {

/// One operation under test and the same one in MPFR.
struct Operation {
  std::string name;
  std::size_t arity;
  std::function<Interval(const Interval*)> run;
  /// Rounds down into the first argument; returns 0 when nothing was rounded off.
  std::function<int(mpfr_ptr, const mpfr_ptr*)> exact;
  mpfr_prec_t bits = 530;
};

struct InclusionCount {
  std::uint64_t points = 0;      ///< exact results compared
  std::uint64_t violations = 0;  ///< of them outside the enclosure
  std::uint64_t calls = 0;
  std::uint64_t everything = 0;  ///< calls that enclosed nothing
  std::string first;             ///< the first violation in words
};

std::vector<Operation> arithmetic_operations();
std::vector<Operation> elementary_functions();
/// @throws std::out_of_range when there is none of that name.
Operation operation(const std::string& name);

/// Points and intervals of all sizes: special values and their neighbours, half of them exact.
Interval draw_interval(Stream& random);

/// `calls` random calls, each compared at the midpoint and at both ends of its arguments.
InclusionCount count_inclusions(const Operation& operation, std::uint64_t calls);

/// Is the exact value, which lies in [below, its successor] when it was rounded, outside
/// [low, high]? Moves `below`.
bool outside(mpfr_ptr below, bool rounded, mpfr_ptr low, mpfr_ptr high, bool claims_exact);

/// [low, high] = the ends of x, exactly; both need 2200 bits.
void exact_ends(mpfr_ptr low, mpfr_ptr high, const Interval& x);

/// An MPFR number that frees itself.
class Real {
 public:
  explicit Real(mpfr_prec_t bits) { mpfr_init2(value_, bits); }
  ~Real() { mpfr_clear(value_); }
  Real(const Real&) = delete;
  Real& operator=(const Real&) = delete;
  operator mpfr_ptr() { return value_; }  // NOLINT: passes for one in every call

 private:
  mpfr_t value_;
};

}  // namespace claimcheck
