#include "platform/kept_input.hpp"
#include "support/temporary_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <vector>

using namespace syncbell;
using namespace syncbell::test;

namespace {

// Gives these pieces, one each time it is read.
ByteSource pieces(std::deque<std::string> texts) {
  return [texts = std::move(texts)](std::span<char> room) mutable -> Result<std::size_t> {
    if (texts.empty()) return std::size_t{0};
    const std::string text = texts.front();
    texts.pop_front();
    REQUIRE(text.size() <= room.size());
    std::copy(text.begin(), text.end(), room.begin());
    return text.size();
  };
}

std::string read(KeptInput& input, std::size_t most) {
  std::vector<char> room(most);
  const Result<std::size_t> got = input.read(room);
  REQUIRE(got.has_value());
  return {room.data(), *got};
}

std::string rest_of(KeptInput& input) {
  std::string all;
  for (std::string piece = read(input, 5); !piece.empty(); piece = read(input, 5))
    all += piece;
  return all;
}

} // namespace

TEST_CASE("KeptInput") {
  const TemporaryFolder folder;
  SUBCASE("gives what comes as it comes") {
    KeptInput input(pieces({"ab", "c", "defgh"}), folder.path(""));
    CHECK(read(input, 100) == "ab");
    CHECK(read(input, 100) == "c");
    CHECK(input.size() == 3);
    CHECK(rest_of(input) == "defgh");
    CHECK(read(input, 100).empty());
  }
  SUBCASE("gives it again and again") {
    KeptInput input(pieces({"ab", std::string("\0", 1), "defgh"}), folder.path(""));
    for (int time = 0; time < 3; ++time) {
      CHECK(rest_of(input) == std::string("ab\0defgh", 8));
      input.rewind();
    }
    CHECK(input.size() == 8);
  }
  SUBCASE("goes on with what has not come before") {
    KeptInput input(pieces({"ab", "cd"}), folder.path(""));
    CHECK(read(input, 100) == "ab");
    input.rewind();
    CHECK(rest_of(input) == "abcd");
  }
  SUBCASE("leaves nothing in the folder") {
    KeptInput input(pieces({"hush"}), folder.path(""));
    CHECK(rest_of(input) == "hush");
    CHECK(std::filesystem::is_empty(folder.path("")));
  }
  SUBCASE("says where it cannot keep it") {
    KeptInput input(pieces({"ab"}), folder.path("nowhere"));
    std::vector<char> room(10);
    const Result<std::size_t> got = input.read(room);
    REQUIRE_FALSE(got.has_value());
    CHECK(got.error().message.find(folder.path("nowhere")) != std::string::npos);
    CHECK(got.error().hint.find("TMPDIR") != std::string::npos);
  }
  SUBCASE("passes a failure on") {
    KeptInput input(
        [](std::span<char>) {
          return Error{ErrorKind::local, "broken"};
        },
        folder.path(""));
    std::vector<char> room(10);
    CHECK(input.read(room).error().message == "broken");
  }
}
