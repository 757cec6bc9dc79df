#include <algorithm>
#include <cmath>

#include "properties/shrink.hpp"

namespace claimcheck {
namespace {

/// Simpler numbers, simplest first.
std::vector<double> simpler_reals(double x, const Domain& domain) {
  std::vector<double> out = {0, 1, -1};
  out.insert(out.end(), domain.landmarks.begin(), domain.landmarks.end());
  for (const double simple : {0.5, 2.0, -0.5, -2.0}) out.push_back(simple);
  out.push_back(std::fabs(x));
  if (std::isfinite(domain.low)) out.push_back(domain.low);
  if (std::isfinite(domain.high)) out.push_back(domain.high);
  int exponent = 0;
  const double fraction = std::frexp(x, &exponent);
  for (const int bits : {1, 2, 3, 5, 8, 12, 20, 32}) {
    const double scaled = std::ldexp(fraction, bits);
    out.push_back(std::ldexp(std::trunc(scaled), exponent - bits));
    out.push_back(std::ldexp(std::nearbyint(scaled), exponent - bits));
    out.push_back(std::ldexp(std::trunc(scaled) + std::copysign(1, x), exponent - bits));
  }
  out.push_back(std::ldexp(fraction, 1 + (exponent - 1) / 2));
  out.push_back(std::ldexp(fraction, exponent > 1 ? exponent - 1 : exponent + 1));
  std::erase_if(out, [&](double y) { return y == x || !std::isfinite(y) || !domain.contains(y); });
  return out;
}

// Pairs of numbers are tried only where there are few.
constexpr std::size_t most_transferred = 24;

/// Collects candidates, keeping only strictly simpler ones.
class Candidates {
 public:
  Candidates(const Layout& layout, const Document& document)
      : layout_(layout), document_(document), bound_(complexity(layout, document)) {}

  void add(Document candidate) {
    if (complexity(layout_, candidate) < bound_) found_.push_back(std::move(candidate));
  }

  void sizes() {
    for (const Axis& axis : layout_.axes) {
      const std::size_t size = axis_size(layout_, document_, axis.name);
      const auto least = static_cast<std::size_t>(axis.least);
      if (size > 2 * least) {
        Document half = document_;
        for (std::size_t k = size; k-- > size / 2;) {
          half = without_index(layout_, half, axis.name, k);
        }
        add(half);
      }
      for (std::size_t k = size; size > least && k-- > 0;) {
        add(without_index(layout_, document_, axis.name, k));
      }
    }
    sizes_with_growth();
  }

  /// What is lost with an index may be made up for by larger numbers in what remains.
  void sizes_with_growth() {
    for (const Axis& axis : layout_.axes) {
      const std::size_t size = axis_size(layout_, document_, axis.name);
      for (std::size_t k = size; size > static_cast<std::size_t>(axis.least) && k-- > 0;) {
        for (const double factor : {2.0, 8.0}) {
          Document grown = without_index(layout_, document_, axis.name, k);
          for_each_real(layout_, grown, [&](double& entry, const Field& field) {
            const bool indexed =
                std::find(field.axes.begin(), field.axes.end(), axis.name) != field.axes.end();
            if (indexed && field.domain.contains(factor * entry)) entry *= factor;
          });
          add(std::move(grown));
        }
      }
    }
  }

  void integers() {
    for (std::size_t f = 0; f < layout_.fields.size(); ++f) {
      const Field& field = layout_.fields[f];
      if (const auto* value = std::get_if<int>(&document_.values[f])) {
        const int low = field.kind == FieldKind::choice ? 0 : static_cast<int>(field.domain.low);
        for (const int next : {low, (low + *value) / 2, *value - 1}) {
          if (next >= low && next != *value) add(with_value(f, next));
        }
      } else if (const auto* list = std::get_if<std::vector<int>>(&document_.values[f])) {
        add(with_value(f, std::vector<int>(list->size(), field.allowed[0])));
        for (std::size_t i = 0; i < list->size(); ++i) {
          std::vector<int> next = *list;
          next[i] = field.allowed[0];
          add(with_value(f, std::move(next)));
        }
      }
    }
  }

