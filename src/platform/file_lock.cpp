#include "platform/file_lock.hpp"

#include <sys/file.h>

#include <cerrno>

namespace syncbell {
namespace {

constexpr Duration patience{5'000};
constexpr Duration pause{1}; // holders are done within microseconds

int operation(FileLock lock) { return lock == FileLock::shared ? LOCK_SH : LOCK_EX; }

} // namespace

bool try_lock_file(int fd, FileLock lock) { return ::flock(fd, operation(lock) | LOCK_NB) == 0; }

std::error_code lock_file(int fd, FileLock lock, Clock& clock) {
  const Instant deadline = clock.now() + patience;
  while (!try_lock_file(fd, lock)) {
    if (errno != EWOULDBLOCK && errno != EINTR) return {errno, std::generic_category()};
    if (clock.now() >= deadline) return make_error_code(std::errc::timed_out);
    clock.sleep_for(pause, {});
  }
  return {};
}

void unlock_file(int fd) { ::flock(fd, LOCK_UN); }

} // namespace syncbell
