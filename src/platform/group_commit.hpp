#pragma once

#include <semaphore.h>

#include <atomic>
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
// the disk. Whoever comes while it may be done does it; those who come meanwhile wait, and one of
// them does it for all of them.
template <class Item>
class GroupCommit {
public:
  // Called with what was submitted since the last call, in that order. Returns why it failed, for
  // all of them.
  using Commit = std::function<std::error_code(const std::vector<Item>& items)>;

  // As many commits as `at_once` are under way at the same time.
  GroupCommit(int at_once, Commit commit) : at_once_(at_once), commit_(std::move(commit)) {}

  // Returns what became of the commit that the item was part of. What the item refers to must stay
  // until then.
  std::error_code submit(Item item) {
    // Made first: once an item is in a batch, nothing may fail before it has its outcome.
    auto next = std::make_shared<Batch>();
    const auto [batch, leads] = join(std::move(item));
    if (leads || woken_to_lead(*batch)) lead(*batch, std::move(next));
    return batch->outcome;
  }

  int under_way() const {
    const std::lock_guard lock(mutex_);
    return under_way_;
  }
  // How many wait for a commit that is not under way yet.
  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return gathering_->items.size();
  }

private:
  enum class Stage { gathering, wants_leader, has_leader, done };

  // Whoever waits is woken once, to lead or because it is done. By a semaphore: at a mutex all of a
  // batch would meet again, and std::atomic gives the processor away four times before it waits.
  struct Batch {
    Batch() { ::sem_init(&wake_ups, 0, 0); }
    ~Batch() { ::sem_destroy(&wake_ups); }
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;

    std::vector<Item> items;
    std::error_code outcome; // once it is done
    std::atomic<Stage> stage = Stage::gathering;
    sem_t wake_ups{};
  };

  // The batch that the item is part of, and whether whoever brought it is to commit it.
  std::pair<std::shared_ptr<Batch>, bool> join(Item item) {
    const std::lock_guard lock(mutex_);
    gathering_->items.push_back(std::move(item));
    const bool leads = under_way_ < at_once_ && gathering_->stage == Stage::gathering;
    if (leads) {
      gathering_->stage = Stage::has_leader;
      ++under_way_;
    }
    return {gathering_, leads};
  }

  // False when the batch is done.
  bool woken_to_lead(Batch& batch) {
    while (::sem_wait(&batch.wake_ups) != 0) { // a signal
    }
    if (batch.stage == Stage::done) return false;
    batch.stage = Stage::has_leader;
    return true;
  }

  void lead(Batch& batch, std::shared_ptr<Batch> next) {
    {
      const std::lock_guard lock(mutex_);
      gathering_ = std::move(next);
    }
    batch.outcome = carry_out(batch.items);
    hand_over();
    batch.stage = Stage::done;
    for (std::size_t others = batch.items.size() - 1; others > 0; --others)
      ::sem_post(&batch.wake_ups);
  }

  // The place of a commit that is over goes to those that wait, if nobody leads them yet.
  void hand_over() {
    const std::lock_guard lock(mutex_);
    if (gathering_->items.empty() || gathering_->stage != Stage::gathering) {
      --under_way_;
      return;
    }
    gathering_->stage = Stage::wants_leader;
    ::sem_post(&gathering_->wake_ups);
  }

  std::error_code carry_out(const std::vector<Item>& items) {
    try {
      return commit_(items);
    } catch (const std::bad_alloc&) { // or those who wait would wait for ever
      return std::make_error_code(std::errc::not_enough_memory);
    }
  }

  const int at_once_;
  const Commit commit_;
  mutable std::mutex mutex_;
  std::shared_ptr<Batch> gathering_ = std::make_shared<Batch>();
  int under_way_ = 0;
};

} // namespace syncbell
