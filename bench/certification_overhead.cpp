// What certainty costs: for every claim, the time of a whole decision against the same evaluation
// in plain double, and which rung of the ladder decided. docs/decisions/0007 says what is measured.
//
//   certification_overhead [--admissible-draws] [part of a claim's id ...]
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/decided_settings.hpp"
#include "bench/timing.hpp"
#include "properties/decide.hpp"
#include "theorems/catalogue.hpp"

using namespace claimcheck;
using bench::DecidedSetting;
using bench::LeastTime;
using Rung = Arithmetic::Rung;

namespace {

// Of each claim: seconds of the run that collects settings, seconds of the first pass over them.
constexpr double collecting_seconds = 1, pass_seconds = 0.3, repeated_seconds = 0.1;
constexpr std::size_t most_settings = 300, least_settings = 5;
constexpr int repetitions = 5;

/// How many clauses each rung decided.
struct Counts {
  long interval = 0, ball = 0, rational = 0, undecided = 0;
  long first = 0;                      ///< by the rung that the decision began with
  long apart = 0, apart_by_first = 0;  ///< of relations whose sides are not equal
  long all() const { return interval + ball + rational + undecided; }

  void add(const ClauseDecision& d, const Arithmetic& first_rung) {
    if (certainly_not(d.outcome.applicable) || d.outcome.relations == 0) return;
    const bool by_interval = !unknown(d.outcome.truth) && d.decided_by.rung == Rung::interval;
    const bool by_first = !unknown(d.outcome.truth) && d.decided_by.rung == first_rung.rung &&
                          d.decided_by.precision == first_rung.precision;
    first += by_first;
    if (d.outcome.margin != 0 && !d.outcome.consistent && !d.outcome.close) {
      ++apart;
      apart_by_first += by_first;
    }
    if (unknown(d.outcome.truth)) {
      ++undecided;
    } else {
      ++(by_interval ? interval : d.decided_by.rung == Rung::ball ? ball : rational);
    }
  }
  void add(const Counts& other) {
    interval += other.interval;
    ball += other.ball;
    rational += other.rational;
    undecided += other.undecided;
    apart += other.apart;
    apart_by_first += other.apart_by_first;
    first += other.first;
  }
};

struct Figures {
  std::size_t settings = 0;
  double plain_us = 0, first_rung_us = 0, decision_us = 0;
  Counts conclusions, clauses;
  double ratio() const { return decision_us / plain_us; }
  double first_ratio() const { return first_rung_us / plain_us; }
};

Arithmetic first_rung(const AnyClaim& claim, const DecidedSetting& decided) {
  if (decided.intervals) return Arithmetic::interval();
  return claim.exact_in_rationals ? Arithmetic::rational() : Arithmetic::ball(Ball::native_bits);
}

void count(const AnyClaim& claim, const Decision& decision, const Arithmetic& first, Figures& out) {
  for (const ClauseDecision& d : decision.hypotheses) out.clauses.add(d, first);
  for (std::size_t k = 0; k < decision.conclusions.size(); ++k) {
    if (claim.conclusions[k].is_probable()) continue;
    out.conclusions.add(decision.conclusions[k], first);
    out.clauses.add(decision.conclusions[k], first);
  }
}

/// The decision that the run made, all rungs that it took.
Decision decide_again(const AnyClaim& claim, const DecidedSetting& decided) {
  Stakes stakes;
  stakes.intervals = decided.intervals;
  if (!decided.climbed) {
    stakes.hypotheses.assign(claim.hypotheses.size(), false);
    stakes.conclusions.assign(claim.conclusions.size(), Stake::nothing);
  }
  return decide(claim, decided.setting, {true, decided.most_bits}, false, stakes);
}

std::optional<Figures> figures(const AnyClaim& claim, std::vector<DecidedSetting> settings) {
  settings = bench::spread(settings, most_settings);
  if (settings.size() < least_settings) return std::nullopt;
  Figures out;
  const double start = bench::thread_seconds();
  while (out.settings < settings.size() && bench::thread_seconds() - start < pass_seconds) {
    const DecidedSetting& next = settings[out.settings++];
    count(claim, decide_again(claim, next), first_rung(claim, next), out);
  }
  const bool once = bench::thread_seconds() - start > repeated_seconds;
  settings.resize(out.settings);
  LeastTime plain, first, whole;
  for (int k = 0; k < (once ? 1 : repetitions); ++k) {
    plain.sample(1, [&] {
      for (const auto& s : settings) evaluate(claim, s.setting);
    });
    first.sample(1, [&] {
      for (const auto& s : settings) evaluate(claim, s.setting, first_rung(claim, s));
    });
    whole.sample(1, [&] {
      for (const auto& s : settings) decide_again(claim, s);
    });
  }
  const double each = 1e3 / static_cast<double>(settings.size());
  out.plain_us = plain.milliseconds() * each;
  out.first_rung_us = first.milliseconds() * each;
  out.decision_us = whole.milliseconds() * each;
  return out;
}

/// Means over the claims of a group.
struct Group {
  double sum = 0, logarithms = 0, first_rungs = 0, plain_us = 0, decision_us = 0;
  int claims = 0, cheap = 0;
  Counts conclusions, clauses;

