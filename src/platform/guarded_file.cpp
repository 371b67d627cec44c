#include "platform/guarded_file.hpp"

#include "platform/descriptor.hpp"
#include "platform/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>

namespace syncbell {
namespace {

FileAccess access_of(int fd) {
  struct stat found {};
  struct statvfs mounted {};
  FileAccess access{false, false};
  if (::fstat(fd, &found) != 0) return access;
  access.is_regular = S_ISREG(found.st_mode);
  access.is_mine = found.st_uid == ::geteuid();
  access.is_roots = found.st_uid == 0;
  access.is_mounted_fixed = ::fstatvfs(fd, &mounted) == 0 && (mounted.f_flag & ST_RDONLY) != 0;
  access.mode = found.st_mode & 07777U;
  return access;
}

} // namespace

Result<GuardedFile> read_guarded_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) return unreadable(path, errno);
  Result<std::string> text = read_all(file.number(), path);
  if (!text) return text.error();
  return GuardedFile{*std::move(text), access_of(file.number())};
}

} // namespace syncbell
