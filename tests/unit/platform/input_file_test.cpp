#include "platform/input_file.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <sys/stat.h>

#include <array>
#include <thread>

using namespace syncbell;
using namespace syncbell::test;

namespace {

std::string all_of(const InputFile& file) {
  std::string all;
  std::array<char, 3> room{};
  for (;;) {
    const Result<std::size_t> got = file.read(room);
    REQUIRE(got.has_value());
    if (*got == 0) return all;
    all.append(room.data(), *got);
  }
}

} // namespace

TEST_CASE("InputFile") {
  const TemporaryFolder folder;
  SUBCASE("reads a file in pieces and knows its size") {
    const Result<InputFile> file = InputFile::open(folder.file("a", std::string("ab\0cdefg", 8)));
    REQUIRE(file.has_value());
    CHECK(file->is_regular());
    CHECK(file->size() == 8);
    CHECK(all_of(*file) == std::string("ab\0cdefg", 8));
  }
  SUBCASE("reads a pipe") {
    const std::string path = folder.path("pipe");
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const std::jthread writer([&path] { std::ofstream(path) << "through"; });
    const Result<InputFile> file = InputFile::open(path);
    REQUIRE(file.has_value());
    CHECK_FALSE(file->is_regular());
    CHECK(file->size() == 0);
    CHECK(all_of(*file) == "through");
  }
  SUBCASE("says what cannot be read and why") {
    for (const std::string& path : {folder.path("nowhere"), folder.path("")}) {
      const Result<InputFile> file = InputFile::open(path);
      REQUIRE_FALSE(file.has_value());
      CHECK(file.error().kind == ErrorKind::local);
      CHECK(file.error().message.find("cannot read " + path + ": ") == 0);
    }
  }
}
