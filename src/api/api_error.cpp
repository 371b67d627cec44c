#include "api/api_error.hpp"

#include "core/http_date.hpp"
#include "core/printable.hpp"
#include "wire/resources_json.hpp"

#include <algorithm>
#include <charconv>

namespace syncbell {
namespace {

using namespace std::chrono;

ErrorKind kind_of(int status) {
  if (status == 401 || status == 403) return ErrorKind::auth;
  return status == 429 || status >= 500 ? ErrorKind::unavailable : ErrorKind::api;
}

std::string hint_for(int status) {
  if (status == 401) {
    return "check the token (--token-file or PROPEXO_API_TOKEN) and that it belongs to this "
           "environment";
  }
  if (status == 403) return "the token is known but may not do this";
  if (status == 429) return "the rate limit is used up; other programs may share the token";
  if (status >= 300 && status < 400) return "redirects are not followed; check --api-url";
  return "";
}

std::optional<Duration> parse_seconds(std::string_view text) {
  std::int64_t count = 0;
  const char* end = text.data() + text.size();
  const auto [stopped, failure] = std::from_chars(text.data(), end, count);
  if (failure != std::errc{} || stopped != end || count < 0) return std::nullopt;
  return seconds{std::min<std::int64_t>(count, 86'400)};
}

} // namespace

Error error_of_reply(const ApiCall& call, const HttpReply& reply) {
  std::string message =
      call.method + " " + call.path + " was answered with status " + std::to_string(reply.status);
  const std::string said = printable(decode_error_message(reply.body));
  if (!said.empty()) message += ": " + said;
  return {kind_of(reply.status), message, hint_for(reply.status), reply.status};
}

Error error_of_transport(const ApiCall& call, const Error& error) {
  return {error.kind, call.method + " " + call.path + ": " + error.message, error.hint};
}

bool ends_the_same_twice(const ApiCall& call) { return call.method != "POST"; }

bool is_worth_retrying(const ApiCall& call, int status) {
  if (!call.is_repeatable) return status == 429 || status == 503;
  if (status == 500) return ends_the_same_twice(call);
  return status == 429 || status == 502 || status == 503 || status == 504;
}

std::optional<Duration> retry_after(const HttpReply& reply, WallTime now) {
  const auto value = find_header(reply.headers, "retry-after");
  if (!value) return std::nullopt;
  if (const auto pause = parse_seconds(*value)) return pause;
  const auto date = parse_http_date(*value);
  return date ? std::optional(std::max(Duration::zero(), *date - now)) : std::nullopt;
}

} // namespace syncbell
