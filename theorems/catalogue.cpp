#include "theorems/catalogue.hpp"

#include <algorithm>
#include <numeric>

#include "theorems/chatterji2021/paper.hpp"
#include "theorems/du2019/paper.hpp"

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

void append(std::vector<AnyClaim>& all, std::vector<AnyClaim> claims) {
  for (AnyClaim& claim : claims) all.push_back(std::move(claim));
}

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all = {chatterji2021::paper(), du2019::paper()};
  return all;
}

const std::vector<AnyClaim>& catalogue() {
  static const std::vector<AnyClaim> all = [] {
    std::vector<AnyClaim> out;
    append(out, chatterji2021::claims());
    append(out, du2019::claims());
    return out;
  }();
  return all;
}

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
    if (out.size() < 3 && distance <= std::max<std::size_t>(3, id.size() / 2)) out.push_back(known);
  }
  return out;
}

}  // namespace claimcheck
