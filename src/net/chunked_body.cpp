#include "net/chunked_body.hpp"

#include "net/syntax.hpp"

#include <algorithm>
#include <charconv>

namespace syncbell {
namespace {

constexpr std::size_t max_line_bytes = 4096;
constexpr std::size_t max_trailer_bytes = std::size_t{16} << 10;

bool is_text(char c) { return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 && c != '\x7f'); }

} // namespace

ChunkedBody::Step ChunkedBody::decode(std::string_view bytes, std::string& body) {
  std::size_t used = 0;
  while (used < bytes.size() && progress_ == Progress::more) {
    used += take(bytes.substr(used), body);
  }
  return {progress_, used};
}

std::size_t ChunkedBody::take(std::string_view bytes, std::string& body) {
  switch (part_) {
  case Part::data:
    return take_data(bytes, body);
  case Part::data_end:
    return take_data_end(bytes.front());
  case Part::size:
  case Part::trailer:
    break;
  }
  return take_line(bytes);
}

std::size_t ChunkedBody::take_data(std::string_view bytes, std::string& body) {
  const auto count = static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), left_));
  body.append(bytes.substr(0, count));
  left_ -= count;
  if (left_ == 0) part_ = Part::data_end;
  return count;
}

std::size_t ChunkedBody::take_data_end(char c) {
  if (c != line_end[line_.size()]) progress_ = Progress::malformed;
  line_ += c;
  if (line_ == line_end) {
    line_.clear();
    part_ = Part::size;
  }
  return 1;
}

std::size_t ChunkedBody::take_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t count = end == std::string_view::npos ? bytes.size() : end + 1;
  if (line_.size() + count > max_line_bytes) {
    progress_ = Progress::malformed;
    return count;
  }
  line_ += bytes.substr(0, count);
  if (end == std::string_view::npos) return count;
  progress_ = read_line(line_);
  line_.clear();
  return count;
}

ChunkedBody::Progress ChunkedBody::read_line(std::string_view line) {
  if (line.size() < 2 || line.substr(line.size() - 2) != line_end) return Progress::malformed;
  line.remove_suffix(2);
  if (!std::all_of(line.begin(), line.end(), is_text)) return Progress::malformed;
  if (part_ == Part::size) return read_size(line);
  if (line.empty()) return Progress::complete;
  trailer_bytes_ += line.size();
  return trailer_bytes_ > max_trailer_bytes ? Progress::malformed : Progress::more;
}

ChunkedBody::Progress ChunkedBody::read_size(std::string_view line) {
  const std::string_view digits = line.substr(0, line.find(';'));
  const char* const digits_end = digits.data() + digits.size();
  const auto [end, error] = std::from_chars(digits.data(), digits_end, left_, 16);
  if (end != digits_end || digits.empty()) return Progress::malformed;
  if (error == std::errc::result_out_of_range || left_ > allowed_) return Progress::too_large;
  if (error != std::errc{}) return Progress::malformed;
  allowed_ -= left_;
  part_ = left_ == 0 ? Part::trailer : Part::data;
  return Progress::more;
}

} // namespace syncbell
