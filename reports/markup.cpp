#include "reports/markup.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace claimcheck {

Markup escaped(std::string_view text) {
  Markup out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out.text += "&amp;";
        break;
      case '<':
        out.text += "&lt;";
        break;
      case '>':
        out.text += "&gt;";
        break;
      case '"':
        out.text += "&quot;";
        break;
      case '\'':
        out.text += "&#39;";
        break;
      case '\t':
      case '\n':
        out.text += c;
        break;
      case '\x7f':
        out.text += "\uFFFD";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out.text += "\uFFFD";
        } else {
          out.text += c;
        }
    }
  }
  return out;
}

Markup fill(std::string_view piece, Slots slots) {
  Markup out;
  std::vector<bool> used(slots.size(), false);
  std::size_t done = 0;
  for (std::size_t open = piece.find("{{"); open != piece.npos; open = piece.find("{{", done)) {
    const std::size_t close = piece.find("}}", open);
    if (close == piece.npos) throw std::logic_error("template: {{ without }}");
    const std::string_view name = piece.substr(open + 2, close - open - 2);
    const auto* slot =
        std::find_if(slots.begin(), slots.end(), [&](const auto& s) { return s.first == name; });
    if (slot == slots.end()) throw std::logic_error("template: no slot " + std::string(name));
    used[static_cast<std::size_t>(slot - slots.begin())] = true;
    out.text += piece.substr(done, open - done);
    out += slot->second.markup();
    done = close + 2;
  }
  out.text += piece.substr(done);
  const auto unused = std::find(used.begin(), used.end(), false);
  if (unused != used.end()) {
    const auto* slot = slots.begin() + (unused - used.begin());
    throw std::logic_error("template: no place for " + std::string(slot->first));
  }
  return out;
}

}  // namespace claimcheck
