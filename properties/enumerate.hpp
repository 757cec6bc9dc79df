// Small settings one by one: sizes from the smallest, entries from {0, 1, -1} and the values that a
// domain names. What a person would try first.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "core/random/stream.hpp"
#include "properties/document.hpp"

namespace claimcheck {

/// At most `most` small documents, smallest sizes first: up to 2, with a thousand documents or more
/// up to 3. A size whose documents are too many to be listed contributes the simplest one and
/// random others, always the same. Each is made when it is asked for.
class SmallSettings {
 public:
  SmallSettings(const Layout& layout, std::int64_t most);
  ~SmallSettings();

  /// The next one; empty after the last.
  std::optional<Document> next();

 private:
  class Combination;

  const Layout& layout_;
  std::vector<std::vector<std::size_t>> sizes_;
  std::int64_t left_;
  Stream random_;
  std::unique_ptr<Combination> current_;
  std::size_t begun_ = 0;      ///< combinations of sizes
  std::int64_t position_ = 0;  ///< in the current one
};

}  // namespace claimcheck
