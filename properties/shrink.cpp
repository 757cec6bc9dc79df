#include "properties/shrink.hpp"

#include <rapidcheck.h>

namespace claimcheck {
namespace {

constexpr std::uint64_t perturbations_a_drop = 60;

using Simplify = std::vector<Document> (*)(const Layout&, const Document&);

rc::Shrinkable<Document> shrinkable(const Layout& layout, Document document, Simplify simplify) {
  return rc::shrinkable::shrinkRecur(std::move(document),
                                     [&layout, simplify](const Document& value) {
                                       return rc::seq::fromContainer(simplify(layout, value));
                                     });
}

class Shrinker {
 public:
  Shrinker(const Layout& layout, const std::function<bool(const Document&)>& violates,
           std::int64_t budget, const Perturbation& perturb, ShrinkResult& out)
      : layout_(layout), violates_(violates), budget_(budget), perturb_(perturb), out_(out) {}

  /// Sizes first, since all else is cheaper on a small document.
  void run() {
    do {
      descend(shorter);
    } while (out_.tried < budget_ / 2 && perturb_ && hop());
    do {
      descend(simpler);
    } while (!spent() && perturb_ && leap());
    out_.finished = !spent();
  }

 private:
  bool spent() const { return out_.tried >= budget_; }

  bool accept(const Document& candidate) {
    ++out_.tried;
    if (!violates_(candidate)) return false;
    out_.document = candidate;
    return true;
  }

  void descend(Simplify simplify) {
    rc::Shrinkable<Document> current = shrinkable(layout_, out_.document, simplify);
    for (bool improved = true; improved && !spent();) {
      improved = false;
      rc::Seq<rc::Shrinkable<Document>> candidates = current.shrinks();
      for (auto next = candidates.next(); next && !improved && !spent(); next = candidates.next()) {
        if (!accept(next->value())) continue;
        current = *next;
        improved = true;
        break;
      }
    }
  }

  /// Drops one index of an axis and perturbs the rest; true when it violates again.
  bool drop(const Axis& axis, std::size_t index) {
    const Document base = without_index(layout_, out_.document, axis.name, index);
    const Document candidate = perturb_(base, perturbations_++);
    const bool smaller =
        complexity(layout_, candidate).sizes < complexity(layout_, out_.document).sizes;
    return smaller && misfit(layout_, candidate).empty() && accept(candidate);
  }

  /// A few drops along every axis.
  bool hop() {
    for (std::uint64_t i = 0; i < perturbations_a_drop && !spent(); ++i) {
      for (const Axis& axis : layout_.axes) {
        const std::size_t size = axis_size(layout_, out_.document, axis.name);
        if (size > static_cast<std::size_t>(axis.least) && drop(axis, i % size)) return true;
      }
    }
    return false;
  }

  /// As many drops of every index.
  bool leap() {
    for (const Axis& axis : layout_.axes) {
      const std::size_t size = axis_size(layout_, out_.document, axis.name);
      for (std::size_t k = size; size > static_cast<std::size_t>(axis.least) && k-- > 0;) {
        for (std::uint64_t i = 0; i < perturbations_a_drop && !spent(); ++i) {
          if (drop(axis, k)) return true;
        }
      }
    }
    return false;
  }

  const Layout& layout_;
  const std::function<bool(const Document&)>& violates_;
  std::int64_t budget_;
  const Perturbation& perturb_;
  ShrinkResult& out_;
  std::uint64_t perturbations_ = 0;
};

}  // namespace

ShrinkResult shrink(const Layout& layout, const Document& start,
                    const std::function<bool(const Document&)>& violates, std::int64_t budget,
                    const Perturbation& perturb) {
  ShrinkResult out{start, 0, false};
  Shrinker(layout, violates, budget, perturb, out).run();
  return out;
}

}  // namespace claimcheck
