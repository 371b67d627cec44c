#include "commands/subscriptions.hpp"
#include "support/mock_propexo.hpp"

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string scenario = R"({"webhooks":[
  {"url":"https://h/1","triggers":["DATA_NEW"],"secret":"s3cr3t-in-clear",
   "headers":[{"header":"x-syncbell-integrations","value":"int-1,int-2"}]},
  {"url":"https://h/2","triggers":["DATA_NEW"],"secret":"s3cr3t-in-clear","active":false,
   "headers":[{"header":"Authorization","value":"s3cr3t-in-clear"}]}]})";

struct Listing : PropexoMachine {
  Listing() : PropexoMachine(scenario) { options.output.json = true; }
  ~Listing() { CHECK((out() + err()).find("s3cr3t") == std::string::npos); }
  Listing(const Listing&) = delete;
  Listing& operator=(const Listing&) = delete;

  ExitStatus run() {
    Environment other = environment();
    return syncbell::run(options, other);
  }

  SubscriptionsOptions options;
};

} // namespace

TEST_CASE("run subscriptions lists") {
  Listing listing;
  SUBCASE("the inactive ones too") {
    CHECK(listing.run() == ExitStatus::done);
    CHECK(listing.json().size() == 2);
  }
  SUBCASE("those of an integration") {
    listing.options.integrations = {IntegrationId("int-9"), IntegrationId("int-2")};
    CHECK(listing.run() == ExitStatus::done);
    REQUIRE(listing.json().size() == 1);
    CHECK(listing.json()[0]["url"] == "https://h/1");
  }
  SUBCASE("none as an empty list") {
    listing.options.integrations = {IntegrationId("int-9")};
    CHECK(listing.run() == ExitStatus::done);
    CHECK(listing.out() == "[]\n");
  }
  SUBCASE("as a table") {
    listing.options.output.json = false;
    CHECK(listing.run() == ExitStatus::done);
    CHECK(listing.out().find("ID ") == 0);
    CHECK(listing.out().find("inactive") != std::string::npos);
  }
}

TEST_CASE("run subscriptions shows one") {
  Listing listing;
  SUBCASE("with its headers") {
    listing.options.id = SubscriptionId("cmwebhook0000000000000002");
    CHECK(listing.run() == ExitStatus::done);
    CHECK(listing.json()["headers"][0]["value"] == "[redacted]");
  }
  SUBCASE("as text") {
    listing.options.output.json = false;
    listing.options.id = SubscriptionId("cmwebhook0000000000000001");
    CHECK(listing.run() == ExitStatus::done);
    CHECK(listing.out().find("integrations  int-1, int-2\n") != std::string::npos);
  }
  SUBCASE("and says no where there is none") {
    listing.options.id = SubscriptionId("nowhere");
    CHECK(listing.run() == ExitStatus::answer_is_no);
    CHECK(listing.json()["error"]["kind"] == "not_found");
  }
}

TEST_CASE("run subscriptions fails without a token") {
  Listing listing;
  listing.machine.variables.erase("PROPEXO_API_TOKEN");
  CHECK(listing.run() == ExitStatus::auth);
}
