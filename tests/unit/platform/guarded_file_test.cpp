#include "platform/guarded_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

using namespace syncbell;
using namespace syncbell::test;

TEST_CASE("read_guarded_file") {
  const TemporaryFolder folder;
  SUBCASE("tells who may do what with the file") {
    const std::string path = folder.file("f", "text\n");
    for (const unsigned mode : {0600U, 0644U, 0460U}) {
      REQUIRE(::chmod(path.c_str(), mode) == 0);
      const Result<GuardedFile> file = read_guarded_file(path);
      REQUIRE(file.has_value());
      CHECK(file->text == "text\n");
      CHECK(file->access.mode == mode);
      CHECK(file->access.is_ours_to_protect());
    }
  }
  SUBCASE("knows what is no regular file") {
    const Result<GuardedFile> file = read_guarded_file("/dev/null");
    REQUIRE(file.has_value());
    CHECK_FALSE(file->access.is_regular);
    CHECK_FALSE(file->access.is_ours_to_protect());
  }
  SUBCASE("names what cannot be read") {
    for (const std::string& path : {folder.path("none"), folder.path("")}) {
      const Result<GuardedFile> file = read_guarded_file(path);
      REQUIRE_FALSE(file.has_value());
      CHECK(file.error().message.find(path) != std::string::npos);
    }
  }
}
