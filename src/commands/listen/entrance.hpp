#pragma once

#include "commands/api_session.hpp"
#include "commands/listen.hpp"
#include "commands/public_line.hpp"
#include "commands/reception.hpp"
#include "commands/webhook_endpoint.hpp"
#include "output/console.hpp"
#include "output/listen_display.hpp"
#include "platform/last_words.hpp"

#include <functional>
#include <optional>
#include <string>

namespace syncbell {

// How deliveries are to get here.
struct ListenRoute {
  EndpointRules endpoint;
  std::optional<LinePlan> line = {};  // where the listener has to be made reachable
  std::optional<ApiSession> api = {}; // where a subscription is made
};

// Decides on it. Fails (usage) where the options contradict each other, (auth) where the token that
// --subscribe needs is missing.
Result<ListenRoute> plan_route(const ListenOptions& options, EndpointRules endpoint,
                               Environment& environment, Console& console);

struct ListenTools {
  Environment& environment;
  Console& console;
  ListenDisplay& display;
  Inbox<ListenMessage>& inbox;
  LastWords& last_words;
};

// Where the deliveries of `listen` come in: the listener and, where that has to be made reachable,
// the line to it.
class ListenEntrance {
public:
  ListenEntrance(ListenRoute& route, ListenTools tools) : route_(route), tools_(tools) {}

  // Fails (local) where the address cannot be listened at.
  Result<void> open(const ReceiverOptions& options, const EndpointEvents& events);

  // Shows what the line tells; why the listening has to end, if that is what it means.
  std::optional<Error> hear(const LineEvent& event);
  // Whether deliveries get here: at once, or as soon as the line has been heard to be ready.
  bool is_reached() const { return !line_ || is_line_ready_; }
  // When it is to be called again.
  Instant look_after(Instant now);

  // Takes the subscription away while deliveries are still taken, has `stop_waiting` end whatever
  // would hold their senders up, and then lets nothing more in. Where one was made: the command
  // that removes what is left behind, empty if nothing is.
  std::optional<std::string> close(const std::function<void()>& stop_waiting);

private:
  ListenRoute& route_;
  ListenTools tools_;
  std::optional<TaskThread> api_thread_;
  std::optional<PublicLine> line_; // outlives the server, which hands requests to it
  std::optional<OpenEndpoint> endpoint_;
  bool is_line_ready_ = false;
};

} // namespace syncbell
