#include "properties/enumerate.hpp"

#include <algorithm>

#include "properties/schema.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

struct Square {
  Matrix<double> a;

  static Layout layout(int size) {
    return Schema<Square>()
        .axis("n", size, size)
        .matrix("a", &Square::a, "n", "n", within(0, 1))
        .layout();
  }
};

}  // namespace

TEST_CASE("small settings of a large size are in their domain") {
  // 3^(40 * 40) settings, far more than a double can count.
  const Layout layout = Square::layout(40);
  int visits = 0;
  SmallSettings settings(layout, 20);
  while (const std::optional<Document> document = settings.next()) {
    ++visits;
    CHECK(misfit(layout, *document).empty());
  }
  CHECK(visits == 20);
}

TEST_CASE("a few settings are all visited") {
  const Layout layout = Square::layout(1);
  std::vector<double> seen;
  SmallSettings settings(layout, 20);
  while (const std::optional<Document> document = settings.next()) {
    seen.push_back(std::get<Matrix<double>>(document->values[0])(0, 0));
  }
  std::sort(seen.begin(), seen.end());
  CHECK(seen == std::vector<double>{0, 0.5, 1});
}
