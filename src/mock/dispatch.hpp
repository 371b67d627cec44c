#pragma once

#include "core/http_message.hpp"
#include "core/trigger_kind.hpp"
#include "mock/agenda.hpp"
#include "mock/scenario.hpp"
#include "mock/webhook_registry.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace syncbell::mock {

// Something that happened to an integration, as webhooks are to hear of it.
struct Announcement {
  TriggerKind kind;
  std::string integration_id;
  std::string body;
};

// One attempt to send a webhook, ready to go out.
struct Delivery {
  std::uint64_t id = 0;
  int attempt = 1;
  WallTime due;
  TriggerKind kind{};
  std::string integration_id;
  std::string url;
  HeaderFields headers;
  std::string body;
};

// When Propexo tries again what was not answered with 2xx: every 15 minutes, at most ten times.
struct RetryRule {
  Duration interval;
  int retries;
};

// Turns announcements into deliveries and follows each until it is accepted or given up.
class Dispatch {
public:
  // Both must outlive the dispatch.
  Dispatch(Agenda& agenda, const WebhookRegistry& webhooks, RetryRule rule)
      : agenda_(agenda), webhooks_(webhooks), rule_(rule) {}

  // For every active webhook that has the trigger.
  void announce(const Announcement& what, const EventFaults& faults, WallTime at);
  // What has come due since the last call.
  std::vector<Delivery> take_due();
  // How a delivery ended. One that was not accepted is tried again later, as the rule has it.
  void report(std::uint64_t delivery, bool accepted, WallTime at);

private:
  enum class Signing { right, wrong, none };
  struct Letter {
    std::string webhook_id;
    Announcement what;
    Signing signing;
    int attempt = 1;
  };

  void post(const Letter& letter, WallTime due);
  void hand_out(const Letter& letter, WallTime due);

  Agenda& agenda_;
  const WebhookRegistry& webhooks_;
  RetryRule rule_;
  std::uint64_t last_id_ = 0;
  std::vector<Delivery> due_;
  std::map<std::uint64_t, Letter> under_way_;
};

} // namespace syncbell::mock
