#include "core/byte_order_mark.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

TEST_CASE("without_byte_order_mark") {
  CHECK(without_byte_order_mark("\xef\xbb\xbf text") == " text");
  CHECK(without_byte_order_mark("\xef\xbb\xbf").empty());
  SUBCASE("takes one away and only at the very beginning") {
    CHECK(without_byte_order_mark("\xef\xbb\xbf\xef\xbb\xbf") == byte_order_mark);
    CHECK(without_byte_order_mark(" \xef\xbb\xbf") == " \xef\xbb\xbf");
    CHECK(without_byte_order_mark("\xef\xbb") == "\xef\xbb");
    CHECK(without_byte_order_mark("").empty());
  }
}
