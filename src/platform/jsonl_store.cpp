#include "platform/jsonl_store.hpp"

#include "platform/file_lock.hpp"

namespace syncbell {
namespace {

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
  if (failed == JsonlFile::unfamiliar_line) {
    return "its last line is neither a whole record nor a part of one; end that line, or save to "
           "another file";
  }
  return failed.message();
}

Result<void> outcome(std::error_code failed, const std::string& path) {
  if (!failed) return {};
  return Error{ErrorKind::local, "cannot save to " + path + ": " + reason_of(failed)};
}

} // namespace

JsonlStore::JsonlStore(std::string path, StoreSurroundings surroundings)
    : path_(std::move(path)), surroundings_(std::move(surroundings)),
      commits_([this](const Lines& lines) { return commit(lines); }) {}

// A commit of nothing: opens, locks and mends.
Result<void> JsonlStore::open() { return outcome(commit({}), path_); }

Result<void> JsonlStore::save(std::string_view record, const CaptureTitle&) {
  return outcome(commits_.submit(record), path_);
}

std::error_code JsonlStore::commit(const Lines& lines) {
  JsonlFile::Span span;
  if (const std::error_code failed = write(lines, span)) return failed;
  const std::error_code failed = file_.sync();
  if (failed) take_back(span);
  return failed;
}

std::error_code JsonlStore::write(const Lines& lines, JsonlFile::Span& span) {
  if (const std::error_code failed = ensure_open()) return failed;
  const HeldLock lock(file_.descriptor(), surroundings_.clock);
  if (lock.failed()) return lock.failed();
  std::size_t cut = 0;
  if (const std::error_code failed = file_.mend(surroundings_.judge, cut)) return failed;
  if (cut > 0) {
    surroundings_.notice(path_ + " ended in a part of a record, which nobody was told was saved: " +
                         std::to_string(cut) + " bytes were cut off");
  }
  return file_.append(lines, span);
}

std::error_code JsonlStore::ensure_open() {
  if (file_.is_at(path_)) return {};
  const JsonlFile::Identity before = file_.identity();
  if (const std::error_code failed = file_.open(path_)) return failed;
  const bool was_another = before.number != 0 && before != file_.identity();
  if (was_another) surroundings_.notice(path_ + " was taken away while in use; it was made again");
  return {};
}

// What the disk refused must not come to light later as if it had been kept.
void JsonlStore::take_back(const JsonlFile::Span& span) {
  const HeldLock lock(file_.descriptor(), surroundings_.clock);
  if (!lock.failed()) file_.take_back(span);
}

} // namespace syncbell
