// The files that the build put into the program: templates, KaTeX, its fonts.
#pragma once

#include <string>
#include <string_view>

namespace claimcheck {

/// Contents of an embedded file by its name without folders, such as "page.html".
/// @throws std::logic_error when there is none.
std::string_view asset(std::string_view name);

/// katex.min.css with its woff2 fonts as data URIs and no other font sources.
std::string katex_style();

/// RFC 4648 with padding.
std::string base64(std::string_view bytes);

}  // namespace claimcheck
