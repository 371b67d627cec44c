#pragma once

#include "api/propexo_api.hpp"
#include "support/fake_clock.hpp"
#include "support/stub_transport.hpp"

#include <string>
#include <vector>

namespace syncbell::test {

inline const std::string api_token = "tok-3n-s3cr3t";

// A requester with a stub for the network and a clock that does not wait.
struct ApiFixture {
  explicit ApiFixture(const std::string& base = "https://api.example") : base_url(base) {}

  ApiRequester requester(RetryPolicy policy = {}) {
    return {{transport, clock, [] { return 0.0; },
             [this](const std::string& l) { log.push_back(l); },
             [this](Duration pause) { pauses_told.push_back(pause); }},
            {*parse_url(base_url), Secret(api_token)},
            policy};
  }
  PropexoApi api() { return PropexoApi(requester()); }

  std::string base_url;
  StubTransport transport;
  FakeClock clock;
  std::vector<std::string> log;
  std::vector<Duration> pauses_told;
};

} // namespace syncbell::test
