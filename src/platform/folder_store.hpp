#pragma once

#include "platform/capture_store.hpp"
#include "platform/descriptor.hpp"
#include "platform/group_commit.hpp"

#include <mutex>
#include <string>
#include <vector>

namespace syncbell {

// Records as files of one folder. A file is written under a hidden name, which ends in .part, and
// gets its own when it is whole and on the disk. The entries of files that are saved at the same
// time are brought to the disk together.
class FolderStore final : public CaptureStore {
public:
  FolderStore(std::string path, StoreSurroundings surroundings);

  Result<void> open();
  Result<void> save(std::string_view record, const CaptureTitle& title) override;

private:
  struct Entry {
    std::string_view record;
    const CaptureTitle& title;
    int rank; // among those of its millisecond
  };

  int next_rank(WallTime received_at);
  // Each returns why it failed.
  std::error_code put(const Entry& entry);
  std::error_code name(const std::string& temporary, const Entry& entry, std::string& name) const;
  std::error_code sync_entries(const std::vector<std::string>& names) const;
  std::error_code prepare();
  std::error_code make_again();
  void sweep() const;

  Result<void> outcome(std::error_code failed) const;

  const std::string path_;
  const StoreSurroundings surroundings_;
  std::mutex mutex_;  // what stands below
  Descriptor folder_; // locked as long as we use it, so that nobody sweeps our unfinished files
  WallTime last_received_;
  int last_rank_ = -1;
  GroupCommit<std::string> entry_syncs_; // of the names that are new
};

} // namespace syncbell
