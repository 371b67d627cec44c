#include "core/delivery_order.hpp"

#include <doctest/doctest.h>

#include <map>
#include <set>
#include <vector>

using namespace syncbell;

namespace {

std::vector<std::uint64_t> captures_in(const DeliveryOrder& order) {
  std::vector<std::uint64_t> captures;
  for (std::uint64_t i = 0; i < order.deliveries(); ++i)
    captures.push_back(order.capture_of(i));
  return captures;
}

using Numbers = std::vector<std::uint64_t>;

} // namespace

TEST_CASE("Permutation") {
  SUBCASE("gives each number once") {
    for (std::uint64_t size = 1; size <= 130; ++size) {
      const Permutation permutation(size, size * 31);
      std::set<std::uint64_t> seen;
      for (std::uint64_t i = 0; i < size; ++i) {
        const std::uint64_t number = permutation(i);
        CHECK(number < size);
        seen.insert(number);
      }
      CHECK(seen.size() == size);
    }
  }
  SUBCASE("leaves little in its place") {
    const Permutation permutation(10'000, 1);
    int unmoved = 0;
    int in_sequence = 0;
    for (std::uint64_t i = 0; i + 1 < 10'000; ++i) {
      unmoved += permutation(i) == i ? 1 : 0;
      in_sequence += permutation(i) + 1 == permutation(i + 1) ? 1 : 0;
    }
    CHECK(unmoved < 10);
    CHECK(in_sequence < 10);
  }
  SUBCASE("is what the seed says") {
    const Permutation one(1000, 42);
    const Permutation same(1000, 42);
    const Permutation other(1000, 43);
    int different = 0;
    for (std::uint64_t i = 0; i < 1000; ++i) {
      CHECK(one(i) == same(i));
      different += one(i) != other(i) ? 1 : 0;
    }
    CHECK(different > 900);
  }
  SUBCASE("stays the same from release to release") {
    const Permutation permutation(10, 42);
    Numbers order;
    for (std::uint64_t i = 0; i < 10; ++i)
      order.push_back(permutation(i));
    CHECK(order == Numbers{5, 9, 7, 8, 6, 4, 1, 2, 3, 0});
  }
  SUBCASE("of very many") {
    const std::uint64_t many = std::uint64_t{1} << 60;
    CHECK(Permutation(many, 1)(many - 1) < many);
  }
}

TEST_CASE("DeliveryOrder") {
  SUBCASE("as they come") { CHECK(captures_in({3, {}, {}}) == Numbers{0, 1, 2}); }
  SUBCASE("rounds follow each other and copies stand together") {
    CHECK(captures_in({2, {.rounds = 3, .copies = 1}, {}}) == Numbers{0, 1, 0, 1, 0, 1});
    CHECK(captures_in({2, {.rounds = 1, .copies = 3}, {}}) == Numbers{0, 0, 0, 1, 1, 1});
    CHECK(captures_in({2, {.rounds = 2, .copies = 2}, {}}) == Numbers{0, 0, 1, 1, 0, 0, 1, 1});
  }
  SUBCASE("shuffled each comes as often as before") {
    const Numbers shuffled = captures_in({20, {.rounds = 2, .copies = 3}, 7});
    CHECK(shuffled.size() == 120);
    std::map<std::uint64_t, int> counts;
    for (const std::uint64_t capture : shuffled)
      ++counts[capture];
    CHECK(counts.size() == 20);
    for (const auto& [capture, count] : counts)
      CHECK(count == 6);
    CHECK(shuffled != captures_in({20, {.rounds = 2, .copies = 3}, {}}));
  }
  SUBCASE("one alone and none") {
    CHECK(captures_in({1, {}, 5}) == Numbers{0});
    CHECK(captures_in({0, {}, 5}).empty());
  }
}
