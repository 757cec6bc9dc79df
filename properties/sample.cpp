#include "properties/sample.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace claimcheck {
namespace {

/// A positive number: 1, small integers, powers of two and log-uniform ones up to 2^(size/3).
double magnitude(Stream& random, int size) {
  const int range = 1 + size / 3;
  switch (random.below(5)) {
    case 0:
      return 1;
    case 1:
      return 1 + static_cast<double>(random.below(4));
    case 2:
      return std::ldexp(1.0, random.integer(-range, range));
    case 3:
      return std::ldexp(random.uniform(1, 2), random.integer(-range, range));
    default:
      return std::fabs(random.normal()) + 0x1p-60;
  }
}

double anywhere(Stream& random, int size) {
  switch (random.below(6)) {
    case 0:
      return 0;
    case 1:
      return random.integer(-3, 3);
    case 2:
      return random.integer(-32, 32) / 16.0;
    case 3:
      return random.sign() * magnitude(random, size);
    default:
      return random.normal();
  }
}

double between(const Domain& domain, Stream& random) {
  const double width = domain.high - domain.low;
  switch (random.below(6)) {
    case 0:
      return domain.low;
    case 1:
      return domain.high;
    case 2:
      return domain.low + width * random.integer(0, 16) / 16.0;
    case 3:
      return domain.low + width * std::ldexp(1.0, -random.integer(1, 40));
    case 4:
      return domain.high - width * std::ldexp(1.0, -random.integer(1, 40));
    default:
      return random.uniform(domain.low, domain.high);
  }
}

bool is_whole_line(const Domain& domain) {
  return std::isinf(domain.low) && std::isinf(domain.high);
}

double candidate(const Domain& domain, Stream& random, int size) {
  if (!domain.landmarks.empty() && random.chance(0.25)) {
    return domain.landmarks[random.below(domain.landmarks.size())];
  }
  const bool low = std::isfinite(domain.low), high = std::isfinite(domain.high);
  if (low && high) return between(domain, random);
  if (low) return random.chance(0.1) ? domain.low : domain.low + magnitude(random, size);
  if (high) return domain.high - magnitude(random, size);
  return anywhere(random, size);
}

/// Row i of a structured matrix, given one common direction.
void fill_row(std::span<double> row, std::size_t i, std::size_t structure,
              const Vector<double>& direction, Stream& random, int size) {
  const double scale = random.chance(0.5) ? 1 : magnitude(random, size);
  for (std::size_t k = 0; k < row.size(); ++k) {
    const bool diagonal = k == i % row.size();
    switch (structure) {
      case 0:
        row[k] = random.normal();
        break;
      case 1:
        row[k] = random.integer(-2, 2);
        break;
      case 2:
        row[k] = random.integer(-1, 1);
        break;
      case 3:
        row[k] = diagonal ? scale : 0;
        break;  // orthogonal, one-hot
      case 4:
        row[k] = direction[k];
        break;  // equal
      case 5:
        row[k] = scale * direction[k];
        break;  // parallel
      case 6:
        row[k] = (i % 2 == 0 ? 1 : -1) * direction[k];
        break;  // antipodal
      case 7:
        row[k] = scale * random.normal();
        break;  // tiny, huge
      case 8:
        row[k] = (diagonal ? 1 : 0) + std::ldexp(random.normal(), -random.integer(2, 30));
        break;
      default:
        row[k] = anywhere(random, size);
        break;
    }
  }
}

}  // namespace

double sample_real(const Domain& domain, Stream& random, int size) {
  for (int attempt = 0; attempt < 20; ++attempt) {
    const double value = candidate(domain, random, size);
    if (std::isfinite(value) && domain.contains(value)) return value;
  }
  if (std::isfinite(domain.low) && std::isfinite(domain.high))
    return (domain.low + domain.high) / 2;
  return std::isfinite(domain.low) ? domain.low + 1 : domain.high - 1;
}