  void add(const Figures& f) {
    sum += f.ratio();
    logarithms += std::log(f.ratio());
    first_rungs += f.first_ratio();
    plain_us += f.plain_us;
    decision_us += f.decision_us;
    ++claims;
    cheap += f.ratio() <= 3;
    conclusions.add(f.conclusions);
    clauses.add(f.clauses);
  }
  void print(const std::string& name) const {
    const auto line = [&](const char* what, double value) {
      fmt::print("overhead_{}{}: {:.4g}\n", what, name.empty() ? "" : "_" + name, value);
    };
    const auto share = [](long part, long all) {
      return static_cast<double>(part) / static_cast<double>(all);
    };
    line("claims", claims);
    line("mean", sum / claims);
    line("geometric_mean", std::exp(logarithms / claims));
    line("first_rung_mean", first_rungs / claims);
    line("total_time", decision_us / plain_us);
    line("at_most_3x", cheap);
    line("first_rung_share", share(conclusions.first, conclusions.all()));
    line("first_rung_share_of_all_clauses", share(clauses.first, clauses.all()));
    line("first_rung_share_of_decided", share(clauses.first, clauses.all() - clauses.undecided));
    line("first_rung_share_unless_equal", share(conclusions.apart_by_first, conclusions.apart));
    line("rational_share", share(conclusions.rational, conclusions.all()));
    line("ball_share", share(conclusions.ball, conclusions.all()));
    line("undecided_share", share(conclusions.undecided, conclusions.all()));
  }
};

struct Arguments {
  bool admissible_draws = false;
  std::vector<std::string> parts;

  Arguments(int argc, char** argv) {
    for (int k = 1; k < argc; ++k) {
      const std::string argument = argv[k];
      if (argument == "--admissible-draws") {
        admissible_draws = true;
      } else {
        parts.push_back(argument);
      }
    }
  }
  bool wants(const AnyClaim& claim) const {
    for (const std::string& part : parts) {
      if (claim.card.id.find(part) != std::string::npos) return true;
    }
    return parts.empty();
  }
};

}  // namespace

int main(int argc, char** argv) {
  const Arguments arguments(argc, argv);
  std::map<std::string, Group> groups;
  fmt::print("{:<46}{:>9}{:>10}{:>10}{:>11}{:>8}   interval ball rational undecided\n", "claim",
             "settings", "double/us", "first/us", "all/us", "ratio");
  for (const AnyClaim& claim : catalogue()) {
    if (!arguments.wants(claim)) continue;
    const auto f = figures(claim, arguments.admissible_draws
                                      ? bench::admissible_draws(claim, collecting_seconds)
                                      : bench::decided_settings(claim, collecting_seconds));
    if (!f) continue;
    const Counts& c = f->conclusions;
    fmt::print("{:<46}{:>9}{:>10.2f}{:>10.2f}{:>11.2f}{:>8.1f}   {} {} {} {}\n", claim.card.id,
               f->settings, f->plain_us, f->first_rung_us, f->decision_us, f->ratio(), c.interval,
               c.ball, c.rational, c.undecided);
    std::fflush(stdout);
    groups[""].add(*f);
    groups[claim.card.kind == Kind::flow ? "flows" : "without_flows"].add(*f);
    groups[claim.card.paper()].add(*f);
  }
  for (const auto& [name, group] : groups) group.print(name);
}
