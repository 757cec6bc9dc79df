// Claim: what one theorem file says, and AnyClaim: the same without its types.
//
// A claim's setting is a plain struct of exact values with a schema; Observation<R> computes from
// it, in the number type R, whatever the clauses compare. Everything else is search, which sees
// documents and outcomes only.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "core/claim/words.hpp"
#include "core/random/stream.hpp"
#include "properties/clause.hpp"
#include "properties/schema.hpp"

namespace claimcheck {

struct ExperimentScale;
struct ExperimentOutcome;

/// A deliberately wrong variant: `clause` must be refuted once it is replaced, or once the dropped
/// hypotheses are gone.
struct Mutant {
  std::string description{};
  std::string clause{};
  std::vector<Clause> replacements{};  ///< by name, hypotheses or conclusions
  std::vector<std::string> dropped_hypotheses{};
};

/// A claim without its types: what the search, the witness files and the report work with.
struct AnyClaim {
  Card card{};
  Layout layout{};
  std::vector<Clause> hypotheses{};
  std::vector<Clause> conclusions{};
  std::vector<Mutant> mutants{};
  std::vector<std::string> refuted{};     ///< clauses whose recorded expectation is `refuted`
  std::vector<std::string> untestable{};  ///< "S3: reason"
  std::vector<Document> tight{};          ///< equality cases, tried first
  bool exact_in_rationals = false;
  double cost = 1;  ///< divides the budgets of expensive claims

  std::function<Observed(const Document&, const Arithmetic&)> observe{};
  /// Moves a random setting to where the hypotheses hold or nearly hold; may be empty.
  std::function<Document(const Document&, Stream&)> prepare{};
  /// Fills the drawn fields by the claim's random law; empty unless there are some.
  std::function<Document(const Document&, Stream&)> draw{};
  /// Set for experiments (properties/experiment.hpp), which have no settings and nothing to
  /// observe.
  std::function<ExperimentOutcome(const ExperimentScale&)> experiment{};

  bool is_probable() const {
    return std::any_of(conclusions.begin(), conclusions.end(),
                       [](const Clause& clause) { return clause.is_probable(); });
  }
  bool expects_refutation(const std::string& clause) const {
    return std::find(refuted.begin(), refuted.end(), clause) != refuted.end();
  }
  /// The wrong variant as a claim of its own, with only the clause that must fall as conclusion.
  /// @throws std::invalid_argument when the mutant names a clause that does not exist.
  AnyClaim mutated(const Mutant& mutant) const;
};

/// A claim over its types; fill by name and return it as an AnyClaim.
/// `File` as in ClauseOver.
template <class Setting, template <class> class Observation, class File = Observation<double>>
struct Claim {
  using Clause = ClauseOver<Observation>;

  /// See claimcheck::Mutant.
  struct Wrong {
    template <class Check>
    Wrong(std::string what, std::string clause, Check check)
        : description(std::move(what)),
          name(clause),
          replacements{Clause(std::move(clause), "", std::move(check))} {}
    template <class Condition, class Check>
    Wrong(std::string what, std::string clause, Given<Condition> when, Check check)
        : description(std::move(what)),
          name(clause),
          replacements{Clause(std::move(clause), "", std::move(when), std::move(check))} {}
    /// Drops hypotheses; `clause` must fall.
    static Wrong without(std::vector<std::string> hypotheses, std::string clause) {
      Wrong out;
      for (const std::string& h : hypotheses) out.description += "without " + h + " ";
      out.name = std::move(clause);
      out.dropped = std::move(hypotheses);
      return out;
    }
    /// A probability claim with another allowance.
    template <class Allowed, class Event>
    static Wrong probable(std::string what, std::string clause, Allowed allowed, Event event) {
      Wrong out;
      out.description = std::move(what);
      out.name = clause;
      out.replacements = {Clause::probable(std::move(clause), "", allowed, event)};
      return out;
    }

