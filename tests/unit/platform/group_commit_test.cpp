#include "platform/group_commit.hpp"
#include "support/gate.hpp"

#include <doctest/doctest.h>

#include <set>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Batch = std::vector<int>;

// Submits each number on a thread of its own while the first commit is under way, and lets that end
// once all of them wait.
struct Crowd {
  explicit Crowd(std::function<std::error_code(const Batch&)> commit)
      : group([this, commit = std::move(commit)](const Batch& items) {
          if (items == Batch{0}) gate.wait();
          batches.push_back(items);
          return commit(items);
        }) {}

  void come(int count) {
    std::vector<std::thread> threads;
    outcomes.resize(static_cast<std::size_t>(count));
    const auto submit = [this](int item) {
      outcomes[static_cast<std::size_t>(item)] = group.submit(item);
    };
    threads.emplace_back(submit, 0);
    while (group.waiting() != 0 || !group.is_under_way())
      std::this_thread::yield();
    for (int item = 1; item < count; ++item)
      threads.emplace_back(submit, item);
    while (group.waiting() != static_cast<std::size_t>(count - 1))
      std::this_thread::yield();
    gate.open();
    for (std::thread& thread : threads)
      thread.join();
  }

  Gate gate;
  std::vector<Batch> batches; // touched by one commit at a time
  std::vector<std::error_code> outcomes;
  GroupCommit<int> group;
};

} // namespace

TEST_CASE("GroupCommit commits what comes alone at once") {
  std::vector<Batch> batches;
  GroupCommit<int> group([&batches](const Batch& items) {
    batches.push_back(items);
    return std::error_code{};
  });
  CHECK_FALSE(bool(group.submit(1)));
  CHECK_FALSE(bool(group.submit(2)));
  CHECK(batches == std::vector<Batch>{{1}, {2}});
}

TEST_CASE("GroupCommit commits together what came meanwhile") {
  Crowd crowd([](const Batch&) { return std::error_code{}; });
  crowd.come(20);
  REQUIRE(crowd.batches.size() == 2);
  CHECK(crowd.batches[0] == Batch{0});
  CHECK(std::set<int>(crowd.batches[1].begin(), crowd.batches[1].end()).size() == 19);
}

TEST_CASE("GroupCommit tells each what became of its own commit") {
  Crowd crowd([](const Batch& items) {
    return items == Batch{0} ? std::error_code{}
                             : std::make_error_code(std::errc::no_space_on_device);
  });
  crowd.come(4);
  CHECK_FALSE(bool(crowd.outcomes[0]));
  for (std::size_t i = 1; i < 4; ++i)
    CHECK((crowd.outcomes[i] == std::errc::no_space_on_device));
}

TEST_CASE("GroupCommit goes on after a commit that ran out of memory") {
  int calls = 0;
  GroupCommit<int> group([&calls](const Batch&) -> std::error_code {
    if (++calls == 1) throw std::bad_alloc();
    return {};
  });
  CHECK((group.submit(1) == std::errc::not_enough_memory));
  CHECK_FALSE(bool(group.submit(2)));
}

TEST_CASE("GroupCommit forgets nobody") {
  int committed = 0; // touched by one commit at a time
  GroupCommit<int> group([&committed](const Batch& items) {
    committed += static_cast<int>(items.size());
    return std::error_code{};
  });
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&group] {
      for (int item = 0; item < 1'000; ++item)
        group.submit(item);
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  CHECK(committed == 8'000);
  CHECK_FALSE(group.is_under_way());
}
