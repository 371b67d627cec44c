#include "net/connection_table.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// Those that were evicted before and are on their way out do not count.
Instant patience_of(const Connection* connection) {
  return connection->interruption() == ConnectionEnd::none ? connection->waiting_since()
                                                           : Instant::max();
}

} // namespace

void ConnectionTable::add(Connection& connection) {
  const std::lock_guard lock(mutex_);
  connections_.push_back(&connection);
  if (draining_) connection.interrupt(ConnectionEnd::draining);
}

void ConnectionTable::remove(Connection& connection) {
  const std::lock_guard lock(mutex_);
  std::erase(connections_, &connection);
}

bool ConnectionTable::evict_longest_waiting() {
  const std::lock_guard lock(mutex_);
  const auto longest = std::min_element(connections_.begin(), connections_.end(),
                                        [](const Connection* left, const Connection* right) {
                                          return patience_of(left) < patience_of(right);
                                        });
  if (longest == connections_.end() || patience_of(*longest) == Instant::max()) return false;
  (*longest)->interrupt(ConnectionEnd::evicted);
  return true;
}

void ConnectionTable::drain() {
  const std::lock_guard lock(mutex_);
  draining_ = true;
  for (Connection* connection : connections_)
    connection->interrupt(ConnectionEnd::draining);
}

} // namespace syncbell
