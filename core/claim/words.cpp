#include "core/claim/words.hpp"

#include <algorithm>
#include <cctype>

namespace claimcheck {
namespace {

template <class Enum, std::size_t count>
std::optional<Enum> named(const std::array<std::string_view, count>& names, std::string_view name) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return std::nullopt;
  return static_cast<Enum>(at - names.begin());
}

}  // namespace

std::optional<Verdict> verdict_named(std::string_view name) {
  return named<Verdict>(verdict_names, name);
}
std::optional<Kind> kind_named(std::string_view name) { return named<Kind>(kind_names, name); }
std::optional<Effort> effort_named(std::string_view name) {
  return named<Effort>(effort_names, name);
}

std::string file_stem(std::string_view label) {
  std::string out;
  for (const char c : label) {
    out +=
        c == '-' || c == '.' ? '_' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace claimcheck
