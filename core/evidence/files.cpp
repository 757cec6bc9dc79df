#include "core/evidence/files.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

namespace claimcheck {
namespace {

namespace fs = std::filesystem;

int line_at(const std::string& text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<int>(std::count(text.begin(), end, '\n'));
}

int line_of_key(const std::string& text, const std::string& key) {
  const std::size_t at = text.find('"' + key + '"');
  return at == std::string::npos ? 1 : line_at(text, at);
}

/// The library's message without its "[json.exception...]" prefix.
std::string plain(const std::exception& error) {
  const std::string what = error.what();
  const std::size_t end = what.find("] ");
  return what.rfind("[json.exception", 0) == 0 && end != std::string::npos ? what.substr(end + 2)
                                                                           : what;
}

}  // namespace

void parse_json(const std::string& text, const fs::path& origin, std::string& key,
                const std::function<void(const nlohmann::ordered_json&)>& use) {
  nlohmann::ordered_json json;
  try {
    json = nlohmann::ordered_json::parse(text);
  } catch (const nlohmann::json::parse_error& error) {
    const std::size_t offset = error.byte > 0 ? error.byte - 1 : 0;
    throw BadFile(origin, line_at(text, offset), "not valid JSON");
  }
  try {
    use(json);
  } catch (const BadFile&) {
    throw;
  } catch (const std::exception& error) {
    throw BadFile(origin, line_of_key(text, key), "\"" + key + "\": " + plain(error));
  }
}

void write_file(const fs::path& path, const std::string& text) {
  const fs::path temporary = path.string() + ".tmp" + std::to_string(::getpid());
  const auto fail = [&](const char* what) {
    const std::string reason = std::strerror(errno);
    std::error_code ignored;
    fs::remove(temporary, ignored);
    throw std::runtime_error(path.string() + ": " + what + ": " + reason);
  };
  {
    std::ofstream out(temporary, std::ios::binary);
    if (!out) fail("cannot write");
    out << text;
    out.flush();
    if (!out) fail("cannot write");
  }
  std::error_code error;
  fs::rename(temporary, path, error);
  if (error) {
    errno = error.value();
    fail("cannot rename into place");
  }
}

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw BadFile(path, 0, std::string("cannot read: ") + std::strerror(errno));
  std::ostringstream out;
  out << in.rdbuf();
  if (fs::is_directory(path)) throw BadFile(path, 0, "is a directory");
  return out.str();
}

}  // namespace claimcheck
