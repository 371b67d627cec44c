#include "commands/replay/ledger.hpp"

#include <algorithm>

namespace syncbell {

void Ledger::leave_open(std::uint64_t number) { open_ = std::min(open_.value_or(number), number); }

void Ledger::begins(std::uint64_t at_least) {
  const std::lock_guard lock(mutex_);
  under_way_.insert(at_least);
}

void Ledger::ends(std::uint64_t at_least) {
  const std::lock_guard lock(mutex_);
  under_way_.erase(under_way_.find(at_least));
}

void Ledger::sent(std::uint64_t number, const DeliveryResult& result) {
  const std::lock_guard lock(mutex_);
  tally_.count(result);
  if (result.given_up) leave_open(number);
}

void Ledger::unsent(std::uint64_t number) {
  const std::lock_guard lock(mutex_);
  leave_open(number);
}

void Ledger::failed(Error error) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = std::move(error);
}

ReplayTally Ledger::tally() const {
  const std::lock_guard lock(mutex_);
  return tally_;
}

std::optional<Error> Ledger::failure() const {
  const std::lock_guard lock(mutex_);
  return failure_;
}

std::uint64_t Ledger::first_open(std::uint64_t next) const {
  const std::lock_guard lock(mutex_);
  return std::min(open_.value_or(next), next);
}

std::uint64_t Ledger::first_unsettled(std::uint64_t next) const {
  const std::lock_guard lock(mutex_);
  const std::uint64_t open = std::min(open_.value_or(next), next);
  return under_way_.empty() ? open : std::min(open, *under_way_.begin());
}

} // namespace syncbell
