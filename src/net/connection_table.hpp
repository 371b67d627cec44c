#pragma once

#include "net/connection.hpp"

#include <mutex>
#include <vector>

namespace syncbell {

// Who is connected.
class ConnectionTable {
public:
  // The connection must be removed before it is destroyed. One that comes after drain() is
  // interrupted at once.
  void add(Connection& connection);
  void remove(Connection& connection);

  // Interrupts the connection that has waited longest for a request or the rest of one. False when
  // all of them are being answered.
  bool evict_longest_waiting();

  // Interrupts all connections, and those that are still to come.
  void drain();

private:
  std::mutex mutex_;
  std::vector<Connection*> connections_;
  bool draining_ = false;
};

// A place in the table for as long as it exists.
class TableEntry {
public:
  TableEntry(ConnectionTable& table, Connection& connection)
      : table_(table), connection_(connection) {
    table_.add(connection_);
  }
  ~TableEntry() { table_.remove(connection_); }
  TableEntry(const TableEntry&) = delete;
  TableEntry& operator=(const TableEntry&) = delete;

private:
  ConnectionTable& table_;
  Connection& connection_;
};

} // namespace syncbell
