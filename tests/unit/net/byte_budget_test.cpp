#include "net/byte_budget.hpp"

#include <doctest/doctest.h>

#include <thread>
#include <vector>

using namespace syncbell;

TEST_CASE("ByteBudget") {
  ByteBudget budget(10);
  CHECK(budget.take(10));
  CHECK_FALSE(budget.take(1));
  budget.give_back(4);
  CHECK_FALSE(budget.take(5));
  CHECK(budget.left() == 4);
}

TEST_CASE("BudgetShare") {
  ByteBudget budget(10);
  SUBCASE("gives back what it took") {
    {
      BudgetShare share(budget);
      CHECK(share.grow_to(4));
      CHECK(share.grow_to(3));
      CHECK(share.grow_to(9));
      CHECK(budget.left() == 1);
    }
    CHECK(budget.left() == 10);
  }
  SUBCASE("keeps what it has when there is no more") {
    BudgetShare share(budget);
    CHECK(share.grow_to(6));
    CHECK_FALSE(share.grow_to(11));
    CHECK(budget.left() == 4);
  }
  SUBCASE("moves") {
    {
      BudgetShare share(budget);
      CHECK(share.grow_to(4));
      const BudgetShare moved(std::move(share));
      CHECK(budget.left() == 6);
    }
    CHECK(budget.left() == 10);
  }
  SUBCASE("never adds up to more than there is") {
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&budget] {
        for (int round = 0; round < 1000; ++round) {
          BudgetShare share(budget);
          if (share.grow_to(4)) share.grow_to(6);
        }
      });
    }
    for (std::thread& thread : threads)
      thread.join();
    CHECK(budget.left() == 10);
  }
}
