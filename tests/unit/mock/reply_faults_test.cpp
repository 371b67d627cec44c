#include "mock/reply_faults.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::mock;

namespace {

ApiFault status(const char* method, const char* path, int code) {
  ApiFault fault;
  fault.method = method;
  fault.path = path;
  fault.status = code;
  return fault;
}

// The status of the fault met, or 0.
int met(ReplyFaults& faults, const char* method, const char* path) {
  const auto fault = faults.meet(method, path);
  return fault ? fault->status.value_or(-1) : 0;
}

} // namespace

TEST_CASE("ReplyFaults: which requests match") {
  ReplyFaults faults({status("GET", "/v1/webhooks/", 500), status("", "/v1/admin/*", 503)});
  CHECK(met(faults, "GET", "/v1/webhooks/") == 500);
  CHECK(met(faults, "POST", "/v1/webhooks/") == 0);
  CHECK(met(faults, "GET", "/v1/webhooks/x") == 0);
  CHECK(met(faults, "GET", "/v1/admin/integrations/a/") == 503);
  CHECK(met(faults, "DELETE", "/v1/admin/") == 503);
}

TEST_CASE("ReplyFaults: how often and after how many") {
  ApiFault fault = status("", "*", 500);
  SUBCASE("always") {
    ReplyFaults faults({fault});
    for (int i = 0; i < 5; ++i)
      CHECK(met(faults, "GET", "/") == 500);
  }
  SUBCASE("twice after one has passed") {
    fault.after = 1;
    fault.times = 2;
    ReplyFaults faults({fault});
    CHECK(met(faults, "GET", "/") == 0);
    CHECK(met(faults, "GET", "/") == 500);
    CHECK(met(faults, "GET", "/") == 500);
    CHECK(met(faults, "GET", "/") == 0);
  }
  SUBCASE("one after the other") {
    fault.times = 1;
    ApiFault next = status("", "*", 429);
    next.times = 1;
    ReplyFaults faults({fault, next});
    CHECK(met(faults, "GET", "/") == 500);
    CHECK(met(faults, "GET", "/") == 429);
    CHECK(met(faults, "GET", "/") == 0);
  }
}
