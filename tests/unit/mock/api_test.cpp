#include "core/http_date.hpp"
#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

namespace {

std::string header(const Answer& answer, std::string_view name) {
  return std::string(find_header(answer.reply.headers, name).value_or("none"));
}

} // namespace

TEST_CASE("Api: authorization") {
  Account account("{}");
  SUBCASE("the right token") { CHECK(account.get("/v1/webhooks/").status == 200); }
  SUBCASE("every answer is dated") {
    CHECK(header(account.get("/v1/webhooks/"), "date") == format_http_date(noon));
  }
  SUBCASE("a wrong token") {
    account.token = "other";
    const Answer answer = account.get("/v1/webhooks/");
    CHECK(answer.status == 401);
    CHECK(answer.body["error"]["code"] == "unauthorized");
    CHECK(answer.body["error"]["message"].is_string());
    CHECK(header(answer, "x-ratelimit-remaining") == "150");
  }
  SUBCASE("no token or another scheme") {
    for (const HeaderFields& headers :
         {HeaderFields{}, HeaderFields{{"Authorization", "Basic mock-token"}},
          HeaderFields{{"Authorization", "mock-token"}}}) {
      const RawRequest request{noon, "", "GET", "/v1/webhooks/", headers, ""};
      CHECK(account.api.handle(request, account.world, noon).status == 401);
    }
  }
  SUBCASE("the scheme in lower case") {
    const RawRequest request{
        noon, "", "GET", "/v1/webhooks/", {{"AUTHORIZATION", "bearer mock-token"}}, ""};
    CHECK(account.api.handle(request, account.world, noon).status == 200);
  }
  SUBCASE("any token where the scenario has an empty one") {
    Account open(R"({"token":""})");
    CHECK(open.get("/v1/webhooks/").status == 200);
    const RawRequest request{noon, "", "GET", "/v1/webhooks/", {}, ""};
    CHECK(open.api.handle(request, open.world, noon).status == 200);
  }
}

TEST_CASE("Api: paths keep or drop the trailing slash") {
  Account account(R"({"integrations":[{"id":"a","vendor":"X","schedules":[{"id":"s"}]}]})");
  for (const char* path :
       {"/v1/webhooks/", "/v1/webhooks/x", "/v1/admin/integrations/", "/v1/admin/integrations/a/",
        "/v1/admin/integrations/a/job-schedules/", "/v1/admin/integrations/a/job-schedules/s/",
        "/v1/admin/logs/jobs/", "/v1/admin/logs/jobs/?limit=1"}) {
    CHECK_MESSAGE(account.get(path).status == 200, path);
  }
  for (const char* path :
       {"/v1/webhooks", "/v1/webhooks/x/", "/v1/admin/integrations", "/v1/admin/integrations/a",
        "/v1/admin/integrations//", "/v1/admin/integrations/a/job-schedules",
        "/v1/admin/integrations/a/job-schedules/s", "/v1/admin/logs/jobs", "/", "/v1/properties/",
        "/v1/admin/integrations/a/manual-sync"}) {
    const Answer answer = account.get(path);
    CHECK_MESSAGE(answer.status == 404, path);
    CHECK(answer.body["error"]["code"] == "not_found");
  }
  CHECK(account.ask("POST", "/v1/admin/integrations/a/manual-sync/").status == 404);
}

