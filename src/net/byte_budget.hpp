#pragma once

#include <atomic>
#include <cstddef>

namespace syncbell {

// Bytes that several threads share between them.
class ByteBudget {
public:
  explicit ByteBudget(std::size_t total) : left_(total) {}

  // False, and nothing taken, when there are not that many left.
  bool take(std::size_t bytes);
  void give_back(std::size_t bytes) { left_ += bytes; }
  std::size_t left() const { return left_; }

private:
  std::atomic<std::size_t> left_;
};

// What one request has taken of a budget; given back when it is gone.
class BudgetShare {
public:
  explicit BudgetShare(ByteBudget& budget) : budget_(&budget) {}
  ~BudgetShare();
  BudgetShare(const BudgetShare&) = delete;
  BudgetShare& operator=(const BudgetShare&) = delete;
  BudgetShare(BudgetShare&& other) noexcept;
  BudgetShare& operator=(BudgetShare&&) = delete;

  // Makes the share that large in all, never smaller. False when the budget does not allow it.
  bool grow_to(std::size_t bytes);

private:
  ByteBudget* budget_;
  std::size_t taken_ = 0;
};

} // namespace syncbell
