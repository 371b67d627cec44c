#include "net/connection_table.hpp"

#include <doctest/doctest.h>

#include <sys/socket.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

Descriptor some_socket() { return Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)); }

} // namespace

TEST_CASE("ConnectionTable: evict_longest_waiting") {
  ConnectionTable table;
  Connection first(some_socket());
  Connection second(some_socket());
  Connection third(some_socket());
  const TableEntry entries[] = {{table, first}, {table, second}, {table, third}};
  const Instant start = Instant() + 1h;
  SUBCASE("the longest waiting goes first and nobody twice") {
    first.waits_since(start + 2s);
    second.waits_since(start + 1s);
    third.waits_since(start + 3s);
    CHECK(table.evict_longest_waiting());
    CHECK(second.interruption() == ConnectionEnd::evicted);
    CHECK(first.interruption() == ConnectionEnd::none);
    CHECK(table.evict_longest_waiting());
    CHECK(first.interruption() == ConnectionEnd::evicted);
    CHECK(table.evict_longest_waiting());
    CHECK(third.interruption() == ConnectionEnd::evicted);
    CHECK_FALSE(table.evict_longest_waiting());
  }
  SUBCASE("those that are being answered stay") {
    first.waits_since(start);
    second.waits_since(start);
    first.is_busy();
    second.is_busy();
    CHECK_FALSE(table.evict_longest_waiting());
    CHECK(first.interruption() == ConnectionEnd::none);
  }
}

TEST_CASE("ConnectionTable: drain") {
  ConnectionTable table;
  Connection first(some_socket());
  Connection gone(some_socket());
  Connection late(some_socket());
  const TableEntry entry(table, first);
  { const TableEntry left(table, gone); }
  table.drain();
  const TableEntry late_entry(table, late);
  CHECK(first.interruption() == ConnectionEnd::draining);
  CHECK(late.interruption() == ConnectionEnd::draining);
  CHECK(gone.interruption() == ConnectionEnd::none);
}
