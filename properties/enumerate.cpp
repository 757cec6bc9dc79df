#include "properties/enumerate.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/random/stream.hpp"

namespace claimcheck {
namespace {

// Sizes up to three more than fill a small budget.
constexpr std::int64_t large_budget = 1000;

/// The simple values of one number of a field.
std::vector<double> simple_values(const Field& field) {
  if (field.kind == FieldKind::integers) {
    return {field.allowed.begin(), field.allowed.end()};
  }
  if (field.kind == FieldKind::choice) {
    std::vector<double> out(field.names.size());
    std::iota(out.begin(), out.end(), 0.0);
    return out;
  }
  std::vector<double> out = field.domain.landmarks;
  const double low = field.domain.low, high = field.domain.high;
  if (field.kind == FieldKind::integer) {
    for (const double x : {low, low + 1, low + 2}) out.push_back(x);
  } else {
    for (const double x : {0.0, 1.0, -1.0}) out.push_back(x);
    if (std::isfinite(low) && std::isfinite(high)) {
      for (const double x : {low, high, (low + high) / 2}) out.push_back(x);
    } else if (std::isfinite(low)) {
      out.push_back(low + 1);
    }
  }
  std::erase_if(out, [&](double x) { return !std::isfinite(x) || !field.domain.contains(x); });
  // Simplest first, so that document number 0 is the simplest one.
  std::sort(out.begin(), out.end(), [](double a, double b) {
    return std::fabs(a) != std::fabs(b) ? std::fabs(a) < std::fabs(b) : a > b;
  });
  out.erase(std::unique(out.begin(), out.end()), out.end());
  if (out.empty()) out.push_back(std::isfinite(high) ? high / 2 : 1);
  return out;
}

/// One digit of the mixed-radix number that selects a document.
struct Digit {
  std::size_t field;
  std::size_t entry;
  const std::vector<double>* values;
};

class SmallDocuments {
 public:
  SmallDocuments(const Layout& layout, const std::vector<std::size_t>& sizes) : layout_(layout) {
    for (const Field& field : layout.fields) values_.push_back(simple_values(field));
    for (std::size_t f = 0; f < layout.fields.size(); ++f) {
      std::vector<std::size_t> extents;
      for (const std::string& name : layout.fields[f].axes) extents.push_back(size_of(name, sizes));
      std::size_t count = 1;
      for (const std::size_t extent : extents) count *= extent;
      for (std::size_t e = 0; e < count; ++e) digits_.push_back({f, e, &values_[f]});
      blank_.values.push_back(blank(layout.fields[f], extents));
    }
    for (const Digit& digit : digits_) {
      total_ = std::fmin(total_ * static_cast<double>(digit.values->size()), 0x1p1000);
    }
  }

  double total() const { return total_; }

  /// Every number drawn from its simple values.
  Document drawn(Stream& random) const {
    Document out = blank_;
    for (const Digit& digit : digits_) {
      assign(out.values[digit.field], digit.entry,
             (*digit.values)[random.below(digit.values->size())]);
    }
    return out;
  }

  /// The document number `index`, least significant digit last; number 0 is the simplest.
  Document at(double index) const {
    Document out = blank_;
    for (std::size_t k = digits_.size(); k-- > 0;) {
      const Digit& digit = digits_[k];
      const auto radix = static_cast<double>(digit.values->size());
      // fmod is exact, also for an index beyond 2^53.
      const double remainder = std::fmod(index, radix);
      const double value = (*digit.values)[static_cast<std::size_t>(remainder)];
      index = std::floor((index - remainder) / radix);
      assign(out.values[digit.field], digit.entry, value);
    }
    return out;
  }

 private:
  std::size_t size_of(const std::string& name, const std::vector<std::size_t>& sizes) const {
    for (std::size_t k = 0; k < layout_.axes.size(); ++k) {
      if (layout_.axes[k].name == name) return sizes[k];
    }
    return 0;
  }

