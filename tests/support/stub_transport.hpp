#pragma once

#include "net/http.hpp"

#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace syncbell::test {

HttpReply json_reply(const std::string& body, int status = 200, HeaderFields headers = {});

// Answers requests as it was told to, in that order. The test fails when a request comes that was
// not expected, and when one that was expected never came.
class StubTransport final : public HttpTransport {
public:
  using Answer = std::function<Result<HttpReply>()>;

  StubTransport() = default;
  ~StubTransport() override; // tells doctest what did not go as expected
  StubTransport(const StubTransport&) = delete;
  StubTransport& operator=(const StubTransport&) = delete;

  // "GET https://api.example/v1/webhooks/"
  void expect(const std::string& call, Answer answer);
  void expect(const std::string& call, Result<HttpReply> answer);
  // Answers further such requests, once everything expected has come, as often as they are made.
  void keep_answering(const std::string& call, Answer answer);

  Result<HttpReply> send(const HttpRequest& request, std::stop_token stop) override;

  std::vector<HttpRequest> sent() const;

private:
  struct Exchange {
    std::string call;
    Answer answer;
  };

  std::optional<Answer> answer_to(const std::string& call);

  mutable std::mutex mutex_;
  std::deque<Exchange> expected_;
  std::vector<Exchange> kept_;
  std::vector<HttpRequest> sent_;
  std::vector<std::string> unexpected_;
};

} // namespace syncbell::test
