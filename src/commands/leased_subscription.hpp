#pragma once

#include "api/propexo_api.hpp"
#include "core/subscription.hpp"
#include "platform/clock.hpp"
#include "platform/last_words.hpp"

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace syncbell {

// What a subscription of one run is for and for how long.
struct LeaseTerms {
  std::string command; // whose run it is: "wait"
  std::vector<TriggerKind> events;
  std::vector<IntegrationId> integrations; // none: not known yet, or all
  Duration length{};                       // from its creation; renewed at the half if it may be
  bool is_renewed = false;
  int most_tries = 0;         // of making it, where there is another way; 0: until it is given up
  std::string api_flags = {}; // with which a command reaches the same API: " --environment sandbox"
};

struct LeaseTools {
  PropexoApi& api;
  Clock& clock;
  std::function<double()> random;                        // in [0, 1)
  std::function<void(const std::string& what)> say_news; // from the API's thread
  LastWords& last_words; // tells how to remove it, as long as that may be needed
};

// What became of it while it was needed.
enum class LeaseState { in_order, unknown, removed, switched_off, led_elsewhere };

// A webhook subscription that a run makes for itself and takes away again: it carries the name of
// the run and a lease, so that whatever becomes of the run, the next one finds it. Every function
// that takes a token talks to the API and is for the API's thread; the rest may be called anywhere.
class LeasedSubscription {
public:
  LeasedSubscription(LeaseTools tools, LeaseTerms terms, std::string run);

  // Removes what earlier runs have left and whose lease has ended; nobody else's. What fails is
  // said and left to the next run.
  void sweep(std::stop_token stop);

  // Makes it, exactly once, signed with that secret. An API that is out of reach is tried again
  // until `give_up` or `stop` ask to end, or as often as the terms say.
  Result<WebhookSubscription> make(const std::string& url, const Secret& secret,
                                   std::stop_token give_up, std::stop_token stop);

  // Looks whether it still does what it was made for, and renews the lease at its half.
  LeaseState check(std::stop_token stop);

  // Takes it away, and whatever else its run has made; tries again until told to stop. One whose
  // creation was cut short may still come into being, so it is looked for until then. Gives why it
  // is left behind; nothing where it is gone.
  std::optional<Error> remove(std::stop_token stop);

  // Whether there may be anything to remove; whether it is uncertain if there is.
  bool may_exist() const { return state_ != State::absent; }
  bool is_in_doubt() const { return state_ == State::in_doubt; }
  bool is_made() const { return state_ == State::made; }
  // Its id, in text; empty while it is not known.
  std::string id() const;
  std::optional<WallTime> expires() const;
  // The command that removes it: "syncbell unsubscribe ID --yes".
  std::string removing_command() const;

private:
  enum class State { absent, in_doubt, made };

  Result<WebhookSubscription> create(const NewSubscription& wanted, bool again,
                                     std::stop_token stop);
  void note_made(const WebhookSubscription& webhook);
  void enter(State state);
  void renew(const WebhookSubscription& webhook, std::stop_token stop);
  bool renewal_is_due() const;
  SubscriptionMark mark(WallTime expires) const;
  std::optional<Error> try_to_remove(std::stop_token stop);
  std::optional<Error> remove_all_of_run(std::stop_token stop);

  LeaseTools tools_;
  LeaseTerms terms_;
  std::string run_;
  std::string url_;
  std::atomic<State> state_ = State::absent;
  mutable std::mutex mutex_; // guards the next two
  SubscriptionId id_;
  std::optional<WallTime> expires_;
  bool was_asked_twice_ = false; // there may be more than one of our run
  bool is_outstanding_ = false;  // its creation was cut short, and it has not shown yet
};

} // namespace syncbell
