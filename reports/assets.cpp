#include "reports/assets.hpp"

#include <cstdint>
#include <stdexcept>

// The assembler copies each file into the object as it stands: no generated source, nothing to
// compile, and the length comes with it.
#define CLAIMCHECK_EMBED(symbol, name, path)                     \
  asm(".pushsection .rodata\n"                                   \
      ".balign 8\n"                                              \
      ".hidden claimcheck_asset_size_" #symbol                   \
      "\n"                                                       \
      ".global claimcheck_asset_size_" #symbol                   \
      "\n"                                                       \
      "claimcheck_asset_size_" #symbol                           \
      ": .quad 2f - 1f\n"                                        \
      ".hidden claimcheck_asset_" #symbol                        \
      "\n"                                                       \
      ".global claimcheck_asset_" #symbol                        \
      "\n"                                                       \
      "claimcheck_asset_" #symbol                                \
      ":\n"                                                      \
      "1: .incbin \"" path                                       \
      "\"\n"                                                     \
      "2: .byte 0\n"                                             \
      ".popsection\n");                                          \
  extern "C" const std::uint64_t claimcheck_asset_size_##symbol; \
  extern "C" const char claimcheck_asset_##symbol[];
#include "embedded_files.inc"
#undef CLAIMCHECK_EMBED

namespace claimcheck {
namespace {

struct Asset {
  std::string_view name;
  const char* data;
  const std::uint64_t* size;
};

#define CLAIMCHECK_EMBED(symbol, name, path) \
  {name, claimcheck_asset_##symbol, &claimcheck_asset_size_##symbol},
const Asset assets[] = {
#include "embedded_files.inc"
};
#undef CLAIMCHECK_EMBED

}  // namespace

std::string_view asset(std::string_view name) {
  for (const Asset& a : assets) {
    if (a.name == name) return {a.data, *a.size};
  }
  throw std::logic_error("no embedded file " + std::string(name));
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k) {
      const bool inside = i + k < bytes.size();
      group = group << 8 | (inside ? static_cast<unsigned char>(bytes[i + k]) : 0U);
    }
    for (std::size_t k = 0; k < 4; ++k) {
      out += i + k > bytes.size() ? '=' : digits[group >> (18 - 6 * k) & 63U];
    }
  }
  return out;
}

std::string katex_style() {
  // Each face reads src:url(fonts/A.woff2) format('woff2'),url(fonts/A.woff) ...;font-weight...
  constexpr std::string_view start = "src:url(fonts/";
  const std::string_view css = asset("katex.min.css");
  std::string out;
  std::size_t done = 0;
  for (std::size_t at = css.find(start); at != css.npos; at = css.find(start, done)) {
    const std::size_t name = at + start.size();
    const std::size_t close = css.find(')', name);
    const std::size_t end = css.find_first_of(";}", close);
    out += css.substr(done, at - done);
    out += "src:url(data:font/woff2;base64," + base64(asset(css.substr(name, close - name)));
    out += ") format('woff2')";
    done = end;
  }
  out += css.substr(done);
  return out;
}

}  // namespace claimcheck
