#pragma once

#include "core/http_message.hpp"
#include "core/secret.hpp"
#include "mock/api_reply.hpp"
#include "mock/rate_window.hpp"
#include "mock/reply_faults.hpp"
#include "mock/scenario.hpp"
#include "mock/world.hpp"

namespace syncbell::mock {

// Propexo's API over a World: authorization, rate limit, the scenario's faults, then the request
// itself. Does no I/O and waits for nothing: a delay is the caller's to keep.
class Api {
public:
  explicit Api(const Scenario& scenario);

  // The world must have been advanced to `now`. Answers 500 rather than throw.
  MockReply handle(const RawRequest& request, World& world, WallTime now);

private:
  MockReply answer(const RawRequest& request, World& world, WallTime now);
  bool is_authorized(const RawRequest& request) const;
  void add_rate_headers(MockReply& reply, WallTime now) const;

  Secret token_;
  RateWindow rate_;
  ReplyFaults faults_;
};

} // namespace syncbell::mock
