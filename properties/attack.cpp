#include "properties/attack.hpp"

#include <nlopt.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "properties/sample.hpp"

namespace claimcheck {
namespace {

// A share of the budget goes to local optimisation, in bursts of so many evaluations.
constexpr std::int64_t polish_every = 150;
constexpr int polish_burst = 90;
constexpr std::size_t most_coordinates = 40;
// Settings near equality that are decided in balls, as a share of the budget.
constexpr std::int64_t suspect_share = 10;

class Attack {
 public:
  Attack(Examiner& examiner, std::size_t k, const AttackPlan& plan)
      : examiner_(examiner),
        tally_(examiner.conclusions()[k]),
        k_(k),
        plan_(plan),
        random_(plan.seed, examiner.claim().card.id + "/attack/" + tally_.clause().name,
                plan.round) {}

  std::int64_t run() {
    std::int64_t next_polish = polish_every / 2;
    while (spent_ < plan_.evaluations && !done()) {
      if (tally_.worst().empty()) break;
      if (spent_ >= next_polish) {
        next_polish += polish_every + polish_burst;
        polish(
            tally_.worst()[random_.below(std::min<std::size_t>(2, tally_.worst().size()))].setting);
        continue;
      }
      const std::size_t among = random_.chance(0.5) ? 1 : tally_.worst().size();
      consider(mutated(examiner_.claim(), tally_.worst()[random_.below(among)].setting, random_));
    }
    return spent_;
  }

 private:
  bool done() const { return tally_.violation().has_value(); }

  /// The margin in the search arithmetic; +infinity when not admissible or not applicable.
  double consider(const Document& candidate) {
    ++spent_;
    if (!misfit(examiner_.claim().layout, candidate).empty()) return HUGE_VAL;
    const Decision quick = examiner_.look(candidate);
    if (!Examiner::plausible(quick) || quick.conclusions.empty()) return HUGE_VAL;
    const Outcome& outcome = quick.conclusions[k_].outcome;
    if (certainly_not(outcome.applicable) || outcome.relations == 0) return HUGE_VAL;
    const bool improved = tally_.offer(outcome.margin, candidate);
    const bool suspect = outcome.undefined() || outcome.margin <= rounding_margin;
    if (outcome.margin < -rounding_margin || improved ||
        (suspect && suspects_++ < plan_.evaluations / suspect_share)) {
      examiner_.examine(candidate, quick);
    }
    return outcome.undefined() ? HUGE_VAL : outcome.margin;
  }

  /// Coordinates of the local search: the document's real numbers.
  static std::vector<double> coordinates(const Layout& layout, Document document) {
    std::vector<double> out;
    for_each_real(layout, document, [&](double& entry, const Field&) { out.push_back(entry); });
    return out;
  }

  struct Polish {
    Attack* attack;
    const Document* start;
  };

  static double objective(unsigned, const double* x, double*, void* data) {
    const Polish& polish = *static_cast<const Polish*>(data);
    Attack& self = *polish.attack;
    if (self.done()) return HUGE_VAL;
    Document candidate = *polish.start;
    std::size_t i = 0;
    for_each_real(self.examiner_.claim().layout, candidate,
                  [&](double& entry, const Field&) { entry = x[i++]; });
    return std::min(10.0, self.consider(candidate));
  }

  void polish(Document start) {
    const Layout& layout = examiner_.claim().layout;
    std::vector<double> x = coordinates(layout, start);
    if (x.empty() || x.size() > most_coordinates) {
      consider(mutated(examiner_.claim(), start, random_));
      return;
    }
    const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> optimiser(
        nlopt_create(NLOPT_LN_SBPLX, static_cast<unsigned>(x.size())), nlopt_destroy);
    Polish data{this, &start};
    std::vector<double> step;
    for (const double entry : x) step.push_back(std::max(0x1p-20, 0.25 * std::fabs(entry)));
    nlopt_set_min_objective(optimiser.get(), objective, &data);
    nlopt_set_initial_step(optimiser.get(), step.data());
    nlopt_set_maxeval(optimiser.get(), polish_burst);
    double least = 0;
    nlopt_optimize(optimiser.get(), x.data(), &least);
  }

  Examiner& examiner_;
  Tally& tally_;
  std::size_t k_;
  AttackPlan plan_;
  Stream random_;
  std::int64_t spent_ = 0, suspects_ = 0;
};

}  // namespace

std::int64_t attack(Examiner& examiner, std::size_t k, const AttackPlan& plan) {
  return Attack(examiner, k, plan).run();
}

}  // namespace claimcheck
