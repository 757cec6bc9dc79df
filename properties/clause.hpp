// Clause: a named hypothesis or conclusion, evaluated over several number types.
#pragma once

#include <cmath>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "core/number/judgement.hpp"

namespace claimcheck {

/// The number type an evaluation runs in. `precision`: bits for balls, decimal digits for extended.
struct Arithmetic {
  enum class Rung { binary64, interval, ball, rational, extended };
  Rung rung = Rung::binary64;
  int precision = 53;

  static Arithmetic binary64() { return {}; }
  static Arithmetic interval() { return {Rung::interval, 53}; }
  static Arithmetic ball(int bits) { return {Rung::ball, bits}; }
  static Arithmetic rational() { return {Rung::rational, 0}; }
  static Arithmetic extended(int digits) { return {Rung::extended, digits}; }
  bool rigorous() const {
    return rung == Rung::interval || rung == Rung::ball || rung == Rung::rational;
  }
};

/// What an evaluation says of one clause, without the number type.
struct Outcome {
  Truth applicable = Truth::yes;  ///< the clause's own conditions ("when b > 0 ...")
  Truth truth = Truth::yes;
  double margin = HUGE_VAL;  ///< of the worst relation; infinite when there is none
  double tightness = 0;      ///< smaller side over larger side of the worst relation
  /// Bounds of that ratio, certain when the arithmetic is; infinite or NaN when a side is negative.
  double ratio_low = 0, ratio_high = HUGE_VAL;
  std::size_t relations = 0;
  Comparison comparison = Comparison::less_equal;
  double lhs = 0, rhs = 0;
  /// Undecided, and no relation that leaves it so is strict or has sides that differ by more than
  /// 2^-100 of their size: equality or nearly so.
  bool consistent = false;
  /// The same with 2^-32, and no relation fails by 2^-44 at the midpoints: all that intervals see.
  bool close = false;
  std::string lhs_text, rhs_text;  ///< only when asked for

  bool undefined() const { return std::isnan(margin); }
};

/// A judgement as an outcome; `detailed` fills the texts. Instantiated once per number type.
template <Scalar R>
Outcome outcome(const Judgement<R>& judgement, bool detailed);
extern template Outcome outcome(const Judgement<double>&, bool);
extern template Outcome outcome(const Judgement<Interval>&, bool);
extern template Outcome outcome(const Judgement<Ball>&, bool);
extern template Outcome outcome(const Judgement<Rational>&, bool);
extern template Outcome outcome(const Judgement<Extended>&, bool);

/// What the clauses talk about, computed once per evaluation; its type is the claim's secret.
struct Observed {
  std::shared_ptr<const void> data;
  Arithmetic arithmetic;
};

/// Sets the working precision of the arithmetic for the current scope.
class WorkingPrecision {
 public:
  explicit WorkingPrecision(const Arithmetic& arithmetic);

 private:
  std::optional<BallPrecision> bits_;
  std::shared_ptr<ExtendedDigits> digits_;
};

/// A clause without the types of its claim.
struct Clause {
  std::string name;
  std::string latex;
  std::function<Outcome(const Observed&, bool detailed)> judge;
  /// Probability clauses: the failure probability that the claim allows on this setting.
  std::function<double(const Observed&)> allowed_failure;

  bool is_probable() const { return static_cast<bool>(allowed_failure); }
};

/// A condition under which a conclusion is claimed.
template <class Condition>
struct Given {
  Condition condition;
};
template <class Condition>
Given<Condition> given(Condition condition) {
  return {std::move(condition)};
}

/// Clauses over Observation<R> for every number type R. A check is a generic function of the
/// observation that returns a Relation or a Judgement.
/// `File` is never named by hand: g++ gives a template over a class template of an unnamed
/// namespace external linkage, as if all files shared their Observation, and the linker would merge
/// them. A type argument keeps it internal; tests/theorems/linkage.sh watches.
template <template <class> class Observation, class File = Observation<double>>
class ClauseOver {
 public:
  template <class Check>
  ClauseOver(std::string name, std::string latex, Check check)
      : clause_{std::move(name), std::move(latex), judge_by(std::move(check)), {}} {}

  /// Claimed only where the condition certainly holds.
  template <class Condition, class Check>
  ClauseOver(std::string name, std::string latex, Given<Condition> when, Check check)
      : clause_{std::move(name),
                std::move(latex),
                [holds = judge_by(std::move(when.condition)), judge = judge_by(std::move(check))](
                    const Observed& o, bool detailed) {
                  const Outcome condition = holds(o, false);
                  if (certainly_not(condition.truth)) {
                    Outcome out;
                    out.applicable = Truth::no;
                    return out;
                  }
                  Outcome out = judge(o, detailed);
                  out.applicable = condition.truth;
                  return out;
                },
                {}} {}

  /// P(event) >= 1 - allowed over the claim's draws.
  template <class Allowed, class Event>
  static ClauseOver probable(std::string name, std::string latex, Allowed allowed, Event event) {
    ClauseOver out(std::move(name), std::move(latex), std::move(event));
    out.clause_.allowed_failure = [allowed](const Observed& o) -> double {
      return allowed(observation<double>(o));
    };
    return out;
  }

  /// The same, claimed only where the condition certainly holds.
  template <class Condition, class Allowed, class Event>
  static ClauseOver probable(std::string name, std::string latex, Given<Condition> when,
                             Allowed allowed, Event event) {
    ClauseOver out = probable(std::move(name), std::move(latex), allowed, event);
    out.clause_.judge = ClauseOver("", "", std::move(when), std::move(event)).clause_.judge;
    return out;
  }

  const Clause& clause() const { return clause_; }
  Clause& clause() { return clause_; }

 private:
  template <Scalar R>
  static const Observation<R>& observation(const Observed& o) {
    return *static_cast<const Observation<R>*>(o.data.get());
  }

  template <class Check>
  static std::function<Outcome(const Observed&, bool)> judge_by(Check check) {
    return [check = std::move(check)](const Observed& o, bool detailed) {
      const WorkingPrecision precision(o.arithmetic);
      switch (o.arithmetic.rung) {
        case Arithmetic::Rung::interval:
          return outcome(Judgement<Interval>(check(observation<Interval>(o))), detailed);
        case Arithmetic::Rung::ball:
          return outcome(Judgement<Ball>(check(observation<Ball>(o))), detailed);
        case Arithmetic::Rung::extended:
          return outcome(Judgement<Extended>(check(observation<Extended>(o))), detailed);
        case Arithmetic::Rung::rational:
          if constexpr (requires { Observation<double>::exact_in_rationals; }) {
            return outcome(Judgement<Rational>(check(observation<Rational>(o))), detailed);
          }
          break;
        case Arithmetic::Rung::binary64:
          break;
      }
      return outcome(Judgement<double>(check(observation<double>(o))), detailed);
    };
  }

  Clause clause_;
};

}  // namespace claimcheck
