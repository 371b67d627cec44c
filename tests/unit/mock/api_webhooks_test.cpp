#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

namespace {

const std::string valid =
    R"({"url":"https://r.example/hook","triggers":["SYNC_COMPLETE"],"secret":"0123456789"})";

Answer create(Account& account, const std::string& body) {
  return account.ask("POST", "/v1/webhooks/", body);
}

// The only issue with a body for a create.
Json issue_with(const std::string& body) {
  Account account("{}");
  const Json issues = issues_of(create(account, body));
  REQUIRE(issues.size() == 1);
  CHECK(account.results("/v1/webhooks/?active=false").empty());
  return issues[0];
}

} // namespace

TEST_CASE("create_webhook: answers with all of it") {
  Account account("{}");
  const Answer answer = create(
      account, R"({"url":"https://r.example/","triggers":["DATA_NEW","JOB_FAILURE"],"active":true,
                   "secret":"0123456789","model":"leases",
                   "headers":[{"header":"x-a","value":"1"}]})");
  CHECK(answer.status == 200);
  CHECK(answer.body["result"].dump() ==
        R"({"id":"cmwebhook0000000000000001","created_at":"2026-11-23T12:00:00.000Z",)"
        R"("updated_at":"2026-11-23T12:00:00.000Z","url":"https://r.example/",)"
        R"("headers":[{"header":"x-a","value":"1"}],"active":true,"secret":"0123456789",)"
        R"("system":"PRODUCTION","triggers":[)"
        R"({"id":"cmtrigger0000000000000001","trigger":"DATA_NEW","model":"leases"},)"
        R"({"id":"cmtrigger0000000000000002","trigger":"JOB_FAILURE","model":null}]})");
}

