#include "theorems/frei2023/section_3.hpp"

#include <algorithm>
#include <cmath>

#include "core/data/geometry.hpp"
#include "core/linear/elimination.hpp"

namespace claimcheck::frei2023 {

template <Scalar R>
Data<R>::Data(const LabelledGram& s)
    : n(R(s.y.size())), gamma(s.gamma), gram(s.y.size(), s.y.size()), y(s.y) {
  for (std::size_t i = 0; i < samples(); ++i) {
    gram(i, i) = R(s.squared_norm[i]);
    for (std::size_t k = 0; k < i; ++k) gram(i, k) = gram(k, i) = R(s.inner(i, k));
  }
  const DataGeometry<R> x = data_geometry(gram);
  R2_min = x.min_squared_norm;
  R2_max = x.max_squared_norm;
  p = x.max_off_diagonal;
}

template <Scalar R>
Relation<R> points_exist(const Data<R>& x) {
  return fact<R>(positive_definite_by_elimination(x.gram));
}

template <Scalar R>
Relation<R> satisfies_d3(const Data<R>& x) {
  return le(3 * x.n * x.R2_max * x.p, pow(x.gamma, 3) * square(x.R2_min));
}

template struct Data<double>;
template Relation<double> points_exist(const Data<double>&);
template Relation<double> satisfies_d3(const Data<double>&);

template struct Data<Interval>;
template Relation<Interval> points_exist(const Data<Interval>&);
template Relation<Interval> satisfies_d3(const Data<Interval>&);

template struct Data<Ball>;
template Relation<Ball> points_exist(const Data<Ball>&);
template Relation<Ball> satisfies_d3(const Data<Ball>&);

template struct Data<Rational>;
template Relation<Rational> points_exist(const Data<Rational>&);
template Relation<Rational> satisfies_d3(const Data<Rational>&);

template struct Data<Extended>;
template Relation<Extended> points_exist(const Data<Extended>&);
template Relation<Extended> satisfies_d3(const Data<Extended>&);

namespace {

struct Norms {
  double least, most;
};

Norms norms_of(const LabelledGram& s) {
  const auto [least, most] = std::minmax_element(s.squared_norm.begin(), s.squared_norm.end());
  return {*least, *most};
}

/// R^2 up to 100. With |x_i|^2 = 3 2^k, gamma of few bits and n a power of two, the border of (D3)
/// is a double.
void fresh_norms(LabelledGram& s, Stream& random) {
  const double unit = random.chance(0.6) ? 1 : std::ldexp(1.0, random.integer(-20, 20));
  const std::size_t family = random.below(4);
  const double most = 1 + std::floor(random.uniform(0, 100));
  for (double& entry : s.squared_norm) {
    const double norms[] = {1, 3, random.chance(0.5) ? 1 : most, random.uniform(1, most)};
    entry = unit * norms[family];
  }
}

/// The largest p found for which (D3) certainly holds.
double largest_correlation(const LabelledGram& s) {
  const auto [least, most] = norms_of(s);
  const auto n = static_cast<double>(s.y.size());
  double p = s.gamma * s.gamma * s.gamma * (least * least) / (3 * n * most);
  const Rational bound = pow(Rational(s.gamma), 3) * square(Rational(least));
  while (p > 0 && certainly(less(bound, 3 * Rational(n) * Rational(most) * Rational(p)))) {
    p = std::nextafter(p, 0);
  }
  return p;
}

double near(double border, const Norms& norms, Stream& random) {
  if (random.chance(0.12)) {  // far outside, down to nearly parallel points
    return (1 - std::ldexp(1.0, -random.integer(1, 6))) * std::sqrt(norms.least * norms.most);
  }
  switch (random.below(8)) {
    case 0:
      return 0;
    case 1:
      return border / 2;
    case 2:
      return 0.999 * border;
    case 3:
      return border * random.uniform();
    case 4:
      return border * (1 - std::ldexp(1.0, -random.integer(1, 40)));
    case 5:
      return random.chance(0.3) ? border * (1 + std::ldexp(1.0, -random.integer(1, 40))) : border;
    default:
      return border;
  }
}

/// Entries of modulus at most 1, n x n.
Matrix<double> unit_pattern(const std::vector<int>& y, SignPattern family, Stream& random) {
  const auto n = static_cast<double>(y.size());
  return near_orthogonal_gram(Vector<double>(y.size(), n), y, family, 1, random);
}

/// Off-diagonal entries with largest modulus p.
void correlate(LabelledGram& s, double p, Stream& random) {
  const std::size_t n = s.y.size();
  Matrix<double> pattern = s.inner;
  double largest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) largest = std::fmax(largest, std::fabs(pattern(i, k)));
  }
  if (largest == 0 || random.chance(0.7)) {
    const auto family = static_cast<SignPattern>(1 + random.below(sign_pattern_names.size() - 1));
    pattern = unit_pattern(s.y, family, random);
    largest = 1;
  }
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < n; ++k) s.inner(i, k) = k < i ? pattern(i, k) / largest * p : 0;
  }
}

/// Far outside (D3) in small integers: points 0 and 1 nearly parallel or antipodal, the others
/// orthogonal to them and to each other.
void align_a_pair(LabelledGram& s, Stream& random) {
  for (double& entry : s.squared_norm) entry = std::pow(random.integer(1, 5), 2);
  for (double& entry : s.inner.entries()) entry = 0;
  const double most = std::sqrt(s.squared_norm[0] * s.squared_norm[1]);
  s.inner(1, 0) = (random.chance(0.5) ? 1 : -1) * (most - (random.chance(0.5) ? 0.25 : 0.5));
  if (random.chance(0.5)) s.gamma = 0.25;
}

}  // namespace

void approach_d3(LabelledGram& s, Stream& random) {
  if (s.y.size() > 1 && random.chance(0.06)) return align_a_pair(s, random);
  const bool holds = certainly(satisfies_d3(Data<double>(s)).truth());
  if (holds && random.chance(0.6)) return;
  const auto [least, most] = norms_of(s);
  if (!(most <= 100 * least) || random.chance(0.5)) fresh_norms(s, random);
  correlate(s, near(largest_correlation(s), norms_of(s), random), random);
}

void approach_d3_with_widths(LabelledGramAndWidths& s, int most_neurons, Stream& random) {
  if (random.chance(0.1)) s.y.assign(s.y.size(), random.chance(0.5) ? 1 : -1);
  approach_d3(s, random);
  switch (random.below(6)) {
    case 0:
      s.m2 = s.m1;
      break;
    case 1:
      s.m1 = s.m2 = 1;
      break;
    case 2:
      s.m1 = 1;
      s.m2 = most_neurons;
      break;
    case 3:
      s.m1 = most_neurons;
      s.m2 = 1;
      break;
    default:
      break;
  }
}

LabelledGram far_from_d3(bool same_side) {
  LabelledGram s{{1, 25}, Matrix<double>(2, 2), {1, -1}, 0.25};
  s.inner(1, 0) = same_side ? -4.75 : 4.75;
  return s;
}

LabelledGram border_of_d3(std::size_t n, double gamma, SignPattern pattern) {
  LabelledGram s{Vector<double>(n, 1.0), Matrix<double>(n, n), std::vector<int>(n, 1), gamma};
  for (std::size_t i = 1; i < n; i += 2) s.y[i] = -1;
  Stream none(0, "no entry is random", 0);
  const Matrix<double> entries = unit_pattern(s.y, pattern, none);
  const double p = largest_correlation(s);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) s.inner(i, k) = p * entries(i, k);
  }
  return s;
}

}  // namespace claimcheck::frei2023
