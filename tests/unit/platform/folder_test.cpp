#include "platform/folder.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

bool every_file(std::string_view) { return true; }

} // namespace

TEST_CASE("files_in") {
  const TemporaryFolder folder;
  const std::string path = folder.path("");
  SUBCASE("gives names in the order of their bytes") {
    for (const char* name : {"b", "a2", "a10", "B", "\xc3\xa9", "a"})
      static_cast<void>(folder.file(name, ""));
    CHECK(*files_in(path, every_file) ==
          std::vector<std::string>{"B", "a", "a10", "a2", "b", "\xc3\xa9"});
  }
  SUBCASE("leaves out what is not wanted and what is no file") {
    static_cast<void>(folder.file("yes", ""));
    static_cast<void>(folder.file("no", ""));
    std::filesystem::create_directory(folder.path("yes-folder"));
    std::filesystem::create_symlink(folder.path("gone"), folder.path("yes-dangling"));
    std::filesystem::create_symlink(folder.path("yes"), folder.path("yes-link"));
    CHECK(*files_in(path, [](std::string_view name) { return name.starts_with("yes"); }) ==
          std::vector<std::string>{"yes", "yes-link"});
  }
  SUBCASE("says what cannot be read") {
    const Result<std::vector<std::string>> names = files_in(folder.path("nowhere"), every_file);
    REQUIRE_FALSE(names.has_value());
    CHECK(names.error().kind == ErrorKind::local);
    CHECK(names.error().message.find(folder.path("nowhere")) != std::string::npos);
  }
}

TEST_CASE("is_folder") {
  const TemporaryFolder folder;
  CHECK(is_folder(folder.path("")));
  CHECK_FALSE(is_folder(folder.file("a", "")));
  CHECK_FALSE(is_folder(folder.path("nowhere")));
}

TEST_CASE("size_of_file") {
  const TemporaryFolder folder;
  CHECK(size_of_file(folder.file("a", "12345")) == 5);
  CHECK(size_of_file(folder.path("nowhere")) == 0);
  CHECK(size_of_file(folder.path("")) == 0);
}