TEST_CASE("Api: rate limit") {
  Account account(R"({"rate_limit":5})");
  const auto ask = [&] { return account.get("/v1/webhooks/"); };
  for (const char* remaining : {"4", "3", "2"}) {
    const Answer answer = ask();
    CHECK(header(answer, "x-ratelimit-limit") == "5");
    CHECK(header(answer, "x-ratelimit-remaining") == remaining);
    CHECK(answer.reply.delay == 0s);
  }
  CHECK(ask().reply.delay == 2s);
  const Answer last = ask();
  CHECK(last.status == 200);
  CHECK(last.reply.delay == 2s);
  CHECK(header(last, "x-ratelimit-remaining") == "0");
  account.at(30s);
  const Answer refused = ask();
  CHECK(refused.status == 429);
  CHECK(header(refused, "Retry-After") == "30");
  CHECK(header(refused, "x-ratelimit-remaining") == "0");
  CHECK(refused.body["error"]["code"] == "too_many_requests");
  account.at(60s);
  CHECK(ask().status == 200);
  SUBCASE("none") {
    Account free(R"({"rate_limit":0})");
    CHECK(header(free.get("/v1/webhooks/"), "x-ratelimit-limit") == "none");
  }
  SUBCASE("who is not let in does not use it up") {
    account.token = "wrong";
    for (int i = 0; i < 10; ++i)
      CHECK(ask().status == 401);
  }
}

TEST_CASE("Api: faults") {
  SUBCASE("a status instead of the answer") {
    Account account(R"({"api_faults":[{"method":"POST","path":"/v1/webhooks/","status":503,
                                       "retry_after":"1500ms","times":1}]})");
    const std::string body = R"({"url":"http://a/","triggers":["DATA_NEW"]})";
    const Answer answer = account.ask("POST", "/v1/webhooks/", body);
    CHECK(answer.status == 503);
    CHECK(answer.body["error"]["code"] == "internal_server_error");
    CHECK(header(answer, "Retry-After") == "2");
    CHECK(account.results("/v1/webhooks/?active=false").empty());
    CHECK(account.ask("POST", "/v1/webhooks/", body).status == 200);
  }
  SUBCASE("a body that is not JSON") {
    Account account(R"({"api_faults":[{"path":"*","status":502,"body":"<html>"}]})");
    CHECK(account.get("/v1/webhooks/?limit=1").reply.body == "<html>");
  }
  SUBCASE("a slow reply") {
    Account account(R"({"api_faults":[{"path":"/v1/webhooks/","delay":"3s"}]})");
    const Answer answer = account.get("/v1/webhooks/");
    CHECK(answer.status == 200);
    CHECK(answer.reply.delay == 3s);
    CHECK(account.get("/v1/webhooks/x").reply.delay == 0s);
  }
  SUBCASE("a lost reply to what was carried out") {
    Account account(
        R"({"api_faults":[{"method":"POST","path":"/v1/webhooks/","lost_reply":true}]})");
    const Answer answer =
        account.ask("POST", "/v1/webhooks/", R"({"url":"http://a/","triggers":["DATA_NEW"]})");
    CHECK(answer.reply.drop);
    CHECK(account.results("/v1/webhooks/?active=false").size() == 1);
  }
  SUBCASE("a status after the request was carried out") {
    Account account(R"({"api_faults":[{"method":"POST","path":"/v1/webhooks/","status":500,
                                       "carried_out":true}]})");
    CHECK(account.ask("POST", "/v1/webhooks/", R"({"url":"http://a/","triggers":["DATA_NEW"]})")
              .status == 500);
    CHECK(account.results("/v1/webhooks/?active=false").size() == 1);
  }
}

TEST_CASE("Api: never throws") {
  Account account("{}");
  for (const char* body :
       {"\xff\xfe", "[[[[", "null", "[]", "\"x\"", "{\"url\":\"\\ud800\"}", "1e999"}) {
    CHECK(account.ask("POST", "/v1/webhooks/", body).status == 400);
    CHECK(account.ask("POST", "/v1/admin/integrations/%ff/manual-sync", body).status == 400);
  }
  CHECK(account.ask("POST", "/v1/webhooks/", std::string(100'000, '[')).status == 400);
  CHECK(account.get("/v1/webhooks/%ff%00").status == 200);
  CHECK(account.get("/v1/%ff\xff").status == 404);
  CHECK(account.get("/v1/admin/logs/jobs/?status=%ff").status == 400);
}
