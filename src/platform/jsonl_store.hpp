#pragma once

#include "platform/capture_store.hpp"
#include "platform/group_commit.hpp"
#include "platform/jsonl_file.hpp"

#include <mutex>
#include <vector>

namespace syncbell {

// Records as the lines of one file. Deliveries that arrive while the disk is busy are written and
// synced together. A file that was moved out of the way, by logrotate for instance, is made anew.
class JsonlStore final : public CaptureStore {
public:
  JsonlStore(std::string path, StoreSurroundings surroundings);

  Result<void> open();
  Result<void> save(std::string_view record, const CaptureTitle& title) override;

private:
  using Lines = std::vector<std::string_view>;

  // Each returns why it failed.
  std::error_code commit(const Lines& lines);
  std::error_code write(JsonlFile& file, const Lines& lines, JsonlFile::Span& span);
  std::error_code ensure_open(JsonlFile& file);

  JsonlFile borrow();
  void give_back(JsonlFile file);
  void take_back(JsonlFile& file, const JsonlFile::Span& span);

  const std::string path_;
  const StoreSurroundings surroundings_;
  std::mutex mutex_; // what stands below, and one write at a time
  JsonlFile::Identity identity_;
  // Each commit has the file open for itself: what goes wrong with the disk is told to each
  // descriptor once, and so must not be told to a sync whose lines are well.
  std::vector<JsonlFile> idle_;
  GroupCommit<std::string_view> commits_;
};

} // namespace syncbell
