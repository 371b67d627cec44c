#include "platform/durable.hpp"
#include "support/store_fixture.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("folder_of") {
  CHECK(folder_of("a/b") == "a");
  CHECK(folder_of("/a") == "/");
  CHECK(folder_of("a") == ".");
}

TEST_CASE("make_folders") {
  StoreFixture fixture;
  SUBCASE("makes what is missing for its owner alone") {
    CHECK_FALSE(bool(make_folders(fixture.folder.path("a/b/c"))));
    for (const char* made : {"a", "a/b", "a/b/c"})
      CHECK(fixture.mode(made) == 0700);
  }
  SUBCASE("leaves alone what is there") {
    std::filesystem::create_directory(fixture.folder.path("a"));
    std::filesystem::permissions(fixture.folder.path("a"), std::filesystem::perms(0755));
    CHECK_FALSE(bool(make_folders(fixture.folder.path("a"))));
    CHECK(fixture.mode("a") == 0755);
  }
  SUBCASE("fails where a file is in the way") {
    fixture.folder.file("a", "");
    CHECK((make_folders(fixture.folder.path("a")) == std::errc::not_a_directory));
    CHECK((make_folders(fixture.folder.path("a/b")) == std::errc::not_a_directory));
  }
}

TEST_CASE("sync_folder fails where there is none") {
  StoreFixture fixture;
  CHECK((sync_folder(fixture.folder.path("a")) == std::errc::no_such_file_or_directory));
  CHECK_FALSE(bool(sync_folder(fixture.folder.path(""))));
}
