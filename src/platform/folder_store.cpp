#include "platform/folder_store.hpp"

#include "platform/durable.hpp"
#include "platform/file_lock.hpp"
#include "platform/files.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

namespace syncbell {
namespace {

constexpr std::string_view temporary_begin = ".syncbell-";
constexpr std::string_view temporary_end = ".part";

std::string without_slashes(std::string path) {
  while (path.size() > 1 && path.ends_with('/'))
    path.pop_back();
  return path;
}

// Writes a new file (0600) and brings it to the disk; `path` becomes its name.
std::error_code write_temporary(const std::string& folder, std::string_view record,
                                std::string& path) {
  path = folder + "/" + std::string(temporary_begin) + "XXXXXX" + std::string(temporary_end);
  const Descriptor file(
      ::mkostemps(path.data(), static_cast<int>(temporary_end.size()), O_CLOEXEC));
  if (!file.is_open()) return last_failure();
  const bool written = write_all(file.number(), record) && write_all(file.number(), "\n") &&
                       ::fdatasync(file.number()) == 0;
  if (written) return {};
  const std::error_code failed = last_failure();
  ::unlink(path.c_str());
  return failed;
}

// Renames, unless there is a file of that name. Some file systems have no such step, but links.
std::error_code rename_to_new(const std::string& from, const std::string& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return {};
  if (errno != EINVAL && errno != ENOSYS) return last_failure();
  if (::link(from.c_str(), to.c_str()) != 0) return last_failure();
  ::unlink(from.c_str());
  return {};
}

bool is_temporary(const std::string& name) {
  return name.starts_with(temporary_begin) && name.ends_with(temporary_end);
}

bool is_same_folder(int fd, const std::string& path) {
  struct stat ours {};
  struct stat there {};
  return fd >= 0 && ::fstat(fd, &ours) == 0 && ::stat(path.c_str(), &there) == 0 &&
         ours.st_ino == there.st_ino && ours.st_dev == there.st_dev;
}

} // namespace

FolderStore::FolderStore(std::string path, StoreSurroundings surroundings)
    : path_(without_slashes(std::move(path))), surroundings_(std::move(surroundings)),
      entry_syncs_([this](const std::vector<std::string>& names) { return sync_entries(names); }) {}

Result<void> FolderStore::outcome(std::error_code failed) const {
  if (!failed) return {};
  const bool is_file = failed == std::errc::not_a_directory;
  return Error{ErrorKind::local, "cannot save to " + path_ + ": " + failed.message(),
               is_file ? "a file of records must end in .jsonl; anything else is a folder" : ""};
}

Result<void> FolderStore::open() {
  const std::lock_guard lock(mutex_);
  return outcome(prepare());
}

// Whoever gets the folder for itself alone knows that nobody is writing the files it finds.
std::error_code FolderStore::prepare() {
  if (const std::error_code failed = make_folders(path_)) return failed;
  Descriptor folder(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.is_open()) return last_failure();
  if (::access(path_.c_str(), W_OK | X_OK) != 0) return last_failure();
  if (try_lock_file(folder.number(), FileLock::exclusive)) sweep();
  // Where there are no locks for folders, nobody can get one to sweep with either.
  const std::error_code failed = lock_file(folder.number(), FileLock::shared, surroundings_.clock);
  if (failed == std::errc::timed_out) return failed;
  folder_ = std::move(folder);
  return {};
}

void FolderStore::sweep() const {
  int removed = 0;
  std::error_code failed;
  using Iterator = std::filesystem::directory_iterator;
  for (Iterator entry(path_, failed); entry != Iterator(); entry.increment(failed)) {
    if (!is_temporary(entry->path().filename().string())) continue;
    if (::unlink(entry->path().c_str()) == 0) ++removed;
  }
  if (removed == 0) return;
  surroundings_.notice(path_ + " held " + std::to_string(removed) +
                       (removed == 1 ? " unfinished file" : " unfinished files") +
                       " of an earlier run, which nobody was told was saved: removed");
}

std::error_code FolderStore::make_again() {
  const std::lock_guard lock(mutex_);
  if (is_same_folder(folder_.number(), path_)) return {}; // another thread was quicker
  if (const std::error_code failed = prepare()) return failed;
  surroundings_.notice(path_ + " was taken away while in use; it was made again");
  return {};
}

int FolderStore::next_rank(WallTime received_at) {
  const std::lock_guard lock(mutex_);
  last_rank_ = received_at == last_received_ ? last_rank_ + 1 : 0;
  last_received_ = received_at;
  return last_rank_;
}

Result<void> FolderStore::save(std::string_view record, const CaptureTitle& title) {
  const Entry entry{record, title, next_rank(title.received_at)};
  std::error_code failed = put(entry);
  if (failed == std::errc::no_such_file_or_directory) {
    failed = make_again();
    if (!failed) failed = put(entry);
  }
  return outcome(failed);
}

std::error_code FolderStore::put(const Entry& entry) {
  std::string temporary;
  if (const std::error_code failed = write_temporary(path_, entry.record, temporary)) return failed;
  std::string named;
  if (const std::error_code failed = name(temporary, entry, named)) {
    ::unlink(temporary.c_str());
    return failed;
  }
  return entry_syncs_.submit(named);
}

// What the disk refused must not come to light later as if it had been kept.
std::error_code FolderStore::sync_entries(const std::vector<std::string>& names) const {
  const std::error_code failed = sync_folder(path_);
  if (!failed) return {};
  for (const std::string& name : names)
    ::unlink(name.c_str());
  return failed;
}

std::error_code FolderStore::name(const std::string& temporary, const Entry& entry,
                                  std::string& name) const {
  for (int rank = entry.rank;; ++rank) {
    name = path_ + "/" + capture_name(entry.title, rank, entry.record);
    const std::error_code failed = rename_to_new(temporary, name);
    if (failed != std::errc::file_exists) return failed;
  }
}

} // namespace syncbell
