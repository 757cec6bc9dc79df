#include "cli/parallel.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace claimcheck {
namespace {

std::atomic<bool> stop{false};
static_assert(std::atomic<bool>::is_always_lock_free, "the signal handler sets it");

extern "C" void on_interrupt(int signal) {
  stop.store(true);
  std::signal(signal, SIG_DFL);
}

}  // namespace

std::atomic<bool>& stop_requested() { return stop; }

void watch_for_interrupts() {
  std::signal(SIGINT, on_interrupt);
  std::signal(SIGTERM, on_interrupt);
}

int processor_count() { return std::max(1, static_cast<int>(std::thread::hardware_concurrency())); }

void in_parallel(std::size_t count, int jobs, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex first_error;
  std::exception_ptr error;
  const auto worker = [&] {
    for (std::size_t k = next++; k < count && !stop.load(); k = next++) {
      try {
        work(k);
      } catch (...) {
        const std::lock_guard lock(first_error);
        if (!error) error = std::current_exception();
        stop.store(true);
      }
    }
  };
  std::vector<std::thread> threads;
  const std::size_t wanted = std::min(count, static_cast<std::size_t>(std::max(1, jobs)));
  for (std::size_t t = 1; t < wanted; ++t) threads.emplace_back(worker);
  worker();
  for (std::thread& thread : threads) thread.join();
  if (error) std::rethrow_exception(error);
}

}  // namespace claimcheck