    template <class Condition, class Allowed, class Event>
    static Wrong probable(std::string what, std::string clause, Given<Condition> when,
                          Allowed allowed, Event event) {
      Wrong out = probable(std::move(what), clause, allowed, event);
      out.replacements = {Clause::probable(std::move(clause), "", std::move(when), allowed, event)};
      return out;
    }

    std::string description, name;
    std::vector<Clause> replacements;
    std::vector<std::string> dropped;

   private:
    Wrong() = default;
  };

  Card card{};
  std::vector<Clause> hypotheses{};
  std::vector<Clause> conclusions{};
  /// Moves a random setting to where the hypotheses hold or nearly hold.
  std::function<void(Setting&, Stream&)> prepare{};
  /// Fills the drawn fields.
  std::function<void(Setting&, Stream&)> draw{};
  std::vector<Setting> tight{};
  std::vector<Wrong> mutants{};
  std::vector<std::string> refuted{};
  std::vector<std::string> untestable{};
  double cost = 1;

  /// Replaces a conclusion of the same name; for `_corrected` twins.
  /// @throws std::invalid_argument when there is none.
  void replace(Clause clause) {
    const auto at = std::find_if(conclusions.begin(), conclusions.end(), [&](const Clause& c) {
      return c.clause().name == clause.clause().name;
    });
    if (at == conclusions.end()) {
      throw std::invalid_argument(card.id + ": no conclusion " + clause.clause().name);
    }
    *at = std::move(clause);
  }

  operator AnyClaim() const {  // NOLINT: this is what the builder is for
    const auto schema = std::make_shared<const Schema<Setting>>(Setting::schema());
    AnyClaim out;
    out.card = card;
    out.layout = schema->layout();
    for (const Clause& clause : hypotheses) out.hypotheses.push_back(clause.clause());
    for (const Clause& clause : conclusions) out.conclusions.push_back(clause.clause());
    for (const Wrong& wrong : mutants) {
      Mutant mutant{wrong.description, wrong.name, {}, wrong.dropped};
      for (const Clause& clause : wrong.replacements)
        mutant.replacements.push_back(clause.clause());
      out.mutants.push_back(std::move(mutant));
    }
    out.refuted = refuted;
    out.untestable = untestable;
    out.cost = cost;
    for (const Setting& setting : tight) out.tight.push_back(schema->document(setting));
    out.exact_in_rationals = requires { Observation<double>::exact_in_rationals; };
    out.observe = [schema](const Document& document, const Arithmetic& arithmetic) {
      return Observed{observed(schema->setting(document), arithmetic), arithmetic};
    };
    const auto edited = [schema](std::function<void(Setting&, Stream&)> edit)
        -> std::function<Document(const Document&, Stream&)> {
      if (!edit) return {};
      return [schema, edit](const Document& document, Stream& random) {
        Setting setting = schema->setting(document);
        edit(setting, random);
        return schema->document(setting);
      };
    };
    out.prepare = edited(prepare);
    out.draw = edited(draw);
    return out;
  }

 private:
  static std::shared_ptr<const void> observed(const Setting& setting,
                                              const Arithmetic& arithmetic) {
    const WorkingPrecision precision(arithmetic);
    switch (arithmetic.rung) {
      case Arithmetic::Rung::interval:
        return std::make_shared<const Observation<Interval>>(setting);
      case Arithmetic::Rung::ball:
        return std::make_shared<const Observation<Ball>>(setting);
      case Arithmetic::Rung::extended:
        return std::make_shared<const Observation<Extended>>(setting);
      case Arithmetic::Rung::rational:
        if constexpr (requires { Observation<double>::exact_in_rationals; }) {
          return std::make_shared<const Observation<Rational>>(setting);
        }
        throw std::logic_error("this claim has no rational form");
      case Arithmetic::Rung::binary64:
        break;
    }
    return std::make_shared<const Observation<double>>(setting);
  }
};

}  // namespace claimcheck
