#include "commands/leased_subscription.hpp"

#include "core/backoff.hpp"
#include "core/command_line.hpp"
#include "core/printable.hpp"

namespace syncbell {
namespace {

constexpr std::chrono::seconds first_retry{1};
constexpr std::chrono::seconds longest_retry{30};
constexpr std::chrono::milliseconds first_removal_pause{200};
constexpr std::chrono::seconds longest_removal_pause{2};
// A header that names more would be too long for some of the proxies that deliveries pass.
constexpr std::size_t most_integrations_named = 100;

// Temporary: the next look may find it.
Error not_seen() {
  return {ErrorKind::unavailable,
          "its creation was cut short and may still be carried out; if so, it can be removed once "
          "its lease has ended"};
}

Error given_up() { return {ErrorKind::cancelled, "creating the subscription was given up"}; }

} // namespace

LeasedSubscription::LeasedSubscription(LeaseTools tools, LeaseTerms terms, std::string run)
    : tools_(std::move(tools)), terms_(std::move(terms)), run_(std::move(run)) {
  if (terms_.integrations.size() > most_integrations_named) terms_.integrations.clear();
}

// ---- what earlier runs have left

void LeasedSubscription::sweep(std::stop_token stop) {
  const Result<std::vector<WebhookSubscription>> all = tools_.api.webhooks(stop);
  if (!all) return; // creating one fails in the same way, or it was a passing trouble
  for (const WebhookSubscription& webhook : *all) {
    if (!has_expired(webhook, tools_.clock.wall())) continue;
    const Result<bool> removed = tools_.api.remove_webhook(webhook.id, stop);
    if (!removed && removed.error().kind == ErrorKind::cancelled) return;
    if (!removed) {
      tools_.say_news("an expired subscription is still there: " + removed.error().message);
    } else if (*removed) {
      tools_.say_news("removed the subscription " + webhook.id.text() +
                      ", which an earlier run has left and whose lease had ended");
    }
  }
}

// ---- making it

SubscriptionMark LeasedSubscription::mark(WallTime expires) const {
  return {terms_.integrations, expires, run_};
}

Result<WebhookSubscription> LeasedSubscription::make(const std::string& url, const Secret& secret,
                                                     std::stop_token give_up,
                                                     std::stop_token stop) {
  const WallTime expires = tools_.clock.wall() + terms_.length;
  {
    const std::lock_guard lock(mutex_);
    expires_ = expires;
  }
  NewSubscription wanted;
  wanted.url = url;
  wanted.events = terms_.events;
  wanted.headers = with_mark({}, mark(expires));
  wanted.secret = secret;
  Backoff pauses(first_retry, longest_retry);
  for (int tries = 1;; ++tries) {
    if (give_up.stop_requested()) return given_up();
    Result<WebhookSubscription> made = create(wanted, tries > 1, stop);
    if (made || !is_temporary(made.error())) return made;
    if (tries == terms_.most_tries) return made;
    if (tries == 1) tools_.say_news(made.error().message + "; trying again");
    if (!tools_.clock.sleep_for(pauses.next(tools_.random()), give_up)) return given_up();
  }
}

Result<WebhookSubscription> LeasedSubscription::create(const NewSubscription& wanted, bool again,
                                                       std::stop_token stop) {
  if (again) {
    const Result<std::vector<WebhookSubscription>> all = tools_.api.webhooks(stop);
    if (!all) return all.error();
    if (const WebhookSubscription* found = oldest_of_run(*all, run_)) {
      note_made(*found);
      return *found;
    }
    was_asked_twice_ = true;
  }
  enter(State::in_doubt);
  Result<CreatedWebhook> made = tools_.api.create_webhook(wanted, stop);
  if (made) {
    was_asked_twice_ |= made->may_have_doubles;
    note_made(made->webhook);
    return std::move(made->webhook);
  }
  const Error& error = made.error();
  is_outstanding_ = error.kind == ErrorKind::cancelled && error.may_be_done;
  if (!error.may_be_done && !is_temporary(error)) enter(State::absent); // refused
  return error;
}

void LeasedSubscription::note_made(const WebhookSubscription& webhook) {
  {
    const std::lock_guard lock(mutex_);
    id_ = webhook.id;
  }
  url_ = webhook.url; // as Propexo writes it
  enter(State::made);
}

void LeasedSubscription::enter(State state) {
  state_ = state;
  if (state == State::absent) {
    tools_.last_words.set("");
    return;
  }
  const std::string what =
      state == State::made
          ? "the subscription " + printable(id()) + " is left behind; remove it with: "
          : "a subscription may be left behind; once its lease has ended, this removes it: ";
  tools_.last_words.set("syncbell: " + what + removing_command());
}

// ---- looking after it

LeaseState LeasedSubscription::check(std::stop_token stop) {
  const Result<std::optional<WebhookSubscription>> webhook =
      tools_.api.webhook(SubscriptionId(id()), stop);
  if (!webhook) return LeaseState::unknown;
  if (!*webhook) return LeaseState::removed;
  if (!(*webhook)->active) return LeaseState::switched_off;
  if ((*webhook)->url != url_) return LeaseState::led_elsewhere;
  if (renewal_is_due()) renew(**webhook, stop);
  return LeaseState::in_order;
}

bool LeasedSubscription::renewal_is_due() const {
  const std::optional<WallTime> end = expires();
  return terms_.is_renewed && end && *end - tools_.clock.wall() < terms_.length / 2;
}

// Where it fails, the next check tries again: half of the lease is left.
void LeasedSubscription::renew(const WebhookSubscription& webhook, std::stop_token stop) {
  const WallTime expires = tools_.clock.wall() + terms_.length;
  SubscriptionChange change;
  change.headers = with_mark(webhook.headers, mark(expires));
  if (!tools_.api.update_webhook(webhook.id, change, stop)) return;
  const std::lock_guard lock(mutex_);
  expires_ = expires;
}

// ---- taking it away

std::optional<Error> LeasedSubscription::remove(std::stop_token stop) {
  std::optional<Error> reason; // of the last try that was answered
  Backoff pauses(first_removal_pause, longest_removal_pause);
  for (;;) {
    std::optional<Error> error = try_to_remove(stop);
    if (!error) {
      enter(State::absent);
      return std::nullopt;
    }
    const bool was_cut_short = error->kind == ErrorKind::cancelled;
    if (!was_cut_short || !reason) reason = std::move(error);
    if (was_cut_short || !is_temporary(*reason)) return reason;
    if (!tools_.clock.sleep_for(pauses.next(tools_.random()), stop)) return reason;
  }
}

std::optional<Error> LeasedSubscription::try_to_remove(std::stop_token stop) {
  if (state_ == State::in_doubt || was_asked_twice_) return remove_all_of_run(std::move(stop));
  const Result<bool> removed = tools_.api.remove_webhook(SubscriptionId(id()), std::move(stop));
  return removed ? std::nullopt : std::optional(removed.error());
}

std::optional<Error> LeasedSubscription::remove_all_of_run(std::stop_token stop) {
  const Result<std::vector<WebhookSubscription>> all = tools_.api.webhooks(stop);
  if (!all) return all.error();
  was_asked_twice_ = true; // the next try must look for all of them again
  for (const WebhookSubscription& webhook : *all) {
    if (mark_of(webhook).run != run_) continue;
    note_made(webhook); // so that it is named if it cannot be removed
    is_outstanding_ = false;
    const Result<bool> removed = tools_.api.remove_webhook(webhook.id, stop);
    if (!removed) return removed.error();
  }
  if (is_outstanding_) return not_seen();
  return std::nullopt;
}

// ---- what it is called

std::string LeasedSubscription::id() const {
  const std::lock_guard lock(mutex_);
  return id_.text();
}

std::optional<WallTime> LeasedSubscription::expires() const {
  const std::lock_guard lock(mutex_);
  return expires_;
}

std::string LeasedSubscription::removing_command() const {
  CommandLine line("syncbell unsubscribe");
  if (state_ == State::made)
    line.add(printable(id()));
  else
    line.add("--expired"); // what cannot be named is found by its lease
  return line.add("--yes").text() + terms_.api_flags;
}

} // namespace syncbell
