// A folder of its own below the system's one for temporary files.
#pragma once

#include <filesystem>

namespace claimcheck {

/// Made on construction, removed with all it holds on destruction. Two of them never share a name,
/// whatever processes run side by side. @throws std::runtime_error when it cannot be made.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace claimcheck
