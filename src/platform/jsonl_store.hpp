#pragma once

#include "platform/capture_store.hpp"
#include "platform/group_commit.hpp"
#include "platform/jsonl_file.hpp"

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
  std::error_code write(const Lines& lines, JsonlFile::Span& span);
  std::error_code ensure_open();
  void take_back(const JsonlFile::Span& span);

  const std::string path_;
  const StoreSurroundings surroundings_;
  JsonlFile file_; // of the commit that is under way
  GroupCommit<std::string_view> commits_;
};

} // namespace syncbell
