#include "theorems/catalogue.hpp"

#include "theorems/chatterji2021/paper.hpp"
#include "theorems/du2019/paper.hpp"
#include "theorems/frei2022/paper.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/li2018/paper.hpp"

namespace claimcheck {
namespace {

/// One paper a line.
struct Source {
  const Paper& (*paper)();
  std::vector<AnyClaim> (*claims)();
};
constexpr Source sources[] = {
    {chatterji2021::paper, chatterji2021::claims},
    {du2019::paper, du2019::claims},
    {frei2022::paper, frei2022::claims},
    {frei2023::paper, frei2023::claims},
    {li2018::paper, li2018::claims},
};

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all = [] {
    std::vector<Paper> out;
    for (const Source& source : sources) out.push_back(source.paper());
    return out;
  }();
  return all;
}

const std::vector<AnyClaim>& catalogue() {
  static const std::vector<AnyClaim> all = [] {
    std::vector<AnyClaim> out;
    for (const Source& source : sources) {
      for (AnyClaim& claim : source.claims()) out.push_back(std::move(claim));
    }
    return out;
  }();
  return all;
}

}  // namespace claimcheck
