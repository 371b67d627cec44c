#include "api/api_requester.hpp"

#include "core/contract.hpp"
#include "core/http_date.hpp"

#include <algorithm>

namespace syncbell {
namespace {

// A reply that asks for a longer pause than this is answered by giving up, not by waiting; nor does
// it keep later requests back any longer.
constexpr std::chrono::minutes longest_asked_pause{2};
// Longer than the pauses near the limit: without a word it would look like a silent API.
constexpr std::chrono::seconds longest_silent_pause{5};
// What is so short is no token, and a part of many words.
constexpr std::size_t shortest_hidden = 8;

Error cancelled(const ApiCall& call) {
  return {ErrorKind::cancelled, call.method + " " + call.path + " was cancelled"};
}

void redact(std::string& text, const std::string& token) {
  if (token.size() < shortest_hidden) return;
  for (std::size_t at = text.find(token); at != text.npos;
       at = text.find(token, at + std::string_view(redacted).size())) {
    text.replace(at, token.size(), redacted);
  }
}

} // namespace

HttpRequest api_request(const ApiSettings& settings, const std::string& method,
                        const std::string& target) {
  std::string prefix = settings.base.target; // a base URL may have a path of its own
  while (prefix.ends_with('/'))
    prefix.pop_back();
  HttpRequest request;
  request.method = method;
  request.url = settings.base.origin() + prefix + target;
  if (!settings.token.empty()) {
    request.headers.push_back({"Authorization", "Bearer " + settings.token.reveal()});
  }
  request.headers.push_back({"Accept", "application/json"});
  request.max_reply_bytes = contract::max_reply_bytes;
  request.connect_timeout = contract::connect_timeout;
  request.total_timeout = contract::reply_timeout;
  return request;
}

ApiRequester::ApiRequester(ApiSurroundings surroundings, ApiSettings settings, RetryPolicy policy)
    : surroundings_(std::move(surroundings)), settings_(std::move(settings)), policy_(policy) {}

Result<std::string> ApiRequester::get(const std::string& target, std::stop_token stop) {
  return send(api_request(settings_, "GET", target), {"GET", target.substr(0, target.find('?'))},
              stop);
}

HttpRequest ApiRequester::write_request(const std::string& method, const std::string& target,
                                        const std::string& body) const {
  HttpRequest write = api_request(settings_, method, target);
  write.headers.push_back({"Content-Type", "application/json"});
  write.body = body;
  return write;
}

Result<std::string> ApiRequester::post(const std::string& target, const std::string& body,
                                       std::stop_token stop) {
  return send(write_request("POST", target, body), {"POST", target}, stop);
}

Result<std::string> ApiRequester::post_once(const std::string& target, const std::string& body,
                                            std::stop_token stop) {
  return send(write_request("POST", target, body), {"POST", target, false}, stop);
}

Result<std::string> ApiRequester::try_post(const std::string& target, const std::string& body,
                                           std::stop_token stop) {
  return attempt(write_request("POST", target, body), {"POST", target, false}, stop).result;
}

Result<std::string> ApiRequester::put(const std::string& target, const std::string& body,
                                      std::stop_token stop) {
  return send(write_request("PUT", target, body), {"PUT", target}, stop);
}

Result<bool> ApiRequester::del(const std::string& target, std::stop_token stop) {
  int tries = 0;
  // The reference has a body, an object without properties.
  const HttpRequest request = write_request("DELETE", target, "{}");
  const Result<std::string> body = send(request, {"DELETE", target}, stop, &tries);
  if (body) return true;
  if (body.error().http_status == 404) return tries > 1;
  return body.error();
}

Backoff ApiRequester::backoff() const { return {policy_.first_pause, policy_.longest_pause}; }

bool ApiRequester::pause(Backoff& backoff, std::stop_token stop) {
  return surroundings_.clock.sleep_for(backoff.next(surroundings_.random()), stop);
}

Result<std::string> ApiRequester::send(const HttpRequest& request, const ApiCall& call,
                                       std::stop_token stop, int* tries) {
  Backoff pauses = backoff();
  for (int tried = 1;; ++tried) {
    if (tries != nullptr) *tries = tried;
    Attempt outcome = attempt(request, call, stop);
    if (!outcome.retry || tried >= policy_.attempts) return std::move(outcome.result);
    const Duration pause = outcome.pause.value_or(pauses.next(surroundings_.random()));
    if (pause > longest_asked_pause) return std::move(outcome.result);
    if (!outcome.result && outcome.result.error().http_status == 429) tell_pause(pause);
    if (!surroundings_.clock.sleep_for(pause, stop)) return cancelled(call);
  }
}

ApiRequester::Attempt ApiRequester::attempt(const HttpRequest& request, const ApiCall& call,
                                            std::stop_token stop) {
  Clock& clock = surroundings_.clock;
  const Duration delay = budget_.delay(clock.now());
  tell_pause(delay);
  if (!clock.sleep_for(delay, stop)) return {cancelled(call)};
  const Instant started = clock.now();
  budget_.spend(started);
  const Result<HttpReply> reply = surroundings_.transport.send(request, stop);
  if (!reply) {
    const Error error = without_token(reply.error());
    log(call, error.message, started);
    Error told = error_of_transport(call, error);
    told.may_be_done = error.kind == ErrorKind::cancelled; // unlike one that was never sent
    return {std::move(told), error.kind == ErrorKind::network && call.is_repeatable};
  }
  log(call, std::to_string(reply->status), started);
  answered_at_ = parse_http_date(find_header(reply->headers, "date").value_or(""));
  budget_.learn(find_number(reply->headers, contract::rate_limit_header),
                find_number(reply->headers, contract::rate_remaining_header), clock.now());
  return judge(call, *reply);
}

ApiRequester::Attempt ApiRequester::judge(const ApiCall& call, const HttpReply& reply) {
  if (reply.status >= 200 && reply.status < 300) {
    if (looks_like_json(reply.body)) return {reply.body};
    return {Error{ErrorKind::unavailable,
                  call.method + " " + call.path + " was answered with something that is not JSON",
                  "is there a proxy or a sign-in page between here and Propexo?"},
            ends_the_same_twice(call)};
  }
  Attempt failed{without_token(error_of_reply(call, reply)), is_worth_retrying(call, reply.status),
                 retry_after(reply, surroundings_.clock.wall())};
  if (reply.status == 429 && failed.pause) {
    const Duration pause = std::min<Duration>(*failed.pause, longest_asked_pause);
    budget_.pause_until(surroundings_.clock.now() + pause);
  }
  return failed;
}

void ApiRequester::tell_pause(Duration pause) const {
  if (pause > longest_silent_pause && surroundings_.pausing) surroundings_.pausing(pause);
}

// Whoever refuses a token may repeat it.
Error ApiRequester::without_token(Error error) const {
  redact(error.message, settings_.token.reveal());
  redact(error.hint, settings_.token.reveal());
  return error;
}

void ApiRequester::log(const ApiCall& call, const std::string& end, Instant started) const {
  if (!surroundings_.log) return;
  const auto took = std::chrono::duration_cast<Duration>(surroundings_.clock.now() - started);
  surroundings_.log(call.method + " " + call.path + ": " + end + " (" + format_duration(took) +
                    ")");
}

} // namespace syncbell
