#pragma once

#include "platform/clock.hpp"

#include <system_error>

namespace syncbell {

// A lock on an open file or folder against other processes that use it as we do (flock): it goes
// when the descriptor is closed or the process dies, however it dies.
enum class FileLock { shared, exclusive };

// False where somebody else holds it.
bool try_lock_file(int fd, FileLock lock);

// Waits for it, but not for ever: a holder may have been stopped in between. Fails with timed_out
// after five seconds, and at once where the file system knows no locks.
std::error_code lock_file(int fd, FileLock lock, Clock& clock);

void unlock_file(int fd);

} // namespace syncbell
