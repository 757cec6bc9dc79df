// Examiner: decides settings of one claim, counts what it sees and what it spends.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

#include "properties/decide.hpp"
#include "properties/tally.hpp"

namespace claimcheck {

/// Thrown between two evaluations once the stop flag is true.
class Interrupted : public std::runtime_error {
 public:
  Interrupted() : std::runtime_error("interrupted") {}
};

class Examiner {
 public:
  Examiner(const AnyClaim& claim, Arithmetic search, Precision precision,
           const std::atomic<bool>* stop);

  /// Decides a setting rigorously and counts it; false when it was discarded. Double may only
  /// discard what is far from admissible: every verdict comes from the rigorous decision.
  /// @throws Interrupted; std::runtime_error with the reason when the claim's own code throws.
  bool examine(const Document& setting) { return examine(setting, look(setting)); }
  /// The same for a setting that was looked at already; it counts as one evaluation.
  bool examine(const Document& setting, const Decision& quick);

  /// The search evaluation: fast, nothing is counted but the evaluation.
  Decision look(const Document& setting);

  /// Counts one evaluation made elsewhere. @throws Interrupted
  void tick();
  const std::atomic<bool>* stop() const { return stop_; }

  /// False when some hypothesis fails by more than rounding could explain.
  static bool plausible(const Decision& quick);

  const AnyClaim& claim() const { return claim_; }
  const Precision& precision() const { return precision_; }
  std::vector<Tally>& hypotheses() { return hypotheses_; }
  std::vector<Tally>& conclusions() { return conclusions_; }
  const std::vector<Document>& admissible_settings() const { return admissible_settings_; }
  std::int64_t evaluations() const { return evaluations_; }
  void spend(std::int64_t evaluations) { evaluations_ += evaluations; }
  /// Evaluations and wall time since the examiner was made.
  Spent spent() const;
  /// "misses H1 by 0.3", of the discarded setting that came closest.
  std::string nearest_miss() const;
  /// That setting; null when nothing was discarded.
  const Document* nearest_setting() const { return nearest_name_.empty() ? nullptr : &nearest_at_; }
  /// "H1 fails on 93 % of the others", of the hypothesis that discards most; empty without any.
  std::string main_obstacle() const;

 private:
  /// Every sixteenth time an equality has to be seen to 100 bits, and every 128th everything has to
  /// be decided, because a tiny violation can be among settings that look like equality. Intervals
  /// are left out where nearly all decisions go on after them, but tried now and then.
  Stakes stakes();
  void note_climbs(const Decision& decision, bool with_intervals);
  void note_miss(const Decision& decision, const Document& setting);

  const AnyClaim& claim_;
  Arithmetic search_;
  Precision precision_;
  const std::atomic<bool>* stop_;
  std::vector<Tally> hypotheses_, conclusions_;
  std::vector<Document> admissible_settings_;  ///< kept for probability claims only
  std::int64_t evaluations_ = 0, decisions_ = 0;
  double nearest_;
  std::string nearest_name_;
  Document nearest_at_;
  struct Climbs {
    std::int64_t fruitful = 0, fruitless = 0;
  };
  std::vector<Climbs> climbs_;  ///< above intervals, for each hypothesis
  Climbs intervals_;            ///< decisions that began with intervals and ended there or not
  std::vector<std::int64_t> broken_;  ///< discarded settings on which each hypothesis fails
  std::int64_t discarded_ = 0;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

}  // namespace claimcheck
