#include "platform/futex.hpp"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <limits>

namespace syncbell {
namespace {

static_assert(sizeof(FutexWord) == sizeof(std::uint32_t) && FutexWord::is_always_lock_free);

void futex(FutexWord& word, int operation, std::uint32_t value) {
  // What can go wrong is that there is nothing to wait for, or a signal.
  [[maybe_unused]] const long outcome = ::syscall(SYS_futex, &word, operation, value, nullptr);
}

} // namespace

void futex_wait(FutexWord& word, std::uint32_t expected) {
  futex(word, FUTEX_WAIT_PRIVATE, expected);
}

void futex_wake_one(FutexWord& word) { futex(word, FUTEX_WAKE_PRIVATE, 1); }

void futex_wake_all(FutexWord& word) {
  futex(word, FUTEX_WAKE_PRIVATE, std::numeric_limits<int>::max());
}

} // namespace syncbell
