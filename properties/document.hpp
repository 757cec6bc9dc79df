// Document: a setting without its type. A claim's setting is exact (integers, signs, choices and
// doubles that mean the dyadic rational they are), so sampling, search, shrinking, storage and
// printing work on this one form and are compiled once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "core/linear/matrix.hpp"

namespace claimcheck {

/// Values that a number of a setting may take. Landmarks are values worth trying by name.
struct Domain {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();
  bool open_low = false;
  bool open_high = false;
  std::vector<double> landmarks{};

  bool contains(double value) const;
};

inline Domain anything() { return {}; }
inline Domain positive() {
  return {.low = 0,
          .high = std::numeric_limits<double>::infinity(),
          .open_low = true,
          .open_high = false,
          .landmarks = {}};
}
inline Domain at_least(double low) {
  return {.low = low,
          .high = std::numeric_limits<double>::infinity(),
          .open_low = false,
          .open_high = false,
          .landmarks = {}};
}
/// [low, high]
inline Domain within(double low, double high) {
  return {.low = low, .high = high, .open_low = false, .open_high = false, .landmarks = {}};
}
/// (low, high)
inline Domain strictly_within(double low, double high) {
  return {.low = low, .high = high, .open_low = true, .open_high = true, .landmarks = {}};
}
/// (low, high]
inline Domain above_up_to(double low, double high) {
  return {.low = low, .high = high, .open_low = true, .open_high = false, .landmarks = {}};
}

enum class FieldKind { integer, real, choice, integers, vector, matrix };

/// One named part of a setting.
struct Field {
  std::string name{};
  FieldKind kind = FieldKind::real;
  std::vector<std::string> axes{};   ///< the sizes it is indexed by, outermost first
  Domain domain{};                   ///< of the number or of each entry
  std::vector<int> allowed{};        ///< `integers`: the values of an entry, simplest first
  std::vector<std::string> names{};  ///< `choice`: the names, simplest first
  bool drawn = false;                ///< filled by the claim's random law, not by the search
};

/// A size shared by the fields that are indexed by it, such as n, m or d.
struct Axis {
  std::string name{};
  int least = 1;
  int most = 6;  ///< largest size that sampling tries
};

/// The shape of a setting: what a document of a claim must look like.
struct Layout {
  std::vector<Axis> axes{};
  std::vector<Field> fields{};

  /// Position of a field by name, or fields.size().
  std::size_t find(const std::string& name) const;
};

/// integer and choice: int; real: double; integers: vector<int>; vector and matrix: doubles.
using Value = std::variant<int, double, std::vector<int>, Vector<double>, Matrix<double>>;

/// One value per field of the layout, in its order.
struct Document {
  std::vector<Value> values{};
};

/// Size of an axis in a document, from the first field indexed by it.
std::size_t axis_size(const Layout& layout, const Document& document, const std::string& axis);

/// Empty when the document fits the layout; otherwise what is wrong: "field: reason". Checks types,
/// that fields agree on every size, domains, and that every number is finite.
std::string misfit(const Layout& layout, const Document& document);

/// Removes, or copies over another, one index of an axis in every field indexed by it.
Document without_index(const Layout& layout, const Document& document, const std::string& axis,
                       std::size_t index);
Document with_copied_index(const Layout& layout, const Document& document, const std::string& axis,
                           std::size_t from, std::size_t to);
/// Appends a copy of one index of an axis.
Document with_repeated_index(const Layout& layout, const Document& document,
                             const std::string& axis, std::size_t index);

/// Calls f(double&, const Field&) on every real number of the document.
template <class F>
void for_each_real(const Layout& layout, Document& document, F&& f) {
  for (std::size_t k = 0; k < layout.fields.size(); ++k) {
    const Field& field = layout.fields[k];
    if (auto* number = std::get_if<double>(&document.values[k])) {
      f(*number, field);
    } else if (auto* vector = std::get_if<Vector<double>>(&document.values[k])) {
      for (double& entry : *vector) f(entry, field);
    } else if (auto* matrix = std::get_if<Matrix<double>>(&document.values[k])) {
      for (double& entry : matrix->entries()) f(entry, field);
    }
  }
}

/// How much there is to read, so that shrinking always ends; compared lexicographically:
/// sum of axis sizes, steps and other integers, non-zero numbers, mantissa bits, exponents, signs.
struct Complexity {
  std::int64_t sizes = 0, integers = 0, nonzeros = 0, bits = 0, exponents = 0, negatives = 0,
               distinct = 0;
  auto operator<=>(const Complexity&) const = default;
};
Complexity complexity(const Layout& layout, const Document& document);

/// The document with values in decimal (exact hexadecimal when decimal is not short), one field a
/// line: "alpha = 0.5".
std::string readable(const Layout& layout, const Document& document);

}  // namespace claimcheck
