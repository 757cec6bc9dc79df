#include "reports/markup.hpp"

#include <stdexcept>

#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("text is escaped, markup is not") {
  CHECK(escaped("<a href=\"x\">&'").text == "&lt;a href=&quot;x&quot;&gt;&amp;&#39;");
  CHECK(escaped("tab\tline\nα").text == "tab\tline\nα");
  CHECK(escaped(std::string_view("\0\x1b\r", 3)).text == "\uFFFD\uFFFD\uFFFD");
  CHECK(fill("<p>{{a}}{{b}}</p>", {{"a", "<"}, {"b", Markup{"<br>"}}}).text == "<p>&lt;<br></p>");
}

TEST_CASE("a slot may stand twice, and what is filled in is not filled again") {
  CHECK(fill("{{a}} {{a}}", {{"a", "{{b}}"}}).text == "{{b}} {{b}}");
}

TEST_CASE("templates and slots must agree") {
  CHECK_THROWS_AS(fill("{{a}}", {}), std::logic_error);
  CHECK_THROWS_AS(fill("a", {{"a", "b"}}), std::logic_error);
  CHECK_THROWS_AS(fill("{{a", {{"a", "b"}}), std::logic_error);
}
