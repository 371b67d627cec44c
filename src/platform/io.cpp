#include "platform/io.hpp"

#include "core/contract.hpp"
#include "platform/files.hpp"

#include <limits.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>
#include <span>

namespace syncbell {
namespace {

// One lock for each stream of the process, whatever the number of StandardIo objects.
std::mutex out_mutex;
bool out_ends_short = false; // in the middle of a piece, whose rest could not be written
std::mutex err_mutex;

// How long a reader may take nothing once nobody is to wait for readers any more: one that is alive
// takes the rest all the same.
constexpr int grace_ms = 1000;

int poll_again(std::span<pollfd> waiting, int timeout_ms) {
  for (;;) {
    const int ready = ::poll(waiting.data(), waiting.size(), timeout_ms);
    if (ready >= 0 || errno != EINTR) return ready;
  }
}

// Waits until the descriptor takes bytes; false when `stopped` became readable and it takes none.
bool wait_until_writable(int fd, int stopped) {
  std::array<pollfd, 2> waiting{{{fd, POLLOUT, 0}, {stopped, POLLIN, 0}}};
  poll_again(waiting, -1);
  if (waiting[0].revents != 0) return true;
  return poll_again(std::span(waiting).first(1), grace_ms) > 0;
}

struct Written {
  std::size_t bytes = 0;
  std::error_code failure = {}; // why it is not all
};

// In pieces that a pipe which has any room takes without blocking, so that only poll() ever waits.
Written write_all(int fd, std::string_view bytes, int stopped) {
  Written done;
  while (!bytes.empty()) {
    if (!wait_until_writable(fd, stopped)) {
      done.failure = make_error_code(std::errc::operation_canceled);
      return done;
    }
    const ssize_t written =
        ::write(fd, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
      done.bytes += static_cast<std::size_t>(written);
    } else if (errno != EINTR && errno != EAGAIN) {
      done.failure = {errno, std::generic_category()};
      return done;
    }
  }
  return done;
}

// Cuts what was written last off a file again, unless somebody else has written behind it. False
// where that cannot be done: in a pipe it has gone.
bool take_back(int fd, std::size_t bytes) {
  struct stat file {};
  if (::fstat(fd, &file) != 0 || !S_ISREG(file.st_mode)) return false;
  const off_t end = ::lseek(fd, 0, SEEK_CUR);
  const off_t begin = end - static_cast<off_t>(bytes);
  if (end != file.st_size || begin < 0) return false;
  return ::ftruncate(fd, begin) == 0 && ::lseek(fd, begin, SEEK_SET) == begin;
}

constexpr int never = -1; // poll() passes over it

} // namespace

StandardIo::StandardIo() : stopped_(::eventfd(0, EFD_CLOEXEC)) {}
StandardIo::~StandardIo() { ::close(stopped_); }

std::error_code StandardIo::write_out(std::string_view bytes) {
  const std::lock_guard lock(out_mutex);
  if (out_ends_short) {
    if (const Written end = write_all(STDOUT_FILENO, "\n", stopped_); end.failure) {
      return end.failure;
    }
    out_ends_short = false;
  }
  const Written written = write_all(STDOUT_FILENO, bytes, stopped_);
  if (written.failure && written.bytes > 0)
    out_ends_short = !take_back(STDOUT_FILENO, written.bytes);
  return written.failure;
}

void StandardIo::stop_waiting_for_readers() { ::eventfd_write(stopped_, 1); }

void StandardIo::write_err(std::string_view text) {
  const std::lock_guard lock(err_mutex);
  static_cast<void>(write_all(STDERR_FILENO, text, never));
}

// Without the lock: whoever holds it may wait for ever, and nothing is written after this.
void StandardIo::write_last_words(std::string_view line) {
  pollfd writable{STDERR_FILENO, POLLOUT, 0};
  if (::poll(&writable, 1, 0) != 1) return;
  const std::string text = (err_is_terminal() ? "\r\n" : "") + std::string(line) + "\n";
  // Nobody can be told if it fails; with FORTIFY_SOURCE g++ insists on a name for the result.
  [[maybe_unused]] const ssize_t written =
      ::write(STDERR_FILENO, text.data(), std::min<std::size_t>(text.size(), PIPE_BUF));
}

std::string StandardIo::read_in() {
  std::string all;
  std::array<char, 65'536> buffer{};
  while (all.size() <= contract::max_file_bytes) {
    const ssize_t got = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (got > 0)
      all.append(buffer.data(), static_cast<std::size_t>(got));
    else if (got == 0 || errno != EINTR)
      break;
  }
  return all;
}

Result<std::size_t> StandardIo::read_in_some(std::span<char> room) {
  for (;;) {
    const ssize_t got = ::read(STDIN_FILENO, room.data(), room.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno == EINTR) continue;
    return unreadable("standard input", errno);
  }
}

// Byte by byte: what comes after the line is not ours to take.
std::string StandardIo::read_line() {
  std::string line;
  for (char c = 0;;) {
    const ssize_t got = ::read(STDIN_FILENO, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || c == '\n') return line;
    line += c;
  }
}

bool StandardIo::in_is_terminal() const { return ::isatty(STDIN_FILENO) == 1; }
bool StandardIo::out_is_terminal() const { return ::isatty(STDOUT_FILENO) == 1; }
bool StandardIo::err_is_terminal() const { return ::isatty(STDERR_FILENO) == 1; }

int StandardIo::err_columns() const {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

int StandardIo::err_rows() const {
  winsize size{};
  const bool known = ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0;
  return known ? size.ws_row : 24;
}

} // namespace syncbell
