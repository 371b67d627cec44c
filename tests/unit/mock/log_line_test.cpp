#include "mock/log_line.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::mock;
using namespace std::chrono_literals;

TEST_CASE("line_for: a request") {
  const auto line = [](const std::string& target, const MockReply& reply) {
    return line_for(RawRequest{{}, "", "GET", target, {}, ""}, reply);
  };
  CHECK(line("/v1/webhooks/?active=false&limit=2", {}) ==
        "GET /v1/webhooks/?active=false&limit=2 200");
  CHECK(line("/v1/webhooks/?token=hush", {.status = 401}) == "GET /v1/webhooks/ 401");
  CHECK(line("/\x1b[31m", {.status = 404}).find('\x1b') == std::string::npos);
  CHECK(line("/", {.delay = 2s, .drop = true}) == "GET / 200, reply lost, after 2s");
}

TEST_CASE("line_for: an attempt to deliver") {
  Delivery delivery;
  delivery.kind = TriggerKind::sync_complete;
  delivery.integration_id = "a";
  delivery.url = "http://user:hush@127.0.0.1:4480/hook?key=hush";
  CHECK(line_for(delivery, HttpReply{200, {}, ""}) ==
        "webhook SYNC_COMPLETE of a to http://127.0.0.1:4480/hook: 200");
  delivery.attempt = 2;
  CHECK(line_for(delivery, Error{ErrorKind::network, "connection refused"}) ==
        "webhook SYNC_COMPLETE of a to http://127.0.0.1:4480/hook, attempt 2: connection refused");
}
