#include "platform/folder.hpp"

#include "platform/files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace syncbell {

namespace fs = std::filesystem;

bool is_folder(const std::string& path) {
  std::error_code failed;
  return fs::is_directory(path, failed);
}

Result<std::vector<std::string>> files_in(const std::string& folder,
                                          const std::function<bool(std::string_view)>& is_wanted) {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
    std::string name = at->path().filename().string();
    std::error_code unknown; // a dangling link: no file
    if (is_wanted(name) && at->is_regular_file(unknown)) names.push_back(std::move(name));
  }
  if (failed) return unreadable(folder, failed.value());
  std::sort(names.begin(), names.end());
  return names;
}

std::uint64_t size_of_file(const std::string& path) {
  std::error_code failed;
  const std::uintmax_t size = fs::file_size(path, failed);
  return failed ? 0 : size;
}

} // namespace syncbell
