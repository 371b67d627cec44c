#include "api/propexo_api.hpp"
#include "support/api_fixture.hpp"

#include <doctest/doctest.h>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string host = "https://api.example";
const IntegrationId id("int-1");

std::string integration(const std::string& name) {
  return R"({"id":")" + name + R"(","active":true})";
}

HttpReply page_of(const std::string& items, bool has_more = false) {
  return json_reply(R"({"meta":{"hasMore":)" + std::string(has_more ? "true" : "false") +
                    R"(},"results":[)" + items + "]}");
}

std::string job(const std::string& job_id, const std::string& status, const std::string& created,
                const std::string& run = "r1") {
  return R"({"id":")" + job_id + created + R"(","job_id":")" + job_id + R"(","status":")" + status +
         R"(","root_job_id":")" + run + R"(","created_at":"2026-11-23T)" + created + R"(Z"})";
}

} // namespace

TEST_CASE("PropexoApi::integrations") {
  ApiFixture fixture;
  const std::string list = "GET " + host + "/v1/admin/integrations/?limit=250&offset=";
  SUBCASE("follows every page") {
    fixture.transport.expect(list + "0", page_of(integration("a") + "," + integration("b"), true));
    fixture.transport.expect(list + "250", page_of(integration("c")));
    const auto all = fixture.api().integrations({});
    REQUIRE(all.has_value());
    REQUIRE(all->size() == 3);
    CHECK(all->back().id.text() == "c");
  }
  SUBCASE("stops at an empty page whatever it promises") {
    fixture.transport.expect(list + "0", page_of(integration("a"), true));
    fixture.transport.expect(list + "250", page_of("", true));
    CHECK(fixture.api().integrations({})->size() == 1);
  }
  SUBCASE("fails as a whole when a later page does") {
    fixture.transport.expect(list + "0", page_of(integration("a"), true));
    fixture.transport.expect(list + "250", json_reply("{}", 401));
    CHECK(fixture.api().integrations({}).error().kind == ErrorKind::auth);
  }
  SUBCASE("names call and place of what is not as documented") {
    fixture.transport.expect(list + "0", page_of("{}"));
    const auto all = fixture.api().integrations({});
    REQUIRE_FALSE(all.has_value());
    CHECK(all.error().kind == ErrorKind::api);
    CHECK(all.error().message.find("GET /v1/admin/integrations/: ") == 0);
    CHECK(all.error().message.find("/results/0") != std::string::npos);
  }
  SUBCASE("does not follow a list without end") {
    fixture.transport.keep_answering("GET " + host, [] { return page_of(""); });
    for (int page = 0; page < 400; ++page) {
      fixture.transport.expect(list + std::to_string(page * 250), page_of(integration("a"), true));
    }
    CHECK(fixture.api().integrations({}).error().kind == ErrorKind::api);
  }
}

TEST_CASE("PropexoApi::integration") {
  ApiFixture fixture;
  const std::string call = "GET " + host + "/v1/admin/integrations/int-1/";
  SUBCASE("gives what there is") {
    fixture.transport.expect(call, json_reply(R"({"results":)" + integration("int-1") + "}"));
    CHECK((**fixture.api().integration(id, {})).id == id);
  }
  SUBCASE("gives nothing for null") {
    fixture.transport.expect(call, json_reply(R"({"results":null})"));
    const auto found = fixture.api().integration(id, {});
    REQUIRE(found.has_value());
    CHECK_FALSE(found->has_value());
  }
  const std::string list = "GET " + host + "/v1/admin/integrations/?limit=1";
  SUBCASE("gives nothing for 404 where the list is there") {
    fixture.transport.expect(call, json_reply("", 404));
    fixture.transport.expect(list, json_reply(R"({"results":[]})"));
    const auto found = fixture.api().integration(id, {});
    REQUIRE(found.has_value());
    CHECK_FALSE(found->has_value());
  }
  SUBCASE("does not take a wrong address for a missing integration") {
    fixture.transport.expect(call, json_reply("", 404));
    fixture.transport.expect(list, json_reply("", 404));
    const auto found = fixture.api().integration(id, {});
    REQUIRE_FALSE(found.has_value());
    CHECK(found.error().message.find("/v1/admin/integrations/") != std::string::npos);
    CHECK(found.error().http_status == 404);
  }
  SUBCASE("fails for anything else") {
    for (const int status : {400, 401, 403}) {
      fixture.transport.expect(call, json_reply("{}", status));
      CHECK(fixture.api().integration(id, {}).error().http_status == status);
    }
    fixture.transport.expect(call, json_reply(R"({"results":[]})"));
    CHECK(fixture.api().integration(id, {}).error().message.find(
              "GET /v1/admin/integrations/int-1/: ") == 0);
  }
  SUBCASE("keeps an ID of any text within its segment of the path") {
    fixture.transport.expect("GET " + host + "/v1/admin/integrations/a%2F..%3Fb%23%20c/",
                             json_reply(R"({"results":null})"));
    CHECK(fixture.api().integration(IntegrationId("a/..?b# c"), {}).has_value());
  }
}

