#include "core/line_buffer.hpp"

#include <doctest/doctest.h>

#include <cstring>
#include <vector>

using namespace syncbell;

namespace {

// All lines of a text that is put in a few bytes at a time; "!" stands for one that is too long and
// "~" behind one that does not end.
std::vector<std::string> lines_of(std::string_view text, std::size_t piece,
                                  std::size_t longest = 1000) {
  LineBuffer buffer(longest);
  std::vector<std::string> lines;
  const auto keep = [&lines](const LineBuffer::Line& line) {
    CHECK(line.number == lines.size() + 1);
    lines.push_back(line.is_too_long ? "!" : std::string(line.text));
    if (!line.is_ended) lines.back() += "~";
  };
  while (!text.empty()) {
    const std::string_view part = text.substr(0, piece);
    const std::span<char> room = buffer.room();
    REQUIRE(room.size() >= part.size());
    std::memcpy(room.data(), part.data(), part.size());
    buffer.added(part.size());
    text.remove_prefix(part.size());
    while (const auto line = buffer.next())
      keep(*line);
  }
  if (const auto line = buffer.last()) keep(*line);
  CHECK_FALSE(buffer.last());
  return lines;
}

using Lines = std::vector<std::string>;

} // namespace

TEST_CASE("LineBuffer cuts at line breaks whatever the pieces") {
  for (std::size_t piece = 1; piece < 20; ++piece) {
    CHECK(lines_of("one\ntwo\n\nfour\n", piece) == Lines{"one", "two", "", "four"});
    CHECK(lines_of("one\r\ntwo", piece) == Lines{"one\r", "two~"});
    CHECK(lines_of("\n", piece) == Lines{""});
    CHECK(lines_of("", piece).empty());
  }
}

TEST_CASE("LineBuffer passes over lines that are too long") {
  for (std::size_t piece = 1; piece < 40; ++piece) {
    CHECK(lines_of("123\n1234\n12345\n123456789\n12\n", piece, 4) ==
          Lines{"123", "1234", "!", "!", "12"});
    CHECK(lines_of("12345", piece, 4) == Lines{"!~"});
  }
}

TEST_CASE("LineBuffer holds a line of megabytes and lets go of one that is too long") {
  const std::string large(3'000'000, 'x');
  CHECK(lines_of(large + "\nsmall\n", 4096, 4'000'000) == Lines{large, "small"});
  CHECK(lines_of(large + "\nsmall\n", 4096, 100'000) == Lines{"!", "small"});
}

TEST_CASE("LineBuffer::add takes bytes of any number") {
  LineBuffer buffer(1'000'000);
  const std::string large(300'000, 'x');
  buffer.add("");
  buffer.add(large + "\nrest");
  CHECK(buffer.next()->text == large);
  CHECK_FALSE(buffer.next());
  buffer.add(" of it\n");
  CHECK(buffer.next()->text == "rest of it");
}

TEST_CASE("LineBuffer knows where each line begins") {
  const std::string text = "one\n\nthree\r\n" + std::string(200'000, 'x') + "\nfive\nsix";
  LineBuffer buffer(1000, {500, 7});
  buffer.add(text);
  std::size_t number = 7;
  const auto begins = [&](const std::optional<LineBuffer::Line>& line, std::string_view what) {
    REQUIRE(line);
    CHECK(line->number == number++);
    CHECK(text.substr(line->offset - 500).starts_with(what));
  };
  begins(buffer.next(), "one");
  begins(buffer.next(), "\n");
  begins(buffer.next(), "three");
  CHECK(buffer.next()->is_too_long);
  ++number;
  begins(buffer.next(), "five");
  CHECK_FALSE(buffer.next());
  begins(buffer.last(), "six");
}
