#include "api/webhook_creation.hpp"
#include "support/webhooks.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <deque>
#include <utility>

using namespace syncbell;
using namespace syncbell::test;

namespace {

const std::string run = "subscribe-1";
const Error lost{ErrorKind::network, "the connection broke"};
const Error broken{ErrorKind::unavailable, "status 500", "", 500};

enum class Answer {
  given,       // carried out and answered
  lost_done,   // carried out, not answered
  lost_undone, // neither
  late         // not answered, and carried out just before the next
};

// An account that answers POSTs as it is told to, and always so once it has been told nothing more.
struct Account {
  std::vector<WebhookSubscription> webhooks;
  std::deque<Answer> answers;
  std::deque<Error> list_failures;
  Error loss = lost;
  std::vector<std::string> calls;
  bool owes_one = false;
  int pauses_left = 100;

  WebhookSubscription add(const std::string& of_run) {
    const std::string number = std::to_string(webhooks.size() + 1);
    webhooks.push_back(
        webhook_with("w" + number, {{"x-syncbell-run", of_run}}, "08:00:0" + number));
    return webhooks.back();
  }

  Result<WebhookSubscription> post() {
    calls.emplace_back("post");
    if (std::exchange(owes_one, false)) add(run);
    const Answer answer = answers.empty() ? Answer::given : answers.front();
    if (!answers.empty()) answers.pop_front();
    owes_one = answer == Answer::late;
    if (answer == Answer::lost_undone || answer == Answer::late) return loss;
    const WebhookSubscription created = add(run);
    if (answer == Answer::lost_done) return loss;
    return created;
  }

  Result<std::vector<WebhookSubscription>> list() {
    calls.emplace_back("list");
    if (list_failures.empty()) return webhooks;
    const Error error = list_failures.front();
    list_failures.pop_front();
    return error;
  }

  Result<bool> remove(const SubscriptionId& id) {
    calls.push_back("remove " + id.text());
    return std::erase_if(webhooks, [&id](const auto& webhook) { return webhook.id == id; }) > 0;
  }

  Result<CreatedWebhook> create() {
    return create_exactly_once({[this] { return post(); }, [this] { return list(); },
                                [this](const SubscriptionId& id) { return remove(id); },
                                [this] { return pauses_left-- > 0; }},
                               run);
  }
};

using Calls = std::vector<std::string>;

} // namespace

TEST_CASE("create_exactly_once") {
  Account account;
  account.add("subscribe-0");
  SUBCASE("posts once and looks nowhere when it is answered") {
    const auto created = account.create();
    CHECK(created->webhook.id.text() == "w2");
    CHECK_FALSE(created->may_have_doubles);
    CHECK(account.calls == Calls{"post"});
  }
  SUBCASE("finds what was carried out and not answered") {
    account.answers = {Answer::lost_done};
    SUBCASE("since the connection broke") {}
    SUBCASE("but with an internal error") { account.loss = broken; }
    SUBCASE("but with something that is no webhook") {
      account.loss = {ErrorKind::api, "the reply has no result"};
    }
    CHECK(account.create()->webhook.id.text() == "w2");
    CHECK(account.calls == Calls{"post", "list"});
  }
  SUBCASE("posts again what is not there") {
    account.answers = {Answer::lost_undone};
    CHECK(account.create()->webhook.id.text() == "w2");
    CHECK(account.calls == Calls{"post", "list", "post", "list"});
  }
  SUBCASE("deletes the younger when the first was only late") {
    account.answers = {Answer::late};
    const auto created = account.create();
    CHECK(created->webhook.id.text() == "w2");
    CHECK(created->may_have_doubles);
    CHECK(account.calls == Calls{"post", "list", "post", "list", "remove w3"});
    CHECK(account.webhooks.size() == 2);
  }
  SUBCASE("posts again at once what the rate limit kept out") {
    account.loss = {ErrorKind::unavailable, "too many", "", 429};
    account.answers = {Answer::lost_undone};
    CHECK(account.create().has_value());
    CHECK(account.calls == Calls{"post", "post", "list"});
  }
  SUBCASE("looks again before it posts when it could not look") {
    account.answers = {Answer::lost_done};
    account.list_failures = {broken, lost};
    CHECK(account.create()->webhook.id.text() == "w2");
    CHECK(account.calls == Calls{"post", "list", "list", "list"});
  }
}

TEST_CASE("create_exactly_once fails") {
  Account account;
  SUBCASE("at once when it is refused") {
    for (const Error& refusal :
         {Error{ErrorKind::api, "no", "", 400}, Error{ErrorKind::auth, "who?", "", 401},
          Error{ErrorKind::usage, "cannot be sent"},
          Error{ErrorKind::cancelled, "stopped", "", 0, true}}) {
      account.calls.clear();
      account.loss = refusal;
      account.answers = {Answer::lost_undone};
      const Error error = account.create().error();
      CHECK(error.message == refusal.message);
      CHECK(error.may_be_done == (refusal.kind == ErrorKind::cancelled));
      CHECK(account.calls == Calls{"post"});
    }
  }
  SUBCASE("after four tries and a last look") {
    account.answers = {4, Answer::lost_undone};
    const Error error = account.create().error();
    CHECK(error.kind == ErrorKind::network);
    CHECK(error.hint.empty());
    CHECK_FALSE(error.may_be_done);
    CHECK(std::count(account.calls.begin(), account.calls.end(), "post") == 4);
    CHECK(account.calls.back() == "list");
  }
  SUBCASE("and says that it may have been done where nobody can look") {
    account.answers = {Answer::lost_done};
    account.list_failures = {4, broken};
    const Error error = account.create().error();
    CHECK(error.message == lost.message);
    CHECK(error.may_be_done);
    CHECK(error.hint.find("may have been created") != std::string::npos);
    CHECK(account.calls == Calls{"post", "list", "list", "list", "list"});
  }
  SUBCASE("without a run that tells it from others") {
    CHECK(create_exactly_once({}, "").error().kind == ErrorKind::local);
  }
  SUBCASE("when it may no longer look") {
    account.answers = {Answer::lost_done};
    account.list_failures = {Error{ErrorKind::auth, "token revoked", "", 401}};
    const Error error = account.create().error();
    CHECK(error.kind == ErrorKind::auth);
    CHECK(error.hint.find("may have been created") != std::string::npos);
    CHECK(account.calls == Calls{"post", "list"});
  }
  SUBCASE("when it is told to stop before it has asked") {
    account.loss = Error{ErrorKind::cancelled, "stopped"};
    account.answers = {Answer::lost_undone};
    account.pauses_left = 0;
    const Error error = account.create().error();
    CHECK(error.kind == ErrorKind::cancelled);
    CHECK_FALSE(error.may_be_done);
    CHECK(account.calls == Calls{"post"});
  }
  SUBCASE("when it is told to stop") {
    account.answers = {Answer::lost_undone};
    account.pauses_left = 0;
    const Error error = account.create().error();
    CHECK(error.kind == ErrorKind::cancelled);
    CHECK(error.may_be_done);
  }
}
