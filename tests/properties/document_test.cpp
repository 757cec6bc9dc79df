#include "properties/document.hpp"

#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

Layout layout() {
  Layout out;
  out.axes = {{"n", 1, 4}, {"d", 1, 4}};
  out.fields = {{.name = "X",
                 .kind = FieldKind::matrix,
                 .axes = {"n", "d"},
                 .domain = {},
                 .allowed = {},
                 .names = {}},
                {.name = "y",
                 .kind = FieldKind::integers,
                 .axes = {"n"},
                 .domain = {},
                 .allowed = {1, -1},
                 .names = {}},
                {.name = "G",
                 .kind = FieldKind::matrix,
                 .axes = {"n", "n"},
                 .domain = {},
                 .allowed = {},
                 .names = {}},
                {.name = "c",
                 .kind = FieldKind::real,
                 .axes = {},
                 .domain = positive(),
                 .allowed = {},
                 .names = {}}};
  return out;
}

Document document() {
  Matrix<double> x(2, 3), g(2, 2);
  for (std::size_t k = 0; k < 6; ++k) x.entries()[k] = static_cast<double>(k);
  for (std::size_t k = 0; k < 4; ++k) g.entries()[k] = static_cast<double>(10 + k);
  return {{x, std::vector<int>{1, -1}, g, 0.5}};
}

}  // namespace

TEST_CASE("an index is removed from every field that it numbers") {
  const Document out = without_index(layout(), document(), "n", 0);
  CHECK(misfit(layout(), out).empty());
  CHECK(axis_size(layout(), out, "n") == 1);
  CHECK(axis_size(layout(), out, "d") == 3);
  CHECK(std::get<Matrix<double>>(out.values[0])(0, 2) == 5);
  CHECK(std::get<std::vector<int>>(out.values[1]) == std::vector<int>{-1});
  CHECK(std::get<Matrix<double>>(out.values[2])(0, 0) == 13);
}

TEST_CASE("an index is copied and repeated consistently") {
  const Document copied = with_copied_index(layout(), document(), "n", 0, 1);
  CHECK(std::get<Matrix<double>>(copied.values[2])(1, 1) == 10);
  const Document repeated = with_repeated_index(layout(), document(), "d", 1);
  CHECK(misfit(layout(), repeated).empty());
  CHECK(std::get<Matrix<double>>(repeated.values[0])(1, 3) == 4);
}

TEST_CASE("misfits are named") {
  Document wrong = document();
  wrong.values[1] = std::vector<int>{1, -1, 1};
  CHECK_THAT(misfit(layout(), wrong), Catch::StartsWith("y: size 3"));
  wrong = document();
  wrong.values[1] = std::vector<int>{1, 0};
  CHECK_THAT(misfit(layout(), wrong), Catch::StartsWith("y: 0 is not allowed"));
  wrong = document();
  wrong.values[3] = 0.0;
  CHECK_THAT(misfit(layout(), wrong), Catch::StartsWith("c: 0 is out of range"));
  wrong.values[3] = std::nan("");
  CHECK_THAT(misfit(layout(), wrong), Catch::StartsWith("c: nan"));
  wrong.values[3] = 1;
  CHECK_THAT(misfit(layout(), wrong), Catch::StartsWith("c: wrong type"));
}

TEST_CASE("fewer samples, then more zeros, then fewer bits are simpler") {
  const Document base = document();
  CHECK(complexity(layout(), without_index(layout(), base, "n", 0)) < complexity(layout(), base));
  Document zero = base, coarse = base;
  std::get<Matrix<double>>(zero.values[0])(0, 1) = 0;
  CHECK(complexity(layout(), zero) < complexity(layout(), base));
  coarse.values[3] = 0.75;
  CHECK(complexity(layout(), base) < complexity(layout(), coarse));
}

TEST_CASE("readable form is decimal when short and exact otherwise") {
  Document d = document();
  d.values[3] = 0.1;
  CHECK_THAT(readable(layout(), d), Catch::Contains("c = 0.1\n"));
  d.values[3] = 1.0 / 3;
  CHECK_THAT(readable(layout(), d), Catch::Contains("c = 0x1.5555555555555p-2"));
}
