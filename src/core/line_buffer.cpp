#include "core/line_buffer.hpp"

#include <algorithm>
#include <cstring>

namespace syncbell {
namespace {

constexpr std::size_t piece = std::size_t{64} << 10;

} // namespace

std::span<char> LineBuffer::room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, filled_ - begin_);
    filled_ -= begin_;
    searched_ -= begin_;
    offset_ += begin_;
    begin_ = 0;
  }
  // Doubling keeps the copying of a long line in proportion to it.
  if (buffer_.size() - filled_ < piece) buffer_.resize(std::max(filled_ + piece, 2 * filled_));
  return {buffer_.data() + filled_, buffer_.size() - filled_};
}

void LineBuffer::add(std::string_view bytes) {
  while (!bytes.empty()) {
    const std::span<char> free = room();
    const std::size_t count = std::min(free.size(), bytes.size());
    std::memcpy(free.data(), bytes.data(), count);
    added(count);
    bytes.remove_prefix(count);
  }
}

LineBuffer::Line LineBuffer::take(std::size_t size) {
  const bool too_long = is_passing_over_ || size > longest_;
  Line line{std::string_view(buffer_).substr(begin_, too_long ? 0 : size), number_++,
            offset_ + begin_, true, too_long};
  is_passing_over_ = false;
  return line;
}

std::optional<LineBuffer::Line> LineBuffer::next() {
  const std::string_view held = std::string_view(buffer_).substr(0, filled_);
  const std::size_t line_break = held.find('\n', searched_);
  if (line_break == held.npos) {
    searched_ = filled_;
    if (filled_ - begin_ > longest_) {
      is_passing_over_ = true;
      begin_ = filled_;
    }
    return std::nullopt;
  }
  const Line line = take(line_break - begin_);
  begin_ = searched_ = line_break + 1;
  return line;
}

std::optional<LineBuffer::Line> LineBuffer::last() {
  if (begin_ == filled_ && !is_passing_over_) return std::nullopt;
  Line line = take(filled_ - begin_);
  line.is_ended = false;
  begin_ = searched_ = filled_;
  return line;
}

} // namespace syncbell
