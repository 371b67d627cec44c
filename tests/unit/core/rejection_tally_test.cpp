#include "core/rejection_tally.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace std::chrono_literals;

namespace {

const Rejection missing{401, "missing", SignatureCheck::missing};
const Rejection wrong{403, "wrong", SignatureCheck::invalid};
const Instant start = Instant() + 1h;

// How many of so many are told of one by one.
int told(RejectionTally& tally, const Rejection& rejection, int count, Instant now = start) {
  int told = 0;
  for (int i = 0; i < count; ++i)
    told += tally.add(rejection, now) ? 1 : 0;
  return told;
}

} // namespace

TEST_CASE("RejectionTally: one by one") {
  RejectionTally tally;
  SUBCASE("the first five of each reason") {
    CHECK(told(tally, missing, 3) == 3);
    CHECK(told(tally, wrong, 1000) == 5);
    CHECK(told(tally, missing, 1000) == 2);
  }
  SUBCASE("and again in another minute") {
    CHECK(told(tally, missing, 1000) == 5);
    CHECK(told(tally, missing, 1000, start + 59s) == 0);
    tally.take_sums(start + 60s);
    CHECK(told(tally, missing, 1000, start + 60s) == 5);
  }
  SUBCASE("not before the sum of the last minute was taken") {
    CHECK(told(tally, missing, 1000) == 5);
    CHECK(told(tally, missing, 1000, start + 90s) == 0);
    const auto sums = tally.take_sums(start + 90s);
    REQUIRE(sums.size() == 1);
    CHECK(sums[0].count == 1995);
  }
}

TEST_CASE("RejectionTally: sums") {
  RejectionTally tally;
  CHECK(tally.next_sum() == Instant::max());
  told(tally, missing, 12);
  told(tally, wrong, 12, start + 10s);
  CHECK(tally.next_sum() == start + 60s);
  SUBCASE("are given when their minute is over and once") {
    CHECK(tally.take_sums(start + 59s).empty());
    CHECK(tally.take_sums(start + 60s) ==
          std::vector<RejectionCount>{{401, SignatureCheck::missing, "missing", 7}});
    CHECK(tally.next_sum() == start + 70s);
    CHECK(tally.take_sums(start + 5min) ==
          std::vector<RejectionCount>{{403, SignatureCheck::invalid, "wrong", 7}});
    CHECK(tally.take_sums(start + 1h).empty());
    CHECK(tally.next_sum() == Instant::max());
  }
  SUBCASE("of nothing are none") {
    tally.take_sums(start + 5min);
    told(tally, missing, 5, start + 10min);
    CHECK(tally.next_sum() == start + 11min);
    CHECK(tally.take_sums(start + 11min).empty());
    CHECK(tally.next_sum() == Instant::max());
  }
}

TEST_CASE("RejectionTally: totals") {
  RejectionTally tally;
  CHECK(tally.totals().empty());
  told(tally, wrong, 1000);
  told(tally, missing, 3);
  tally.take_sums(start + 60s);
  told(tally, wrong, 1, start + 60s);
  CHECK(tally.totals() ==
        std::vector<RejectionCount>{{401, SignatureCheck::missing, "missing", 3},
                                    {403, SignatureCheck::invalid, "wrong", 1001}});
}
