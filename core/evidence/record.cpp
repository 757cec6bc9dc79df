#include "core/evidence/record.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace claimcheck {
namespace fs = std::filesystem;

BadFile::BadFile(const fs::path& path, int line, const std::string& what)
    : std::runtime_error(line > 0 ? fmt::format("{}:{}: {}", path.string(), line, what)
                                  : fmt::format("{}: {}", path.string(), what)) {}

void write_record(const ClaimRecord& record, const fs::path& path) {
  write_file(path, record_json(record));
}

ClaimRecord read_record(const fs::path& path) { return parse_record(read_file(path), path); }

std::vector<ClaimRecord> read_evidence(const fs::path& directory) {
  std::error_code error;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory, error)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  if (error) throw BadFile(directory, 0, error.message());
  std::sort(files.begin(), files.end());
  std::vector<ClaimRecord> out;
  for (const fs::path& file : files) out.push_back(read_record(file));
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.card.id < b.card.id; });
  return out;
}

fs::path record_file(const std::string& claim_id) {
  std::string name = claim_id;
  std::replace(name.begin(), name.end(), '/', '.');
  return name + ".json";
}

}  // namespace claimcheck
