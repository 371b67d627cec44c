#include "platform/durable.hpp"

#include "platform/descriptor.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>

namespace syncbell {
namespace {

bool is_folder(const std::string& path) {
  struct stat found {};
  return ::stat(path.c_str(), &found) == 0 && S_ISDIR(found.st_mode);
}

} // namespace

std::error_code last_failure() { return {errno, std::generic_category()}; }

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

std::error_code sync_folder(const std::string& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return last_failure();
  // EINVAL: a file system that has nothing to do for it.
  return ::fsync(folder.number()) == 0 || errno == EINVAL ? std::error_code{} : last_failure();
}

std::error_code make_folders(const std::string& path) {
  if (is_folder(path)) {
    // Whoever made it may not have done this. That we may not read the folder above is no failure.
    static_cast<void>(sync_folder(folder_of(path)));
    return {};
  }
  const std::string above = folder_of(path);
  if (above == path) return std::make_error_code(std::errc::no_such_file_or_directory);
  if (const std::error_code failed = make_folders(above)) return failed;
  if (::mkdir(path.c_str(), 0700) != 0) {
    const std::error_code failed = last_failure();
    if (failed != std::errc::file_exists) return failed;
    if (!is_folder(path)) return std::make_error_code(std::errc::not_a_directory);
  }
  return sync_folder(above);
}

} // namespace syncbell
