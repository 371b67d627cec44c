#pragma once

#include "platform/futex.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

namespace syncbell {

// Lets threads share a step that costs much however many it is done for, such as bringing a file to
// the disk. Whoever comes while nobody does it, does it; those who come meanwhile wait, and one of
// them does it for all of them.
template <class Item>
class GroupCommit {
public:
  // Called with what was submitted since the last call, in that order. Returns why it failed, for
  // all of them.
  using Commit = std::function<std::error_code(const std::vector<Item>& items)>;

  explicit GroupCommit(Commit commit) : commit_(std::move(commit)) {}

  // Returns what became of the commit that the item was part of. What the item refers to must stay
  // until then.
  std::error_code submit(Item item) {
    // Made first: once an item is in a batch, nothing may fail before it has its outcome.
    auto next = std::make_shared<Batch>();
    const auto [batch, leads] = join(std::move(item));
    if (leads || woken_to_lead(*batch)) lead(*batch, std::move(next));
    return batch->outcome;
  }

  bool is_under_way() const {
    const std::lock_guard lock(mutex_);
    return is_under_way_;
  }
  // How many wait for a commit that is not under way yet.
  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return gathering_->items.size();
  }

private:
  enum Stage : std::uint32_t { gathering, wants_leader, has_leader, done };

  struct Batch {
    std::vector<Item> items;
    std::error_code outcome;     // once it is done
    FutexWord stage = gathering; // all who wait are woken at once: at a mutex they would meet again
  };

  // The batch that the item is part of, and whether whoever brought it is to commit it.
  std::pair<std::shared_ptr<Batch>, bool> join(Item item) {
    const std::lock_guard lock(mutex_);
    gathering_->items.push_back(std::move(item));
    const bool leads = !std::exchange(is_under_way_, true);
    return {gathering_, leads};
  }

  // False when the batch is done.
  static bool woken_to_lead(Batch& batch) {
    for (;;) {
      std::uint32_t stage = batch.stage;
      if (stage == done) return false;
      if (stage != wants_leader)
        futex_wait(batch.stage, stage);
      else if (batch.stage.compare_exchange_strong(stage, has_leader))
        return true;
    }
  }

  void lead(Batch& batch, std::shared_ptr<Batch> next) {
    {
      const std::lock_guard lock(mutex_);
      gathering_ = std::move(next);
    }
    batch.outcome = carry_out(batch.items);
    hand_over();
    batch.stage = done;
    if (batch.items.size() > 1) futex_wake_all(batch.stage);
  }

  // The next commit is for one of those who wait to do, if there is anybody.
  void hand_over() {
    const std::lock_guard lock(mutex_);
    is_under_way_ = !gathering_->items.empty();
    if (!is_under_way_) return;
    gathering_->stage = wants_leader;
    futex_wake_one(gathering_->stage);
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
  bool is_under_way_ = false;
};

} // namespace syncbell
