#include "platform/private_file.hpp"

#include "platform/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace syncbell {
namespace {

Error failure(const std::string& path, int code) {
  return {ErrorKind::local, "cannot write " + path + ": " + std::generic_category().message(code)};
}

// What stands in the way of a file at that path.
enum class Found { nothing, file, other };

Found what_is_at(const std::string& path) {
  struct stat found {};
  if (::lstat(path.c_str(), &found) != 0) return Found::nothing;
  return S_ISREG(found.st_mode) ? Found::file : Found::other;
}

} // namespace

Result<PrivateFile> PrivateFile::create(const std::string& path, std::string_view text,
                                        Existing existing) {
  const Found found = what_is_at(path);
  if (found == Found::other) return Error{ErrorKind::local, path + " is not a regular file"};
  if (found == Found::file && existing == Existing::refuse) {
    return Error{ErrorKind::local, path + " is there already, and is not overwritten",
                 "name another file, or overwrite it with --force"};
  }
  std::string place = found == Found::file ? path + ".XXXXXX" : path;
  const int fd = found == Found::file
                     ? ::mkostemp(place.data(), O_CLOEXEC)
                     : ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0) return failure(path, errno);
  PrivateFile file(path, place);
  const bool written = write_all(fd, text) && ::fsync(fd) == 0;
  const int code = errno;
  ::close(fd);
  if (!written) return failure(path, code);
  return file;
}

PrivateFile::PrivateFile(PrivateFile&& other) noexcept
    : path_(std::move(other.path_)), place_(std::move(other.place_)),
      is_kept_(std::exchange(other.is_kept_, true)) {}

PrivateFile::~PrivateFile() {
  if (!is_kept_) ::unlink(place_.c_str());
}

Result<void> PrivateFile::keep() {
  is_kept_ = true;
  if (place_ == path_) return {};
  if (std::rename(place_.c_str(), path_.c_str()) != 0) return failure(path_, errno);
  place_ = path_;
  return {};
}

} // namespace syncbell
