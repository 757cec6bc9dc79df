#include <algorithm>
#include <cmath>
#include <span>

#include "properties/sample.hpp"

namespace claimcheck {
namespace {

/// A simple non-zero number or a random one, for a place where there is nothing to scale.
double from_zero(const Domain& domain, Stream& random) {
  if (random.chance(0.3)) return sample_real(domain, random, 40);
  return random.sign() * std::ldexp(1.0, random.integer(-3, 4));
}

double changed(double x, const Domain& domain, Stream& random) {
  switch (random.below(9)) {
    case 0:
      return 0;
    case 1:
      return random.sign();
    case 2:
      return -x;
    case 3:
      return x * std::ldexp(1.0, random.integer(-4, 4));
    case 4:
      return x * (1 + 0.3 * random.normal());
    case 5:
      return x + std::ldexp(random.normal(), -random.integer(0, 20));
    case 6:
      return x * (1 + std::ldexp(random.normal(), -random.integer(2, 30)));
    case 7:
      return std::nearbyint(x * 4) / 4;
    default:
      return sample_real(domain, random, 40);
  }
}

double nudged(double x, const Domain& domain, Stream& random) {
  const double out = x == 0 ? from_zero(domain, random) : changed(x, domain, random);
  return domain.contains(out) && std::isfinite(out) ? out : x;
}

/// The k-th real number of the document, counted through all fields.
std::size_t count_reals(const Layout& layout, Document& document) {
  std::size_t count = 0;
  for_each_real(layout, document, [&](double&, const Field&) { ++count; });
  return count;
}

Document with_nudged_reals(const Layout& layout, Document document, Stream& random) {
  const std::size_t count = count_reals(layout, document);
  if (count == 0) return document;
  const double rate = random.chance(0.5) ? 0 : random.uniform();
  const std::size_t chosen = random.below(count);
  std::size_t k = 0;
  for_each_real(layout, document, [&](double& entry, const Field& field) {
    if (k++ == chosen || random.chance(rate)) entry = nudged(entry, field.domain, random);
  });
  return document;
}

/// One change of a whole vector or matrix (rows of `width` entries): all entries equal, one row
/// everywhere, two entries swapped, a row negated, everything scaled.
void restructure(std::span<double> entries, std::size_t width, const Domain& domain,
                 Stream& random) {
  if (entries.empty()) return;
  const std::size_t row = random.below(entries.size() / width) * width;
  switch (random.below(5)) {
    case 0:
      std::fill(entries.begin(), entries.end(), entries[random.below(entries.size())]);
      break;
    case 1:
      for (std::size_t k = 0; k < entries.size(); ++k) entries[k] = entries[row + k % width];
      break;
    case 2:
      std::swap(entries[random.below(entries.size())], entries[random.below(entries.size())]);
      break;
    case 3:
      for (double& entry : entries.subspan(row, width)) {
        if (domain.contains(-entry)) entry = -entry;
      }
      break;
    default: {
      const double factor = std::ldexp(1.0, random.integer(-4, 4));
      for (double& entry : entries) {
        if (domain.contains(factor * entry)) entry *= factor;
      }
    }
  }
}

Document with_changed_field(const Layout& layout, Document document, Stream& random) {
  const std::size_t k = random.below(layout.fields.size());
  const Field& field = layout.fields[k];
  if (auto* vector = std::get_if<Vector<double>>(&document.values[k])) {
    restructure(*vector, 1, field.domain, random);
  } else if (auto* matrix = std::get_if<Matrix<double>>(&document.values[k])) {
    if (matrix->cols() > 0) restructure(matrix->entries(), matrix->cols(), field.domain, random);
  }
  if (auto* integers = std::get_if<std::vector<int>>(&document.values[k])) {
    if (!integers->empty()) {
      (*integers)[random.below(integers->size())] =
          field.allowed[random.below(field.allowed.size())];
    }
  } else if (std::get_if<int>(&document.values[k]) != nullptr) {
    document.values[k] = sample_value(field, {}, random, 100);
  }
  return document;
}

Document with_changed_axis(const Layout& layout, const Document& document, Stream& random) {
  if (layout.axes.empty()) return document;
  const Axis& axis = layout.axes[random.below(layout.axes.size())];
  const std::size_t size = axis_size(layout, document, axis.name);
  if (size == 0) return document;
  const std::size_t from = random.below(size);
  switch (random.below(3)) {
    case 0:
      if (size > static_cast<std::size_t>(axis.least)) {
        return without_index(layout, document, axis.name, from);
      }
      break;
    case 1:
      if (size < static_cast<std::size_t>(axis.most)) {
        return with_repeated_index(layout, document, axis.name, from);
      }
      break;
    default:
      return with_copied_index(layout, document, axis.name, from, random.below(size));
  }
  return document;
}

}  // namespace

Document mutated(const AnyClaim& claim, const Document& document, Stream& random) {
  Document out = document;
  const int changes = random.chance(0.7) ? 1 : 2 + static_cast<int>(random.below(3));
  for (int k = 0; k < changes; ++k) {
    const std::size_t what = random.below(10);
    if (what < 7) {
      out = with_nudged_reals(claim.layout, std::move(out), random);
    } else if (what < 8) {
      out = with_changed_field(claim.layout, std::move(out), random);
    } else {
      out = with_changed_axis(claim.layout, out, random);
    }
  }
  if (claim.prepare && random.chance(0.5)) out = claim.prepare(out, random);
  return out;
}

}  // namespace claimcheck
