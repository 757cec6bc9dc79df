// Markup: HTML or XML that is safe to print as it stands, told from text by its type.
//
// Text becomes markup only through escaped() or a slot of fill(), so that no setting, title or note
// can smuggle an element into a report.
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace claimcheck {

struct Markup {
  std::string text{};

  Markup& operator+=(const Markup& more) {
    text += more.text;
    return *this;
  }
  bool empty() const { return text.empty(); }
};

/// & < > " ' as character references, fit for text and for quoted attributes; control characters
/// that neither HTML nor XML allows as U+FFFD.
Markup escaped(std::string_view text);

/// What goes into a slot: text is escaped, markup is not.
class Slot {
 public:
  Slot(const Markup& markup) : markup_(markup) {}            // NOLINT
  Slot(const std::string& text) : markup_(escaped(text)) {}  // NOLINT
  Slot(std::string_view text) : markup_(escaped(text)) {}    // NOLINT
  Slot(const char* text) : markup_(escaped(text)) {}         // NOLINT
  template <std::integral Integer>
  Slot(Integer number) : markup_{std::to_string(number)} {}  // NOLINT
  const Markup& markup() const { return markup_; }

 private:
  Markup markup_;
};

using Slots = std::initializer_list<std::pair<std::string_view, Slot>>;

/// `piece` with every {{name}} replaced by the slot of that name.
/// @throws std::logic_error when a name has no slot or a slot no place.
Markup fill(std::string_view piece, Slots slots);

}  // namespace claimcheck
