#include "platform/files.hpp"
#include "platform/private_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

using namespace syncbell;
using namespace syncbell::test;

namespace {

using Existing = PrivateFile::Existing;

unsigned mode_of(const std::string& path) {
  struct stat found {};
  REQUIRE(::lstat(path.c_str(), &found) == 0);
  return found.st_mode & 07777U;
}

std::size_t files_in(const std::string& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder),
                                                std::filesystem::directory_iterator()));
}

} // namespace

TEST_CASE("PrivateFile") {
  const TemporaryFolder folder;
  const std::string path = folder.path("secret");
  SUBCASE("is there at once and for its owner alone") {
    const auto file = PrivateFile::create(path, "text\n", Existing::refuse);
    REQUIRE(file.has_value());
    CHECK(*read_file(path) == "text\n");
    CHECK(mode_of(path) == 0600);
    CHECK(file->place() == path);
  }
  SUBCASE("goes away unless it is kept") {
    { CHECK(PrivateFile::create(path, "text", Existing::refuse).has_value()); }
    CHECK(files_in(folder.path("")) == 0);
    {
      auto file = PrivateFile::create(path, "text", Existing::refuse);
      CHECK(file->keep().has_value());
    }
    CHECK(*read_file(path) == "text");
  }
  SUBCASE("survives being moved") {
    auto file = PrivateFile::create(path, "text", Existing::refuse);
    {
      const PrivateFile moved = *std::move(file);
      CHECK(read_file(path).has_value());
    }
    CHECK_FALSE(read_file(path).has_value());
  }
  SUBCASE("never takes the place of another unless told to") {
    folder.file("secret", "old");
    const auto file = PrivateFile::create(path, "new", Existing::refuse);
    REQUIRE_FALSE(file.has_value());
    CHECK(file.error().kind == ErrorKind::local);
    CHECK(file.error().hint.find("--force") != std::string::npos);
    CHECK(*read_file(path) == "old");
  }
  SUBCASE("takes it only when it is kept") {
    folder.file("secret", "old");
    {
      const auto file = PrivateFile::create(path, "new", Existing::replace);
      REQUIRE(file.has_value());
      CHECK(*read_file(path) == "old");
      CHECK(*read_file(file->place()) == "new");
      CHECK(mode_of(file->place()) == 0600);
    }
    CHECK(*read_file(path) == "old");
    CHECK(files_in(folder.path("")) == 1);
    {
      auto file = PrivateFile::create(path, "new", Existing::replace);
      CHECK(file->keep().has_value());
      CHECK(file->place() == path);
    }
    CHECK(*read_file(path) == "new");
    CHECK(mode_of(path) == 0600);
    CHECK(files_in(folder.path("")) == 1);
  }
  SUBCASE("replaces nothing but files") {
    std::filesystem::create_directory(path);
    CHECK_FALSE(PrivateFile::create(path, "text", Existing::replace).has_value());
    CHECK_FALSE(PrivateFile::create("/dev/null", "text", Existing::replace).has_value());
    folder.file("elsewhere", "old");
    std::filesystem::create_symlink(folder.path("elsewhere"), folder.path("link"));
    CHECK_FALSE(PrivateFile::create(folder.path("link"), "x", Existing::replace).has_value());
    CHECK_FALSE(PrivateFile::create(folder.path("link"), "x", Existing::refuse).has_value());
    CHECK(*read_file(folder.path("elsewhere")) == "old");
  }
  SUBCASE("says why it cannot be made") {
    const auto file = PrivateFile::create(folder.path("no/such"), "text", Existing::refuse);
    CHECK(file.error().message.find("no/such") != std::string::npos);
    CHECK(file.error().kind == ErrorKind::local);
  }
}
