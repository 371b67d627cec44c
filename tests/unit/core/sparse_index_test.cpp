#include "core/sparse_index.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("SparseIndex") {
  SUBCASE("knows each place while there are few") {
    SparseIndex<int> index(8);
    for (int i = 0; i < 8; ++i)
      index.add(i * 10);
    CHECK(index.count() == 8);
    for (std::uint64_t i = 0; i < 8; ++i) {
      CHECK(index.near(i).number == i);
      CHECK(index.near(i).place == static_cast<int>(i) * 10);
    }
  }
  SUBCASE("knows one before each of many") {
    for (const int most : {1, 2, 3, 8, 100}) {
      SparseIndex<std::uint64_t> index(static_cast<std::size_t>(most));
      for (std::uint64_t i = 0; i < 1000; ++i) {
        index.add(i);
        CHECK(index.places() <= static_cast<std::size_t>(most) + 1);
        const auto near = index.near(i);
        CHECK(near.number <= i);
        CHECK(near.place == near.number);
      }
      for (std::uint64_t i = 0; i < 1000; ++i)
        CHECK(index.near(i).place == index.near(i).number);
    }
  }
  SUBCASE("the place it knows is not far") {
    SparseIndex<std::uint64_t> index(100);
    for (std::uint64_t i = 0; i < 10'000; ++i)
      index.add(i);
    for (std::uint64_t i = 0; i < 10'000; ++i)
      CHECK(i - index.near(i).number < 256);
  }
}
