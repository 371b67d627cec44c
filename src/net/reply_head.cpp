#include "net/reply_head.hpp"

#include "net/syntax.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace syncbell {
namespace {

Error malformed(const std::string& what) {
  return {ErrorKind::network, "the reply is not valid HTTP: " + what};
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
  });
}

// Takes the next line off the text, without its line end (CRLF, or LF alone).
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// "HTTP/1.1 200 OK" to 200. The words behind the number are of no use to anyone.
std::optional<int> status_in(std::string_view line) {
  if (!line.starts_with("HTTP/1.") || line.size() < 12) return std::nullopt;
  const std::string_view digits = line.substr(9, 3);
  const bool fits = is_digit(line[7]) && line[8] == ' ' && (line.size() == 12 || line[12] == ' ') &&
                    std::all_of(digits.begin(), digits.end(), is_digit) && digits[0] != '0';
  if (!fits) return std::nullopt;
  return (digits[0] - '0') * 100 + (digits[1] - '0') * 10 + (digits[2] - '0');
}

std::optional<HeaderField> field_in(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == line.npos || !is_token(line.substr(0, colon))) return std::nullopt;
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (has_control_character(value)) return std::nullopt;
  return HeaderField{std::string(line.substr(0, colon)), std::string(value)};
}

// Reads every Content-Length there is; several must agree.
Result<void> read_length(ReplyHead& head) {
  for (const HeaderField& field : head.headers) {
    if (!equals_ignoring_case(field.name, "Content-Length")) continue;
    const char* end = field.value.data() + field.value.size();
    std::uint64_t length = 0;
    const auto [stopped, failure] = std::from_chars(field.value.data(), end, length);
    if (failure != std::errc{} || stopped != end)
      return malformed("its Content-Length is no number");
    if (head.framing == BodyFraming::length && head.length != length) {
      return malformed("it has two different Content-Lengths");
    }
    head.framing = BodyFraming::length;
    head.length = length;
  }
  return {};
}

bool never_has_body(int status, std::string_view method) {
  return status < 200 || status == 204 || status == 304 || method == "HEAD" ||
         (method == "CONNECT" && status < 300);
}

Result<void> decide_framing(ReplyHead& head, std::string_view method) {
  if (never_has_body(head.status, method)) {
    head.framing = BodyFraming::none;
    return {};
  }
  if (Result<void> read = read_length(head); !read) return read;
  bool is_chunked = false;
  for (const HeaderField& field : head.headers) {
    if (!equals_ignoring_case(field.name, "Transfer-Encoding")) continue;
    if (is_chunked || !equals_ignoring_case(field.value, "chunked")) {
      return malformed("it uses a transfer coding that was not asked for");
    }
    is_chunked = true;
  }
  if (!is_chunked) return {};
  // RFC 9112, section 6.3: chunks go before a length, and a reply with both may be an attempt at
  // smuggling a second one, so nothing behind it is to be believed.
  if (head.framing == BodyFraming::length) head.is_persistent = false;
  head.framing = BodyFraming::chunked;
  return {};
}

// Where the empty line behind a head begins and what follows it begins.
struct HeadEnd {
  std::size_t head_size;
  std::size_t rest_begin;
};

std::optional<HeadEnd> find_head_end(std::string_view text, std::size_t search_from) {
  for (std::size_t at = text.find('\n', search_from); at != text.npos;
       at = text.find('\n', at + 1)) {
    const std::string_view behind = text.substr(at + 1, 2);
    if (behind.starts_with('\n')) return HeadEnd{at + 1, at + 2};
    if (behind == "\r\n") return HeadEnd{at + 1, at + 3};
  }
  return std::nullopt;
}

bool can_become_http(std::string_view text) {
  constexpr std::string_view begin = "HTTP/1.";
  return text.substr(0, begin.size()) == begin.substr(0, text.size());
}

// Reads until the buffer holds a whole head.
Result<HeadEnd> fill_head(Channel& channel, std::string& buffer) {
  std::size_t searched = 0;
  while (true) {
    if (const auto end = find_head_end(buffer, searched); end) return *end;
    if (!can_become_http(buffer)) return malformed("it does not begin with HTTP/1.");
    if (buffer.size() > max_reply_head_bytes) return malformed("its headers do not end");
    // The last three bytes may be the beginning of the empty line.
    searched = buffer.size() - std::min<std::size_t>(buffer.size(), 3);
    std::array<char, 4096> piece = {};
    const Result<std::size_t> count = channel.read(piece.data(), piece.size());
    if (!count) return count.error();
    if (*count == 0) return connection_lost();
    buffer.append(piece.data(), *count);
  }
}

} // namespace

Result<ReplyHead> parse_reply_head(std::string_view text, std::string_view method) {
  ReplyHead head;
  const std::string_view first_line = take_line(text);
  const std::optional<int> status = status_in(first_line);
  if (!status) return malformed("its first line is malformed");
  head.status = *status;
  while (!text.empty()) {
    std::optional<HeaderField> field = field_in(take_line(text));
    if (!field) return malformed("one of its headers is malformed");
    head.headers.push_back(*std::move(field));
  }
  head.is_persistent = first_line.starts_with("HTTP/1.0")
                           ? is_listed_in(head.headers, "Connection", "keep-alive")
                           : !is_listed_in(head.headers, "Connection", "close");
  if (const Result<void> decided = decide_framing(head, method); !decided) return decided.error();
  return head;
}

Error broken_chunks() { return malformed("its chunks are malformed"); }

Result<ReceivedHead> receive_reply_head(Channel& channel, std::string_view method) {
  constexpr int max_interim_replies = 16;
  std::string buffer;
  for (int i = 0; i < max_interim_replies; ++i) {
    const Result<HeadEnd> end = fill_head(channel, buffer);
    if (!end) return end.error();
    Result<ReplyHead> head =
        parse_reply_head(std::string_view(buffer).substr(0, end->head_size), method);
    if (!head) return head.error();
    buffer.erase(0, end->rest_begin);
    if (head->status == 101) return malformed("it switches to a protocol nobody asked for");
    if (head->status >= 200) return ReceivedHead{*std::move(head), std::move(buffer)};
  }
  return malformed("it never gets beyond interim replies");
}

} // namespace syncbell