  static Value blank(const Field& field, const std::vector<std::size_t>& extents) {
    switch (field.kind) {
      case FieldKind::integer:
      case FieldKind::choice:
        return 0;
      case FieldKind::real:
        return 0.0;
      case FieldKind::integers:
        return std::vector<int>(extents[0]);
      case FieldKind::vector:
        return Vector<double>(extents[0]);
      case FieldKind::matrix:
        break;
    }
    return Matrix<double>(extents[0], extents[1]);
  }

  static void assign(Value& target, std::size_t entry, double value) {
    if (auto* integer = std::get_if<int>(&target)) {
      *integer = static_cast<int>(value);
    } else if (auto* real = std::get_if<double>(&target)) {
      *real = value;
    } else if (auto* integers = std::get_if<std::vector<int>>(&target)) {
      (*integers)[entry] = static_cast<int>(value);
    } else if (auto* vector = std::get_if<Vector<double>>(&target)) {
      (*vector)[entry] = value;
    } else {
      std::get<Matrix<double>>(target).entries()[entry] = value;
    }
  }

  const Layout& layout_;
  std::vector<std::vector<double>> values_;
  std::vector<Digit> digits_;
  Document blank_;
  double total_ = 1;
};

/// All combinations of axis sizes from the least to `largest`, by their sum.
std::vector<std::vector<std::size_t>> size_combinations(const Layout& layout, int largest) {
  std::vector<std::vector<std::size_t>> out = {{}};
  for (const Axis& axis : layout.axes) {
    std::vector<std::vector<std::size_t>> next;
    for (const auto& partial : out) {
      const int last = std::min(axis.most, std::max(axis.least, largest));
      for (int size = axis.least; size <= last; ++size) {
        next.push_back(partial);
        next.back().push_back(static_cast<std::size_t>(size));
      }
    }
    out = std::move(next);
  }
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
    return std::accumulate(a.begin(), a.end(), std::size_t{0}) <
           std::accumulate(b.begin(), b.end(), std::size_t{0});
  });
  return out;
}

/// 1, ..., count - 1 in random order: neighbours in the list are much alike.
std::vector<double> shuffled_from_one(std::int64_t count, Stream& random) {
  std::vector<double> out;
  for (std::int64_t k = 1; k < count; ++k) out.push_back(static_cast<double>(k));
  for (std::size_t k = out.size(); k > 1; --k) std::swap(out[k - 1], out[random.below(k)]);
  return out;
}

}  // namespace

/// The settings of one combination of sizes: all of them in random order, or the simplest one and
/// random others.
class SmallSettings::Combination {
 public:
  Combination(const Layout& layout, const std::vector<std::size_t>& sizes, std::int64_t share,
              Stream& random)
      : documents_(layout, sizes),
        count_(
            static_cast<std::int64_t>(std::min(static_cast<double>(share), documents_.total()))) {
    const bool all = static_cast<double>(count_) == documents_.total();
    if (all) order_ = shuffled_from_one(count_, random);
  }

  std::int64_t count() const { return count_; }
  Document at(std::int64_t k, Stream& random) const {
    if (k == 0) return documents_.at(0);
    if (order_.empty()) return documents_.drawn(random);
    return documents_.at(order_[static_cast<std::size_t>(k - 1)]);
  }

 private:
  SmallDocuments documents_;
  std::int64_t count_;
  std::vector<double> order_;
};

SmallSettings::SmallSettings(const Layout& layout, std::int64_t most)
    : layout_(layout),
      sizes_(size_combinations(layout, most < large_budget ? 2 : 3)),
      left_(most),
      random_(0, "small settings", 0) {}

SmallSettings::~SmallSettings() = default;

std::optional<Document> SmallSettings::next() {
  if (!current_ || position_ == current_->count()) {
    if (begun_ == sizes_.size() || left_ == 0) return std::nullopt;
    const auto share =
        std::max<std::int64_t>(1, left_ / static_cast<std::int64_t>(sizes_.size() - begun_));
    current_ = std::make_unique<Combination>(layout_, sizes_[begun_++], share, random_);
    left_ -= current_->count();
    position_ = 0;
  }
  return current_->at(position_++, random_);
}

}  // namespace claimcheck