TEST_CASE("create_webhook: defaults") {
  Account account("{}");
  const Json created =
      create(account, R"({"url":"http://r/","triggers":["SYNC_COMPLETE"]})").body["result"];
  CHECK(created["active"] == false);
  CHECK(created["headers"] == Json::array());
  CHECK(created["secret"].get<std::string>().size() >= 10);
}

TEST_CASE("create_webhook: refuses") {
  SUBCASE("an unknown key") {
    const Json issue =
        issue_with(R"({"url":"http://r/","triggers":["SYNC_COMPLETE"],"integration_id":"a"})");
    CHECK(issue["code"] == "unrecognized_keys");
    CHECK(issue["keys"] == Json{"integration_id"});
    CHECK(issue["path"] == Json::array());
    CHECK(issue["message"] == "Unrecognized key(s) in object: 'integration_id'");
  }
  SUBCASE("what lacks url and triggers") {
    Account account("{}");
    for (const char* body : {"", "{}"}) {
      const Json issues = issues_of(create(account, body));
      REQUIRE(issues.size() == 2);
      CHECK(issues[0].dump() == R"({"code":"invalid_type","expected":"string",)"
                                R"("received":"undefined","path":["url"],"message":"Required"})");
      CHECK(issues[1]["path"] == Json{"triggers"});
    }
  }
  SUBCASE("no trigger") {
    const Json issue = issue_with(R"({"url":"http://r/","triggers":[]})");
    CHECK(issue["code"] == "too_small");
    CHECK(issue["message"] == "Array must contain at least 1 element(s)");
  }
  SUBCASE("an unknown trigger") {
    const Json issue = issue_with(R"({"url":"http://r/","triggers":["DATA_NEW","JOB_SUCCESS"]})");
    CHECK(issue["code"] == "invalid_enum_value");
    CHECK(issue["path"] == Json{"triggers", 1});
    CHECK(issue["options"].size() == 6);
  }
  SUBCASE("a trigger that is no text") {
    CHECK(issue_with(R"({"url":"http://r/","triggers":[1]})")["code"] == "invalid_type");
  }
  SUBCASE("a short secret") {
    const Json issue =
        issue_with(R"({"url":"http://r/","triggers":["DATA_NEW"],"secret":"123456789"})");
    CHECK(issue["code"] == "too_small");
    CHECK(issue["minimum"] == 10);
    CHECK(issue["path"] == Json{"secret"});
  }
  SUBCASE("a url that is none") {
    const Json issue = issue_with(R"({"url":"r/hook","triggers":["DATA_NEW"]})");
    CHECK(issue["code"] == "invalid_string");
    CHECK(issue["validation"] == "url");
  }
  SUBCASE("a model without a data trigger") {
    CHECK(issue_with(
              R"({"url":"http://r/","triggers":["SYNC_COMPLETE"],"model":"leases"})")["path"] ==
          Json{"model"});
  }
  SUBCASE("headers of another form") {
    CHECK(issue_with(R"({"url":"http://r/","triggers":["DATA_NEW"],"headers":{}})")["message"] ==
          "Expected array, received object");
    CHECK(issue_with(R"({"url":"http://r/","triggers":["DATA_NEW"],"headers":["x"]})")["path"] ==
          Json{"headers", 0});
    CHECK(
        issue_with(
            R"({"url":"http://r/","triggers":["DATA_NEW"],"headers":[{"header":"x"}]})")["path"] ==
        Json{"headers", 0, "value"});
  }
  SUBCASE("flags that are none") {
    CHECK(issue_with(R"({"url":"http://r/","triggers":["DATA_NEW"],"active":"yes"})")["message"] ==
          "Expected boolean, received string");
  }
}

TEST_CASE("list_webhooks: shows the active ones unless told otherwise") {
  Account account("{}");
  create(account, valid);
  create(account, R"({"url":"http://r/","triggers":["DATA_NEW"],"active":true})");
  CHECK(ids_of(account.results("/v1/webhooks/")).size() == 1);
  CHECK(account.results("/v1/webhooks/")[0]["active"] == true);
  CHECK(account.results("/v1/webhooks/?active=true").size() == 1);
  const Json inactive = account.results("/v1/webhooks/?active=false");
  REQUIRE(inactive.size() == 1);
  CHECK(inactive[0]["secret"] == "0123456789");
  CHECK(account.get("/v1/webhooks/?active=maybe").status == 400);
}

TEST_CASE("get_webhook: one or null") {
  Account account("{}");
  const std::string id = create(account, valid).body["result"]["id"];
  CHECK(account.results("/v1/webhooks/" + id)["url"] == "https://r.example/hook");
  const Answer missing = account.get("/v1/webhooks/zzz");
  CHECK(missing.status == 200);
  CHECK(missing.body.contains("results"));
  CHECK(missing.body["results"].is_null());
}

TEST_CASE("update_webhook: takes any part") {
  Account account("{}");
  const std::string path =
      "/v1/webhooks/" + create(account, valid).body["result"]["id"].get<std::string>();
  account.at(5s);
  const Answer answer = account.ask("PUT", path, R"({"active":true})");
  CHECK(answer.status == 200);
  CHECK(answer.body["result"]["active"] == true);
  CHECK(answer.body["result"]["secret"] == "0123456789");
  CHECK(answer.body["result"]["updated_at"] == "2026-11-23T12:00:05.000Z");
  CHECK(account.ask("PUT", path, "{}").status == 200);
  CHECK(account.ask("PUT", path, R"({"triggers":["JOB_SUCCESS"]})").status == 200);
  CHECK(account.ask("PUT", path, R"({"headers":[{"header":"x-a","value":"1"}]})")
            .body["result"]["headers"][0]["value"] == "1");
  SUBCASE("refuses what a create refuses") {
    CHECK(account.ask("PUT", path, R"({"id":"x"})").status == 400);
    CHECK(account.ask("PUT", path, R"({"secret":"short"})").status == 400);
    CHECK(account.ask("PUT", path, R"({"triggers":[]})").status == 400);
    CHECK(account.ask("PUT", path, R"({"model":"leases"})").status == 400);
    CHECK(account.ask("PUT", path, "nonsense").status == 400);
  }
  SUBCASE("404 where there is none") {
    const Answer missing = account.ask("PUT", "/v1/webhooks/zzz", "{}");
    CHECK(missing.status == 404);
    CHECK(missing.body["error"]["code"] == "not_found");
  }
}

TEST_CASE("delete_webhook: once") {
  Account account("{}");
  const std::string id = create(account, valid).body["result"]["id"];
  const Answer answer = account.ask("DELETE", "/v1/webhooks/" + id);
  CHECK(answer.status == 200);
  CHECK(answer.body["result"] == Json{{"id", id}});
  CHECK(account.ask("DELETE", "/v1/webhooks/" + id).status == 404);
  CHECK(account.results("/v1/webhooks/" + id).is_null());
}

TEST_CASE("webhooks: those of the scenario are there from the start") {
  Account account(
      R"({"system":"SANDBOX","webhooks":[{"url":"http://r/","triggers":["DATA_NEW"]}]})");
  const Json webhook = account.results("/v1/webhooks/")[0];
  CHECK(webhook["url"] == "http://r/");
  CHECK(webhook["system"] == "SANDBOX");
}
