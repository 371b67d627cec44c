#include "platform/io.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <mutex>

namespace syncbell {
namespace {

// One lock for each stream of the process, whatever the number of StandardIo objects.
std::mutex out_mutex;
std::mutex err_mutex;

void wait_until_writable(int fd) {
  pollfd waiting{fd, POLLOUT, 0};
  ::poll(&waiting, 1, -1);
}

std::error_code write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd, bytes.data(), bytes.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno == EAGAIN) { // somebody made our terminal non-blocking
      wait_until_writable(fd);
    } else if (errno != EINTR) {
      return {errno, std::generic_category()};
    }
  }
  return {};
}

} // namespace

std::error_code StandardIo::write_out(std::string_view bytes) {
  const std::lock_guard lock(out_mutex);
  return write_all(STDOUT_FILENO, bytes);
}

void StandardIo::write_err(std::string_view text) {
  const std::lock_guard lock(err_mutex);
  static_cast<void>(write_all(STDERR_FILENO, text));
}

std::string StandardIo::read_in() {
  std::string all;
  std::array<char, 65'536> buffer{};
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got > 0)
      all.append(buffer.data(), static_cast<std::size_t>(got));
    else if (got == 0 || errno != EINTR)
      return all;
  }
}

bool StandardIo::out_is_terminal() const { return ::isatty(STDOUT_FILENO) == 1; }
bool StandardIo::err_is_terminal() const { return ::isatty(STDERR_FILENO) == 1; }

int StandardIo::err_columns() const {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

} // namespace syncbell
