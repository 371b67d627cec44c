#include "platform/input_file.hpp"

#include "platform/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace syncbell {

Result<InputFile> InputFile::open(const std::string& path) {
  InputFile file;
  file.path_ = path;
  file.file_ = Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  struct stat found {};
  if (file.file_.number() < 0 || ::fstat(file.file_.number(), &found) < 0) {
    return unreadable(path, errno);
  }
  if (S_ISDIR(found.st_mode)) return unreadable(path, EISDIR);
  file.is_regular_ = S_ISREG(found.st_mode);
  if (file.is_regular_) file.size_ = static_cast<std::uint64_t>(found.st_size);
  return file;
}

Result<std::size_t> InputFile::read(std::span<char> room) const {
  for (;;) {
    const ssize_t got = ::read(file_.number(), room.data(), room.size());
    if (got >= 0) return static_cast<std::size_t>(got);
    if (errno != EINTR) return unreadable(path_, errno);
  }
}

Result<void> InputFile::seek(std::uint64_t offset) const {
  if (::lseek(file_.number(), static_cast<off_t>(offset), SEEK_SET) >= 0) return {};
  return unreadable(path_, errno);
}

} // namespace syncbell
