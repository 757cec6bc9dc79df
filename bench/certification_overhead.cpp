// What certainty costs: for every claim, the time of a whole decision against the same evaluation
// in plain double, and which rung of the ladder decided.
//
//   certification_overhead [part of a claim's id ...]
#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "bench/timing.hpp"
#include "properties/decide.hpp"
#include "properties/sample.hpp"
#include "theorems/catalogue.hpp"

using namespace claimcheck;
using bench::LeastTime;
using Rung = Arithmetic::Rung;

namespace {

constexpr int wanted_settings = 60, most_draws = 250, repetitions = 5;

/// Admissible settings as the search draws them, of growing size.
std::vector<Document> admissible_settings(const AnyClaim& claim) {
  std::vector<Document> out;
  for (int draw = 0; draw < most_draws && out.size() < wanted_settings; ++draw) {
    Stream random(1, claim.card.id, static_cast<std::uint64_t>(draw));
    const Document setting = sample_setting(claim, random, 100 * draw / (most_draws - 1));
    if (certainly(decide(claim, setting).admissible)) out.push_back(setting);
  }
  return out;
}

/// How many clauses each rung decided.
struct Counts {
  int interval = 0, ball = 0, rational = 0, undecided = 0;
  int apart = 0, apart_by_interval = 0;  ///< of relations whose sides are not equal
  int all() const { return interval + ball + rational + undecided; }

  void add(const ClauseDecision& d) {
    if (certainly_not(d.outcome.applicable) || d.outcome.relations == 0) return;
    const bool by_interval = !unknown(d.outcome.truth) && d.decided_by.rung == Rung::interval;
    if (d.outcome.margin != 0 && !d.outcome.consistent) {
      ++apart;
      apart_by_interval += by_interval;
    }
    if (unknown(d.outcome.truth)) {
      ++undecided;
    } else {
      ++(by_interval ? interval : d.decided_by.rung == Rung::ball ? ball : rational);
    }
  }
};

struct Figures {
  double plain_us, first_rung_us, decision_us;
  Counts counts;
  double ratio() const { return decision_us / plain_us; }
};

std::optional<Figures> figures(const AnyClaim& claim) {
  const std::vector<Document> settings = admissible_settings(claim);
  if (settings.size() < 5) return std::nullopt;
  LeastTime plain, first, whole;
  for (int k = 0; k < repetitions; ++k) {
    plain.sample(1, [&] {
      for (const Document& s : settings) evaluate(claim, s);
    });
    first.sample(1, [&] {
      for (const Document& s : settings) evaluate(claim, s, Arithmetic::interval());
    });
    whole.sample(1, [&] {
      for (const Document& s : settings) decide(claim, s);
    });
  }
  Counts counts;
  for (const Document& s : settings) {
    const Decision decision = decide(claim, s);
    for (std::size_t k = 0; k < decision.conclusions.size(); ++k) {
      if (!claim.conclusions[k].is_probable()) counts.add(decision.conclusions[k]);
    }
  }
  const double each = 1e3 / static_cast<double>(settings.size());
  return Figures{plain.milliseconds() * each, first.milliseconds() * each,
                 whole.milliseconds() * each, counts};
}

bool wanted(const AnyClaim& claim, int argc, char** argv) {
  for (int k = 1; k < argc; ++k) {
    if (claim.card.id.find(argv[k]) != std::string::npos) return true;
  }
  return argc == 1;
}

}  // namespace

int main(int argc, char** argv) {
  double sum = 0, logarithms = 0, plain_us = 0, decision_us = 0, first_rungs = 0;
  int claims = 0, cheap = 0;
  Counts total;
  fmt::print("{:<44}{:>10}{:>10}{:>10}{:>8}   interval ball rational undecided\n", "claim",
             "double/us", "first/us", "all/us", "ratio");
  for (const AnyClaim& claim : catalogue()) {
    if (!wanted(claim, argc, argv)) continue;
    const auto f = figures(claim);
    if (!f) continue;
    const Counts& c = f->counts;
    fmt::print("{:<44}{:>10.2f}{:>10.2f}{:>10.2f}{:>8.1f}   {} {} {} {}\n", claim.card.id,
               f->plain_us, f->first_rung_us, f->decision_us, f->ratio(), c.interval, c.ball,
               c.rational, c.undecided);
    sum += f->ratio();
    logarithms += std::log(f->ratio());
    plain_us += f->plain_us;
    decision_us += f->decision_us;
    ++claims;
    cheap += f->ratio() <= 3;
    total.interval += c.interval;
    total.ball += c.ball;
    total.rational += c.rational;
    total.undecided += c.undecided;
    total.apart += c.apart;
    total.apart_by_interval += c.apart_by_interval;
    first_rungs += f->first_rung_us / f->plain_us;
  }
  fmt::print("overhead_claims: {}\noverhead_mean: {:.2f}\noverhead_geometric_mean: {:.2f}\n",
             claims, sum / claims, std::exp(logarithms / claims));
  fmt::print("overhead_first_rung_mean: {:.2f}\n", first_rungs / claims);
  fmt::print("overhead_total_time: {:.2f}\noverhead_at_most_3x: {}\n", decision_us / plain_us,
             cheap);
  fmt::print("decided_by_interval: {:.4f}\ndecided_by_ball: {:.4f}\n",
             double(total.interval) / total.all(), double(total.ball) / total.all());
  fmt::print("decided_by_interval_unless_equal: {:.4f}\n",
             double(total.apart_by_interval) / total.apart);
  fmt::print("decided_by_rational: {:.4f}\nundecided: {:.4f}\n",
             double(total.rational) / total.all(), double(total.undecided) / total.all());
}
