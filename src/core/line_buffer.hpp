#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace syncbell {

// Where in a file a line begins.
struct LinePlace {
  std::uint64_t offset = 0; // bytes before it
  std::size_t number = 1;
};

// Cuts bytes that come in pieces into lines. It holds no more than the line it is at, one piece,
// and never a line longer than it was told.
class LineBuffer {
public:
  struct Line {
    std::string_view text;    // without its line break; good until room() is asked for
    std::size_t number;       // from 1
    std::uint64_t offset = 0; // of its first byte in the file
    bool is_ended = true;     // by a line break; else it is the last, and perhaps cut off
    bool is_too_long = false; // then there is no text
  };

  // The bytes begin at that place of the file.
  explicit LineBuffer(std::size_t longest, LinePlace place = {})
      : longest_(longest), offset_(place.offset), number_(place.number) {}

  // Where the next piece of at least a few kilobytes is to be put; then added() says how much came.
  std::span<char> room();
  void added(std::size_t count) { filled_ += count; }
  // The same, for bytes that are already somewhere.
  void add(std::string_view bytes);

  // The next line that ends; nothing until more bytes are added.
  std::optional<Line> next();
  // What stands behind the last line break, once everything has been added.
  std::optional<Line> last();

private:
  Line take(std::size_t size);

  std::size_t longest_;
  std::uint64_t offset_; // in the file, of what is first in the buffer
  std::size_t number_;
  std::string buffer_ = {};
  std::size_t begin_ = 0;    // of the line
  std::size_t searched_ = 0; // up to here no line break ends it
  std::size_t filled_ = 0;
  bool is_passing_over_ = false; // the rest of a line that is too long
};

} // namespace syncbell
