#include "platform/files.hpp"

#include "core/contract.hpp"
#include "platform/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace syncbell {
namespace {

Error failure(const std::string& what, const std::string& path, int code) {
  return {ErrorKind::local,
          "cannot " + what + " " + path + ": " + std::generic_category().message(code)};
}

// A pipe or a device, which must be neither removed nor replaced.
bool is_special(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && !S_ISREG(found.st_mode);
}

Result<void> open_and_write(const std::string& path, int flags, std::string_view text) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC | flags, 0644);
  if (fd < 0) return failure("write", path, errno);
  const bool written = write_all(fd, text);
  const int code = errno;
  ::close(fd);
  if (!written) return failure("write", path, code);
  return {};
}

} // namespace

Error unreadable(const std::string& what, int code) { return failure("read", what, code); }

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(fd, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

Result<std::string> read_all(int fd, const std::string& path) {
  std::string all;
  std::array<char, 65'536> buffer{};
  ssize_t got = 0;
  do {
    got = ::read(fd, buffer.data(), buffer.size());
    if (got > 0) all.append(buffer.data(), static_cast<std::size_t>(got));
  } while ((got > 0 && all.size() <= contract::max_file_bytes) || (got < 0 && errno == EINTR));
  if (got < 0) return failure("read", path, errno);
  if (all.size() > contract::max_file_bytes) {
    return Error{ErrorKind::local, "cannot read " + path + ": it is larger than " +
                                       std::to_string(contract::max_file_bytes >> 20U) + " MiB"};
  }
  return all;
}

Result<std::string> read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return failure("read", path, errno);
  return read_all(file.number(), path);
}

Result<void> write_file_atomically(const std::string& path, std::string_view text) {
  if (is_special(path)) return open_and_write(path, 0, text);
  std::string temporary = path + ".XXXXXX";
  const int fd = ::mkostemp(temporary.data(), O_CLOEXEC);
  if (fd < 0) return failure("write", path, errno);
  const bool written = write_all(fd, text) && ::fchmod(fd, 0644) == 0;
  const int code = errno;
  ::close(fd);
  if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return {};
  const Error error = failure("write", path, written ? errno : code);
  remove_file(temporary);
  return error;
}

Result<void> append_to_file(const std::string& path, std::string_view text) {
  return open_and_write(path, O_APPEND | O_CREAT, text);
}

void remove_file(const std::string& path) {
  if (!is_special(path)) ::unlink(path.c_str());
}

} // namespace syncbell
