#include "platform/jsonl_store.hpp"

#include "platform/file_lock.hpp"

namespace syncbell {
namespace {

// While one set of lines is on its way to the disk, the next is written and follows it.
constexpr int commits_at_once = 2;

// Held while the file is changed, and not while it is brought to the disk.
class HeldLock {
public:
  HeldLock(int fd, Clock& clock) : fd_(fd), failed_(lock_file(fd, FileLock::exclusive, clock)) {}
  ~HeldLock() {
    if (!failed_) unlock_file(fd_);
  }
  HeldLock(const HeldLock&) = delete;
  HeldLock& operator=(const HeldLock&) = delete;

  std::error_code failed() const { return failed_; }

private:
  int fd_;
  std::error_code failed_;
};

std::string reason_of(std::error_code failed) {
  if (failed == std::errc::not_supported) return "it is not a regular file";
  if (failed == std::errc::timed_out) return "another program holds its lock";
  return failed.message();
}

Result<void> outcome(std::error_code failed, const std::string& path) {
  if (!failed) return {};
  return Error{ErrorKind::local, "cannot save to " + path + ": " + reason_of(failed)};
}

} // namespace

JsonlStore::JsonlStore(std::string path, StoreSurroundings surroundings)
    : path_(std::move(path)), surroundings_(std::move(surroundings)),
      commits_(commits_at_once, [this](const Lines& lines) { return commit(lines); }) {}

// A commit of nothing: opens, locks and mends.
Result<void> JsonlStore::open() { return outcome(commit({}), path_); }

Result<void> JsonlStore::save(std::string_view record, const CaptureTitle&) {
  return outcome(commits_.submit(record), path_);
}

std::error_code JsonlStore::commit(const Lines& lines) {
  JsonlFile file = borrow();
  JsonlFile::Span span;
  std::error_code failed = write(file, lines, span);
  if (!failed) {
    failed = file.sync();
    if (failed) take_back(file, span);
  }
  give_back(std::move(file));
  return failed;
}

JsonlFile JsonlStore::borrow() {
  const std::lock_guard lock(mutex_);
  if (idle_.empty()) return {};
  JsonlFile file = std::move(idle_.back());
  idle_.pop_back();
  return file;
}

void JsonlStore::give_back(JsonlFile file) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(file));
}

std::error_code JsonlStore::write(JsonlFile& file, const Lines& lines, JsonlFile::Span& span) {
  const std::lock_guard one_at_a_time(mutex_);
  if (const std::error_code failed = ensure_open(file)) return failed;
  const HeldLock lock(file.descriptor(), surroundings_.clock);
  if (lock.failed()) return lock.failed();
  std::size_t cut = 0;
  if (const std::error_code failed = file.mend(surroundings_.is_whole, cut)) return failed;
  if (cut > 0) {
    surroundings_.notice(path_ + " ended in a part of a record, which nobody was told was saved: " +
                         std::to_string(cut) + " bytes were cut off");
  }
  return file.append(lines, span);
}

std::error_code JsonlStore::ensure_open(JsonlFile& file) {
  if (file.is_at(path_)) return {};
  if (const std::error_code failed = file.open(path_)) return failed;
  const bool was_another = identity_.number != 0 && file.identity() != identity_;
  identity_ = file.identity();
  if (was_another) surroundings_.notice(path_ + " was taken away while in use; it was made again");
  return {};
}

// What the disk refused must not come to light later as if it had been kept.
void JsonlStore::take_back(JsonlFile& file, const JsonlFile::Span& span) {
  const std::lock_guard one_at_a_time(mutex_);
  const HeldLock lock(file.descriptor(), surroundings_.clock);
  if (!lock.failed()) file.take_back(span);
}

} // namespace syncbell