TEST_CASE("PropexoApi::schedules") {
  ApiFixture fixture;
  fixture.transport.expect("GET " + host +
                               "/v1/admin/integrations/int-1/job-schedules/?limit=250&offset=0",
                           page_of(R"({"id":"s","status":"ACTIVE"})"));
  const auto schedules = fixture.api().schedules(id, {});
  REQUIRE(schedules.has_value());
  CHECK(schedules->front().active);
}

TEST_CASE("PropexoApi::job_counts") {
  ApiFixture fixture;
  const std::string list = "GET " + host +
                           "/v1/admin/logs/jobs/?integration_id=int-1"
                           "&order-by=created_at:desc&limit=250&offset=";
  SUBCASE("counts every page") {
    fixture.transport.expect(list + "0", page_of(job("a", "SUCCESS", "08:02:00"), true));
    fixture.transport.expect(list + "250", page_of(job("b", "FAILURE", "08:01:00")));
    CHECK(*fixture.api().job_counts(id, {}, {}) == JobCounts{1, 1});
  }
  SUBCASE("reads no further back than the window") {
    const JobWindow window{*parse_timestamp("2026-11-23T08:00:00Z"), false};
    fixture.transport.expect(
        list + "0",
        page_of(job("b", "FAILURE", "08:01:00") + "," + job("a", "SUCCESS", "07:59:00"), true));
    CHECK(*fixture.api().job_counts(id, window, {}) == JobCounts{0, 1});
  }
  SUBCASE("reads no further back than the latest run") {
    const JobWindow window{std::nullopt, true};
    fixture.transport.expect(list + "0", page_of(job("b", "SUCCESS", "08:01:00", "r2"), true));
    fixture.transport.expect(list + "250", page_of(job("a", "FAILURE", "07:59:00", "r1"), true));
    CHECK(*fixture.api().job_counts(id, window, {}) == JobCounts{1, 0});
  }
  SUBCASE("counts nothing in an empty log") {
    fixture.transport.expect(list + "0", page_of(""));
    CHECK(*fixture.api().job_counts(id, {}, {}) == JobCounts{0, 0});
  }
  SUBCASE("fails with the requester") {
    fixture.transport.expect(list + "0", json_reply("{}", 403));
    CHECK(fixture.api().job_counts(id, {}, {}).error().kind == ErrorKind::auth);
  }
  SUBCASE("keeps an ID of any text within its value") {
    fixture.transport.expect("GET " + host +
                                 "/v1/admin/logs/jobs/?integration_id=a%26status%3DSUCCESS"
                                 "&order-by=created_at:desc&limit=250&offset=0",
                             page_of(""));
    CHECK(fixture.api().job_counts(IntegrationId("a&status=SUCCESS"), {}, {}).has_value());
  }
}

TEST_CASE("PropexoApi::webhooks") {
  ApiFixture fixture;
  const std::string list = "GET " + host + "/v1/webhooks/?active=";
  SUBCASE("asks for the active ones and for the others") {
    fixture.transport.expect(list + "true&limit=250&offset=0",
                             page_of(R"({"id":"on","url":"u","active":true})"));
    fixture.transport.expect(list + "false&limit=250&offset=0",
                             page_of(R"({"id":"off","url":"u","active":false})"));
    const auto all = fixture.api().webhooks({});
    REQUIRE(all.has_value());
    REQUIRE(all->size() == 2);
    CHECK(all->at(0).id.text() == "on");
    CHECK(all->at(1).id.text() == "off");
  }
  SUBCASE("gives each once though the pages shift") {
    const std::string a = R"({"id":"a","url":"u","active":true})";
    fixture.transport.expect(list + "true&limit=250&offset=0", page_of(a, true));
    fixture.transport.expect(list + "true&limit=250&offset=250", page_of(a));
    fixture.transport.expect(list + "false&limit=250&offset=0", page_of(a));
    CHECK(fixture.api().webhooks({})->size() == 1);
  }
  SUBCASE("fails when half of them cannot be read") {
    fixture.transport.expect(list + "true&limit=250&offset=0", page_of(""));
    fixture.transport.expect(list + "false&limit=250&offset=0", json_reply("{}", 400));
    CHECK_FALSE(fixture.api().webhooks({}).has_value());
  }
}

