#include "core/data/temporary_folder.hpp"

#include <fstream>

#include "tests/catch.hpp"

using namespace claimcheck;

TEST_CASE("a temporary folder is its own and goes with what it holds") {
  std::filesystem::path first;
  {
    const TemporaryFolder a, b;
    first = a.path();
    CHECK(a.path() != b.path());
    CHECK(std::filesystem::is_directory(a.path()));
    CHECK(std::filesystem::is_empty(a.path()));
    std::filesystem::create_directory(a.path() / "inner");
    std::ofstream(a.path() / "inner" / "file") << "text";
    CHECK(std::filesystem::exists(a.path() / "inner" / "file"));
  }
  CHECK_FALSE(std::filesystem::exists(first));
}
