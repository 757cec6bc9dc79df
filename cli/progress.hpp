// Progress of a run on standard error: one line a finished claim, and on a terminal a live line
// that says what is under way.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "core/evidence/record.hpp"

namespace claimcheck {

/// Whether the stream is a terminal that wants colours (NO_COLOR unset).
bool colourful(std::FILE* stream);

/// May be used from several threads.
class Progress {
 public:
  explicit Progress(std::size_t total);

  void started(const std::string& claim);
  /// `reused`: taken over from an earlier run.
  void finished(const ClaimRecord& record, bool reused);
  /// Ends `started` without a result.
  void abandoned(const std::string& claim);
  /// A line of its own.
  void say(const std::string& line);

 private:
  void forget(const std::string& claim);
  void show_running();

  const std::size_t total_;
  const bool terminal_;
  std::mutex mutex_;
  std::size_t done_ = 0;
  std::vector<std::string> running_;
};

}  // namespace claimcheck
