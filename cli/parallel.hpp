// Independent pieces of work on several threads, stopped together by an error or by Ctrl-C.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>

namespace claimcheck {

/// Set by Ctrl-C once watch_for_interrupts() was called; campaigns watch it. A second Ctrl-C ends
/// the program at once.
std::atomic<bool>& stop_requested();
void watch_for_interrupts();

/// As many threads as the machine has processors.
int processor_count();

/// Calls work(k) once for every k below `count`, on `jobs` threads, in ascending order of start.
/// The first exception sets stop_requested(), waits for the pieces under way and is rethrown. Once
/// stop_requested() is set no further piece starts.
void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t)>& work);

}  // namespace claimcheck
