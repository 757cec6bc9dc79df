#include "core/data/near_orthogonal.hpp"

#include "core/linear/spectrum.hpp"
#include "tests/catch.hpp"

using namespace claimcheck;

namespace {

constexpr SignPattern every_pattern[] = {
    SignPattern::none,        SignPattern::all_plus, SignPattern::all_minus, SignPattern::labels,
    SignPattern::anti_labels, SignPattern::star,     SignPattern::random};

}  // namespace

TEST_CASE("the knob sets the correlation, and below 1 the matrix is a Gram matrix") {
  const Vector<double> squared_norms = {1, 4, 2, 9, 1.5};
  const Vector<int> y = {1, -1, -1, 1, 1};
  Stream draw(1, "near orthogonal", 0);
  for (const SignPattern pattern : every_pattern) {
    for (const double correlation : {0.0, 0.3, 0.999}) {
      const Matrix<double> gram =
          near_orthogonal_gram(squared_norms, y, pattern, correlation, draw);
      for (std::size_t i = 0; i < 5; ++i) CHECK(gram(i, i) == squared_norms[i]);
      const double expected = pattern == SignPattern::none ? 0 : correlation;
      CHECK(correlation_of(gram) == Approx(expected).margin(1e-15));
      CHECK(least_eigenvalue(gram) > 0);
      CHECK(gram(0, 1) == gram(1, 0));
      const Matrix<double> x = points_with_gram(gram);
      CHECK(frobenius_norm(claimcheck::gram(x) - gram) < 1e-14);
    }
  }
}

TEST_CASE("sign patterns are what they say") {
  const Vector<int> y = {1, -1, 1};
  Stream draw(1, "near orthogonal", 1);
  const auto gram = [&](SignPattern p) {
    return near_orthogonal_gram({1, 1, 1}, y, p, 0.75, draw);
  };
  CHECK(gram(SignPattern::labels)(0, 1) == -0.25);
  CHECK(gram(SignPattern::anti_labels)(0, 1) == 0.25);
  CHECK(gram(SignPattern::star)(2, 0) == 0.25);
  CHECK(gram(SignPattern::star)(2, 1) == -0.25);
  CHECK(max_abs(std::vector<double>{gram(SignPattern::all_minus)(2, 1)}) == 0.25);
}

TEST_CASE("given points are pulled to the correlation asked for") {
  Stream draw(1, "near orthogonal", 2);
  const Matrix<double> gram = claimcheck::gram(draw.normal_matrix(6, 200));
  const Matrix<double> out = with_correlation(gram, 0.25);
  CHECK(correlation_of(out) == Approx(0.25));
  CHECK(out(2, 2) == gram(2, 2));
  CHECK((out(3, 1) > 0) == (gram(3, 1) > 0));
  CHECK(correlation_of(with_correlation(claimcheck::gram(draw.normal_matrix(1, 3)), 1)) == 0);
}

TEST_CASE("bad near-orthogonal input is refused") {
  Stream draw(1, "near orthogonal", 3);
  CHECK_THROWS_AS(near_orthogonal_gram({}, {}, SignPattern::none, 0, draw), std::invalid_argument);
  CHECK_THROWS_AS(near_orthogonal_gram({1}, {1}, SignPattern::none, -1, draw),
                  std::invalid_argument);
  Matrix<double> singular(2, 2, 1.0);
  CHECK_THROWS_AS(points_with_gram(singular), std::invalid_argument);
}
