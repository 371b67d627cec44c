#include "commands/subscribe.hpp"
#include "commands/subscribe/mark_room.hpp"
#include "platform/files.hpp"
#include "support/mock_propexo.hpp"
#include "support/temporary_folder.hpp"

using namespace syncbell;
using namespace syncbell::test;

namespace {

constexpr std::size_t kib = 1024;

// An account with the integration int-1, and a webhook for others whose IDs take so many bytes.
std::string account(std::size_t bytes) {
  return R"({"rate_limit":0,"integrations":[{"id":"int-1","vendor":"MRI"}],
    "webhooks":[{"url":"https://hooks.example/in","triggers":["SYNC_COMPLETE","FIRST_SYNC_COMPLETE"],
      "headers":[{"header":"x-syncbell-run","value":"subscribe-1"},
                 {"header":"x-syncbell-integrations","value":")" +
         std::string(bytes, 'x') + R"("}]}]})";
}

struct Account : PropexoMachine {
  explicit Account(const std::string& scenario) : PropexoMachine(scenario) {
    options.url = "https://hooks.example/in";
    options.integrations = {IntegrationId("int-1")};
  }
  ExitStatus run() {
    Environment other = environment();
    return syncbell::run(options, other);
  }
  int times(const std::string& text) const {
    int found = 0;
    const std::string said = err();
    for (auto at = said.find(text); at != said.npos; at = said.find(text, at + 1))
      ++found;
    return found;
  }

  SubscribeOptions options;
};

const std::size_t added = std::string(",int-1").size();

} // namespace

TEST_CASE("check_mark_room before a webhook is changed") {
  SUBCASE("says nothing up to 7 KiB") {
    Account account_with_room(account(7 * kib - added));
    CHECK(account_with_room.run() == ExitStatus::done);
    CHECK(account_with_room.times("KiB") == 0);
  }
  SUBCASE("warns beyond that") {
    Account tight(account(7 * kib - added + 1));
    tight.options.output.quiet = true;
    SUBCASE("once") { CHECK(tight.run() == ExitStatus::done); }
    SUBCASE("in a dry run too") {
      tight.options.dry_run = true;
      CHECK(tight.run() == ExitStatus::done);
    }
    CHECK(tight.times("warning: the integrations take 8 KiB") == 1);
    CHECK(tight.times("refuse heads of more than 8 KiB; without IDs") == 1);
  }
  SUBCASE("lets pass up to 32 KiB") {
    Account full(account(32 * kib - added));
    CHECK(full.run() == ExitStatus::done);
    CHECK(full.propexo.sent("PUT") == 1);
  }
  SUBCASE("refuses more") {
    Account overfull(account(32 * kib - added + 1));
    overfull.options.secret_out = "never-written";
    SUBCASE("with nothing said of what is not done") {}
    SUBCASE("in a dry run too") { overfull.options.dry_run = true; }
    CHECK(overfull.run() == ExitStatus::usage);
    CHECK(overfull.times("33 KiB in a header of every delivery") == 1);
    CHECK(overfull.times("without IDs the subscription is for all integrations") == 1);
    CHECK(overfull.times("was not written") == 0);
    CHECK(overfull.propexo.sent("PUT") == 0);
  }
  SUBCASE("has nothing to say where it is to be for all") {
    Account overfull(account(40 * kib));
    overfull.options.integrations.clear();
    CHECK(overfull.run() == ExitStatus::done);
    CHECK(overfull.times("KiB") == 0);
  }
}

TEST_CASE("check_mark_room before a webhook is made") {
  const std::string large(33 * kib, 'x');
  Account machine(R"({"rate_limit":0,"integrations":[{"id":")" + large + R"(","vendor":"MRI"}]})");
  const TemporaryFolder folder;
  machine.options.integrations = {IntegrationId(large)};
  machine.options.secret_out = folder.path("secret");
  SUBCASE("leaves no secret behind") {}
  SUBCASE("in a dry run too") { machine.options.dry_run = true; }
  CHECK(machine.run() == ExitStatus::usage);
  CHECK(machine.propexo.sent("POST") == 0);
  CHECK_FALSE(read_file(folder.path("secret")).has_value());
}
