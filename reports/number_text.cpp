#include "reports/number_text.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace claimcheck {

std::string counted(std::int64_t n) {
  std::string out = std::to_string(n);
  const std::size_t first = n < 0 ? 1 : 0;
  for (std::size_t at = out.size(); at > first + 3;) out.insert(at -= 3, 1, ',');
  return out;
}

std::string counted(std::int64_t n, std::string_view noun) {
  return fmt::format("{} {}{}", counted(n), noun, n == 1 ? "" : "s");
}

std::string decimal(double x, int digits) {
  return fmt::format("{:.{}g}", x == 0 ? 0.0 : x, digits);
}

std::string typeset(double x, int digits) {
  if (std::isnan(x)) return "not a number";
  if (std::isinf(x)) return x > 0 ? "∞" : "−∞";
  constexpr std::array<std::string_view, 10> superscripts = {"⁰", "¹", "²", "³", "⁴",
                                                             "⁵", "⁶", "⁷", "⁸", "⁹"};
  const std::string plain = decimal(x, digits);
  const std::size_t e = plain.find('e');
  std::string out;
  for (const char c : plain.substr(0, e)) out += c == '-' ? std::string("−") : std::string(1, c);
  if (e == plain.npos) return out;
  const int exponent = std::stoi(plain.substr(e + 1));
  out += exponent < 0 ? "×10⁻" : "×10";
  for (const char c : std::to_string(std::abs(exponent))) {
    out += superscripts[static_cast<std::size_t>(c - '0')];
  }
  return out;
}

std::string percent(std::int64_t part, std::int64_t whole) {
  if (whole <= 0) return "–";
  const double share = 100 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && share < 1) return "<1 %";
  if (part < whole && share > 99) return ">99 %";
  return fmt::format("{:.0f} %", share);
}

std::string duration(double seconds) {
  if (!(seconds >= 0) || std::isinf(seconds)) return "–";
  if (seconds > 0 && seconds < 0.0005) return "<1 ms";
  if (seconds < 0.9995) return fmt::format("{:.0f} ms", 1000 * seconds);
  if (seconds < 99.95) return fmt::format("{:.1f} s", seconds);
  const auto whole = static_cast<std::int64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole / 60 % 60);
}

}  // namespace claimcheck
