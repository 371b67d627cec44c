#include "unit/mock/account.hpp"

using namespace syncbell;
using namespace syncbell::mock;

namespace {

// So many active ones, two at each second.
void add_webhooks(Account& account, int count) {
  for (int i = 0; i < count; ++i) {
    account.at(std::chrono::seconds(i / 2));
    account.ask("POST", "/v1/webhooks/",
                R"({"url":"http://r/","triggers":["SYNC_COMPLETE"],"active":true})");
  }
}

} // namespace

TEST_CASE("read_page: walks over 260 webhooks") {
  Account account(R"({"rate_limit":0})");
  add_webhooks(account, 260);
  SUBCASE("100 at a time unless told otherwise") {
    const Answer first = account.get("/v1/webhooks/");
    CHECK(first.body["results"].size() == 100);
    CHECK(first.body["meta"].dump() == R"({"offset":0,"limit":100,"hasMore":true,"total":260,)"
                                       R"("orderBy":[{"created_at":"desc"}]})");
    CHECK(first.body["results"][0]["id"] == "cmwebhook0000000000000260");
  }
  SUBCASE("every one once and newest first") {
    std::vector<std::string> seen;
    for (int offset = 0; offset < 260; offset += 100) {
      const Answer page = account.get("/v1/webhooks/?offset=" + std::to_string(offset));
      for (const std::string& id : ids_of(page.body["results"]))
        seen.push_back(id);
      CHECK(page.body["meta"]["hasMore"] == (offset < 200));
    }
    REQUIRE(seen.size() == 260);
    CHECK(std::is_sorted(seen.rbegin(), seen.rend()));
  }
  SUBCASE("oldest first") {
    const auto ids = ids_of(account.results("/v1/webhooks/?limit=250&order-by=created_at:asc"));
    REQUIRE(ids.size() == 250);
    CHECK(ids.front() == "cmwebhook0000000000000001");
    CHECK(std::is_sorted(ids.begin(), ids.end()));
    CHECK(ids_of(account.results("/v1/webhooks/?limit=250&order-by=created_at")) == ids);
  }
  SUBCASE("the edges") {
    CHECK(account.get("/v1/webhooks/?limit=250&offset=10").body["meta"]["hasMore"] == false);
    CHECK(account.get("/v1/webhooks/?limit=250&offset=9").body["meta"]["hasMore"] == true);
    CHECK(account.results("/v1/webhooks/?offset=260").empty());
    const Answer none = account.get("/v1/webhooks/?limit=0");
    CHECK(none.body["results"].is_array());
    CHECK(none.body["results"].empty());
    CHECK(none.body["meta"]["hasMore"] == true);
  }
}

TEST_CASE("read_page: refuses") {
  Account account("{}");
  SUBCASE("a limit over 250") {
    const Json issue = issues_of(account.get("/v1/webhooks/?limit=251"))[0];
    CHECK(issue["code"] == "too_big");
    CHECK(issue["maximum"] == 250);
    CHECK(issue["path"] == Json{"limit"});
    CHECK(issue["message"] == "Number must be less than or equal to 250");
  }
  SUBCASE("what is below zero") {
    const Json issues = issues_of(account.get("/v1/admin/integrations/?limit=-1&offset=-1"));
    REQUIRE(issues.size() == 2);
    CHECK(issues[0]["code"] == "too_small");
    CHECK(issues[1]["path"] == Json{"offset"});
  }
  SUBCASE("what is no number") {
    CHECK(issues_of(account.get("/v1/admin/logs/jobs/?limit=ten"))[0]["code"] == "invalid_type");
    CHECK(account.get("/v1/admin/logs/jobs/?limit=99999999999999999999").status == 400);
  }
  SUBCASE("another order") {
    CHECK(issues_of(account.get("/v1/webhooks/?order-by=url:asc"))[0]["path"] == Json{"order-by"});
  }
}
