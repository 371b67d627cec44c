#pragma once

#include "commands/public_line.hpp"
#include "commands/wait/session.hpp"
#include "commands/wait/setup.hpp"
#include "output/wait_display.hpp"
#include "platform/last_words.hpp"

#include <optional>

namespace syncbell {

struct EntranceTools {
  Environment& environment;
  Console& console;
  WaitInbox& inbox;
  LastWords& last_words;
  TaskThread* api_thread = nullptr; // where there is an API
};

// Where the deliveries of a wait come in: its listener and, where that has to be made reachable,
// the line to it.
class WaitEntrance {
public:
  WaitEntrance(const WaitOptions& options, WaitSetup& setup, EntranceTools tools)
      : options_(options), setup_(setup), tools_(tools) {}

  // Opens it and waits until nothing that is sent can be missed; false where the wait ended before.
  // Fails (local) where the address cannot be listened at.
  Result<bool> open(const EndpointEvents& events, WaitSession& session, WaitDisplay& display);

  // Cleans up: takes the subscription away, and then lets nothing more in. `ask` also finds out how
  // the subscription was. What is left behind is said.
  WaitAftermath close(bool ask);

private:
  std::string ask_account();

  const WaitOptions& options_;
  WaitSetup& setup_;
  EntranceTools tools_;
  std::optional<PublicLine> line_; // outlives the server, which hands requests to it
  std::optional<OpenEndpoint> endpoint_;
};

} // namespace syncbell
