#include "reports/assets.hpp"

#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("base64 agrees with the vectors of RFC 4648") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foo") == "Zm9v");
  CHECK(base64("foob") == "Zm9vYg==");
  CHECK(base64("\xff\xfe\x80") == "//6A");
}

TEST_CASE("embedded files are whole") {
  CHECK(asset("page.html").starts_with("<!doctype html>"));
  CHECK(asset("page.html").ends_with("</html>\n"));
  CHECK(asset("katex.min.js").size() > 100000);
  CHECK(asset("KaTeX_Main-Regular.woff2").starts_with("wOF2"));
  CHECK_THROWS_AS(asset("nothing.html"), std::logic_error);
}

TEST_CASE("scripts and styles cannot end the element they stand in") {
  for (const char* name : {"katex.min.js", "auto-render.js", "page.js"}) {
    CHECK(asset(name).find("</script") == std::string_view::npos);
    CHECK(asset(name).find("<!--") == std::string_view::npos);
  }
  CHECK(katex_style().find("</style") == std::string::npos);
  CHECK(asset("style.css").find("</style") == std::string_view::npos);
}

TEST_CASE("every font of KaTeX's style is inside it, as woff2 only") {
  const std::string style = katex_style();
  std::size_t faces = 0, fonts = 0, ends = 0;
  for (std::size_t at = 0; (at = style.find("@font-face", at)) != style.npos; ++at) ++faces;
  for (std::size_t at = 0; (at = style.find("url(data:font/woff2;base64,d09GMg", at)) != style.npos;
       ++at) {
    ++fonts;
  }
  for (std::size_t at = 0; (at = style.find(") format('woff2');", at)) != style.npos; ++at) ++ends;
  CHECK(faces == 20);
  CHECK(ends == faces);
  CHECK(fonts == faces);
  CHECK(style.find("url(fonts") == std::string::npos);
  CHECK(style.find("truetype") == std::string::npos);
  CHECK(style.find("font-weight:400;font-style:normal}") != std::string::npos);
}
