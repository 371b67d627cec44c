#pragma once

#include "api/api_error.hpp"
#include "core/backoff.hpp"
#include "core/rate_budget.hpp"
#include "core/secret.hpp"
#include "core/url.hpp"
#include "platform/clock.hpp"

#include <functional>
#include <optional>
#include <stop_token>
#include <string>

namespace syncbell {

struct ApiSettings {
  Url base;
  Secret token;
};

// A request to the API below the base URL, with the token (where it is not empty), and the limits
// of the contract.
HttpRequest api_request(const ApiSettings& settings, const std::string& method,
                        const std::string& target);

struct RetryPolicy {
  int attempts = 4; // in all, the first one included
  Duration first_pause = std::chrono::milliseconds{500};
  Duration longest_pause = std::chrono::seconds{8};
};

// What a requester needs from outside.
struct ApiSurroundings {
  HttpTransport& transport;
  Clock& clock;
  std::function<double()> random;                        // in [0, 1)
  std::function<void(const std::string& line)> log = {}; // each try, with status and time
  std::function<void(Duration)> pausing = {}; // before a long pause, for the sake of the rate limit
};

// Sends requests to Propexo: bearer token, rate budget, retries with backoff and jitter on 429,
// 502, 503, 504 (500 for reads) and on network errors, errors in words. For one thread at a time.
class ApiRequester {
public:
  ApiRequester(ApiSurroundings surroundings, ApiSettings settings, RetryPolicy policy);

  // The body of a 2xx reply. `target` is the path and query below the base URL.
  Result<std::string> get(const std::string& target, std::stop_token stop);
  Result<std::string> post(const std::string& target, const std::string& body,
                           std::stop_token stop);
  // The same for what must not be done twice: tried again only where Propexo said that it did
  // nothing.
  Result<std::string> post_once(const std::string& target, const std::string& body,
                                std::stop_token stop);
  // A single try, for those who find out themselves what became of it.
  Result<std::string> try_post(const std::string& target, const std::string& body,
                               std::stop_token stop);
  Result<std::string> put(const std::string& target, const std::string& body, std::stop_token stop);
  // False where there was no such thing (404). A 404 after a try that was not answered counts as
  // our own doing.
  Result<bool> del(const std::string& target, std::stop_token stop);

  // When the last reply left the API, by the API's clock; nothing where it did not say.
  std::optional<WallTime> answered_at() const { return answered_at_; }

  // For what takes several requests to try again: the pauses between them. False when told to stop.
  Backoff backoff() const;
  bool pause(Backoff& backoff, std::stop_token stop);

private:
  struct Attempt {
    Result<std::string> result;
    bool retry = false;
    std::optional<Duration> pause = std::nullopt; // asked for by the reply
  };

  // `tries`, where given, is told how many it took.
  Result<std::string> send(const HttpRequest& request, const ApiCall& call, std::stop_token stop,
                           int* tries = nullptr);
  Attempt attempt(const HttpRequest& request, const ApiCall& call, std::stop_token stop);
  Attempt judge(const ApiCall& call, const HttpReply& reply);
  HttpRequest write_request(const std::string& method, const std::string& target,
                            const std::string& body) const;
  void tell_pause(Duration pause) const;
  Error without_token(Error error) const;
  void log(const ApiCall& call, const std::string& end, Instant started) const;

  ApiSurroundings surroundings_;
  ApiSettings settings_;
  RetryPolicy policy_;
  RateBudget budget_;
  std::optional<WallTime> answered_at_;
};

} // namespace syncbell
