#include <algorithm>
#include <numeric>

#include "theorems/catalogue.hpp"

namespace claimcheck {
namespace {

std::size_t edit_distance(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({substituted, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

const AnyClaim* find_claim(const std::string& id) {
  const auto at = std::find_if(catalogue().begin(), catalogue().end(),
                               [&](const AnyClaim& claim) { return claim.card.id == id; });
  return at == catalogue().end() ? nullptr : &*at;
}

std::vector<std::string> nearest_claims(const std::string& id) {
  std::vector<std::pair<std::size_t, std::string>> ranked;
  for (const AnyClaim& claim : catalogue()) {
    const std::string& known = claim.card.id;
    // A label without its paper is compared with labels alone.
    const std::string label = known.substr(known.find('/') + 1);
    ranked.emplace_back(std::min(edit_distance(id, known), edit_distance(id, label)), known);
  }
  std::sort(ranked.begin(), ranked.end());
  std::vector<std::string> out;
  for (const auto& [distance, known] : ranked) {
    const std::size_t far = std::min(std::max<std::size_t>(3, id.size() / 2), ranked[0].first + 2);
    if (out.size() < 3 && distance <= far) out.push_back(known);
  }
  return out;
}

}  // namespace claimcheck