Matrix<double> sample_matrix(std::size_t rows, std::size_t cols, const Domain& domain,
                             Stream& random, int size) {
  Matrix<double> out(rows, cols);
  if (!is_whole_line(domain)) {
    for (double& entry : out.entries()) entry = sample_real(domain, random, size);
    return out;
  }
  const std::size_t structure = random.below(10);
  Vector<double> direction(cols);
  for (double& entry : direction) entry = anywhere(random, size);
  for (std::size_t i = 0; i < rows; ++i) {
    fill_row(out.row(i), i, structure, direction, random, size);
  }
  if (rows > 0 && random.chance(0.1)) {
    for (double& entry : out.row(random.below(rows))) entry = 0;
  }
  if (random.chance(0.15)) {
    const double factor = std::ldexp(1.0, random.integer(-size / 2, size / 2));
    for (double& entry : out.entries()) entry *= factor;
  }
  if (rows > 1 && random.chance(0.08)) {  // symmetric: x and -x
    for (std::size_t i = 1; i < rows; i += 2) {
      for (std::size_t k = 0; k < cols; ++k) out(i, k) = -out(i - 1, k);
    }
  }
  if (random.chance(0.05)) {  // Walsh functions: orthogonal, no entry zero
    for (std::size_t i = 0; i < rows; ++i) {
      for (std::size_t k = 0; k < cols; ++k) out(i, k) = std::popcount(i & k) % 2 == 0 ? 1 : -1;
    }
  }
  if (rows > 1 && random.chance(0.15)) {
    const std::size_t from = random.below(rows), to = random.below(rows);
    for (std::size_t k = 0; k < cols; ++k) out(to, k) = out(from, k);
  }
  return out;
}

Value sample_value(const Field& field, const std::vector<std::size_t>& sizes, Stream& random,
                   int size) {
  switch (field.kind) {
    case FieldKind::integer: {
      const int low = static_cast<int>(field.domain.low),
                high = static_cast<int>(field.domain.high);
      if (random.chance(0.2)) return low;
      const std::int64_t reach =
          std::max<std::int64_t>(1, (std::int64_t{high} - low) * (size + 10) / 110);
      return random.integer(low, static_cast<int>(std::min<std::int64_t>(high, low + reach)));
    }
    case FieldKind::choice:
      return static_cast<int>(random.below(field.names.size()));
    case FieldKind::real:
      return sample_real(field.domain, random, size);
    case FieldKind::integers: {
      std::vector<int> out(sizes[0]);
      const bool same = random.chance(0.2);
      for (int& entry : out) {
        entry = same ? field.allowed[0] : field.allowed[random.below(field.allowed.size())];
      }
      return out;
    }
    case FieldKind::vector: {
      const Matrix<double> row = sample_matrix(1, sizes[0], field.domain, random, size);
      return Vector<double>(row.entries());
    }
    case FieldKind::matrix:
      break;
  }
  return sample_matrix(sizes[0], sizes[1], field.domain, random, size);
}

Document sample(const Layout& layout, Stream& random, int size) {
  std::vector<std::size_t> extents(layout.axes.size());
  for (std::size_t k = 0; k < extents.size(); ++k) {
    const Axis& axis = layout.axes[k];
    const int reach = axis.least + (axis.most - axis.least) * std::min(100, size + 20) / 100;
    extents[k] = static_cast<std::size_t>(
        random.chance(0.15) ? axis.least : random.integer(axis.least, std::max(axis.least, reach)));
  }
  Document out;
  for (const Field& field : layout.fields) {
    std::vector<std::size_t> sizes;
    for (const std::string& name : field.axes) {
      const auto at = std::find_if(layout.axes.begin(), layout.axes.end(),
                                   [&](const Axis& axis) { return axis.name == name; });
      sizes.push_back(extents[static_cast<std::size_t>(at - layout.axes.begin())]);
    }
    out.values.push_back(sample_value(field, sizes, random, size));
  }
  return out;
}

Document sample_setting(const AnyClaim& claim, Stream& random, int size, bool prepared) {
  Document out = sample(claim.layout, random, size);
  if (claim.draw && random.chance(0.7)) out = claim.draw(out, random);
  if (claim.prepare && prepared) out = claim.prepare(out, random);
  return out;
}

}  // namespace claimcheck
