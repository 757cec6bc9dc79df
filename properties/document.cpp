#include "properties/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <set>
#include <stdexcept>

namespace claimcheck {
namespace {

std::vector<std::size_t> extents(const Value& value) {
  if (const auto* integers = std::get_if<std::vector<int>>(&value)) return {integers->size()};
  if (const auto* vector = std::get_if<Vector<double>>(&value)) return {vector->size()};
  if (const auto* matrix = std::get_if<Matrix<double>>(&value)) {
    return {matrix->rows(), matrix->cols()};
  }
  return {};
}

bool has_kind(const Value& value, FieldKind kind) {
  switch (kind) {
    case FieldKind::integer:
    case FieldKind::choice:
      return std::holds_alternative<int>(value);
    case FieldKind::real:
      return std::holds_alternative<double>(value);
    case FieldKind::integers:
      return std::holds_alternative<std::vector<int>>(value);
    case FieldKind::vector:
      return std::holds_alternative<Vector<double>>(value);
    case FieldKind::matrix:
      return std::holds_alternative<Matrix<double>>(value);
  }
  return false;
}

/// Rows and columns of `value` picked by the index maps; an axis keeps its map's order.
Value gathered(const Value& value, const Field& field, const std::string& axis,
               const std::vector<std::size_t>& picked) {
  const auto pick = [&](const auto& old) {
    auto out = old;
    out.clear();
    for (const std::size_t i : picked) out.push_back(old[i]);
    return out;
  };
  if (const auto* integers = std::get_if<std::vector<int>>(&value)) return pick(*integers);
  if (const auto* vector = std::get_if<Vector<double>>(&value)) return pick(*vector);
  const auto& old = std::get<Matrix<double>>(value);
  const bool by_row = field.axes[0] == axis, by_column = field.axes[1] == axis;
  Matrix<double> out(by_row ? picked.size() : old.rows(), by_column ? picked.size() : old.cols());
  for (std::size_t i = 0; i < out.rows(); ++i) {
    for (std::size_t j = 0; j < out.cols(); ++j) {
      out(i, j) = old(by_row ? picked[i] : i, by_column ? picked[j] : j);
    }
  }
  return out;
}

Document reindexed(const Layout& layout, const Document& document, const std::string& axis,
                   const std::vector<std::size_t>& picked) {
  Document out = document;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    if (std::find(field.axes.begin(), field.axes.end(), axis) != field.axes.end()) {
      out.values[k] = gathered(document.values[k], field, axis, picked);
    }
  }
  return out;
}

std::vector<std::size_t> identity(std::size_t size) {
  std::vector<std::size_t> out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = i;
  return out;
}

std::string number(double value) {
  const std::string shortest = fmt::format("{}", value);
  return shortest.size() <= 12 ? shortest : fmt::format("{:a}", value);
}

template <class Range, class F>
std::string list(const Range& range, F&& item) {
  std::string out = "[";
  for (const auto& entry : range) out += (out.size() > 1 ? ", " : "") + item(entry);
  return out + "]";
}

}  // namespace

bool Domain::contains(double value) const {
  if (std::isnan(value)) return false;
  return (open_low ? value > low : value >= low) && (open_high ? value < high : value <= high);
}

std::size_t Layout::find(const std::string& name) const {
  const auto it = std::find_if(fields.begin(), fields.end(),
                               [&](const Field& field) { return field.name == name; });
  return static_cast<std::size_t>(it - fields.begin());
}

std::size_t axis_size(const Layout& layout, const Document& document, const std::string& axis) {
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const std::vector<std::size_t> sizes = extents(document.values[k]);
    for (std::size_t d = 0; d < layout.fields[k].axes.size(); ++d) {
      if (layout.fields[k].axes[d] == axis) return sizes[d];
    }
  }
  return 0;
}

