#include "theorems/catalogue.hpp"

#include "theorems/chatterji2021/paper.hpp"
#include "theorems/frei2022/paper.hpp"
#include "theorems/frei2023/paper.hpp"
#include "theorems/li2018/paper.hpp"

namespace claimcheck {
namespace {

void append(std::vector<AnyClaim>& all, std::vector<AnyClaim> claims) {
  for (AnyClaim& claim : claims) all.push_back(std::move(claim));
}

}  // namespace

const std::vector<Paper>& papers() {
  static const std::vector<Paper> all = {chatterji2021::paper(), frei2022::paper(),
                                         frei2023::paper(), li2018::paper()};
  return all;
}

const std::vector<AnyClaim>& catalogue() {
  static const std::vector<AnyClaim> all = [] {
    std::vector<AnyClaim> out;
    append(out, chatterji2021::claims());
    append(out, frei2022::claims());
    append(out, frei2023::claims());
    append(out, li2018::claims());
    return out;
  }();
  return all;
}

}  // namespace claimcheck