  /// Whole fields and rows to zero, then single numbers.
  void reals() {
    for (std::size_t f = 0; f < layout_.fields.size(); ++f) {
      if (const auto* matrix = std::get_if<Matrix<double>>(&document_.values[f])) {
        for (std::size_t i = 0; i < matrix->rows(); ++i) {
          Matrix<double> next = *matrix;
          for (double& entry : next.row(i)) entry = 0;
          if (layout_.fields[f].domain.contains(0)) add(with_value(f, std::move(next)));
        }
      }
    }
    // Relations between signs often survive only when all of them change together.
    Document mirrored = document_;
    for_each_real(layout_, mirrored, [](double& entry, const Field& field) {
      if (entry != 0 && field.domain.contains(-entry)) entry = -entry;
    });
    add(std::move(mirrored));
    std::size_t count = 0;
    Document scratch = document_;
    for_each_real(layout_, scratch, [&](double&, const Field&) { ++count; });
    for (std::size_t k = 0; k < count; ++k) {
      double old = 0;
      Domain domain;
      edit(k, scratch, [&](double& entry, const Field& field) {
        old = entry;
        domain = field.domain;
      });
      if (old == 0) continue;
      for (const double value : simpler_reals(old, domain)) {
        Document next = document_;
        edit(k, next, [&](double& entry, const Field&) { entry = value; });
        add(std::move(next));
      }
    }
  }

  /// Every number of a value replaced by another value of the document.
  void equalities() {
    std::vector<double> values;
    Document scratch = document_;
    for_each_real(layout_, scratch, [&](double& entry, const Field&) { values.push_back(entry); });
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
    if (values.size() > 40) return;
    for (const double from : values) {
      for (const double to : values) {
        if (from == to) continue;
        Document next = document_;
        for_each_real(layout_, next, [&](double& entry, const Field& field) {
          if (entry == from && field.domain.contains(to)) entry = to;
        });
        add(std::move(next));
      }
    }
  }

  /// One number to zero, what it was moved to another one: keeps their sum or their difference.
  void transfers() {
    std::vector<double> values;
    Document scratch = document_;
    for_each_real(layout_, scratch, [&](double& entry, const Field&) { values.push_back(entry); });
    if (values.size() > most_transferred) return;
    for (std::size_t from = 0; from < values.size(); ++from) {
      for (std::size_t to = 0; to < values.size(); ++to) {
        if (from == to || values[from] == 0 || values[to] == 0) continue;
        for (const double moved : {values[to] - values[from], values[to] + values[from]}) {
          Document next = document_;
          edit(from, next, [](double& entry, const Field&) { entry = 0; });
          edit(to, next, [&](double& entry, const Field&) { entry = moved; });
          if (misfit(layout_, next).empty()) add(std::move(next));
        }
      }
    }
  }

  std::vector<Document> take() { return std::move(found_); }

 private:
  Document with_value(std::size_t field, Value value) const {
    Document out = document_;
    out.values[field] = std::move(value);
    return out;
  }

  template <class F>
  void edit(std::size_t index, Document& document, F&& f) const {
    std::size_t k = 0;
    for_each_real(layout_, document, [&](double& entry, const Field& field) {
      if (k++ == index) f(entry, field);
    });
  }

  const Layout& layout_;
  const Document& document_;
  Complexity bound_;
  std::vector<Document> found_;
};

}  // namespace

std::vector<Document> simpler(const Layout& layout, const Document& document) {
  Candidates candidates(layout, document);
  candidates.sizes();
  candidates.integers();
  candidates.reals();
  candidates.equalities();
  candidates.transfers();
  return candidates.take();
}

std::vector<Document> shorter(const Layout& layout, const Document& document) {
  Candidates candidates(layout, document);
  candidates.sizes();
  return candidates.take();
}

}  // namespace claimcheck
