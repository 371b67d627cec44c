#include "commands/subscribe/registration.hpp"

#include "commands/subscribe/mark_room.hpp"
#include "commands/subscribe/remarks.hpp"
#include "core/printable.hpp"
#include "platform/reprieve.hpp"

namespace syncbell {
namespace {

constexpr int most_looks = 12;

// After a change, before the look that shows whether it lasted: long enough for another run that
// had read the webhook before to write what it then has to lose.
constexpr std::chrono::milliseconds settling_time{400};

// After a signal, for a create that is under way: cut short, it would leave a webhook whose secret
// nobody has seen.
constexpr std::chrono::seconds time_for_creation{5};

Error with_hint(Error error, const std::string& hint) {
  error.hint = error.hint.empty() ? hint : error.hint + "; " + hint;
  return error;
}

} // namespace

Registration::Registration(const Surroundings& surroundings, WantedSubscription wanted,
                           NewSecret::Place secret_place, std::stop_token stop)
    : api_(surroundings.api), environment_(surroundings.environment),
      console_(surroundings.console), wanted_(std::move(wanted)),
      secret_place_(std::move(secret_place)), stop_(std::move(stop)) {}

Result<Registered> Registration::carry_out() {
  for (int looks = 0; looks < most_looks; ++looks) {
    if (End end = look()) return *end ? *std::move(end) : failed(end->error());
  }
  return failed({ErrorKind::api, "other runs keep changing the same subscription",
                 "run the same command again: it goes on from where it is"});
}

// What this run has made and not taken back is named, and its secret not lost.
Error Registration::failed(const Error& error) {
  if (!made_) return error;
  if (secret_) static_cast<void>(secret_->keep());
  return with_hint(error, "this run has made " + made_->id.text() + ": syncbell unsubscribe " +
                              made_->id.text() + " --yes removes it");
}

Registration::End Registration::look() {
  const Result<std::vector<WebhookSubscription>> all = api_.webhooks(stop_);
  if (!all && made_) return registered(*made_, {}); // it is there; only its doubles are not known
  if (!all) return all.error();
  std::vector<WebhookSubscription> same = same_subscriptions(*all, wanted_);
  if (same.empty() && made_) return registered(*made_, {}); // the list has not caught up
  if (same.empty()) {
    if (const std::optional<Error> error = create()) return *error;
    return std::nullopt;
  }
  const WebhookSubscription kept = same.front();
  same.erase(same.begin());
  const SubscriptionChange wish = change_to(kept, together_with(wanted_, same));
  if (const auto room = check_mark_room(wish.headers.value_or(HeaderFields{}), console_); !room)
    return room.error();
  if (!made_ || kept.id != made_->id) remark(kept);
  if (!wish.empty()) return change(kept, wish);
  if (made_ && kept.id != made_->id) {
    if (const std::optional<Error> error = take_back()) return *error;
    return std::nullopt;
  }
  return registered(kept, std::move(same));
}

std::optional<Error> Registration::create() {
  const std::string run = run_name("subscribe", environment_.random_bytes(8));
  NewSubscription webhook = new_subscription(wanted_, run, Secret());
  if (const auto room = check_mark_room(webhook.headers, console_); !room) return room.error();
  if (!wanted_.secret) {
    Result<NewSecret> made = NewSecret::make(environment_.random_bytes, secret_place_);
    if (!made) return made.error();
    secret_.emplace(*std::move(made));
    webhook.secret = secret_->secret();
  }
  const Reprieve reprieve(stop_, time_for_creation, environment_.clock);
  const Result<CreatedWebhook> created = api_.create_webhook(webhook, reprieve.token());
  if (!created) return settle_failed_create(created.error(), run, reprieve.token());
  made_ = created->webhook;
  return std::nullopt;
}

// A secret that no webhook has goes away again; one that a webhook may have stays.
std::optional<Error> Registration::settle_failed_create(const Error& error, const std::string& run,
                                                        std::stop_token stop) {
  if (!error.may_be_done) return error;
  const Result<std::vector<WebhookSubscription>> all = api_.webhooks(std::move(stop));
  if (all) {
    const WebhookSubscription* found = oldest_of_run(*all, run);
    if (found == nullptr) return error;
    made_ = *found;
    return std::nullopt;
  }
  if (!secret_) return with_hint(error, "the same command goes on from where it is");
  if (secret_->is_shown()) {
    return with_hint(error, "nobody has seen its secret: the same command with --secret-file gives "
                            "it one that you know");
  }
  static_cast<void>(secret_->keep());
  return with_hint(error, "its secret is in " + secret_->place());
}

Registration::End Registration::change(const WebhookSubscription& kept,
                                       const SubscriptionChange& change) {
  const Result<WebhookSubscription> updated = api_.update_webhook(kept.id, change, stop_);
  if (!updated && updated.error().http_status == 404) return std::nullopt; // gone meanwhile
  if (!updated) return updated.error();
  updated_ = true;
  // Once: other runs may want them otherwise, and the last one to say so is right.
  wanted_.secret.reset();
  wanted_.active = false;
  const Duration jitter{static_cast<std::int64_t>(environment_.random() *
                                                  static_cast<double>(settling_time.count()))};
  static_cast<void>(environment_.clock.sleep_for(settling_time + jitter, stop_));
  return std::nullopt;
}

std::optional<Error> Registration::take_back() {
  const Result<bool> removed = api_.remove_webhook(made_->id, stop_);
  if (!removed) return removed.error();
  made_.reset();
  secret_.reset();
  return std::nullopt;
}

Result<Registered> Registration::registered(const WebhookSubscription& webhook,
                                            std::vector<WebhookSubscription> doubles) {
  const bool created = made_ && made_->id == webhook.id;
  Registered end{webhook, created, updated_ && !created, std::move(doubles),
                 std::exchange(secret_, std::nullopt)};
  if (end.secret) {
    const Result<void> kept = end.secret->keep();
    if (!kept) return kept.error();
  }
  return end;
}

void Registration::remark(const WebhookSubscription& kept) {
  if (std::exchange(remarked_, true)) return;
  tell_remarks(kept, wanted_, console_);
  if (!secret_place_.path.empty()) {
    console_.note(printable(kept.id.text() + ": its secret is unchanged and not shown; " +
                            secret_place_.path + " was not written"));
  }
}

} // namespace syncbell
