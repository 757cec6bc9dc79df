#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "cli/wording.hpp"

namespace claimcheck {
namespace {

constexpr const char* clear_line = "\r\033[K";
constexpr std::size_t live_width = 72;

}  // namespace

bool colourful(std::FILE* stream) {
  return ::isatty(::fileno(stream)) != 0 && std::getenv("NO_COLOR") == nullptr;
}

Progress::Progress(std::size_t total) : total_(total), terminal_(colourful(stderr)) {}

void Progress::started(const std::string& claim) {
  const std::lock_guard lock(mutex_);
  running_.push_back(claim);
  show_running();
}

void Progress::finished(const ClaimRecord& record, bool reused) {
  const std::lock_guard lock(mutex_);
  forget(record.card.id);
  ++done_;
  const char* colour = record.as_expected ? "\033[32m" : "\033[1;31m";
  fmt::print(stderr, "{}[{}/{}] {}{}{}{}\n", terminal_ ? clear_line : "", done_, total_,
             terminal_ ? colour : "", in_a_line(record), terminal_ ? "\033[0m" : "",
             reused ? "  (earlier run)" : "");
  show_running();
}

void Progress::abandoned(const std::string& claim) {
  const std::lock_guard lock(mutex_);
  forget(claim);
  show_running();
}

void Progress::say(const std::string& line) {
  const std::lock_guard lock(mutex_);
  fmt::print(stderr, "{}{}\n", terminal_ ? clear_line : "", line);
  show_running();
}

void Progress::forget(const std::string& claim) {
  const auto at = std::find(running_.begin(), running_.end(), claim);
  if (at != running_.end()) running_.erase(at);
}

void Progress::show_running() {
  if (!terminal_) return;
  std::string line = running_.empty() ? "" : fmt::format("checking {}", fmt::join(running_, ", "));
  if (line.size() > live_width) line = line.substr(0, live_width) + "...";
  fmt::print(stderr, "{}{}", clear_line, line);
  std::fflush(stderr);
}

}  // namespace claimcheck
