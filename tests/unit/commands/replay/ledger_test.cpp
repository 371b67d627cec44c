#include "commands/replay/ledger.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("Ledger") {
  Ledger ledger;
  SUBCASE("everything that was taken is done") {
    ledger.sent(1, {.status = 200, .accepted = true, .tries = 1});
    ledger.sent(3, {.status = 500, .tries = 1});
    CHECK(ledger.first_open(4) == 4);
    CHECK(ledger.tally().sent() == 2);
  }
  SUBCASE("but what was not sent or given up") {
    ledger.unsent(7);
    CHECK(ledger.first_open(9) == 7);
    ledger.sent(5, {.status = 500, .tries = 1, .given_up = true});
    ledger.unsent(8);
    CHECK(ledger.first_open(9) == 5);
    CHECK(ledger.first_open(2) == 2);
    CHECK(ledger.tally().sent() == 1);
  }
  SUBCASE("what is under way is not settled") {
    ledger.begins(3);
    ledger.begins(3);
    CHECK(ledger.first_unsettled(5) == 3);
    ledger.ends(3);
    CHECK(ledger.first_unsettled(5) == 3);
    CHECK(ledger.first_open(5) == 5);
    ledger.ends(3);
    CHECK(ledger.first_unsettled(5) == 5);
    ledger.unsent(4);
    CHECK(ledger.first_unsettled(5) == 4);
  }
  SUBCASE("the first failure counts") {
    CHECK_FALSE(ledger.failure());
    ledger.failed({ErrorKind::local, "one"});
    ledger.failed({ErrorKind::usage, "two"});
    CHECK(ledger.failure()->message == "one");
  }
}