TEST_CASE("PropexoApi::webhook") {
  ApiFixture fixture;
  const std::string call = "GET " + host + "/v1/webhooks/w%2F1";
  const SubscriptionId webhook("w/1");
  SUBCASE("gives what there is") {
    fixture.transport.expect(call, json_reply(R"({"results":{"id":"w/1","url":"u"}})"));
    CHECK((**fixture.api().webhook(webhook, {})).id == webhook);
  }
  SUBCASE("gives nothing for null and for 404") {
    for (const HttpReply& reply : {json_reply(R"({"results":null})"), json_reply("{}", 404)}) {
      fixture.transport.expect(call, reply);
      if (reply.status == 404) {
        fixture.transport.expect("GET " + host + "/v1/webhooks/?limit=1", json_reply("{}"));
      }
      const auto found = fixture.api().webhook(webhook, {});
      REQUIRE(found.has_value());
      CHECK_FALSE(found->has_value());
    }
  }
  SUBCASE("fails for anything else") {
    fixture.transport.expect(call, json_reply("{}", 403));
    CHECK(fixture.api().webhook(webhook, {}).error().kind == ErrorKind::auth);
    fixture.transport.expect(call, json_reply(R"({"results":{}})"));
    CHECK(fixture.api().webhook(webhook, {}).error().message.find("GET /v1/webhooks/w%2F1: ") == 0);
  }
}

TEST_CASE("PropexoApi::create_webhook") {
  ApiFixture fixture;
  const std::string post = "POST " + host + "/v1/webhooks/";
  const std::string list = "GET " + host + "/v1/webhooks/?active=";
  const std::string made =
      R"({"id":"w","url":"u","headers":[{"header":"x-syncbell-run","value":"wait-1"}]})";
  NewSubscription wanted;
  wanted.url = "https://hooks.example/";
  wanted.events = {TriggerKind::sync_complete};
  wanted.headers = {{"x-syncbell-run", "wait-1"}};
  SUBCASE("asks as the reference has it") {
    fixture.transport.expect(post, json_reply(R"({"result":)" + made + "}"));
    CHECK(fixture.api().create_webhook(wanted, {})->webhook.id.text() == "w");
    CHECK(fixture.transport.sent().front().body ==
          R"({"url":"https://hooks.example/","triggers":["SYNC_COMPLETE"],)"
          R"("headers":[{"header":"x-syncbell-run","value":"wait-1"}],"active":true})");
    CHECK(find_header(fixture.transport.sent().front().headers, "content-type") ==
          "application/json");
  }
  SUBCASE("looks for its run before it asks again") {
    SUBCASE("when the reply is lost") {
      fixture.transport.expect(post, Error{ErrorKind::network, "connection closed"});
    }
    SUBCASE("when it is a 503") { fixture.transport.expect(post, json_reply("{}", 503)); }
    SUBCASE("when it is no JSON") { fixture.transport.expect(post, HttpReply{200, {}, "ok"}); }
    SUBCASE("when it is no webhook") { fixture.transport.expect(post, json_reply("{}")); }
    fixture.transport.expect(list + "true&limit=250&offset=0", page_of(""));
    fixture.transport.expect(list + "false&limit=250&offset=0", page_of(made));
    CHECK(fixture.api().create_webhook(wanted, {})->webhook.id.text() == "w");
  }
  SUBCASE("fails at once when it is refused") {
    fixture.transport.expect(post, json_reply("{}", 400));
    CHECK(fixture.api().create_webhook(wanted, {}).error().http_status == 400);
  }
}

