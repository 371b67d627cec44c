#include "net/request_head.hpp"

#include "net/request_framing.hpp"
#include "net/syntax.hpp"

#include <algorithm>

namespace syncbell {
namespace {

using Flaw = std::optional<Refusal>;

Flaw malformed(const char* what) { return Refusal{400, what}; }

bool is_visible(char c) { return c > ' ' && c < '\x7f'; }

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7f';
}

// Takes the text before the separator off the front, and the separator with it.
std::optional<std::string_view> take_until(std::string_view& text, std::string_view separator) {
  const std::size_t end = text.find(separator);
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view taken = text.substr(0, end);
  text.remove_prefix(end + separator.size());
  return taken;
}

Flaw read_version(std::string_view version, RequestHead& head) {
  const bool has_form = version.size() == 8 && version.substr(0, 5) == "HTTP/" &&
                        is_digit(version[5]) && version[6] == '.' && is_digit(version[7]);
  if (!has_form) return malformed("the request line does not end in an HTTP version");
  head.is_http_1_0 = version == "HTTP/1.0";
  if (head.is_http_1_0 || version == "HTTP/1.1") return std::nullopt;
  return Refusal{505, "only HTTP/1.1 and HTTP/1.0 are spoken here"};
}

// "http://host:80/hook?a=1", as proxies are asked, means the same as "/hook?a=1".
std::optional<std::string> reduce_absolute_form(std::string_view target) {
  const std::optional<std::string_view> scheme = take_until(target, "://");
  if (!scheme) return std::nullopt;
  if (!equals_ignoring_case(*scheme, "http") && !equals_ignoring_case(*scheme, "https")) {
    return std::nullopt;
  }
  const std::size_t host_end = std::min(target.find_first_of("/?"), target.size());
  if (host_end == 0) return std::nullopt;
  target.remove_prefix(host_end);
  return target.substr(0, 1) == "/" ? std::string(target) : "/" + std::string(target);
}

Refusal target_too_large(const ServerLimits& limits) {
  return {414, "target is larger than " + std::to_string(limits.max_target_bytes) + " bytes"};
}

Flaw read_target(std::string_view target, const ServerLimits& limits, RequestHead& head) {
  if (target.size() > limits.max_target_bytes) return target_too_large(limits);
  if (!std::all_of(target.begin(), target.end(), is_visible) ||
      target.find('#') != std::string_view::npos) {
    return malformed("the target has a character that no target may have");
  }
  const bool has_path = target.substr(0, 1) == "/";
  if (has_path || (target == "*" && head.method == "OPTIONS")) {
    head.target = target;
    return std::nullopt;
  }
  const std::optional<std::string> reduced = reduce_absolute_form(target);
  if (!reduced) return malformed("the target is neither a path nor an http URL");
  head.target = *reduced;
  return std::nullopt;
}

Flaw read_request_line(std::string_view line, const ServerLimits& limits, RequestHead& head) {
  const std::optional<std::string_view> method = take_until(line, " ");
  const std::optional<std::string_view> target = method ? take_until(line, " ") : std::nullopt;
  if (!target || !is_token(*method) || target->empty()) {
    return malformed("the request line is malformed");
  }
  head.method = *method;
  if (Flaw flaw = read_version(line, head)) return flaw;
  return read_target(*target, limits, head);
}

Flaw read_header(std::string_view line, RequestHead& head) {
  if (line.front() == ' ' || line.front() == '\t') {
    return malformed("a header is continued on a second line");
  }
  const std::optional<std::string_view> name = take_until(line, ":");
  if (!name || !is_token(*name)) return malformed("a header has a malformed name");
  if (std::any_of(line.begin(), line.end(), is_control)) {
    return malformed("a header has a control character");
  }
  head.headers.push_back({std::string(*name), std::string(trimmed(line))});
  return std::nullopt;
}

Flaw read_headers(std::string_view lines, const ServerLimits& limits, RequestHead& head) {
  while (const std::optional<std::string_view> line = take_until(lines, line_end)) {
    if (line->empty()) {
      return lines.empty() ? std::nullopt : malformed("bytes follow the end of the head");
    }
    if (head.headers.size() >= limits.max_headers) {
      return Refusal{431, "more than " + std::to_string(limits.max_headers) + " headers"};
    }
    if (Flaw flaw = read_header(*line, head)) return flaw;
  }
  return malformed("the head is incomplete");
}

// Bytes before `position` stand for themselves; the byte at it decides.
bool may_stand_at(std::string_view bytes, std::size_t position) {
  const char c = bytes[position];
  if (c == '\n') return position > 0 && bytes[position - 1] == '\r';
  if (position > 0 && bytes[position - 1] == '\r') return false;
  return c == '\r' || !is_control(c);
}

} // namespace

HeadScan scan_head(std::string_view bytes, std::size_t from) {
  for (std::size_t i = from; i < bytes.size(); ++i) {
    if (!may_stand_at(bytes, i)) {
      return {{}, Refusal{400, "a byte that is not part of any HTTP request head"}};
    }
    if (bytes[i] == '\n' && i >= 3 && bytes.substr(i - 3, 4) == "\r\n\r\n") return {i + 1, {}};
  }
  return {};
}

std::size_t leading_line_ends(std::string_view bytes) {
  std::size_t skipped = 0;
  while (bytes.substr(skipped, 2) == line_end)
    skipped += 2;
  return skipped;
}

std::variant<RequestHead, Refusal> parse_request_head(std::string_view bytes,
                                                      const ServerLimits& limits) {
  RequestHead head;
  const std::optional<std::string_view> line = take_until(bytes, line_end);
  if (!line) return Refusal{400, "the head is incomplete"};
  if (Flaw flaw = read_request_line(*line, limits, head)) return *std::move(flaw);
  Flaw flaw = read_headers(bytes, limits, head);
  if (!flaw) flaw = apply_framing(limits, head);
  if (!flaw) return head;
  flaw->method = std::move(head.method);
  flaw->target = std::move(head.target);
  return *std::move(flaw);
}

Refusal head_too_large(std::string_view bytes, const ServerLimits& limits) {
  std::string_view line = bytes.substr(0, bytes.find(line_end));
  take_until(line, " ");
  if (line.substr(0, line.find(' ')).size() > limits.max_target_bytes) {
    return target_too_large(limits);
  }
  return {431, "head is larger than " + std::to_string(limits.max_head_bytes) + " bytes"};
}

bool is_head_request(std::string_view bytes) { return bytes.substr(0, 5) == "HEAD "; }

} // namespace syncbell
