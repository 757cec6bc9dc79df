// Search: rounds of small settings, random ones and attacks.
#pragma once

#include <cstdint>
#include <vector>

#include "properties/examiner.hpp"
#include "properties/witness.hpp"

namespace claimcheck {

struct SearchPlan {
  std::int64_t enumerated = 0;  ///< small settings, one by one
  std::int64_t draws = 0;       ///< random settings
  std::int64_t attacks = 0;     ///< evaluations of the attack on each conclusion
  std::uint64_t seed = 1;
};

/// Where random settings hardly ever meet the hypotheses, mutations of the nearest miss that come
/// nearer take part too. Rounds of all, each as long as all before, so that what an attack would
/// find at once does not wait for the last draw, and a larger effort goes on where a smaller one
/// ends.
class Search {
 public:
  Search(Examiner& examiner, const SearchPlan& plan) : examiner_(examiner), plan_(plan) {}

  /// Examines the claim's equality cases, then what is stored of earlier runs and still fits.
  void known(const std::vector<Witness>& memory);
  /// @throws Interrupted; std::runtime_error with the reason when the claim's own code throws.
  void run();

  std::int64_t draws() const { return draws_; }  ///< small settings and random ones
  std::int64_t admissible() const { return admissible_; }
  std::int64_t attacks() const { return attacks_; }

 private:
  void draw(const Document& setting);
  bool starves() const;
  void reach(std::int64_t round, std::int64_t evaluations);
  void attack_all(std::int64_t round, std::int64_t evaluations);

  Examiner& examiner_;
  SearchPlan plan_;
  std::int64_t draws_ = 0, admissible_ = 0, attacks_ = 0;
};

/// The setting of one random draw: it depends on nothing but the claim, the seed and the index.
Document random_draw(const AnyClaim& claim, std::uint64_t seed, std::uint64_t index);

}  // namespace claimcheck