TEST_CASE("PropexoApi::update_webhook") {
  ApiFixture fixture;
  const std::string call = "PUT " + host + "/v1/webhooks/w";
  const SubscriptionId webhook("w");
  const HttpReply updated = json_reply(R"({"result":{"id":"w","url":"u","active":true}})");
  SUBCASE("sends the change alone") {
    fixture.transport.expect(call, updated);
    CHECK(fixture.api().update_webhook(webhook, {.active = true}, {})->active);
    CHECK(fixture.transport.sent().front().body == R"({"active":true})");
  }
  SUBCASE("is repeated as it ends the same") {
    fixture.transport.expect(call, Error{ErrorKind::network, "connection closed"});
    fixture.transport.expect(call, json_reply("{}", 500));
    fixture.transport.expect(call, updated);
    CHECK(fixture.api().update_webhook(webhook, {.active = true}, {}).has_value());
  }
  SUBCASE("fails where there is none") {
    fixture.transport.expect(call, json_reply("{}", 404));
    CHECK(fixture.api().update_webhook(webhook, {}, {}).error().http_status == 404);
    fixture.transport.expect(call, json_reply(R"({"results":{}})"));
    CHECK(fixture.api()
              .update_webhook(webhook, {}, {})
              .error()
              .message.find("PUT /v1/webhooks/w: ") == 0);
  }
}

TEST_CASE("PropexoApi::remove_webhook") {
  ApiFixture fixture;
  const std::string call = "DELETE " + host + "/v1/webhooks/w";
  const SubscriptionId webhook("w");
  SUBCASE("removes") {
    fixture.transport.expect(call, json_reply(R"({"result":{"id":"w"}})"));
    CHECK(*fixture.api().remove_webhook(webhook, {}));
    CHECK(fixture.transport.sent().front().body == "{}");
  }
  SUBCASE("says when it was gone already") {
    fixture.transport.expect(call, json_reply("{}", 404));
    SUBCASE("and the list is there") {
      fixture.transport.expect("GET " + host + "/v1/webhooks/?limit=1", json_reply("{}"));
      CHECK_FALSE(*fixture.api().remove_webhook(webhook, {}));
    }
    SUBCASE("but not where the address is wrong") {
      fixture.transport.expect("GET " + host + "/v1/webhooks/?limit=1", json_reply("{}", 404));
      CHECK(fixture.api().remove_webhook(webhook, {}).error().http_status == 404);
    }
  }
  SUBCASE("takes a 404 after an unanswered try for its own doing") {
    SUBCASE("when the reply was lost") {
      fixture.transport.expect(call, Error{ErrorKind::network, "connection closed"});
    }
    SUBCASE("when it was empty") { fixture.transport.expect(call, HttpReply{204, {}, ""}); }
    fixture.transport.expect(call, json_reply("{}", 404));
    CHECK(*fixture.api().remove_webhook(webhook, {}));
  }
  SUBCASE("fails for anything else") {
    fixture.transport.expect(call, json_reply("{}", 403));
    CHECK(fixture.api().remove_webhook(webhook, {}).error().kind == ErrorKind::auth);
  }
}

TEST_CASE("PropexoApi::start_sync") {
  ApiFixture fixture;
  const std::string path = "POST " + host + "/v1/admin/integrations/int-1/";
  const HttpReply started = json_reply(R"({"result":{"success":true}})");
  SUBCASE("asks for a sync of everything") {
    fixture.transport.expect(path + "manual-sync", started);
    CHECK(fixture.api().start_sync(id, {}, {}).has_value());
    CHECK(fixture.transport.sent().front().body == "{}");
  }
  SUBCASE("asks for a sync of some models") {
    fixture.transport.expect(path + "manual-sync", started);
    CHECK(fixture.api().start_sync(id, {{"leases"}, false}, {}).has_value());
    CHECK(fixture.transport.sent().front().body == R"({"models_to_sync":["leases"]})");
  }
  SUBCASE("asks for a back-sync") {
    fixture.transport.expect(path + "back-sync", started);
    CHECK(fixture.api().start_sync(id, {{}, true}, {}).has_value());
  }
  SUBCASE("fails when Propexo did not start it") {
    fixture.transport.expect(path + "manual-sync", json_reply(R"({"result":{"success":false}})"));
    const auto result = fixture.api().start_sync(id, {}, {});
    REQUIRE_FALSE(result.has_value());
    CHECK(result.error().kind == ErrorKind::api);
    CHECK(result.error().hint.find("syncbell integrations int-1") != std::string::npos);
  }
  SUBCASE("does not ask twice when nobody knows whether it was started") {
    fixture.transport.expect(path + "manual-sync", json_reply("{}", 500));
    CHECK_FALSE(fixture.api().start_sync(id, {}, {}).has_value());
  }
  SUBCASE("does not risk a second back-sync which is billed") {
    fixture.transport.expect(path + "back-sync", Error{ErrorKind::network, "timed out"});
    CHECK(fixture.api().start_sync(id, {{}, true}, {}).error().kind == ErrorKind::network);
  }
}
