#include "core/file_access.hpp"

#include <doctest/doctest.h>

using namespace syncbell;

namespace {

FileAccess of_mode(unsigned mode) {
  FileAccess access;
  access.mode = mode;
  return access;
}

} // namespace

TEST_CASE("readable_by_others") {
  SUBCASE("takes what nobody else can read") {
    for (const unsigned mode : {0600U, 0400U, 0700U})
      CHECK_FALSE(readable_by_others("f", of_mode(mode)).has_value());
  }
  SUBCASE("refuses anything else and says what to type") {
    for (const unsigned mode : {0644U, 0640U, 0604U, 0444U, 0660U, 0777U})
      CHECK(readable_by_others("f", of_mode(mode)).has_value());
    const Error error = *readable_by_others("/my files/s", of_mode(0644));
    CHECK(error.kind == ErrorKind::usage);
    CHECK(error.message == "/my files/s can be read by others (mode 0644)");
    CHECK(error.hint == "chmod 600 '/my files/s'");
  }
  SUBCASE("leaves to others what is not ours to change") {
    for (bool FileAccess::*fact : {&FileAccess::is_regular, &FileAccess::is_mine}) {
      FileAccess access = of_mode(0644);
      access.*fact = false;
      CHECK_FALSE(readable_by_others("f", access).has_value());
    }
    FileAccess mounted = of_mode(0444);
    mounted.is_mounted_fixed = true;
    CHECK_FALSE(readable_by_others("f", mounted).has_value());
  }
}

TEST_CASE("writable_by_others") {
  for (const unsigned mode : {0600U, 0644U, 0755U, 0444U})
    CHECK_FALSE(writable_by_others("f", of_mode(mode)).has_value());
  for (const unsigned mode : {0664U, 0666U, 0602U, 0777U})
    CHECK(writable_by_others("f", of_mode(mode)).has_value());
  CHECK(writable_by_others("f", of_mode(0666))->hint == "chmod go-w f");
  FileAccess device = of_mode(0666);
  device.is_regular = false;
  CHECK_FALSE(writable_by_others("/dev/null", device).has_value());
  FileAccess anothers = of_mode(0600);
  anothers.is_mine = false;
  CHECK(writable_by_others("f", anothers)->message ==
        "f belongs to another user, who can change it");
  anothers.is_roots = true;
  CHECK_FALSE(writable_by_others("f", anothers).has_value());
  anothers.mode = 0666;
  CHECK(writable_by_others("f", anothers).has_value());
  anothers.is_mounted_fixed = true;
  CHECK_FALSE(writable_by_others("f", anothers).has_value());
}
