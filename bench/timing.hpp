// Least processor time of repeated runs on one thread: what the work costs when nothing disturbs
// it, on a machine that may be doing other things.
#pragma once

#include <algorithm>
#include <ctime>
#include <limits>

namespace claimcheck::bench {

/// Processor time of the calling thread, in seconds.
inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

template <class Work>
double seconds(Work work) {
  const double start = thread_seconds();
  work();
  return thread_seconds() - start;
}

/// Keeps the least of all samples.
class LeastTime {
 public:
  /// Runs `work` `count` times in one go and takes the time of one.
  template <class Work>
  void sample(int count, Work work) {
    const double total = seconds([&] {
      for (int k = 0; k < count; ++k) work();
    });
    least_ = std::min(least_, total / count);
  }
  double milliseconds() const { return least_ * 1e3; }

 private:
  double least_ = std::numeric_limits<double>::infinity();
};

}  // namespace claimcheck::bench
