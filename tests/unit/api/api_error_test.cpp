#include "api/api_error.hpp"
#include "support/stub_transport.hpp"

#include <doctest/doctest.h>

#include <limits>

using namespace syncbell;
using namespace syncbell::test;
using namespace std::chrono_literals;

namespace {

const ApiCall get{"GET", "/v1/webhooks/"};
const ApiCall post{"POST", "/v1/admin/integrations/i/manual-sync"};

Error error_with(int status, const std::string& body = "") {
  return error_of_reply(get, {status, {}, body});
}

std::optional<Duration> asked_pause(const std::string& value) {
  const WallTime now = *parse_timestamp("2026-10-21T07:27:30Z");
  return retry_after({429, {{"Retry-After", value}}, ""}, now);
}

} // namespace

TEST_CASE("error_of_reply") {
  SUBCASE("has a kind by status") {
    for (const int status : {401, 403})
      CHECK(error_with(status).kind == ErrorKind::auth);
    for (const int status : {429, 500, 502, 503, 504, 599}) {
      CHECK(error_with(status).kind == ErrorKind::unavailable);
    }
    for (const int status : {301, 302, 400, 404, 405, 409, 422}) {
      CHECK(error_with(status).kind == ErrorKind::api);
    }
  }
  SUBCASE("names call and status") {
    const Error error = error_with(404);
    CHECK(error.message.find("GET /v1/webhooks/") != std::string::npos);
    CHECK(error.message.find("404") != std::string::npos);
    CHECK(error.http_status == 404);
  }
  SUBCASE("says what Propexo said") {
    CHECK(error_with(400, R"({"error":{"code":"x","message":"No such model"}})")
              .message.find("No such model") != std::string::npos);
  }
  SUBCASE("does not repeat a page of HTML") {
    CHECK(error_with(502, "<html>Bad Gateway</html>").message.find("html") == std::string::npos);
  }
  SUBCASE("advises where something can be done") {
    CHECK(error_with(401).hint.find("PROPEXO_API_TOKEN") != std::string::npos);
    CHECK_FALSE(error_with(403).hint.empty());
    CHECK_FALSE(error_with(429).hint.empty());
    CHECK(error_with(302).hint.find("--api-url") != std::string::npos);
  }
}

TEST_CASE("error_of_transport") {
  const Error error =
      error_of_transport(post, {ErrorKind::network, "connection refused", "is it up?"});
  CHECK(error.kind == ErrorKind::network);
  CHECK(error.message == "POST /v1/admin/integrations/i/manual-sync: connection refused");
  CHECK(error.hint == "is it up?");
}

TEST_CASE("is_worth_retrying") {
  SUBCASE("what may pass") {
    for (const int status : {429, 502, 503, 504}) {
      CHECK(is_worth_retrying(get, status));
      CHECK(is_worth_retrying(post, status));
    }
  }
  SUBCASE("an internal error only of what ends the same twice") {
    CHECK(is_worth_retrying(get, 500));
    CHECK(is_worth_retrying({"PUT", "/v1/webhooks/w"}, 500));
    CHECK(is_worth_retrying({"DELETE", "/v1/webhooks/w"}, 500));
    CHECK_FALSE(is_worth_retrying(post, 500));
  }
  SUBCASE("not what stays as it is") {
    for (const int status : {200, 301, 400, 401, 403, 404, 422, 501}) {
      CHECK_FALSE(is_worth_retrying(get, status));
    }
  }
}

TEST_CASE("retry_after") {
  SUBCASE("reads seconds") {
    CHECK(asked_pause("0") == 0ms);
    CHECK(asked_pause("30") == 30s);
    CHECK(asked_pause("86400") == 24h);
  }
  SUBCASE("does not believe more than a day") { CHECK(asked_pause("9223372036854775807") == 24h); }
  SUBCASE("reads an HTTP date") {
    CHECK(asked_pause("Wed, 21 Oct 2026 07:28:00 GMT") == 30s);
    CHECK(asked_pause("Wed, 21 Oct 2026 08:27:30 GMT") == 1h);
    CHECK(asked_pause("Fri, 01 Jan 2027 07:27:30 GMT") == 72 * 24h);
  }
  SUBCASE("is over for a date that has passed") {
    CHECK(asked_pause("Wed, 21 Oct 2026 07:27:30 GMT") == 0ms);
    CHECK(asked_pause("Thu, 01 Jan 1970 00:00:00 GMT") == 0ms);
  }
  SUBCASE("finds the header whatever its case") {
    CHECK(retry_after({503, {{"retry-AFTER", "5"}}, ""}, WallTime{}) == 5s);
  }
  SUBCASE("takes a date only as HTTP writes it") {
    for (const char* value : {"Wed; 21 Oct 2026 07:28:00 GMT", "Wed, 21 Oct 26 07:28:00 GMT",
                              "Wed, 2x Oct 2026 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:0x GMT",
                              "Wed, 21 Oct 2026 07:28:00 GMT ", "Wed, 21 Oct 2026 07.28.00 GMT"}) {
      CAPTURE(value);
      CHECK_FALSE(asked_pause(value));
    }
  }
  SUBCASE("is nothing without the header or with something else in it") {
    CHECK_FALSE(retry_after({429, {}, ""}, WallTime{}));
    for (const char* value :
         {"", "soon", "-1", "1.5", "5s", " 5", "99999999999999999999",
          "Wed, 32 Oct 2026 07:28:00 GMT", "Wed, 30 Feb 2026 07:28:00 GMT",
          "Wed, 21 Xyz 2026 07:28:00 GMT", "Wed, 21 Oct", ", , ,", "Wed, 21 Oct 2026 25:61:61 GMT",
          "Wed, 21 Oct 2026 07:28:00 +0200", "Wed, 21 Oct 2026 07:28"}) {
      CAPTURE(value);
      CHECK_FALSE(asked_pause(value));
    }
  }
}
