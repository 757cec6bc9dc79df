// How numbers are written in reports. Independent of the locale.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace claimcheck {

/// 12,345
std::string counted(std::int64_t n);
/// "1 draw", "2 draws"
std::string counted(std::int64_t n, std::string_view noun);

/// Significant digits: 0.042, 3.1e-12, inf, nan.
std::string decimal(double x, int digits = 3);
/// The same as it is printed in a book: 3.1×10⁻¹², −0.2, ∞. UTF-8.
std::string typeset(double x, int digits = 3);

/// part / whole as "82 %"; "<1 %" and ">99 %" rather than a wrong 0 or 100; "–" when whole is 0.
std::string percent(std::int64_t part, std::int64_t whole);

/// "<1 ms", "12 ms", "1.3 s", "4 min 05 s".
std::string duration(double seconds);

}  // namespace claimcheck
