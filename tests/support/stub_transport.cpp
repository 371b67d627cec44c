#include "support/stub_transport.hpp"

#include <doctest/doctest.h>

namespace syncbell::test {

HttpReply json_reply(const std::string& body, int status, HeaderFields headers) {
  headers.push_back({"Content-Type", "application/json"});
  return {status, std::move(headers), body};
}

StubTransport::~StubTransport() {
  for (const std::string& call : unexpected_)
    FAIL_CHECK("not expected: ", call);
  for (const Exchange& exchange : expected_)
    FAIL_CHECK("never came: ", exchange.call);
}

void StubTransport::expect(const std::string& call, Answer answer) {
  const std::lock_guard lock(mutex_);
  expected_.push_back({call, std::move(answer)});
}

void StubTransport::expect(const std::string& call, Result<HttpReply> answer) {
  expect(call, [answer = std::move(answer)] { return answer; });
}

void StubTransport::keep_answering(const std::string& call, Answer answer) {
  const std::lock_guard lock(mutex_);
  kept_.push_back({call, std::move(answer)});
}

std::optional<StubTransport::Answer> StubTransport::answer_to(const std::string& call) {
  if (!expected_.empty()) {
    if (expected_.front().call != call) return std::nullopt;
    Answer answer = std::move(expected_.front().answer);
    expected_.pop_front();
    return answer;
  }
  for (const Exchange& exchange : kept_) {
    if (exchange.call == call) return exchange.answer;
  }
  return std::nullopt;
}

Result<HttpReply> StubTransport::send(const HttpRequest& request, std::stop_token stop) {
  std::optional<Answer> answer;
  {
    const std::lock_guard lock(mutex_);
    sent_.push_back(request);
    const std::string call = request.method + " " + request.url;
    answer = answer_to(call);
    if (!answer) unexpected_.push_back(call);
  }
  if (!answer) return Error{ErrorKind::usage, "the test did not expect this request"};
  if (stop.stop_requested()) return Error{ErrorKind::cancelled, "cancelled"};
  return (*answer)();
}

std::vector<HttpRequest> StubTransport::sent() const {
  const std::lock_guard lock(mutex_);
  return sent_;
}

} // namespace syncbell::test
