#include "net/byte_budget.hpp"

#include <utility>

namespace syncbell {

bool ByteBudget::take(std::size_t bytes) {
  std::size_t left = left_.load();
  while (left >= bytes) {
    if (left_.compare_exchange_weak(left, left - bytes)) return true;
  }
  return false;
}

BudgetShare::~BudgetShare() { budget_->give_back(taken_); }

BudgetShare::BudgetShare(BudgetShare&& other) noexcept
    : budget_(other.budget_), taken_(std::exchange(other.taken_, 0)) {}

bool BudgetShare::grow_to(std::size_t bytes) {
  if (bytes <= taken_) return true;
  if (!budget_->take(bytes - taken_)) return false;
  taken_ = bytes;
  return true;
}

} // namespace syncbell
