#include "mock/dispatch.hpp"

#include "core/contract.hpp"
#include "core/signature.hpp"

#include <algorithm>
#include <utility>

namespace syncbell::mock {
namespace {

bool concerns(const EventFaults& faults, TriggerKind kind) {
  return faults.only.empty() ||
         std::find(faults.only.begin(), faults.only.end(), kind) != faults.only.end();
}

} // namespace

void Dispatch::announce(const Announcement& what, const EventFaults& faults, WallTime at) {
  const EventFaults applied = concerns(faults, what.kind) ? faults : EventFaults{};
  if (applied.dropped) return;
  const Signing wrong_or_right = applied.wrongly_signed ? Signing::wrong : Signing::right;
  const Signing signing = applied.without_signature ? Signing::none : wrong_or_right;
  for (const Webhook& webhook : webhooks_.all()) {
    if (!webhook.active || !webhook.has_trigger(name_of(what.kind))) continue;
    const Letter letter{webhook.id, what, signing};
    post(letter, at + applied.late);
    if (applied.duplicate) post(letter, at + applied.late);
  }
}

void Dispatch::post(const Letter& letter, WallTime due) {
  agenda_.add(due, [this, letter](WallTime at) { hand_out(letter, at); });
}

// The webhook is looked up when the letter goes: one that was deleted or switched off meanwhile
// hears nothing more, one that was changed is called as it is now.
void Dispatch::hand_out(const Letter& letter, WallTime due) {
  const Webhook* webhook = webhooks_.find(letter.webhook_id);
  if (webhook == nullptr || !webhook->active) return;
  const Announcement& what = letter.what;
  Delivery delivery{++last_id_,   letter.attempt,   due,      what.kind, what.integration_id,
                    webhook->url, webhook->headers, what.body};
  delivery.headers.push_back({"Content-Type", "application/json"});
  if (letter.signing != Signing::none) {
    const std::string prefix = letter.signing == Signing::wrong ? "not " : "";
    const Secret key(prefix + webhook->secret.reveal());
    delivery.headers.push_back({contract::signature_header, sign(what.body, key)});
  }
  under_way_.emplace(delivery.id, letter);
  due_.push_back(std::move(delivery));
}

std::vector<Delivery> Dispatch::take_due() { return std::exchange(due_, {}); }

void Dispatch::report(std::uint64_t delivery, bool accepted, WallTime at) {
  const auto found = under_way_.find(delivery);
  if (found == under_way_.end()) return;
  Letter letter = std::move(found->second);
  under_way_.erase(found);
  if (accepted || letter.attempt > rule_.retries) return;
  ++letter.attempt;
  post(letter, at + rule_.interval);
}

} // namespace syncbell::mock
