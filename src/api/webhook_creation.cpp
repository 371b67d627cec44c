#include "api/webhook_creation.hpp"

#include "core/subscription.hpp"

#include <optional>

namespace syncbell {
namespace {

constexpr int most_rounds = 4;

// What a failed POST leaves behind.
enum class Aftermath { nothing, unknown, refused, cut_short };

Aftermath aftermath_of(const Error& error) {
  if (error.kind == ErrorKind::cancelled)
    return error.may_be_done ? Aftermath::cut_short : Aftermath::nothing; // cut short, or not sent
  if (error.http_status == 429) return Aftermath::nothing; // the rate limit stands before all else
  const bool lost = is_temporary(error);
  // A 2xx whose body says nothing we understand: kind api, without a status.
  const bool garbled = error.kind == ErrorKind::api && error.http_status == 0;
  return lost || garbled ? Aftermath::unknown : Aftermath::refused;
}

// Deletes all of the run but the oldest, which is the answer. Where the account cannot be listed
// or a double not deleted, the webhook that was answered is still one of the run.
WebhookSubscription without_doubles(const CreationSteps& steps, const std::string& run,
                                    WebhookSubscription created) {
  const Result<std::vector<WebhookSubscription>> all = steps.list();
  const WebhookSubscription* oldest = all ? oldest_of_run(*all, run) : nullptr;
  if (oldest == nullptr) return created;
  for (const WebhookSubscription& webhook : *all) {
    if (mark_of(webhook).run == run && webhook.id != oldest->id) {
      static_cast<void>(steps.remove(webhook.id));
    }
  }
  return *oldest;
}

Error uncertain(Error error) {
  error.may_be_done = true;
  error.hint = (error.hint.empty() ? "" : error.hint + "; ") +
               std::string("it may have been created all the same: syncbell subscriptions tells");
  return error;
}

// One creation, from the first POST to the end.
class Creation {
public:
  Creation(const CreationSteps& steps, const std::string& run) : steps_(steps), run_(run) {}

  Result<CreatedWebhook> carry_out() {
    for (int round = 1;; ++round) {
      if (End end = next_round()) return *std::move(end);
      if (!steps_.pause()) return stopped();
      if (round == most_rounds) return last_word();
    }
  }

private:
  using End = std::optional<Result<CreatedWebhook>>; // nothing: another round may bring more

  End next_round() {
    if (is_in_doubt_) {
      if (End end = look()) return end;
      if (is_in_doubt_) return std::nullopt;
    }
    return post();
  }

  // For what an earlier POST may have left. No longer in doubt where there is none.
  End look() {
    const Result<std::vector<WebhookSubscription>> all = steps_.list();
    if (!all && is_temporary(all.error())) return std::nullopt;
    if (!all) return uncertain(all.error());
    is_in_doubt_ = false;
    const WebhookSubscription* found = oldest_of_run(*all, run_);
    if (found == nullptr) return std::nullopt;
    return created(*found);
  }

  End post() {
    Result<WebhookSubscription> posted = steps_.post();
    ++posts_;
    if (posted) return created(*std::move(posted));
    last_ = posted.error();
    const Aftermath aftermath = aftermath_of(last_);
    if (aftermath == Aftermath::refused) return last_;
    if (aftermath == Aftermath::cut_short) return uncertain(last_);
    is_in_doubt_ = aftermath == Aftermath::unknown;
    return std::nullopt;
  }

  CreatedWebhook created(WebhookSubscription webhook) const {
    if (posts_ == 1) return {std::move(webhook)};
    return {without_doubles(steps_, run_, std::move(webhook)), true};
  }

  Error stopped() const {
    const Error error{ErrorKind::cancelled, "creating the webhook was cancelled"};
    return is_in_doubt_ ? uncertain(error) : error;
  }

  Result<CreatedWebhook> last_word() {
    if (!is_in_doubt_) return last_;
    if (End end = look()) return *std::move(end);
    return is_in_doubt_ ? uncertain(last_) : last_;
  }

  const CreationSteps& steps_;
  const std::string& run_;
  int posts_ = 0;
  bool is_in_doubt_ = false; // whether the last POST was carried out
  Error last_;
};

} // namespace

Result<CreatedWebhook> create_exactly_once(const CreationSteps& steps, const std::string& run) {
  if (run.empty()) {
    return Error{ErrorKind::local, "a webhook without a run header cannot be told from others"};
  }
  return Creation(steps, run).carry_out();
}

} // namespace syncbell
