#pragma once

#include "api/propexo_api.hpp"
#include "commands/subscribe/new_secret.hpp"
#include "core/subscription_match.hpp"
#include "environment.hpp"
#include "output/console.hpp"

#include <optional>
#include <stop_token>
#include <vector>

namespace syncbell {

// How a registration ended.
struct Registered {
  WebhookSubscription webhook;
  bool created = false;
  bool updated = false;
  std::vector<WebhookSubscription> doubles; // the same subscription, and not ours to delete
  std::optional<NewSecret> secret;          // where one was generated for the webhook
};

// Sees to it that there is one webhook as it is wanted: makes it where there is none, else changes
// what is there, until a look at the account shows that nothing is left to do. So runs at the same
// time end with one webhook that is for the integrations of all of them: a run that finds an older
// one than its own merges into that and deletes its own, and one whose change another run has
// overwritten makes it again.
class Registration {
public:
  struct Surroundings {
    PropexoApi& api;
    Environment& environment;
    Console& console;
  };

  Registration(const Surroundings& surroundings, WantedSubscription wanted,
               NewSecret::Place secret_place, std::stop_token stop);

  Result<Registered> carry_out();

private:
  using End = std::optional<Result<Registered>>; // nothing: look again

  End look();
  std::optional<Error> create();
  std::optional<Error> settle_failed_create(const Error& error, const std::string& run,
                                            std::stop_token stop);
  End change(const WebhookSubscription& kept, const SubscriptionChange& change);
  std::optional<Error> take_back();
  Error failed(const Error& error);
  Result<Registered> registered(const WebhookSubscription& webhook,
                                std::vector<WebhookSubscription> doubles);
  void remark(const WebhookSubscription& kept);

  PropexoApi& api_;
  Environment& environment_;
  Console& console_;
  WantedSubscription wanted_;
  NewSecret::Place secret_place_;
  std::stop_token stop_;

  std::optional<WebhookSubscription> made_; // by this run, and not taken back
  std::optional<NewSecret> secret_;
  bool updated_ = false;
  bool remarked_ = false;
};

} // namespace syncbell
