#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace syncbell {

// Lets threads share a step that costs much however many it is done for, such as bringing a file to
// the disk. Whoever comes while nobody is at it does it; those who come meanwhile wait, and the
// first of them does it for all of them.
template <class Item>
class GroupCommit {
public:
  // Called by one thread at a time, with what was submitted before the call, in that order. Returns
  // why it failed, for all of them.
  using Commit = std::function<std::error_code(const std::vector<Item>& items)>;

  explicit GroupCommit(Commit commit) : commit_(std::move(commit)) {}

  // Returns what became of the commit that the item was part of. What the item refers to must stay
  // until then.
  std::error_code submit(Item item) {
    // Made first: once an item is in a batch, nothing may fail before it has its outcome.
    const auto next = std::make_shared<Batch>();
    std::unique_lock lock(mutex_);
    const std::shared_ptr<Batch> batch = gathering_;
    batch->items.push_back(std::move(item));
    batch->changed.wait(lock, [&] { return batch->outcome || !is_committing_; });
    if (!batch->outcome) {
      gathering_ = next;
      lead(*batch, lock);
    }
    return *batch->outcome;
  }

  bool is_committing() const {
    const std::lock_guard lock(mutex_);
    return is_committing_;
  }
  // How many wait for the next commit.
  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return gathering_->items.size();
  }

private:
  struct Batch {
    std::vector<Item> items;
    std::optional<std::error_code> outcome;
    std::condition_variable changed;
  };

  void lead(Batch& batch, std::unique_lock<std::mutex>& lock) {
    is_committing_ = true;
    lock.unlock();
    const std::error_code outcome = carry_out(batch.items);
    lock.lock();
    batch.outcome = outcome;
    is_committing_ = false;
    batch.changed.notify_all();
    gathering_->changed.notify_one(); // the next to lead
  }

  std::error_code carry_out(const std::vector<Item>& items) {
    try {
      return commit_(items);
    } catch (const std::bad_alloc&) { // or those who wait would wait for ever
      return std::make_error_code(std::errc::not_enough_memory);
    }
  }

  const Commit commit_;
  mutable std::mutex mutex_;
  std::shared_ptr<Batch> gathering_ = std::make_shared<Batch>();
  bool is_committing_ = false;
};

} // namespace syncbell
