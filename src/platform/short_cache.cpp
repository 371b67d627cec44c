#include "platform/short_cache.hpp"

#include "platform/durable.hpp"
#include "platform/files.hpp"
#include "platform/private_file.hpp"

#include <sys/stat.h>

namespace syncbell {
namespace {

std::optional<WallTime> modified_at(const std::string& path) {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  const auto since_epoch =
      std::chrono::seconds{found.st_mtim.tv_sec} + std::chrono::nanoseconds{found.st_mtim.tv_nsec};
  return WallTime{std::chrono::duration_cast<WallTime::duration>(since_epoch)};
}

} // namespace

ShortCache::ShortCache(std::string folder, Duration life, Clock& clock)
    : folder_(std::move(folder)), life_(life), clock_(clock) {}

std::optional<std::string> ShortCache::get(const std::string& key) const {
  const std::optional<WallTime> made = folder_.empty() ? std::nullopt : modified_at(path_of(key));
  const WallTime now = clock_.wall();
  if (!made || now - *made > life_ || *made - now > life_) return std::nullopt; // or of the future
  Result<std::string> text = read_file(path_of(key));
  return text ? std::optional(*std::move(text)) : std::nullopt;
}

void ShortCache::put(const std::string& key, const std::string& text) const {
  if (folder_.empty() || make_folders(folder_)) return;
  Result<PrivateFile> file =
      PrivateFile::create(path_of(key), text, PrivateFile::Existing::replace);
  if (file) static_cast<void>(file->keep());
}

} // namespace syncbell