std::string misfit(const Layout& layout, const Document& document) {
  if (document.values.size() != layout.fields.size()) return "setting: wrong number of fields";
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    const Value& value = document.values[k];
    if (!has_kind(value, field.kind)) return field.name + ": wrong type";
    const std::vector<std::size_t> sizes = extents(value);
    for (std::size_t d = 0; d < field.axes.size(); ++d) {
      const std::size_t expected = axis_size(layout, document, field.axes[d]);
      if (sizes[d] != expected) {
        return fmt::format("{}: size {} along {}, but {} elsewhere", field.name, sizes[d],
                           field.axes[d], expected);
      }
    }
    if (const auto* integer = std::get_if<int>(&value)) {
      const bool fits =
          field.kind == FieldKind::choice
              ? *integer >= 0 && static_cast<std::size_t>(*integer) < field.names.size()
              : field.domain.contains(*integer);
      if (!fits) return fmt::format("{}: {} is out of range", field.name, *integer);
    }
    if (const auto* integers = std::get_if<std::vector<int>>(&value)) {
      for (const int entry : *integers) {
        if (std::find(field.allowed.begin(), field.allowed.end(), entry) == field.allowed.end()) {
          return fmt::format("{}: {} is not allowed", field.name, entry);
        }
      }
    }
  }
  std::string wrong;
  Document copy = document;
  for_each_real(layout, copy, [&](double& entry, const Field& field) {
    if (wrong.empty() && (!std::isfinite(entry) || !field.domain.contains(entry))) {
      wrong = fmt::format("{}: {} is out of range", field.name, entry);
    }
  });
  for (const Axis& axis : layout.axes) {
    const std::size_t size = axis_size(layout, document, axis.name);
    if (wrong.empty() && size < static_cast<std::size_t>(axis.least)) {
      wrong = fmt::format("{}: size {} is below {}", axis.name, size, axis.least);
    }
  }
  return wrong;
}

Document without_index(const Layout& layout, const Document& document, const std::string& axis,
                       std::size_t index) {
  std::vector<std::size_t> picked = identity(axis_size(layout, document, axis));
  picked.erase(picked.begin() + static_cast<std::ptrdiff_t>(index));
  return reindexed(layout, document, axis, picked);
}
Document with_copied_index(const Layout& layout, const Document& document, const std::string& axis,
                           std::size_t from, std::size_t to) {
  std::vector<std::size_t> picked = identity(axis_size(layout, document, axis));
  picked[to] = from;
  return reindexed(layout, document, axis, picked);
}
Document with_repeated_index(const Layout& layout, const Document& document,
                             const std::string& axis, std::size_t index) {
  std::vector<std::size_t> picked = identity(axis_size(layout, document, axis));
  picked.push_back(index);
  return reindexed(layout, document, axis, picked);
}

Complexity complexity(const Layout& layout, const Document& document) {
  Complexity out;
  for (const Axis& axis : layout.axes) {
    out.sizes += static_cast<std::int64_t>(axis_size(layout, document, axis.name));
  }
  std::set<double> seen;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    if (const auto* integer = std::get_if<int>(&document.values[k])) {
      out.integers += field.kind == FieldKind::choice
                          ? *integer
                          : std::abs(*integer - (std::isfinite(field.domain.low)
                                                     ? static_cast<int>(field.domain.low)
                                                     : 0));
    } else if (const auto* integers = std::get_if<std::vector<int>>(&document.values[k])) {
      for (const int entry : *integers) {
        const auto at = std::find(field.allowed.begin(), field.allowed.end(), entry);
        out.negatives += at - field.allowed.begin();
      }
    }
  }
  Document copy = document;
  for_each_real(layout, copy, [&](double& entry, const Field&) {
    if (entry == 0) return;
    int exponent = 0;
    const double fraction = std::frexp(std::fabs(entry), &exponent);
    const auto mantissa = static_cast<std::uint64_t>(std::ldexp(fraction, 53));
    ++out.nonzeros;
    out.bits += 53 - std::countr_zero(mantissa);
    out.exponents += std::abs(exponent - 1);
    out.negatives += entry < 0 ? 1 : 0;
    seen.insert(entry);
  });
  out.distinct = static_cast<std::int64_t>(seen.size());
  return out;
}

std::string readable(const Layout& layout, const Document& document) {
  std::string out;
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    const Value& value = document.values[k];
    std::string text;
    if (const auto* integer = std::get_if<int>(&value)) {
      text = field.kind == FieldKind::choice ? field.names[static_cast<std::size_t>(*integer)]
                                             : std::to_string(*integer);
    } else if (const auto* real = std::get_if<double>(&value)) {
      text = number(*real);
    } else if (const auto* integers = std::get_if<std::vector<int>>(&value)) {
      text = list(*integers, [](int entry) { return std::to_string(entry); });
    } else if (const auto* vector = std::get_if<Vector<double>>(&value)) {
      text = list(*vector, number);
    } else {
      const auto& matrix = std::get<Matrix<double>>(value);
      std::vector<std::size_t> rows = identity(matrix.rows());
      text = list(rows, [&](std::size_t i) { return list(matrix.row(i), number); });
    }
    out += field.name + " = " + text + "\n";
  }
  return out;
}

}  // namespace claimcheck
